import assert from 'node:assert/strict';
import test from 'node:test';

import { withTrial } from './support/server.mjs';
import { callAndHangUp, callUntilHungUp, runSipp } from './support/sip.mjs';
import { browserOffer } from './support/webrtc.mjs';

const limit = { timeout: 180_000 };
/** Far longer than a test: these callers are hung up, or hang up when they are told. */
const kLong = 60_000;

/** A trial with two operators at whom calls ring: body(server, {tanaka, watanabe}). */
function withPhones(body) {
  return async (context) => {
    await withTrial({ sip: true }, async (server) => {
      const [, tanaka, watanabe] = await server.operators();
      const desk = {};
      for (const [name, operator] of Object.entries({ tanaka, watanabe })) {
        await operator.takesCalls();
        desk[name] = await operator.console();
        desk[name].holdPhone();
        await desk[name].own('a phone', (state) => state.isPhoneConnected);
      }
      await body(server, desk, context);
    })(context);
  };
}

const rings = (state) => state.call?.stage === 'ringing';
const isIdle = (state) => state.activity === 'none' && state.call === null;

/** Who of them it rings at. */
async function rung({ tanaka, watanabe }) {
  await tanaka.until('a ring', () => rings(tanaka.state) || rings(watanabe.state));
  return rings(tanaka.state) ? [tanaka, watanabe] : [watanabe, tanaka];
}

test('a call rings at one operator, is answered, held and hung up', limit, withPhones(async (server, desk) => {
  const caller = runSipp(server, callUntilHungUp({ rtpPort: 9 }), { duration: kLong });
  const [rungConsole, other] = await rung(desk);
  const { operator, state } = rungConsole;
  assert.equal(state.call.otherNumber, '09011112222');
  assert.equal(state.call.ownNumber, '0312345678');
  assert.equal(state.call.customerName, '', 'nobody is registered');
  assert.ok(state.call.offerEndsAt > state.call.since);
  assert.equal(state.activity, 'ringing');
  assert.ok(isIdle(other.state), 'it rings at one alone');

  const { contactId } = state.call;
  const answer = await operator.ask('POST', operator.contact(contactId, '/answer'), { sdp: browserOffer });
  assert.match(answer.sdp, /^a=ice-lite\r$/m);
  assert.match(answer.sdp, /^a=setup:passive\r$/m);
  await rungConsole.own('the talk', ({ call, activity }) => call?.stage === 'talking' && activity === 'talking');
  assert.equal((await operator.act(contactId, 'answer', { sdp: browserOffer })).status, 409);

  assert.equal((await operator.act(contactId, 'hold', { isHeld: true })).status, 204);
  await rungConsole.own('the hold', ({ activity, call }) => activity === 'holding' && call.isHeld);
  assert.equal((await operator.act(contactId, 'hold', { isHeld: false })).status, 204);
  assert.equal((await operator.act(contactId, 'keys', { keys: '12#' })).status, 204);
  const again = await operator.ask('POST', operator.contact(contactId, '/connect'), { sdp: browserOffer });
  assert.match(again.sdp, /^m=audio /m);

  assert.equal((await operator.act(contactId, 'hang-up')).status, 204);
  await caller;
  const after = await rungConsole.own('the wrap-up', ({ activity }) => activity === 'wrapUp');
  assert.equal(after.wrapUp.contactId, contactId);
  assert.equal(after.state, 'ready', 'the chosen state stays beneath');
  await operator.takesCalls();
  await rungConsole.own('the end of the wrap-up', isIdle);

  const call = await operator.ask('GET', operator.contact(contactId, '/call'));
  assert.equal(call.endReason, 'operatorEnded');
  assert.equal(call.missedReason, null);
  assert.equal(call.ownerId, operator.id);
  assert.equal(call.offerCount, 1);
  assert.ok(call.talkMs >= call.heldMs);
  const lines = (await operator.messages(contactId)).map(({ system }) => system?.what);
  assert.deepEqual(lines, ['started', 'ringing', 'joined', 'held', 'resumed', 'ended']);
}));

test('a declined call rings at the next operator', limit, withPhones(async (server, desk) => {
  const caller = runSipp(server, callAndHangUp({ rtpPort: 9 }), { duration: 4_000 });
  const [first, second] = await rung(desk);
  const { contactId } = first.state.call;
  assert.equal((await second.operator.act(contactId, 'decline')).status, 409, 'it is not theirs');
  assert.equal((await first.operator.act(contactId, 'decline')).status, 204);
  await second.own('the ring', rings);
  await first.own('nothing', isIdle);
  await caller;
  await second.own('nothing', isIdle);
  // Screens show who is free at once; the lists hold the end only when it is stored.
  await first.rowOf(contactId, 'the end', ({ conversation }) => conversation === 'ended');
  const { calls } = await first.operator.ask('GET', first.operator.service('/calls?kind=missed'));
  assert.deepEqual(calls.map(({ missedReason, offerCount }) => [missedReason, offerCount]), [['userLeft', 2]]);
}));

test('whoever switches the phone off, or goes on a break, is not rung any more', limit, withPhones(async (server, desk) => {
  const caller = runSipp(server, callAndHangUp({ rtpPort: 9 }), { duration: 4_000 });
  const [first, second] = await rung(desk);
  await first.operator.ask('PUT', '/api/v1/me/switches', { phone: false });
  await second.own('the ring', rings);
  await second.operator.ask('PUT', '/api/v1/me/state', { state: 'break' });
  await first.row('the call in the line', ({ assignment }) => assignment === 'queued');
  for (const each of [first, second]) await each.own('no ring', (state) => !rings(state));
  await caller;
}));

test('an answer without audio gives the call back, and the customer is not lost', limit, withPhones(async (server, desk) => {
  const cut = new AbortController();
  const caller = runSipp(server, callAndHangUp({ rtpPort: 9 }), { duration: kLong, signal: cut.signal });
  const [first, second] = await rung(desk);
  const { contactId } = first.state.call;
  await first.operator.ask('POST', first.operator.contact(contactId, '/answer'), { sdp: browserOffer });
  await second.own('the ring', ({ call }) => call?.contactId === contactId);
  await first.own('nothing', isIdle);
  cut.abort();
  await assert.rejects(caller);
}));

test('what is no offer answers no call', limit, withPhones(async (server, desk) => {
  const caller = runSipp(server, callAndHangUp({ rtpPort: 9 }), { duration: 3_000 });
  const [first] = await rung(desk);
  const { contactId } = first.state.call;
  for (const sdp of ['', 'v=0', browserOffer.replaceAll('sha-256', 'sha-1'), 'x'.repeat(20_001)]) {
    const refusal = await first.operator.act(contactId, 'answer', { sdp });
    assert.equal(refusal.status, 422, sdp.slice(0, 20));
    assert.equal(refusal.json.field, 'sdp');
  }
  const keys = await first.operator.act(contactId, 'keys', { keys: '1a' });
  assert.deepEqual([keys.status, keys.json.field], [422, 'keys']);
  assert.ok(rings(first.state), 'it still rings');
  await caller;
}));

test('a phone that closes is not offered calls, and another tab takes its place', limit, withPhones(async (server, { tanaka, watanabe }) => {
  await watanabe.operator.ask('PUT', '/api/v1/me/state', { state: 'break' });
  const tab = await tanaka.operator.console();
  tab.holdPhone();
  tanaka.drop();
  await tab.own('a phone', ({ isPhoneConnected }) => isPhoneConnected);
  const caller = runSipp(server, callAndHangUp({ rtpPort: 9 }), { duration: 3_000 });
  await tab.own('the ring', rings);
  tab.holdPhone(false);
  await tab.own('no phone', ({ isPhoneConnected }) => !isPhoneConnected);
  await caller;
}));
