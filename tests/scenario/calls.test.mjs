import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';

import { startTrial, withTrial } from './support/server.mjs';
import {
  Ear, RawSip, callAndBeRefused, callAndHangUp, callUntilHungUp, loudness, runSipp,
} from './support/sip.mjs';

const limit = { timeout: 180_000 };
/** Long enough for every step of a test on a busy machine, far below the patience of SIPp. */
const kWhile = 2_000;

/** A trial with its telephone on a port of its own: body(server, console). */
function withTelephone(args, body) {
  return async (context) => {
    await withTrial({ metrics: true, sip: true, args }, async (server) => {
      const [, operator] = await server.operators();
      await body(server, await operator.console(), context);
    })(context);
  };
}

const isCall = (row) => row.channel === 'call';
const endsBy = (reason) => (row) => isCall(row) && row.endReason === reason;

test('a caller is queued, hears music and hangs up', limit, withTelephone([], async (server, console) => {
  const ear = await Ear.open();
  const call = runSipp(server, callAndHangUp({ rtpPort: ear.port }), { duration: kWhile });
  const queued = await console.row('the call in the lists', (row) => isCall(row) && row.assignment === 'queued');
  assert.equal(queued.lastMessage, '09011112222');
  assert.equal(queued.customerName, '09011112222');
  assert.equal(queued.place, 1);
  assert.equal(queued.ownerId, null);

  const packets = await ear.hears(50);
  for (const [index, packet] of packets.slice(1).entries()) {
    assert.equal(packet.sequence, (packets[index].sequence + 1) % 65_536);
    assert.equal(packet.timestamp, (packets[index].timestamp + 160) % 2 ** 32);
  }
  assert.ok(packets.every(({ type, payload }) => type === 0 && payload.length === 160));
  const loud = packets.filter((packet) => loudness(packet) > 200);
  assert.ok(loud.length > 40, `only ${loud.length} of 50 packets are no silence`);
  const patterns = new Set(packets.map(({ payload }) => payload.toString('hex')));
  assert.equal(patterns.size, 50, 'it is music, no packet is like another');

  await call;
  await console.row('the missed call', endsBy('userLeft'));
  const { voice_calls: now, voice_calls_total: all } = await server.metrics();
  assert.deepEqual([now, all], [0, 1]);
  ear.close();
}));

test('calls over TCP and with A-law are taken too', limit, withTelephone([], async (server, console) => {
  const ear = await Ear.open();
  const story = callAndHangUp({ formats: '8 101', rtpPort: ear.port });
  const call = runSipp(server, story, { duration: kWhile, transport: 't1' });
  const packets = await ear.hears(10);
  assert.ok(packets.every(({ type }) => type === 8));
  await call;
  await console.row('the missed call', endsBy('userLeft'));
  ear.close();
}));

test('calls of one number are one customer', limit, withTelephone([], async (server, console) => {
  const story = callAndHangUp({ rtpPort: 9 });
  await Promise.all([
    runSipp(server, story, { duration: kWhile }),
    runSipp(server, story, { duration: kWhile, caller: '+819011112222' }),
  ]);
  const rows = await console.until('both calls', () => {
    const calls = [...console.contacts.values()].filter(endsBy('userLeft'));
    return calls.length === 2 ? calls : null;
  });
  assert.equal(rows[0].customerId, rows[1].customerId);
  assert.notEqual(rows[0].threadId, rows[1].threadId);
}));

test('a call without audio ends with that reason', limit, withTelephone(['--rtp-timeout', '1'], async (server, console) => {
  await runSipp(server, callUntilHungUp({ rtpPort: 9 }));
  await console.row('the lost call', endsBy('mediaLost'));
}));

test('the longest wait of the queue ends a call', limit, async () => {
  const server = await startTrial({ sip: true });
  try {
    await server.end();
    const database = join(server.data, 'madoguchi.db');
    await promisify(execFile)('sqlite3', [database, 'UPDATE queues SET longest_wait_seconds = 1']);
    await server.start();
    const [, operator] = await server.operators();
    const console = await operator.console();
    await runSipp(server, callUntilHungUp({ rtpPort: 9 }));
    await console.row('the missed call', endsBy('noOperator'));
  } finally {
    await server.remove();
  }
});

test('calls that cannot be taken are refused by their code', limit, withTelephone(
  ['--number', '0399999999=nobody'],
  async (server, console) => {
    await runSipp(server, callAndBeRefused(404));
    await runSipp(server, callAndBeRefused(404), { service: '0399999999' });
    assert.equal(console.contacts.size, 0);
    assert.equal((await server.metrics()).voice_refused_total, 2);
  },
));

test('without a common codec it is 488', limit, withTelephone([], async (server, console) => {
  await runSipp(server, callAndBeRefused(488, { formats: '18' }));
  assert.equal(console.contacts.size, 0);
}));

test('a stranger is refused once and then met with silence', limit, withTelephone([], async (server, console) => {
  const stranger = await RawSip.open(server, '127.0.0.2');
  stranger.request('INVITE', 1);
  await stranger.reply(403);
  for (let sequence = 2; sequence < 20; sequence += 1) stranger.request('INVITE', sequence);
  stranger.request('OPTIONS', 20);
  stranger.request('REGISTER', 21);
  // A trunk asks afterwards, so all of it was read when the trunk is answered.
  const trunk = await RawSip.open(server);
  trunk.request('OPTIONS', 1);
  await trunk.reply(200);
  assert.equal(stranger.replies.length, 1);
  assert.equal(console.contacts.size, 0);
  assert.ok((await server.metrics()).voice_strangers_total >= 21);
  stranger.close();
  trunk.close();
}));

test('malformed requests are refused or dropped, and calls go on', limit, withTelephone([], async (server, console) => {
  const raw = await RawSip.open(server);
  const without = (header) => (text) => text.replace(new RegExp(`^${header}: .*\\r\\n`, 'm'), '');
  for (const header of ['To', 'From', 'Call-ID', 'CSeq', 'Via']) raw.request('INVITE', 1, without(header));
  raw.request('INVITE', 2, (text) => text.replace(';rport', ';maddr=127.0.0.3'));
  for (const garbage of ['', '\0\0\0\0\0', 'INVITE', 'INVITE sip:a SIP/2.0\r\n\r\n', 'x'.repeat(9_000), '\r\n\r\n']) {
    raw.send(garbage);
  }
  raw.request('INVITE', 3, without('Max-Forwards'));
  await raw.reply(400);
  raw.request('MESSAGE', 4);
  await raw.reply(405);
  raw.request('INVITE', 5, (text) => text.replace('Max-Forwards', 'Require: 100rel\r\nMax-Forwards'));
  await raw.reply(420);
  assert.deepEqual(new Set(raw.replies.map((text) => text.slice(8, 11))), new Set(['400', '405', '420']));
  await runSipp(server, callAndHangUp({ rtpPort: 9 }));
  await console.row('a call as ever', endsBy('userLeft'));
  assert.ok(await server.isAlive());
  raw.close();
}));

test('garbage on the audio ports does not reach the call', limit, withTelephone([], async (server, console) => {
  const ear = await Ear.open();
  const call = runSipp(server, callAndHangUp({ rtpPort: ear.port }), { duration: kWhile });
  const [{ from }] = await ear.hears(5);
  const stranger = await RawSip.open(server, '127.0.0.2');
  const packet = Buffer.concat([Buffer.from([0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9]), Buffer.alloc(160)]);
  for (let count = 0; count < 200; count += 1) {
    for (const garbage of [packet, Buffer.alloc(0), Buffer.alloc(1_400, count), Buffer.from('STUN?')]) {
      stranger.socket.send(garbage, from.port, from.address);
      ear.say(garbage.equals(packet) ? Buffer.alloc(12, 0xff) : garbage, from);
    }
  }
  const before = ear.packets.length;
  await ear.hears(before + 20);
  await call;
  await console.row('the missed call', endsBy('userLeft'));
  const { voice_rtp_refused_total: refused } = await server.metrics();
  assert.ok(refused > 100, `${refused} packets were refused`);
  stranger.close();
  ear.close();
}));

test('a call that dies with the program is closed with that reason', limit, withTelephone([], async (server, console) => {
  const ear = await Ear.open();
  const cut = new AbortController();
  const call = runSipp(server, callAndHangUp({ rtpPort: ear.port }), { duration: 60_000, signal: cut.signal });
  const { id } = await console.row('the call', isCall);
  await ear.hears(20);
  await server.restart('SIGKILL');
  const [, operator] = await server.operators();
  const { contact } = await operator.ask('GET', operator.contact(id));
  assert.equal(contact.endReason, 'interrupted');
  ear.close();
  cut.abort();
  await assert.rejects(call);
}));

test('the end of the program hangs up', limit, withTelephone([], async (server, console) => {
  const call = runSipp(server, callUntilHungUp({ rtpPort: 9 }));
  const { id } = await console.row('the call', isCall);
  await server.end('SIGTERM');
  await call;
  await server.start();
  const [, operator] = await server.operators();
  const { contact } = await operator.ask('GET', operator.contact(id));
  assert.equal(contact.endReason, 'interrupted');
}));
