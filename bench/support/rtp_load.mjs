// Streams of audio from a process of their own (rtp_load.cpp), so that the CPU time of who is measured is theirs alone.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export class RtpLoad {
  #reports = [];

  static async start() {
    const load = new RtpLoad();
    const program = join(mkdtempSync(join(tmpdir(), 'mdg-rtp-')), 'rtp_load');
    const source = join(import.meta.dirname, 'rtp_load.cpp');
    execFileSync('c++', ['-std=c++20', '-O2', '-o', program, source]);
    load.child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: load.child.stdout });
    const [first] = await once(lines, 'line');
    load.port = Number(first);
    lines.on('line', (line) => load.#reports.shift()?.(JSON.parse(line)));
    return load;
  }

  /** Sends to 127.0.0.1:`port`, and expects audio from there. */
  add(port) {
    this.child.stdin.write(`add ${port}\n`);
  }
  drop(port) {
    this.child.stdin.write(`drop ${port}\n`);
  }
  /** What happened since the last report. */
  report() {
    const told = new Promise((done) => this.#reports.push(done));
    this.child.stdin.write('report\n');
    return told;
  }
  stop() {
    this.child.stdin.end();
  }
}
