// How fast a call is at an operator's screen:
//
//     node bench/call_ring.mjs [--operators 200] [--rate 20] [--seconds 60] [--talk 2] [--browser] [--waiting 1000] [--freed 50]
//
// Operators with a console's socket each (waiting list and roster, as a console has them) answer, talk, hang up and are ready
// again while callers of ours call through a trunk. Printed is the time from sending the INVITE until the frame with
// the ringing call is at the operator's socket; with --browser the first operator is Chromium with the real console, and its
// time is until the pop-up is in the page. Then --waiting calls wait while nobody is ready, and one operator is freed
// --freed times: from sending "ready" until the ringing frame is there. Callers send no audio. Generator and
// server share the machine.
import { launchConsole } from './support/console_page.mjs';
import { Callers } from './support/callers.mjs';
import { Pool } from './support/load_http.mjs';
import { cpuSeconds, percentile, printMachine, readFlags } from './support/machine.mjs';
import { hireConsoles } from './support/console_crowd.mjs';
import { freePort, startTrial } from '../tests/scenario/support/server.mjs';
import { sleep } from '../tests/scenario/support/wait.mjs';

const flags = readFlags({
  operators: 200,
  rate: 20,
  seconds: 60,
  talk: 2,
  browser: false,
  waiting: 1000,
  freed: 50,
});
const kNumber = '0312345678';
const numberOf = (i) => `090${String(i).padStart(8, '0')}`;

const figures = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(sorted, share).toFixed(1));
  return `p50 ${p50} ms, p99 ${p99} ms, longest ${(sorted.at(-1) ?? NaN).toFixed(1)} ms of ${sorted.length}`;
};

/** Callers at `rate`, and operators who serve them; resolves when all calls are over. */
async function serveCalls(callers, operators, page) {
  const calls = new Map();
  const times = { sockets: [], page: [] };
  const pending = [];
  for (const operator of operators) {
    const isPage = page?.operator === operator;
    operator.onRing = (call, at) => {
      if (isPage) return;
      times.sockets.push(at - calls.get(call.otherNumber).sentAt);
      void operator.answer(call);
    };
    operator.onTalk = (call) => setTimeout(() => operator.hangUp(call), flags.talk * 1000);
    operator.onWrapUp = () => operator.ready();
    await operator.ready();
  }
  page?.onPop((number, at) => times.page.push(at - calls.get(number).sentAt));
  const count = flags.rate * flags.seconds;
  const begun = performance.now();
  for (let i = 0; i < count; i += 1) {
    await sleep(Math.max(0, begun + (i * 1000) / flags.rate - performance.now()));
    const call = callers.call(numberOf(i), kNumber);
    calls.set(numberOf(i), call);
    pending.push(call.ended);
  }
  const failed = (await Promise.all([...calls.values()].map((call) => call.answered))).filter(Number.isNaN).length;
  await Promise.race([Promise.all(pending), sleep(60_000)]);
  return { times, failed, open: callers.open, count };
}

async function freeOperators(callers, operators) {
  const first = operators.at(-1);
  for (const operator of operators) {
    operator.onRing = () => {};
    operator.onWrapUp = () => operator.rest();
  }
  await sleep(1000);
  for (const operator of operators) await operator.rest();
  const waiting = [];
  for (let i = 0; i < flags.waiting; i += 1) {
    waiting.push(callers.call(numberOf(1_000_000 + i), kNumber));
    await sleep(10);
  }
  await Promise.all(waiting.map((call) => call.answered));
  await sleep(2000);
  const times = [];
  for (let i = 0; i < flags.freed; i += 1) times.push(await freeOnce(first));
  return times;
}

/** From "ready" to the ring; then the call is served, and the operator takes a break again. */
function freeOnce(operator) {
  return new Promise((done) => {
    let time = NaN;
    const sentAt = performance.now();
    operator.onRing = (call, at) => {
      time = at - sentAt;
      void operator.answer(call);
    };
    operator.onTalk = (call) => operator.hangUp(call);
    operator.onWrapUp = async () => {
      await operator.rest();
      setTimeout(() => done(time), 50);
    };
    void operator.ready();
  });
}

const sipPort = await freePort();
const args = ['--sip', `127.0.0.1:${sipPort}`, '--rtp-timeout', '0'];
const server = await startTrial({ args });
let page = null;
try {
  printMachine(server.data);
  const [admin] = await server.operators();
  const pool = new Pool(Number(new URL(server.origin).port), 64);
  const operators = await hireConsoles(server, admin, pool, flags.operators, (i) => !(flags.browser && i === 0));
  if (flags.browser) page = await launchConsole(server.origin, operators[0]);
  const callers = await Callers.open(sipPort);
  const before = cpuSeconds(server.pid);
  const begun = performance.now();
  const { times, failed, open, count } = await serveCalls(callers, operators, page);
  const share = (100 * (cpuSeconds(server.pid) - before) * 1000) / (performance.now() - begun);
  console.log(`${flags.operators} operators, ${flags.rate} calls/s, ${count} calls: ${failed} refused, ${open} not ended; server ${share.toFixed(0)} % of a core`);
  console.log(`INVITE to the ringing frame: ${figures(times.sockets)}`);
  if (page) {
    console.log(`INVITE to the pop-up in Chromium: ${figures(times.page)}`);
    console.log(`in their order: ${times.page.map((time) => time.toFixed(0)).join(' ')} ms`);
  }
  await page?.close();
  if (flags.waiting > 0) {
    const freed = await freeOperators(callers, operators);
    console.log(`${flags.waiting} calls wait, ready to the ringing frame: ${figures(freed)}`);
  }
  callers.close();
} finally {
  await page?.close();
  await server.remove();
}
process.exit(0);
