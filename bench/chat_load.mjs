// Open chats in which customers and operators write in turn:
//
//     node bench/chat_load.mjs [--chats 1000] [--rate 500] [--seconds 20] [--postgres] [--sync-delay 2] [--peak]
//
// Prints p50 and p99 from sending a message until it has arrived at the other side (visitor: socket to console socket,
// operator: HTTP to visitor socket), which is after the database synced. The same is printed from the moment at which
// the message was due: a generator that is late, because the machine is busy or its timers are coarse, does not hide
// what it did not send. --sync-delay adds at least so many milliseconds to each sync of the disk. --peak raises the
// rate until p99 is over 100 ms or messages are refused. Generator and server share the machine.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { PostgresCluster } from '../tests/scenario/support/postgres.mjs';
import { binary, startServe, temporaryFolder } from '../tests/scenario/support/server.mjs';
import { sleep } from '../tests/scenario/support/wait.mjs';
import { frameBytes } from '../tests/scenario/support/web_socket.mjs';
import { gatherCrowd } from './support/crowd.mjs';
import { Pool } from './support/load_http.mjs';
import { cpuSeconds, percentile, printMachine, readFlags } from './support/machine.mjs';

const flags = readFlags({
  chats: 1000,
  rate: 500,
  seconds: 20,
  postgres: false,
  'sync-delay': 0,
  peak: false,
});

/** A visitor may write once a second in the long run; above that the operators write the rest. */
const kVisitorShare = 0.9;
const kText = 'It arrived yesterday, thank you. One of the two cups has a crack at its rim.';

async function slowSync() {
  if (flags['sync-delay'] === 0) return {};
  const library = join(await temporaryFolder('mdg-slow-sync'), 'slow_sync.so');
  const source = join(import.meta.dirname, 'slow_sync.c');
  execFileSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl']);
  execFileSync('chmod', ['-R', 'a+rX', join(library, '..')]);
  return { LD_PRELOAD: library, SLOW_SYNC_MICROSECONDS: String(flags['sync-delay'] * 1000) };
}

/** Sends numbered messages and notes when each was due, arrived and was acknowledged. */
class Load {
  constructor(server, crowd) {
    this.crowd = crowd;
    const port = Number(new URL(server.origin).port);
    this.host = `127.0.0.1:${port}`;
    this.origin = server.origin;
    this.pool = new Pool(port, 256);
    for (const { visitor } of crowd) visitor.socket.onText = (bytes) => this.#visitorHears(bytes);
    for (const operator of new Set(crowd.map((each) => each.operator))) {
      operator.live.onText = (bytes) => this.#consoleHears(bytes);
    }
    this.#reset(0);
  }

  #reset(count) {
    this.due = new Float64Array(count);
    this.sent = new Float64Array(count);
    this.arrived = new Float64Array(count);
    this.isReply = new Uint8Array(count);
    this.acknowledged = 0;
    this.refused = 0;
    this.round = (this.round ?? 0) + 1;
    this.mark = Buffer.from(`"clientId":"load-${this.round}-`);
  }

  /** The number of the first message in a frame; several come one after the other. */
  #numbers(bytes) {
    const found = [];
    for (let at = bytes.indexOf(this.mark); at >= 0; at = bytes.indexOf(this.mark, at + 1)) {
      found.push(
        Number.parseInt(
          bytes.toString('latin1', at + this.mark.length, at + this.mark.length + 8),
          10,
        ),
      );
    }
    return found;
  }

  #visitorHears(bytes) {
    const head = bytes.toString('latin1', 0, 16);
    if (head.startsWith('{"type":"ack"')) this.acknowledged += 1;
    else if (head.startsWith('{"type":"refuse')) this.refused += 1;
    else if (head.startsWith('{"type":"message')) this.#arrive(bytes, 1);
  }
  #consoleHears(bytes) {
    if (bytes.toString('latin1', 0, 17) === '{"type":"messages') this.#arrive(bytes, 0);
  }
  #arrive(bytes, side) {
    const now = performance.now();
    for (const i of this.#numbers(bytes))
      if (this.isReply[i] === side && !this.arrived[i]) this.arrived[i] = now;
  }

  #sendAsVisitor({ visitor }, i) {
    const clientId = `load-${this.round}-${String(i).padStart(8, '0')}`;
    visitor.socket.sendBytes(
      frameBytes(1, JSON.stringify({ type: 'message', clientId, text: kText })),
    );
  }
  #sendAsOperator({ operator, contactId }, i) {
    const clientId = `load-${this.round}-${String(i).padStart(8, '0')}`;
    const body = JSON.stringify({ clientId, kind: 'reply', text: kText });
    const head =
      `POST ${operator.contact(contactId, '/messages')} HTTP/1.1\r\nHost: ${this.host}\r\nOrigin: ${this.origin}\r\n` +
      `Cookie: ${operator.cookieHeader}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    this.pool.send(head + body, (status) => {
      if (status === 201) this.acknowledged += 1;
      else this.refused += 1;
    });
  }

  /** Messages in turn, more of operators where visitors may not write as often. */
  #plan(count, rate) {
    const visitorsEach = Math.min(rate / 2, this.crowd.length * kVisitorShare) / rate;
    let share = 0;
    let visitor = 0;
    let reply = Math.floor(this.crowd.length / 2);
    return Array.from({ length: count }, (_, i) => {
      share += visitorsEach;
      this.isReply[i] = share >= 1 ? 0 : 1;
      if (share >= 1) share -= 1;
      return this.crowd[(this.isReply[i] ? reply++ : visitor++) % this.crowd.length];
    });
  }

  async run(rate, seconds) {
    const count = Math.round(rate * seconds);
    this.#reset(count);
    const chats = this.#plan(count, rate);
    const begun = performance.now() + 50;
    for (let i = 0; i < count; ) {
      const now = performance.now();
      for (; i < count && begun + (i * 1000) / rate <= now; i += 1) {
        this.due[i] = begun + (i * 1000) / rate;
        this.sent[i] = performance.now();
        if (this.isReply[i]) this.#sendAsOperator(chats[i], i);
        else this.#sendAsVisitor(chats[i], i);
      }
      await sleep(1);
    }
    const end = performance.now() + 5000;
    while (performance.now() < end && this.acknowledged + this.refused < count) await sleep(10);
    await sleep(200);
    return this.#report(rate, count);
  }

  /** Sorted times from `begins` to the arrival. */
  #times(begins, isMeant = () => true) {
    const times = [];
    this.arrived.forEach((at, i) => {
      if (at > 0 && isMeant(this.isReply[i])) times.push(at - begins[i]);
    });
    return times.sort((a, b) => a - b);
  }

  #report(rate, count) {
    const all = this.#times(this.sent);
    const fromDue = this.#times(this.due);
    return {
      rate,
      count,
      acknowledged: this.acknowledged,
      refused: this.refused,
      arrived: all.length,
      p50: percentile(all, 0.5),
      p99: percentile(all, 0.99),
      longest: all.at(-1) ?? NaN,
      toConsole: percentile(
        this.#times(this.sent, (isReply) => !isReply),
        0.99,
      ),
      toVisitor: percentile(
        this.#times(this.sent, (isReply) => isReply),
        0.99,
      ),
      dueP50: percentile(fromDue, 0.5),
      dueP99: percentile(fromDue, 0.99),
    };
  }
}

const ms = (value) => value.toFixed(1).padStart(6);

function printRound(told, before, after, seconds) {
  const commits = after.writer_commits_total - before.writer_commits_total;
  const commands = after.writer_commands_total - before.writer_commands_total;
  console.log(
    `${String(told.rate).padStart(6)} messages/s: p50 ${ms(told.p50)} ms, p99 ${ms(told.p99)} ms, longest ${ms(told.longest)} ms` +
      ` (p99 to console ${ms(told.toConsole)}, to visitor ${ms(told.toVisitor)}); ${told.acknowledged} of ${told.count} acknowledged,` +
      ` ${told.arrived} arrived, ${told.refused} refused; ${(commands / commits).toFixed(1)} commands a commit;` +
      ` server ${((100 * (after.cpu - before.cpu)) / seconds).toFixed(0)} % of a core; from due: p50 ${ms(told.dueP50)} ms, p99 ${ms(told.dueP99)} ms`,
  );
}

async function measure(server, load, rate, seconds) {
  const state = async () => ({ ...(await server.metrics()), cpu: cpuSeconds(server.pid) });
  const before = await state();
  const told = await load.run(rate, seconds);
  printRound(told, before, await state(), seconds);
  return told;
}

const isGood = ({ p99, refused, acknowledged, count }) =>
  p99 <= 100 && refused === 0 && acknowledged === count;

async function climb(server, load) {
  let best = null;
  for (let rate = 400; rate <= 20_000; rate = Math.round((rate * 1.25) / 50) * 50) {
    const told = await measure(server, load, rate, 6);
    if (!isGood(told)) break;
    best = told;
    await sleep(1000);
  }
  console.log(
    best
      ? `peak: ${best.rate} durable messages/s with p99 ${ms(best.p99)} ms`
      : 'no rate was sustained',
  );
}

const env = await slowSync();
const cluster = flags.postgres ? await PostgresCluster.start({ env }) : null;
const server = await startServe({
  database: cluster?.makeDatabase('bench'),
  metrics: true,
  env: cluster ? {} : env,
  args: ['--trusted-proxies', '127.0.0.1'],
});
try {
  const disk = cluster ? 'PostgreSQL 15' : 'SQLite';
  console.log(
    `chat_load on ${disk}${flags['sync-delay'] ? `, ${flags['sync-delay']} ms added to each sync` : ''}; program ${binary()}`,
  );
  printMachine(server.data, env);
  const { operators, crowd } = await gatherCrowd(server, flags.chats);
  // Autovacuum does it within a minute: plans that were made for empty tables end.
  cluster?.query('bench', 'VACUUM ANALYZE');
  console.log(`${crowd.length} open chats, ${operators.length} operators`);
  const load = new Load(server, crowd);
  await load.run(100, 2);
  if (flags.peak) await climb(server, load);
  else await measure(server, load, flags.rate, flags.seconds);
} finally {
  await server.remove();
  await cluster?.remove();
}
process.exit(0);
