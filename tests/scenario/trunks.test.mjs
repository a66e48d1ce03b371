import assert from 'node:assert/strict';
import test from 'node:test';

import { found } from './support/accounts.mjs';
import { freePort, startServe, withTrial } from './support/server.mjs';
import { callAndBeRefused, callAndHangUp, callUntilHungUp, RawSip, runSipp } from './support/sip.mjs';
import { kTrunkAddress, TrunkPeer, trunkInput } from './support/trunk.mjs';
import { eventually, sleep } from './support/wait.mjs';

const limit = { timeout: 180_000 };
const kTrunks = '/api/v1/telephone/trunks';
const kNumbers = '/api/v1/telephone/numbers';
const kFromTrunk = { ip: kTrunkAddress };

/** A trial that asks its trunks each second: body(server, admin). */
function withTrunks(args, body) {
  return async (context) => {
    const options = { metrics: true, sip: true, args: ['--trunk-check', '1', ...args] };
    await withTrial(options, async (server) => {
      const [admin] = await server.operators();
      await body(server, admin);
    })(context);
  };
}

/** The state of the trunk that was added, once it is as it should be. */
async function becomes(admin, what, isSo) {
  let state;
  await eventually(what, async () => {
    const { trunks } = await admin.ask('GET', kTrunks);
    state = trunks.find(({ name }) => name === 'carrier')?.state;
    return state && isSo(state);
  });
  return state;
}
const isDownBy = (reason) => (state) => state.health === 'down' && state.reason === reason;

test('a trunk is up, stops answering, says no, is gone, and comes back', limit, withTrunks([], async (server, admin) => {
  let peer = await TrunkPeer.open();
  const { port } = peer;
  const made = await admin.ask('POST', kTrunks, trunkInput(port));
  assert.equal(made.state.health, 'unknown');
  const up = await becomes(admin, 'the trunk up', ({ health }) => health === 'up');
  assert.equal(up.status, 200);
  const metric = async () => (await server.metrics())['voice_trunk_up{trunk="carrier"}'];
  assert.equal(await metric(), 1);

  peer.status = null;
  const silent = await becomes(admin, 'no answer', isDownBy('noAnswer'));
  assert.ok(silent.since >= up.since);
  assert.equal(await metric(), 0);

  peer.status = '503 Service Unavailable';
  assert.equal((await becomes(admin, 'the refusal', isDownBy('refused'))).status, 503);

  peer.close();
  await becomes(admin, 'the closed port', isDownBy('portClosed'));

  peer = await TrunkPeer.open(port);
  await becomes(admin, 'the trunk up again', ({ health }) => health === 'up');
  assert.equal(await metric(), 1);
  peer.close();
}));

test('a trunk may call once it is added, and no more once it is removed; its calls go on', limit, withTrunks([], async (server, admin) => {
  const console = await admin.console();
  const input = trunkInput(await freePort(), { isAsked: false });
  const made = await admin.ask('POST', kTrunks, input);
  const call = runSipp(server, callUntilHungUp({ rtpPort: 9 }), kFromTrunk);
  await console.row('the call', ({ channel }) => channel === 'call');
  const { calls, lastCallAt } = await becomes(admin, 'the call counted', (state) => state.calls === 1);
  assert.equal(calls, 1);
  assert.ok(lastCallAt > 0);

  assert.equal((await admin.send('DELETE', `${kTrunks}/${made.id}`)).status, 204);
  const late = await RawSip.open(server, kTrunkAddress);
  late.request('INVITE', 1);
  await late.reply(403);
  late.close();
  await server.end();  // the call ends with BYE, which the trunk's dialog still gets and answers
  await call;
}));

test('numbers lead somewhere as soon as they are added', limit, withTrunks(['--number', '0399999999=nobody'], async (server, admin) => {
  await runSipp(server, callAndBeRefused(404));
  const console = await admin.console();
  const { targets, numbers } = await admin.ask('GET', kNumbers);
  assert.equal(numbers[0].serviceId, null, 'the configuration names a service that is not there');
  const [{ serviceId, queues }] = targets;
  const body = { number: '03-1234-5678', serviceId, queueId: queues[0].id };
  const made = await admin.ask('POST', kNumbers, body);
  await runSipp(server, callAndHangUp({ rtpPort: 9 }));
  await console.row('the call', ({ channel }) => channel === 'call');
  assert.equal((await admin.send('DELETE', `${kNumbers}/${made.id}`)).status, 204);
  await runSipp(server, callAndBeRefused(404));
}));

test('trunks and numbers are there after a restart, and the password is not told', limit, withTrunks([], async (server, admin) => {
  const peer = await TrunkPeer.open();
  peer.status = '200 OK';
  const input = trunkInput(peer.port, { registers: true, user: 'line1', password: 'top secret' });
  const made = await admin.ask('POST', kTrunks, input);
  assert.equal(made.hasPassword, true);
  await becomes(admin, 'the registration', ({ health }) => health === 'up');
  await server.restart();
  const [again] = await server.operators();
  await becomes(again, 'the registration again', ({ health }) => health === 'up');
  const { text } = await again.send('GET', kTrunks);
  assert.ok(!text.includes('top secret'));
  assert.ok(!server.log.includes('top secret'));
  const registers = peer.requests.filter((line) => line.startsWith('REGISTER'));
  assert.ok(registers.length >= 3, 'registered, taken back at the end, registered again');
  peer.close();
}));

test('without --sip the trunks can be seen and kept, and nothing is asked', limit, async () => {
  const peer = await TrunkPeer.open();
  const server = await startServe({ args: ['--trunk-check', '1'] });
  try {
    const admin = await found(server);
    const input = trunkInput(peer.port, { registers: true, user: 'line1', password: 'top secret' });
    const made = await admin.ask('POST', kTrunks, input);
    await server.restart();
    const { trunks } = await admin.ask('GET', kTrunks);
    assert.deepEqual(trunks.map(({ id, name, port }) => [id, name, port]), [[made.id, 'carrier', peer.port]]);
    await sleep(1500);  // longer than from one question to the next
    assert.deepEqual(peer.requests, []);
  } finally {
    await server.remove();
    peer.close();
  }
});
