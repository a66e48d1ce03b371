// A PostgreSQL cluster of its own in a temporary folder, with fsync; gone with remove().
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { temporaryFolder } from './server.mjs';
import { eventually } from './wait.mjs';

const kPrograms = '/usr/lib/postgresql/15/bin';

/** initdb refuses root: then everything runs as the user postgres. */
function user() {
  if (process.getuid() !== 0) return {};
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export class PostgresCluster {
  #server;
  #options;

  static async start({ env = {} } = {}) {
    if (!existsSync(`${kPrograms}/initdb`)) throw new Error('install the package postgresql-15');
    const cluster = new PostgresCluster();
    cluster.folder = await temporaryFolder('mdg-postgres');
    const owner = user();
    if (owner.uid !== undefined) chownSync(cluster.folder, owner.uid, owner.gid);
    cluster.#options = { cwd: '/', stdio: 'ignore', ...owner };
    const data = join(cluster.folder, 'data');
    const flags = [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '-N',
    ];
    execFileSync(`${kPrograms}/initdb`, flags, cluster.#options);
    cluster.#server = spawn(
      `${kPrograms}/postgres`,
      [
        '-D',
        data,
        '-c',
        `unix_socket_directories=${cluster.folder}`,
        '-c',
        'listen_addresses=',
        '-c',
        'fsync=on',
      ],
      { ...cluster.#options, env: { ...process.env, ...env } },
    );
    // Scenarios that die must not leave a server behind.
    process.once('exit', () => cluster.#server.kill('SIGQUIT'));
    await eventually('PostgreSQL', () => cluster.#isReady(), 60_000);
    return cluster;
  }

  #isReady() {
    try {
      execFileSync(`${kPrograms}/pg_isready`, ['-h', this.folder, '-U', 'postgres'], this.#options);
      return true;
    } catch {
      return false;
    }
  }

  get dataFolder() {
    return join(this.folder, 'data');
  }

  /** Makes an empty database; its address for --database. */
  makeDatabase(name) {
    this.query('postgres', `CREATE DATABASE ${name}`);
    return `postgresql://postgres@/${name}?host=${this.folder}`;
  }

  /** Rows as lines, columns parted by `|`. */
  query(name, sql) {
    const flags = ['-h', this.folder, '-U', 'postgres', '-d', name, '-X', '-A', '-t', '-c', sql];
    return execFileSync(`${kPrograms}/psql`, flags, {
      ...this.#options,
      stdio: 'pipe',
      encoding: 'utf8',
    }).trim();
  }

  async remove() {
    const ended = new Promise((done) => this.#server.once('exit', done));
    this.#server.kill('SIGQUIT');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}
