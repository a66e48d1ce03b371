// What stands beside every figure: the machine, and how long its disk takes for a sync.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';

export const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

const kSyncs = join(import.meta.dirname, 'sync_time.mjs');

/** p50, p90, p99 and the longest of 300 fdatasync after a page was written in `folder`, in milliseconds. */
export function syncTimes(folder, env = {}) {
  return JSON.parse(
    execFileSync(process.execPath, [kSyncs, folder], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    }),
  );
}

export function machineLine() {
  const [cpu] = cpus();
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
  const memory = (totalmem() / 2 ** 30).toFixed(1);
  return `machine: ${cpus().length} cores, ${cpu.model.trim()}, ${memory} GiB, Linux ${release()}, load before ${load}`;
}

export function printMachine(folder, env) {
  console.log(machineLine());
  const { p50, p90, p99, max } = syncTimes(folder, env);
  const text = [p50, p90, p99, max].map((value) => value.toFixed(2)).join(' / ');
  console.log(`fdatasync of the data folder: p50 / p90 / p99 / longest ${text} ms`);
}

/** CPU seconds that a process used so far. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory in MiB. */
export function residentMebibytes(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)[1]) / 1024;
}

/** --name value and --flag of the command line over standard values. */
export function readFlags(standard) {
  const flags = { ...standard };
  const words = process.argv.slice(2);
  while (words.length > 0) {
    const name = words.shift().replace(/^--/, '');
    if (!(name in standard)) {
      console.error(
        `there is no flag --${name}; known: ${Object.keys(standard)
          .map((each) => `--${each}`)
          .join(' ')}`,
      );
      process.exit(2);
    }
    if (typeof standard[name] === 'boolean') flags[name] = true;
    else flags[name] = typeof standard[name] === 'number' ? Number(words.shift()) : words.shift();
  }
  return flags;
}
