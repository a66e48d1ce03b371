// Calls on desk phones that people really have: Baresip and Linphone, registered to an operator's extension.
import assert from 'node:assert/strict';
import test from 'node:test';

import { Baresip, closePhones, Linphone } from './support/desk_phone.mjs';
import { withTrial } from './support/server.mjs';
import { callAndHangUp, callUntilHungUp, Ear, loudness, runSipp } from './support/sip.mjs';
import { endedCall } from './support/stored_call.mjs';
import { decodePcmu, readSamples, secondsOfTone, tonePacket } from './support/tone.mjs';
import { eventually } from './support/wait.mjs';
import { browserOffer } from './support/webrtc.mjs';

const limit = { timeout: 180_000 };
/** The trunk; phones are on 127.0.0.1, and no trunk. */
const kCarrier = '127.0.0.9';
const kLong = 60_000;

/** A trial in which Tanaka takes calls: body(server, {admin, tanaka, password}). */
function withDesk(body) {
  return async (context) => {
    await withTrial({ sip: true, args: ['--trunk', `carrier=${kCarrier}`] }, async (server) => {
      const [admin, tanaka] = await server.operators();
      const { password, phone } = await admin.ask('POST', deskPhoneOf(tanaka));
      assert.equal(phone.extension, '201');
      assert.deepEqual(phone.server, { host: '127.0.0.1', port: server.sipPort });
      await tanaka.takesCalls();
      try {
        await body(server, { admin, tanaka, account: { user: '201', password } }, context);
      } finally {
        await closePhones();
      }
    })(context);
  };
}

const deskPhoneOf = ({ id }) => `/api/v1/operators/${id}/desk-phone`;
const registeredOf = async (operator) => (await operator.ask('GET', '/api/v1/me/desk-phone')).registered;

/** A customer who calls, and says a tone of 440 Hz to whoever sends audio. */
class Customer {
  static async call(server, story = callUntilHungUp, duration = kLong) {
    const customer = new Customer();
    customer.ear = await Ear.open();
    const options = { ip: kCarrier, duration };
    customer.over = runSipp(server, story({ rtpPort: customer.ear.port }), options);
    customer.over.catch(() => undefined);
    customer.speaking = setInterval(() => customer.#speak(), 20);
    return customer;
  }

  #sent = 0;
  #begun = null;

  /** As many packets as their time has come for, however late the timer is. */
  #speak() {
    const from = this.ear.packets.at(-1)?.from;
    if (!from) return;
    this.#begun ??= performance.now();
    while (this.#sent * 20 <= performance.now() - this.#begun) this.#say(from);
  }
  #say(from) {
    this.ear.say(tonePacket(this.#sent), from);
    this.#sent += 1;
  }
  /** Everything that was heard. */
  heard() {
    const audio = this.ear.packets.filter(({ type }) => type === 0);
    return { rate: 8000, samples: audio.flatMap(({ payload }) => [...payload].map(decodePcmu)) };
  }
  close() {
    clearInterval(this.speaking);
    this.ear.close();
  }
}

/** Starts a phone and waits until the server counts it. */
async function registered(Phone, server, { tanaka, account, host }) {
  const phone = await Phone.start(server, account, host);
  await phone.registered();
  await eventually('the registration', async () => (await registeredOf(tanaka)) === 1);
  return phone;
}

for (const Phone of [Baresip, Linphone]) {
  test(`${Phone.name} rings, talks and is hung up by the console`, limit, withDesk(async (server, desk) => {
    const phone = await registered(Phone, server, desk);
    const console = await desk.tanaka.console();
    await console.own('a phone', (state) => state.isPhoneConnected);
    const customer = await Customer.call(server);
    try {
      assert.match(await phone.rings(), /09011112222/);
      await console.own('the ring', ({ call }) => call?.stage === 'ringing');
      await phone.answer();
      const state = await console.own('the talk', ({ call }) => call?.isOnDeskPhone);
      assert.equal(state.call.stage, 'talking');
      assert.ok(state.call.isLegConnected);
      const { contactId } = state.call;
      await eventually('the tone of the phone', () => secondsOfTone(customer.heard()) >= 2);

      assert.equal((await desk.tanaka.act(contactId, 'hold', { isHeld: true })).status, 204);
      await console.own('the hold', ({ activity }) => activity === 'holding');
      const before = customer.ear.packets.length;
      await customer.ear.hears(before + 50);
      assert.ok(customer.ear.packets.slice(before).some((packet) => loudness(packet) > 0), 'music');
      assert.equal((await desk.tanaka.act(contactId, 'hold', { isHeld: false })).status, 204);
      assert.equal((await desk.tanaka.act(contactId, 'keys', { keys: '1' })).status, 204);
      await customer.ear.until('the key', ({ packets }) => packets.some(({ type }) => type === 101));

      assert.equal((await desk.tanaka.act(contactId, 'hang-up')).status, 204);
      await customer.over;
      await phone.ceases();
      await console.own('the wrap-up', ({ activity }) => activity === 'wrapUp');
      const heard = await eventually('what the phone heard', async () => {
        const seconds = secondsOfTone(readSamples(await phone.heard()));
        return seconds >= 2 && seconds;
      });
      assert.ok(heard >= 2, `440 Hz for ${heard} s`);
      const call = await endedCall(desk.tanaka, contactId);
      assert.equal(call.endReason, 'operatorEnded');
      assert.equal(call.ownerId, desk.tanaka.id);
    } finally {
      customer.close();
      await phone.close();
    }
  }));

  test(`${Phone.name} hangs up, without a console`, limit, withDesk(async (server, desk) => {
    const phone = await registered(Phone, server, desk);
    const customer = await Customer.call(server);
    try {
      await phone.rings();
      await phone.answer();
      await eventually('the tone of the phone', () => secondsOfTone(customer.heard()) >= 1);
      phone.hangUp();
      await customer.over;
      const { calls } = await desk.tanaka.ask('GET', desk.tanaka.service('/calls'));
      assert.equal((await endedCall(desk.tanaka, calls[0].contactId)).endReason, 'operatorEnded');
    } finally {
      customer.close();
      await phone.close();
    }
  }));

  test(`${Phone.name} with a wrong password is refused`, limit, withDesk(async (server, desk) => {
    const phone = await Phone.start(server, { ...desk.account, password: 'aaaaaaaaaaaaaaaa' });
    try {
      await phone.refused();
      assert.equal(await registeredOf(desk.tanaka), 0);
      const console = await desk.tanaka.console();
      await console.own('no phone', ({ isPhoneConnected }) => !isPhoneConnected);
    } finally {
      await phone.close();
    }
  }));
}

test('the browser answers, and the phone ceases to ring', limit, withDesk(async (server, desk) => {
  const phone = await registered(Baresip, server, desk);
  const console = await desk.tanaka.console();
  console.holdPhone();
  const customer = await Customer.call(server, callAndHangUp, 3_000);
  try {
    await phone.rings();
    const { call } = await console.own('the ring', (state) => state.call?.stage === 'ringing');
    const answer = await desk.tanaka.act(call.contactId, 'answer', { sdp: browserOffer });
    assert.equal(answer.status, 200);
    await phone.ceases();
    const { call: talk } = await console.own('the talk', (state) => state.call?.stage === 'talking');
    assert.equal(talk.isOnDeskPhone, false);
    await customer.over;
  } finally {
    customer.close();
    await phone.close();
  }
}));

test('a phone that declines leaves the call to the console, and declines it alone', limit, withDesk(async (server, desk) => {
  const phone = await registered(Baresip, server, desk);
  const console = await desk.tanaka.console();
  console.holdPhone();
  await console.own('a phone', ({ isPhoneConnected }) => isPhoneConnected);
  const first = await Customer.call(server, callAndHangUp, 2_000);
  try {
    await phone.rings();
    phone.hangUp();
    await phone.ceases();
    await first.over;
    const { calls } = await desk.tanaka.ask('GET', desk.tanaka.service('/calls'));
    await endedCall(desk.tanaka, calls[0].contactId);
    const lines = (await desk.tanaka.messages(calls[0].contactId)).map(({ system }) => system?.what);
    assert.deepEqual(lines, ['started', 'ringing', 'ended'], 'it rang in the console until the end');
  } finally {
    first.close();
    await phone.close();
  }
}));

test('whoever loses the extension, or the password, loses the phone', limit, withDesk(async (server, desk) => {
  const { admin, tanaka, account } = desk;
  const phone = await registered(Baresip, server, desk);
  const console = await tanaka.console();
  await console.own('a phone', ({ isPhoneConnected }) => isPhoneConnected);
  await admin.ask('POST', deskPhoneOf(tanaka));
  await console.own('no phone', ({ isPhoneConnected }) => !isPhoneConnected);
  assert.equal(await registeredOf(tanaka), 0);
  const refused = await Baresip.start(server, account);
  await refused.refused();
  await refused.close();
  await phone.close();

  const { password } = await admin.ask('POST', deskPhoneOf(tanaka));
  // Baresip tries the old password until it is met with silence, and so is whoever comes from there after it.
  const again = await registered(Baresip, server, { tanaka, account: { user: '201', password }, host: '127.0.0.2' });
  await console.own('a phone', ({ isPhoneConnected }) => isPhoneConnected);
  await admin.ask('PATCH', `/api/v1/operators/${tanaka.id}`, { extension: '209' });
  await console.own('no phone', ({ isPhoneConnected }) => !isPhoneConnected);
  assert.equal((await admin.ask('GET', deskPhoneOf(tanaka))).extension, null);
  await again.close();

  const { entries } = await admin.ask('GET', admin.service('/audit-log?limit=50'));
  assert.equal(entries.filter(({ action }) => action === 'deskPhone.passwordMade').length, 3);
  assert.ok(!JSON.stringify(entries).includes(password), 'no secret in the log');
  assert.ok(!server.log.includes(password));
}));
