import assert from 'node:assert/strict';
import test from 'node:test';

import { Called } from './support/called.mjs';
import { withTrial } from './support/server.mjs';
import { endedCall } from './support/stored_call.mjs';
import { browserOffer } from './support/webrtc.mjs';

const limit = { timeout: 180_000 };
const kTheirs = '09011112222';
const kOurs = '0312345678';

/** A trial whose calls go to `called`, and an operator whose phone is connected. */
function withCalled(onCall, body) {
  return async (context) => {
    const called = await Called.open(onCall);
    context.after(() => called.close());
    const args = ['--trunk', `trial=127.0.0.1:${called.port}`];
    await withTrial({ sip: true, args }, async (server) => {
      const [admin, operator] = await server.operators();
      await operator.takesCalls();
      const console = await operator.console();
      console.holdPhone();
      await console.own('a phone', (state) => state.isPhoneConnected);
      await body({ called, operator, admin, console });
    })(context);
  };
}

const post = (operator, body) => operator.send('POST', operator.service('/calls'), body);
const kinds = (operator, kind) => operator.ask('GET', operator.service(`/calls?kind=${kind}`));

async function dial(operator) {
  const { contactId } = await operator.ask('POST', operator.service('/calls'), { to: '090-1111-2222' });
  return contactId;
}

test('a number is dialled, rings, is answered and hung up by the called', limit, withCalled(undefined, async ({ called, operator, console }) => {
  const contactId = await dial(operator);
  const dialing = await console.own('the dialling', ({ call }) => call?.stage === 'dialing' && call.ringsThere);
  assert.equal(dialing.activity, 'dialing');
  assert.equal(dialing.call.direction, 'outbound');
  assert.equal(dialing.call.otherNumber, kTheirs);
  assert.equal(dialing.call.ownNumber, kOurs);
  assert.equal(called.number, kTheirs);
  assert.equal(called.shownNumber, kOurs);
  const early = await operator.ask('POST', operator.contact(contactId, '/connect'), { sdp: browserOffer });
  assert.match(early.sdp, /^m=audio /m, 'the audio is connected before anybody answers');
  assert.equal((await operator.act(contactId, 'hold', { isHeld: true })).status, 409);

  called.pickUp();
  const talking = await console.own('the talk', ({ call }) => call?.stage === 'talking');
  assert.equal(talking.activity, 'talking');
  assert.ok(talking.call.answeredAt >= dialing.call.since);
  await called.hears('ACK');
  called.hangUp();
  const after = await console.own('the wrap-up', ({ activity }) => activity === 'wrapUp');
  assert.equal(after.wrapUp.contactId, contactId);
  await endedCall(operator, contactId);
  const [call] = (await kinds(operator, 'mine')).calls;
  assert.equal(call.direction, 'outbound');
  assert.equal(call.otherNumber, kTheirs);
  assert.equal(call.endReason, 'customerEnded');
  assert.equal(call.missedReason, null);
}));

test('who is busy is no missed call, and dialling again ends the wrap-up', limit, withCalled((called) => called.refuse('486 Busy Here'), async ({ called, operator, console }) => {
  const contactId = await dial(operator);
  await console.own('the wrap-up', ({ wrapUp }) => wrapUp?.contactId === contactId);
  assert.equal((await endedCall(operator, contactId)).endReason, 'busy');
  assert.deepEqual((await kinds(operator, 'missed')).calls, []);
  const again = await dial(operator);
  await called.hears('INVITE', 2);
  await console.own('the next wrap-up', ({ wrapUp }) => wrapUp?.contactId === again);
}));

test('a number that nobody has is told as such', limit, withCalled((called) => called.refuse('404 Not Found'), async ({ operator, console }) => {
  const contactId = await dial(operator);
  await console.own('the wrap-up', ({ wrapUp }) => wrapUp?.contactId === contactId);
  assert.equal((await endedCall(operator, contactId)).endReason, 'unknownNumber');
}));

test('giving up while it rings cancels the call', limit, withCalled(undefined, async ({ called, operator, console }) => {
  const contactId = await dial(operator);
  await console.own('the ringing', ({ call }) => call?.ringsThere);
  assert.equal((await post(operator, { to: '0355556666' })).status, 409, 'one call at a time');
  assert.equal((await operator.act(contactId, 'hang-up')).status, 204);
  await called.hears('CANCEL');
  assert.equal((await endedCall(operator, contactId)).endReason, 'operatorEnded');
}));

test('an operator whose audio never comes does not let it ring for ever', limit, withCalled(undefined, async ({ called, operator, console }) => {
  const contactId = await dial(operator);
  await called.hears('CANCEL');
  await console.own('the wrap-up', ({ wrapUp }) => wrapUp?.contactId === contactId);
  assert.equal((await endedCall(operator, contactId)).endReason, 'operatorLost');
}));

test('only what may be called is called, with a number that is approved', limit, withCalled(undefined, async ({ called, operator }) => {
  for (const [body, field] of [
    [{ to: '110' }, 'to'],
    [{ to: '184119' }, 'to'],
    [{ to: '+1 212 555 0100' }, 'to'],
    [{ to: '0990500000' }, 'to'],
    [{ to: 'abc' }, 'to'],
    [{}, 'to'],
    [{ to: kTheirs, from: '0399998888' }, 'from'],
    [{ to: kTheirs, from: '110' }, 'from'],
    [{ to: kTheirs, sdp: '' }, 'sdp'],
  ]) {
    const refused = await post(operator, body);
    assert.equal(refused.status, 422, JSON.stringify(body));
    assert.equal(refused.json.field, field, JSON.stringify(body));
  }
  await operator.ask('PUT', '/api/v1/me/state', { state: 'break' });
  assert.equal((await post(operator, { to: kTheirs })).status, 409);
  assert.deepEqual(called.heard, []);
}));

test('a withdrawn caller number is not shown any more, until an admin approves it anew', limit, withCalled((called) => called.refuse('486 Busy Here'), async ({ called, operator, admin }) => {
  const path = operator.service('/caller-numbers');
  const [number] = (await operator.ask('GET', path)).callerNumbers;
  assert.equal(number.state, 'approved', 'of the trial');
  assert.equal((await operator.send('POST', `${path}/${number.id}/withdraw`, {})).status, 403, 'for admins alone');
  await admin.ask('POST', `${path}/${number.id}/withdraw`, {});
  const refused = await post(operator, { to: kTheirs });
  assert.equal(refused.status, 422);
  assert.equal(refused.json.field, 'from');
  await admin.ask('POST', path, { number: kOurs, label: 'again', trunk: 'trial' });
  assert.equal((await post(operator, { to: kTheirs })).status, 422, 'requested is not approved');
  await admin.ask('POST', `${path}/${number.id}/approve`, {});
  assert.equal((await post(operator, { to: kTheirs, from: '03-1234-5678' })).status, 201);
  await called.hears('INVITE');
}));
