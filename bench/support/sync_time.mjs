// Writes and syncs a page again and again: `node sync_time.mjs FOLDER` prints the distribution as JSON. A program of
// its own, so that slow_sync.so can be laid under it as it is under the server.
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const kTimes = 300;
const path = join(process.argv[2], '.sync-time');
const file = openSync(path, 'w');
const page = Buffer.alloc(4096, 1);
const times = [];
for (let i = 0; i < kTimes; i += 1) {
  writeSync(file, page, 0, page.length, (i % 64) * page.length);
  const begun = performance.now();
  fdatasyncSync(file);
  times.push(performance.now() - begun);
}
closeSync(file);
rmSync(path);
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(kTimes - 1, Math.floor(kTimes * share))];
console.log(JSON.stringify({ p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) }));
