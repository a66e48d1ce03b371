// Recorded calls in progress and set-ups, beside Asterisk in the same run:
//
//     node bench/call_load.mjs [--calls 10,100,300,600,1000] [--setups 20,50,100] [--seconds 20] [--asterisk FOLDER] [--only madoguchi]
//
// Callers call a number through a trunk; the queue gives each to one desk phone, which answers at once. Both sides send a tone
// as RTP and receive, each call is recorded (stereo here, MixMonitor() there). Signalling comes from this program, audio
// from a process of its own (support/rtp_load.cpp), so the CPU time printed is the server's alone: user and system, of
// which sending on loopback pays for the receiver's network stack too, on both servers alike. "late" is how late the
// generator's own millisecond timer ran in the same time: what a bare loop suffers on this machine; gaps between packets
// of a stream are by the kernel's time of arrival. --asterisk names a folder with Asterisk 16.28 of Debian 11, which is made there when
// it is missing (root, debootstrap, some minutes). Without it Madoguchi is measured alone.
import { kNumber, Rig } from './support/call_rig.mjs';
import { asteriskTarget, madoguchiTarget } from './support/call_targets.mjs';
import { machineLine, readFlags, residentMebibytes } from './support/machine.mjs';
import { Phones } from './support/phones.mjs';
import { RtpLoad } from './support/rtp_load.mjs';
import { freePort } from '../tests/scenario/support/server.mjs';
import { socketDrops } from '../tests/scenario/support/socket_drops.mjs';
import { eventually, sleep } from '../tests/scenario/support/wait.mjs';

const flags = readFlags({
  calls: '10,100,300,600,1000',
  setups: '20,50,100',
  seconds: 20,
  pace: 50,
  asterisk: '',
  only: '',
});
const kPatience = 120_000;
const kSetUpLimit = 20_000;
const numbers = (text) => text.split(',').filter(Boolean).map(Number);
const steps = numbers(flags.calls);
const rates = numbers(flags.setups);

async function inProgress(rig, count) {
  const calls = [];
  for (let i = 0; i < count; i += 1) {
    calls.push(rig.call());
    await sleep(1000 / flags.pace);
  }
  await eventually(`${count} calls answered by phones`, () => rig.phones.open >= count, kPatience);
  await sleep(3000);
  await rig.rtp.report();
  const core = await rig.cpuDuring(() => sleep(flags.seconds * 1000));
  const told = await rig.rtp.report();
  const memory = residentMebibytes(rig.target.pid);
  const drops = socketDrops(rig.target.pid);
  await rig.hangUp(calls);
  await rig.target.afterCalls();
  return { count, core, memory, drops, ...told };
}

function printInProgress(name, told, first) {
  const { count, core, memory, drops, sent, received, lost, lateP99, lateLongest, gapP50, gapP99, gapP999, gapLongest, gapsOver60 } = told;
  const perCore = count / core;
  const oneMore = first === told ? '' : `, one more call ${((1e6 * (core - first.core)) / (count - first.count)).toFixed(0)} µs of CPU a second`;
  console.log(
    `${name} ${String(count).padStart(5)} calls: ${(100 * core).toFixed(1)} % of a core (${perCore.toFixed(0)} calls a core${oneMore}), ${memory.toFixed(0)} MiB;` +
      ` sent ${sent}, received ${received}, lost ${lost}, dropped at the server's sockets ${drops}; gap p50 ${gapP50}, p99 ${gapP99}, p99.9 ${gapP999}, longest ${gapLongest} ms, over 60 ms ${gapsOver60}; late p99 ${lateP99}, longest ${lateLongest} ms`,
  );
}

/** Calls that are hung up a second after their phone answered, or when none did for `kSetUpLimit`; nobody sends audio. */
async function setUps(rig, rate) {
  const count = rate * flags.seconds;
  const calls = new Map();
  const took = [];
  rig.phones.onAnswered = ({ caller }) => {
    const call = calls.get(caller);
    took.push(performance.now() - call.sentAt);
    setTimeout(() => rig.callers.hangUp(call), 1000);
  };
  const begun = performance.now();
  const core = await rig.cpuDuring(async () => {
    for (let i = 0; i < count; i += 1) {
      const from = `080${String(i).padStart(8, '0')}`;
      calls.set(from, rig.callers.call(from, kNumber));
      await sleep(Math.max(0, begun + ((i + 1) * 1000) / rate - performance.now()));
    }
    const last = performance.now();
    while (rig.callers.open > 0 && performance.now() - last < kSetUpLimit) await sleep(50);
  });
  const cpu = (core * (performance.now() - begun)) / 1000;
  await rig.hangUp([...calls.values()]);
  await rig.target.afterCalls();
  return { rate, count, took: took.toSorted((x, y) => x - y), cpu };
}

function printSetUps(name, { rate, count, took, cpu }) {
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))]?.toFixed(0);
  console.log(
    `${name} ${String(rate).padStart(5)} set-ups/s: ${took.length} of ${count} answered by a phone, after p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} ms; ` +
      `${((1000 * cpu) / took.length).toFixed(2)} ms of CPU each (${(took.length / cpu).toFixed(0)} set-ups a second a core)`,
  );
}

async function measure(target, sipPort, rtp, phones) {
  const rig = await Rig.open({ target, rtp, phones, sipPort });
  const results = [];
  for (const count of steps) {
    results.push(await inProgress(rig, count));
    printInProgress(target.name, results.at(-1), results[0]);
  }
  for (const rate of rates) printSetUps(target.name, await setUps(rig, rate));
  rig.callers.close();
}

console.log(machineLine());
const most = Math.max(...steps, ...rates.map((rate) => rate * 4), 10);
const makers = { madoguchi: madoguchiTarget, ...(flags.asterisk ? { asterisk: asteriskTarget } : {}) };
for (const [name, make] of Object.entries(makers)) {
  if (flags.only && flags.only !== name) continue;
  const sipPort = await freePort();
  const rtp = await RtpLoad.start();
  const phones = await Phones.open(sipPort, rtp.port);
  const target = await make({ sipPort, phones, count: most, folder: flags.asterisk });
  try {
    await measure(target, sipPort, rtp, phones);
  } finally {
    await target.stop();
    rtp.stop();
    phones.close();
  }
}
process.exit(0);
