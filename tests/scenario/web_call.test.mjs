// Calls from a page and from the trial's telephone: who may, where they go, and what is told of them. The audio is
// tested in browsers (web/e2e).
import assert from 'node:assert/strict';
import test from 'node:test';

import { Browser } from './support/http.mjs';
import { withTrial } from './support/server.mjs';
import { begunCall, endedCall } from './support/stored_call.mjs';
import { Visitor } from './support/visitor.mjs';
import { Changing } from './support/wait.mjs';
import { WebSocketClient } from './support/web_socket.mjs';
import { browserOffer } from './support/webrtc.mjs';

const limit = { timeout: 180_000 };

/** What a page knows of its call. */
class CallWatch extends Changing {
  frames = [];

  static async open(browser, path) {
    const watch = new CallWatch();
    watch.socket = await WebSocketClient.connect(browser.origin + path, { headers: browser.standardHeaders() });
    const take = (frame) => {
      if (frame.type === 'call') watch.frames.push(frame);
      watch.changed();
    };
    watch.socket.frames.forEach(take); // the first may come with the answer to the handshake
    watch.socket.onFrame = take;
    watch.socket.onClosed = () => watch.changed();
    return watch;
  }
  untilStage(stage) {
    return this.until(`the stage ${stage}`, () => this.frames.find((frame) => frame.stage === stage));
  }
  describe() {
    return `; frames ${JSON.stringify(this.frames)}`;
  }
}

const startCall = (visitor, sdp = browserOffer) => visitor.browser.send('POST', visitor.path('/calls'), { sdp });
const hangUp = (visitor, callId) => visitor.browser.send('POST', visitor.path(`/calls/${callId}/hang-up`), {});
const watchCall = (visitor, callId) => CallWatch.open(visitor.browser, visitor.path(`/calls/${callId}/socket`));

async function calling(visitor) {
  const answer = await startCall(visitor);
  assert.equal(answer.status, 201, answer.text);
  assert.match(answer.json.sdp, /^a=setup:passive\r$/m);
  return answer.json.callId;
}

/** An operator at whom calls ring. */
async function phoneOf(operator) {
  await operator.takesCalls();
  const console = await operator.console();
  console.holdPhone();
  await console.own('a phone', (state) => state.isPhoneConnected);
  return console;
}

test(
  'a visitor calls, waits, talks, and the operator hangs up',
  limit,
  withTrial({}, async (server) => {
    const [, tanaka] = await server.operators();
    const visitor = await Visitor.open(server.origin, tanaka.serviceKey, { name: '佐藤' });
    assert.equal((await visitor.browser.get(visitor.path('/config'))).json.hasCalls, true);
    const callId = await calling(visitor);
    const watch = await watchCall(visitor, callId);
    const waiting = await watch.untilStage('waiting');
    assert.equal(waiting.place, 1);
    assert.equal((await startCall(visitor)).status, 409, 'one call at a time');

    const console = await phoneOf(tanaka);
    const { call } = await console.own('a ring', (state) => state.call?.stage === 'ringing');
    assert.equal(call.contactId, callId);
    assert.equal(call.customerName, '佐藤');
    assert.equal(call.isWeb, true);
    assert.equal(call.ownNumber, 'shop.example/cups');
    assert.equal(call.otherNumber, '');
    await watch.until('no place any more', () => watch.frames.some(({ stage, place }) => stage === 'waiting' && !place));
    await tanaka.ask('POST', tanaka.contact(callId, '/answer'), { sdp: browserOffer });
    const connecting = await watch.untilStage('connecting');
    assert.match(connecting.operatorName, /田中/);
    const { contact } = await tanaka.ask('GET', tanaka.contact(callId));
    assert.equal(contact.visit.pageUrl, 'https://shop.example/cups');
    assert.equal(contact.isCustomerOnline, true);
    assert.equal(contact.call.isWeb, true);

    assert.equal((await tanaka.act(callId, 'hang-up')).status, 204);
    const ended = await watch.untilStage('ended');
    assert.equal(ended.endReason, 'operatorEnded');
    await watch.until('the close', () => watch.socket.closed);
    assert.equal(watch.socket.closed.code, 1000);
    assert.equal((await hangUp(visitor, callId)).status, 404, 'it is over');
    await tanaka.takesCalls();
  }),
);

test(
  'a visitor hangs up, and may call again at once',
  limit,
  withTrial({}, async (server) => {
    const [, tanaka] = await server.operators();
    const visitor = await Visitor.open(server.origin, tanaka.serviceKey);
    const callId = await calling(visitor);
    const watch = await watchCall(visitor, callId);
    assert.equal((await hangUp(visitor, callId)).status, 204);
    assert.equal((await watch.untilStage('ended')).endReason, 'userLeft');
    const again = await calling(visitor);
    assert.notEqual(again, callId);
    const call = await endedCall(tanaka, callId);
    assert.equal(call.missedReason, 'userLeft');
    assert.equal(call.trunk, 'web');
    assert.equal(call.isWeb, true);
  }),
);

test(
  'who may not call gets a reason, and other people’s calls stay closed',
  limit,
  withTrial({}, async (server) => {
    const [admin] = await server.operators();
    const visitor = await Visitor.open(server.origin, admin.serviceKey);
    const refused = await startCall(visitor, 'no offer');
    assert.equal(refused.status, 422);
    assert.equal(refused.json.field, 'sdp');
    assert.equal((await startCall(visitor, 'v'.repeat(20_001))).json.field, 'sdp');
    const stranger = new Browser(server.origin);
    assert.equal((await stranger.send('POST', visitor.path('/calls'), { sdp: browserOffer })).status, 401);

    const callId = await calling(visitor);
    const other = await Visitor.open(server.origin, admin.serviceKey);
    assert.equal((await hangUp(other, callId)).status, 404);
    await assert.rejects(watchCall(other, callId), (error) => error.status === 404);
    const watch = await watchCall(visitor, callId);
    await watch.untilStage('waiting');
    watch.socket.send({ type: 'anything' });
    await watch.until('the close', () => watch.socket.closed);
    assert.equal(watch.socket.closed.code, 4400);

    await admin.changeChatSettings({ webCallQueueId: null });
    assert.equal((await other.browser.get(other.path('/config'))).json.hasCalls, false);
    assert.equal((await startCall(other)).status, 404, 'the service has no telephone on its pages');
  }),
);

test(
  'one address may not call without end',
  limit,
  withTrial({}, async (server) => {
    const [admin] = await server.operators();
    const visitor = await Visitor.open(server.origin, admin.serviceKey);
    let limited = null;
    for (let round = 0; round < 30 && limited === null; round += 1) {
      const answer = await startCall(visitor);
      if (answer.status === 201) await hangUp(visitor, answer.json.callId);
      else limited = answer;
    }
    assert.equal(limited?.status, 429);
    assert.ok(Number(limited.headers['retry-after']) > 0);
  }),
);

test(
  'the telephone of the trial calls numbers as a customer would',
  limit,
  withTrial({}, async (server) => {
    const [admin] = await server.operators();
    const sandbox = await admin.ask('GET', '/api/v1/sandbox');
    assert.equal(sandbox.hasTelephone, true);
    const dial = (number) => admin.send('POST', '/api/v1/sandbox/calls', { number, sdp: browserOffer });
    for (const number of ['110', '118', '184119', '', '12a', '1'.repeat(21)]) {
      const refused = await dial(number);
      assert.equal(refused.status, 422, number);
      assert.equal(refused.json.field, 'number');
    }
    const { status, json } = await dial(sandbox.shopNumber);
    assert.equal(status, 201);
    assert.equal((await dial(sandbox.shopNumber)).status, 409, 'one call at a time');
    const call = await begunCall(admin, json.callId);
    assert.equal(call.otherNumber, sandbox.customerNumber);
    assert.equal(call.ownNumber, sandbox.shopNumber);
    assert.equal(call.isWeb, false);
    const watch = await CallWatch.open(admin, `/api/v1/sandbox/calls/${json.callId}/socket`);
    await watch.untilStage('waiting');
    const hung = await admin.send('POST', `/api/v1/sandbox/calls/${json.callId}/hang-up`, {});
    assert.equal(hung.status, 204);
    await watch.untilStage('ended');
  }),
);
