// `madoguchi doctor` on the real program.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';

import { binary, freePort, startServe, startTrial, temporaryFolder } from './support/server.mjs';
import { kTrunkAddress, TrunkPeer, trunkInput } from './support/trunk.mjs';

const limit = { timeout: 120_000 };

/** Runs it; { code, lines, find(pattern) }. */
async function examine(args) {
  const child = spawn(binary(), ['doctor', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => {
      output += bytes;
    });
  }
  const [code] = await once(child, 'close');
  const lines = output.trim().split('\n');
  const find = (pattern) => {
    const line = lines.find((each) => pattern.test(each));
    assert.ok(line, `no line ${pattern} in\n${output}`);
    return line;
  };
  return { code, lines, find };
}

/** A folder that is gone afterwards; body(folder). */
const withFolder = (body) => async () => {
  const folder = await temporaryFolder('mdg-doctor');
  try {
    await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

test('a machine that is well', limit, withFolder(async (folder) => {
  const http = `127.0.0.1:${await freePort()}`;
  const { code, lines, find } = await examine(['--data', folder, '--http', http]);
  find(/^ok +The data folder is /);
  find(/^ok +The database is empty/);
  find(/^ok +The desk can have /);
  find(/^(ok|warning) +The clock is /);
  assert.match(lines.at(-1), /^\d+ ok, \d+ warnings, 0 errors$/);
  assert.equal(code, 0);
}));

test('what is wrong is an error, with what to do', limit, withFolder(async (folder) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const port = other.address().port;
  const certificate = join(folder, 'none.pem');
  const { code, find } = await examine([
    '--data', folder, '--http', `127.0.0.1:${port}`, '--tls-cert', certificate, '--tls-key', certificate,
    '--sip', '192.0.2.5:5060',
  ]);
  other.close();
  find(/^error +The desk cannot have .*Address already in use\. Another program has this port/);
  find(/^error +.*none\.pem/);
  find(/^error +SIP over UDP cannot have 192\.0\.2\.5:5060: .*none of this machine/);
  find(/^warning +There is no trunk/);
  assert.equal(code, 1);
}));

test('a data folder that others see, a damaged database', limit, withFolder(async (folder) => {
  const data = join(folder, 'data');
  await mkdir(data);
  await chmod(data, 0o755);
  await writeFile(join(data, 'madoguchi.db'), 'this is no database, and long enough to be read as one'.repeat(100));
  const { code, find } = await examine(['--data', data, '--http', `127.0.0.1:${await freePort()}`]);
  find(/^warning +Others may look into the data folder .* chmod 0700/);
  find(/^error +Cannot open the database file/);
  assert.equal(code, 1);
}));

test('a Madoguchi that runs is asked, and not disturbed', limit, async () => {
  const server = await startServe({ sip: true });
  try {
    const { host } = new URL(server.origin);
    const args = ['--data', server.data, '--http', host, '--sip', `127.0.0.1:${server.sipPort}`];
    const { code, find } = await examine(args);
    find(/^ok +A Madoguchi runs at .* and is ready/);
    find(/^ok +SIP over UDP has .* in the Madoguchi that runs/);
    find(/^ok +The database can be reached and is of this version/);
    assert.equal(code, 0);
    assert.ok(await server.isAlive());
  } finally {
    await server.remove();
  }
});

test('trunks are asked, those of admins too', limit, async () => {
  const peer = await TrunkPeer.open();
  const server = await startTrial({ args: ['--sip', '127.0.0.1:0'] });
  try {
    const [admin] = await server.operators();
    await admin.ask('POST', '/api/v1/telephone/trunks', trunkInput(peer.port, { isAsked: false }));
    await server.end();
    const ask = () =>
      examine(['--data', server.data, '--http', `127.0.0.1:${sipless}`, '--sip', '127.0.0.1:0']);
    const sipless = await freePort();
    assert.equal((await ask()).find(/The trunk carrier/), 'ok       The trunk carrier answers (200).');

    peer.status = '503 Service Unavailable';
    const down = await ask();
    down.find(/^error +The trunk carrier answers \(503\) that it takes no calls/);
    assert.equal(down.code, 1);

    peer.status = '200 OK';
    peer.change = (lines) => lines.map((line) => line.replace(/^(Via: .*)$/i, '$1;received=203.0.113.5'));
    (await ask()).find(/^warning +The trunk carrier answers \(200\), and sees this machine at 203\.0\.113\.5\. .*--public-address/);

    peer.change = (lines) => lines.map((line) => line.replace(/^(Via: SIP\/2\.0\/UDP) [^;]+/i, '$1 203.0.113.5:1'));
    (await ask()).find(/^warning +.*our Via .* came back as 203\.0\.113\.5:1\. .*SIP ALG/);

    const { port } = peer;
    peer.close();
    (await ask()).find(new RegExp(`^error +The trunk carrier at ${kTrunkAddress}:${port} has nothing that listens`));
  } finally {
    await server.remove();
  }
});

test('flags that cannot be true together are told as serve tells them', limit, async () => {
  const { code, lines } = await examine(['--http', '0.0.0.0:80']);
  assert.equal(code, 2);
  assert.match(lines[0], /--public-origin/);
});
