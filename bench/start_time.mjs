// What bench/start_time.sh prints. The time is taken from spawning the process to reading its line `ready`.
import { binary, startServe, startTrial } from '../tests/scenario/support/server.mjs';
import { sleep } from '../tests/scenario/support/wait.mjs';
import { percentile, printMachine, residentMebibytes } from './support/machine.mjs';

const kTimes = 10;

async function startTimes(start) {
  const times = [];
  for (let i = 0; i < kTimes; i += 1) {
    const server = await start();
    times.push(server.startMilliseconds);
    await server.remove();
  }
  return times.sort((a, b) => a - b);
}

function print(what, times) {
  const [shortest, longest] = [times[0], times.at(-1)].map((time) => time.toFixed(0));
  console.log(
    `${what}: ${percentile(times, 0.5).toFixed(0)} ms to ready (${shortest} to ${longest}, ${times.length} starts)`,
  );
}

const server = await startServe();
try {
  printMachine(server.data);
  console.log(`program: ${binary()}`);
  await sleep(10_000);
  console.log(`idle memory after 10 s: ${residentMebibytes(server.pid).toFixed(1)} MiB resident`);
} finally {
  await server.remove();
}
print('serve, empty database', await startTimes(startServe));
print('trial, empty database (hashes three passwords)', await startTimes(startTrial));
