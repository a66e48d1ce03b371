import assert from 'node:assert/strict';
import test from 'node:test';

import { openChat } from './support/opened_chat.mjs';
import { withTrial } from './support/server.mjs';
import { Visitor } from './support/visitor.mjs';

const limit = { timeout: 120_000 };

/** A chat that its owner has opened: { first, second, console, visitor, contactId }. */
async function openChatOfFirst(server) {
  const [, first, second] = await server.operators();
  return { first, second, ...(await openChat(server, first)) };
}

test(
  'two consoles of one operator stay equal',
  limit,
  withTrial({}, async (server) => {
    const { first, console, visitor, contactId } = await openChatOfFirst(server);
    const other = await first.console({ open: [contactId] });
    await other.load();
    await first.reply(contactId, 'one');
    await visitor.say('two');
    await first.note(contactId, 'three');
    await first.ask('PUT', '/api/v1/me/state', { state: 'break' });
    await first.act(contactId, 'read', { number: 3 });
    for (const each of [console, other]) {
      await each.until('the note', () => each.texts(contactId).includes('three'));
      await each.rowOf(
        contactId,
        'the read mark',
        (row) => row.readByOwner === 3 && row.messageCount === 7,
      );
      await each.until('the break', () => each.state?.state === 'break');
      await each.until('the counts', () => each.counts[first.serviceId]?.unopened === 0);
    }
    assert.deepEqual(other.content(), console.content());
    assert.deepEqual(other.counts, console.counts);
    assert.deepEqual(other.state, console.state);

    await console.close();
    await first.reply(contactId, 'the other console is enough');
    await visitor.untilText('the other console is enough');
    assert.equal((await first.ask('GET', '/api/v1/me')).state.isConnected, true);
  }),
);

test(
  'a chat that is not opened goes to the next operator',
  limit,
  withTrial({}, async (server) => {
    const [admin, first, second] = await server.operators();
    await admin.changeChatSettings({ openDeadlineSeconds: 10 });
    const console = await first.console();
    await first.takesChats();
    const visitor = await Visitor.open(server.origin, first.serviceKey);
    const { contactId } = await visitor.say('anybody there?');
    await console.rowOf(contactId, 'the offer', (row) => row.ownerId === first.id);
    const nextConsole = await second.console();
    await second.takesChats();
    await nextConsole.rowOf(contactId, 'the next owner', (row) => row.ownerId === second.id);
    await console.until('the alert', () =>
      console.alerts.some((alert) => alert.what === 'returned'),
    );
    await nextConsole.until('the alert', () =>
      nextConsole.alerts.some((alert) => alert.what === 'assigned'),
    );
    await nextConsole.openContact(contactId);
    const lines = nextConsole.messagesOf(contactId).filter(({ system }) => system);
    assert.deepEqual(
      lines.map(({ system }) => system.what),
      ['started', 'assigned', 'returned', 'assigned', 'joined'],
    );
    await visitor.untilState('the name', (state) => state.operatorName === second.me.name);
  }),
);

test(
  'the owner hands the chat to a colleague with a memo',
  limit,
  withTrial({}, async (server) => {
    const { first, second, console, visitor, contactId } = await openChatOfFirst(server);
    const refused = await first.act(contactId, 'hand-over', { operatorId: second.id, memo: '' });
    assert.equal(refused.status, 409);
    const theirs = await second.console();
    await second.takesChats();
    const roster = await first.ask('GET', first.service('/roster'));
    assert.ok(roster.operators.find(({ id }) => id === second.id).canTakeChat);
    const handed = await first.act(contactId, 'hand-over', {
      operatorId: second.id,
      memo: '返品の件',
    });
    assert.equal(handed.status, 200);
    assert.equal(handed.json.ownerId, second.id);
    await theirs.until('the alert', () =>
      theirs.alerts.some((alert) => alert.what === 'handedOver'),
    );
    await console.rowOf(contactId, 'the loss', (row) => row.ownerId === second.id);
    await theirs.openContact(contactId);
    assert.ok(
      theirs.messagesOf(contactId).some(({ kind, text }) => kind === 'note' && text === '返品の件'),
    );
    assert.equal((await first.write(contactId, 'reply', 'mine?')).status, 409);
    await second.reply(contactId, 'I go on');
    await visitor.untilText('I go on');
    assert.ok(!visitor.texts().includes('返品の件'));
  }),
);

test(
  'the owner hands the chat to a queue and a colleague takes it',
  limit,
  withTrial({}, async (server) => {
    const { first, second, visitor, contactId } = await openChatOfFirst(server);
    await first.ask('PUT', '/api/v1/me/switches', { chat: false });
    const { queues } = await first.ask('GET', first.service('/roster'));
    const handed = await first.act(contactId, 'hand-over', { queueId: queues[0].id });
    assert.equal(handed.status, 200);
    assert.equal(handed.json.assignment, 'queued');
    assert.equal(handed.json.place, 1);
    assert.equal(
      (await second.act(contactId, 'take')).status,
      409,
      'without a console and the switch',
    );
    const theirs = await second.console();
    await second.ask('PUT', '/api/v1/me/switches', { chat: true });
    await second.ask('PUT', '/api/v1/me/state', { state: 'work' });
    const taken = await second.act(contactId, 'take');
    assert.equal(taken.status, 200);
    assert.equal(taken.json.ownerId, second.id);
    assert.equal(taken.json.isOpened, true);
    await theirs.rowOf(contactId, 'the row', (row) => row.ownerId === second.id);
    await visitor.untilState('the name', (state) => state.operatorName === second.me.name);
    assert.equal((await first.act(contactId, 'take')).status, 409);
  }),
);

test(
  'a snoozed chat wakes by time and by the customer',
  limit,
  withTrial({}, async (server) => {
    const { first, console, visitor, contactId } = await openChatOfFirst(server);
    await first.reply(contactId, 'we will look');
    const past = await first.act(contactId, 'snooze', { until: Date.now() - 1000 });
    assert.equal(past.status, 422);
    assert.equal(past.json.field, 'until');
    const snoozed = await first.act(contactId, 'snooze', { until: Date.now() + 1500 });
    assert.equal(snoozed.json.conversation, 'snoozed');
    assert.equal((await first.ask('GET', '/api/v1/me')).state.openChats, 0);
    await console.rowOf(
      contactId,
      'waking by time',
      (row) => row.conversation === 'active' && row.snoozedUntil === null,
    );
    await first.act(contactId, 'snooze', { until: null });
    await console.rowOf(contactId, 'the second snooze', (row) => row.conversation === 'snoozed');
    await visitor.say('hello again');
    await console.rowOf(
      contactId,
      'waking by the customer',
      (row) => row.conversation === 'waiting',
    );
    assert.equal(console.contacts.get(contactId).ownerId, first.id);
  }),
);

test(
  'notes never reach the visitor',
  limit,
  withTrial({}, async (server) => {
    const { first, second, visitor, contactId } = await openChatOfFirst(server);
    const secret = 'customer was rude last time';
    await first.note(contactId, secret);
    await second.note(contactId, `${secret}, says the colleague`);
    await first.reply(contactId, 'after the notes');
    await visitor.untilText('after the notes');
    const again = new Visitor(server.origin, first.serviceKey);
    again.browser.cookies = new Map(visitor.browser.cookies);
    await again.start();
    await again.connect();
    const everything = JSON.stringify([
      visitor.socket.frames,
      again.socket.frames,
      again.content(),
    ]);
    assert.ok(!everything.includes(secret));
    const { contact } = await first.ask('GET', first.contact(contactId));
    assert.equal(contact.lastMessage, 'after the notes');
  }),
);

test(
  'a reply with an NG word is refused and a note is not',
  limit,
  withTrial({}, async (server) => {
    const { first, visitor, contactId } = await openChatOfFirst(server);
    for (const text of ['You IDIOT', 'ばかなことを', 'バカ']) {
      const refused = await first.write(contactId, 'reply', text);
      assert.equal(refused.status, 422, text);
      assert.equal(refused.json.field, 'text');
    }
    assert.equal((await first.write(contactId, 'note', 'he called me idiot')).status, 201);
    await first.reply(contactId, 'a friendly answer');
    await visitor.untilText('a friendly answer');
    assert.deepEqual(visitor.list().filter(({ kind }) => kind === 'reply').length, 1);
  }),
);

test(
  'waiting visitors see their place and move up',
  limit,
  withTrial({}, async (server) => {
    const [admin, operator] = await server.operators();
    await admin.ask('PATCH', `/api/v1/operators/${operator.id}`, { chatCapacity: 1 });
    const visitors = [];
    const contacts = [];
    for (let place = 1; place <= 4; place += 1) {
      const visitor = await Visitor.open(server.origin, operator.serviceKey);
      contacts.push((await visitor.say(`visitor ${place}`)).contactId);
      await visitor.untilState(`place ${place}`, (state) => state.place === place);
      visitors.push(visitor);
    }
    const [first, second, third, fourth] = visitors;
    const console = await operator.console();
    await console.load();
    assert.deepEqual(
      contacts.map((id) => console.contacts.get(id).place),
      [1, 2, 3, 4],
    );
    await operator.takesChats();
    await first.untilState('no place', (state) => state.place === null);
    await second.untilState('place 1', (state) => state.place === 1);
    await fourth.untilState('place 3', (state) => state.place === 3);
    third.socket.send({ type: 'end' });
    await fourth.untilState('place 2', (state) => state.place === 2);
    await console.rowOf(contacts[3], 'place 2', (row) => row.place === 2);
    await operator.act(contacts[0], 'end');
    await second.untilState('no place', (state) => state.place === null);
    await fourth.untilState('place 1', (state) => state.place === 1);
    await console.rowOf(
      contacts[1],
      'the next offer',
      (row) => row.ownerId === operator.id && row.place === null,
    );
    const repeated = await fourth.say('still here');
    assert.equal(repeated.contactId, contacts[3]);
    assert.equal(fourth.state.place, 1);
  }),
);
