// The real program on ports and in a folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Operator } from './operator.mjs';

const kRoot = resolve(import.meta.dirname, '../../..');
const kStartPatience = 60_000;

export function binary() {
  const candidates = [
    process.env.MADOGUCHI_BINARY,
    join(kRoot, 'build/release/madoguchi'),
    join(kRoot, 'build/debug/madoguchi'),
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new Error('there is no madoguchi to test: set MADOGUCHI_BINARY');
  return found;
}

export async function freePort(host = '127.0.0.1') {
  const server = createServer();
  await new Promise((done) => server.listen(0, host, done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export const temporaryFolder = (name = 'mdg-scenario') => mkdtemp(join(tmpdir(), `${name}-`));

/** Runs the program until it says `ready`; resolves with the child and the address it named. */
async function run(args, env) {
  const child = spawn(binary(), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  let log = '';
  const begun = performance.now();
  const address = await new Promise((done, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`madoguchi is not ready:\n${output}${log}`));
    }, kStartPatience);
    child.stderr.on('data', (bytes) => {
      log = (log + bytes).slice(-20_000);
    });
    child.stdout.on('data', (bytes) => {
      output += bytes;
      const ready = /^ready (\S+)$/m.exec(output);
      if (!ready) return;
      clearTimeout(timer);
      done(ready[1]);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(new Error(`madoguchi ended with ${code ?? signal}:\n${output}${log}`));
    });
  });
  return { child, address, log: () => log, startMilliseconds: performance.now() - begun };
}

/** A Madoguchi that runs. Made by startTrial() or startServe(); end it with remove(). */
export class Server {
  #command;
  #running;

  constructor(command) {
    this.#command = command;
    this.data = command.data;
  }

  /** http://127.0.0.1:PORT, the same after a restart. */
  get origin() {
    return this.#running.address;
  }
  get pid() {
    return this.#running.child.pid;
  }
  get log() {
    return this.#running.log();
  }
  /** Where /metrics is, with the option `metrics`. */
  get metricsAddress() {
    return this.#command.metrics;
  }
  /** Where its telephone is, with the option `sip`. */
  get sipPort() {
    return this.#command.sipPort;
  }
  /** From the start of the process to its line `ready`. */
  get startMilliseconds() {
    return this.#running.startMilliseconds;
  }
  get isRunning() {
    return this.#running.child.exitCode === null && this.#running.child.signalCode === null;
  }

  async start() {
    this.#running = await run(this.#command.args, this.#command.env);
  }

  /** The process goes on and answers. */
  async isAlive() {
    const response = await fetch(`${this.origin}/healthz`).catch(() => null);
    return this.isRunning && response?.status === 200;
  }

  /** Ends the process by a signal; resolves with its exit code, or the signal. */
  async end(signal = 'SIGTERM') {
    const { child } = this.#running;
    if (!this.isRunning) return child.exitCode ?? child.signalCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code, by] = await ended;
    return code ?? by;
  }

  async restart(signal = 'SIGTERM') {
    await this.end(signal);
    await this.start();
  }

  async remove() {
    if (this.#running) await this.end('SIGKILL');
    await rm(this.data, { recursive: true, force: true });
  }

  /** Counters of /metrics by name. */
  async metrics() {
    const response = await fetch(`${this.metricsAddress}/metrics`);
    const values = {};
    for (const line of (await response.text()).split('\n')) {
      const [name, value] = line.split(' ');
      if (name && !name.startsWith('#')) values[name.replace(/^madoguchi_/, '')] = Number(value);
    }
    return values;
  }

  /** The trial's people: [admin, first colleague, second colleague]. */
  async accounts() {
    const lines = (await readFile(join(this.data, 'trial-sign-in.txt'), 'utf8')).trim().split('\n');
    return lines.map((line) => {
      const [email, password] = line.split(' ');
      return { email, password };
    });
  }

  /** Signed-in operators of the trial, in the order of accounts(). */
  async operators() {
    const accounts = await this.accounts();
    return Promise.all(accounts.map((account) => Operator.signIn(this.origin, account)));
  }
}

/** Common to both modes: { database, args, metrics: true, sip: true, env, folder } */
async function makeServer(mode, options, ownArgs) {
  const data = options.folder ?? (await temporaryFolder());
  // A fixed port, so that a restart is found at the same address.
  const port = await freePort();
  const command = { data, env: options.env };
  command.args = [
    mode,
    '--data',
    data,
    '--http',
    `127.0.0.1:${port}`,
    '--log-level',
    options.logLevel ?? 'warn',
  ];
  if (options.database) command.args.push('--database', options.database);
  if (options.metrics) {
    const metricsPort = await freePort();
    command.metrics = `http://127.0.0.1:${metricsPort}`;
    command.args.push('--metrics', `127.0.0.1:${metricsPort}`);
  }
  if (options.sip) {
    command.sipPort = await freePort();
    command.args.push('--sip', `127.0.0.1:${command.sipPort}`);
  }
  command.args.push(...ownArgs, ...(options.args ?? []));
  const server = new Server(command);
  try {
    await server.start();
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw error;
  }
  return server;
}

export const startTrial = (options = {}) => makeServer('trial', options, ['--shop', 'localhost:0']);
export const startServe = (options = {}) => makeServer('serve', options, []);

/** A test with a trial server of its own, which is gone afterwards. */
export function withTrial(options, body) {
  return async (context) => {
    const server = await startTrial(options);
    try {
      await body(server, context);
    } finally {
      await server.remove();
    }
  };
}
