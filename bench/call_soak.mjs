// Recorded calls that come and go for a long time, and what becomes of memory:
//
//     node bench/call_soak.mjs [--calls 300] [--talk 60] [--minutes 60]
//
// --calls are in progress at any time, with audio both ways; each talks for --talk seconds (from half to one and a half of it),
// then caller and phone hang up in turn, and another one calls. A call has failed when it is refused, reaches no phone
// within 15 s, ends before anybody hung up, or does not end within 15 s after. Every minute a line is printed; at the end
// the server's own counts, and memory's rise an hour, of the second half (least squares): in the first one SQLite fills its
// cache of 16 MiB. Recordings take about 1 MB a minute of a call in the temporary folder.
import { Rig } from './support/call_rig.mjs';
import { madoguchiTarget } from './support/call_targets.mjs';
import { machineLine, readFlags, residentMebibytes } from './support/machine.mjs';
import { Phones } from './support/phones.mjs';
import { RtpLoad } from './support/rtp_load.mjs';
import { freePort } from '../tests/scenario/support/server.mjs';
import { socketDrops } from '../tests/scenario/support/socket_drops.mjs';
import { sleep } from '../tests/scenario/support/wait.mjs';

const flags = readFlags({ calls: 300, talk: 60, minutes: 60 });
const kLimit = 15_000;
/** Phones that rest after their call, while another one takes the next. */
const kSparePhones = 50;

const failures = [];
const fail = (call, why) => {
  failures.push(`${call.from}: ${why}`);
  console.log(`failed: ${call.from}: ${why}`);
};

/** `wanted` before the limit, or `null`. */
const within = (wanted) => Promise.race([wanted, sleep(kLimit).then(() => null)]);

class Soak {
  begun = 0;
  over = 0;
  #answered = new Map();

  constructor(rig) {
    this.rig = rig;
    const { onAnswered } = rig.phones;
    rig.phones.onAnswered = (told) => {
      onAnswered(told);
      this.#answered.get(told.caller)?.(told);
    };
  }

  /** One call after another until `isOver()`. */
  async line(number, isOver) {
    await sleep((1000 * flags.talk * number) / flags.calls);
    while (!isOver()) {
      this.begun += 1;
      await this.#one(this.begun % 2 === 0);
      this.over += 1;
    }
  }

  async #one(isCallerFirst) {
    const { rig } = this;
    const call = rig.call();
    const phone = await within(
      new Promise((done) => {
        this.#answered.set(call.from, done);
      }),
    );
    this.#answered.delete(call.from);
    if (!phone) {
      fail(call, call.status === 200 ? 'no phone answered' : `status ${call.status}`);
      rig.callers.hangUp(call);
      await within(call.ended);
      return;
    }
    const talk = 1000 * flags.talk * (0.5 + Math.random());
    const early = await Promise.race([call.ended.then(() => true), sleep(talk).then(() => false)]);
    if (early) return fail(call, 'ended by itself');
    if (isCallerFirst) rig.callers.hangUp(call);
    else rig.phones.hangUp(phone.callId);
    if ((await within(call.ended)) === null) fail(call, 'did not end');
  }
}

/** The server's own counts that tell of failures. */
async function countsOf({ metrics }) {
  const text = await (await fetch(metrics)).text();
  const wanted = /^madoguchi_(recordings\w*|voice_(?:calls|calls_total|refused_total|malformed_total|late_ticks_total|rtp_refused_total)|desk_re\w+) .*$/gm;
  return [...text.matchAll(wanted)].map(([line]) => line.replace('madoguchi_', '')).join(', ');
}

/** What a line through them rises by in an hour. */
function riseAnHour(minutes) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [times, sizes] = [minutes.map(([at]) => at), minutes.map(([, size]) => size)];
  const [time, size] = [mean(times), mean(sizes)];
  const above = minutes.reduce((sum, [at, value]) => sum + (at - time) * (value - size), 0);
  const below = times.reduce((sum, at) => sum + (at - time) ** 2, 0);
  return (60 * above) / below;
}

console.log(machineLine());
const sipPort = await freePort();
const rtp = await RtpLoad.start();
const phones = await Phones.open(sipPort, rtp.port);
phones.onLapsed = (error) => fail({ from: 'a phone' }, `not registered again: ${error.message}`);
const target = await madoguchiTarget({ sipPort, phones, count: flags.calls + kSparePhones });
process.once('SIGINT', () => void target.stop().finally(() => process.exit(130)));
try {
  const rig = await Rig.open({ target, rtp, phones, sipPort });
  const soak = new Soak(rig);
  const end = performance.now() + flags.minutes * 60_000;
  const lines = Array.from({ length: flags.calls }, (_, i) => soak.line(i, () => performance.now() >= end));
  const memory = [];
  const half = Math.floor(flags.minutes / 2);
  for (let minute = 1; minute <= flags.minutes; minute += 1) {
    const core = await rig.cpuDuring(() => sleep(Math.max(0, end - (flags.minutes - minute) * 60_000 - performance.now())));
    const { received, lost, gapP99, gapLongest, gapsOver60, lateLongest } = await rtp.report();
    const size = residentMebibytes(target.pid);
    if (minute > half) memory.push([minute, size]);
    console.log(
      `minute ${minute}: ${phones.open} talk, ${soak.begun} begun, ${failures.length} failed; ${(100 * core).toFixed(0)} % of a core, ${size.toFixed(1)} MiB; ` +
        `received ${received}, lost ${lost}, dropped ${socketDrops(target.pid)}, gap p99 ${gapP99}, longest ${gapLongest} ms, over 60 ms ${gapsOver60}; generator late ${lateLongest} ms`,
    );
  }
  await Promise.all(lines);
  console.log(`${soak.over} calls of ${soak.begun} are over, ${failures.length} failed`);
  if (memory.length > 1) console.log(`memory after minute ${half}: ${memory[0][1].toFixed(1)} to ${memory.at(-1)[1].toFixed(1)} MiB, ${riseAnHour(memory).toFixed(1)} MiB an hour`);
  await target.afterCalls();
  console.log(await countsOf(target));
  rig.callers.close();
} finally {
  await target.stop();
  rtp.stop();
  phones.close();
}
process.exit(failures.length === 0 ? 0 : 1);
