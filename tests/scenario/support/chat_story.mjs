// One chat from the first word to the next visit; told on every database.
import assert from 'node:assert/strict';

import { Visitor } from './visitor.mjs';

const shown = (messages) =>
  messages.map(({ kind, text, system }) => (kind === 'system' ? system.what : `${kind} ${text}`));

async function waitsInLine(visitor) {
  const first = await visitor.say('こんにちは');
  assert.equal(first.number, 2, 'the line "started" is number 1');
  const state = await visitor.untilState('the place in line', ({ place }) => place === 1);
  assert.equal(state.contactId, first.contactId);
  assert.equal(state.operatorName, '');
  return first.contactId;
}

async function isAssignedAndOpened({ operator, console, visitor, contactId }) {
  const queued = await console.rowOf(
    contactId,
    'the queued row',
    (row) => row.assignment === 'queued',
  );
  assert.equal(queued.ownerId, null);
  assert.equal(queued.place, 1);
  const state = await operator.takesChats();
  assert.equal(state.state, 'ready');
  const offered = await console.rowOf(
    contactId,
    'the offer',
    (row) => row.assignment === 'offered',
  );
  assert.equal(offered.ownerId, operator.id);
  assert.equal(offered.isOpened, false);
  await console.until('the alert', () => console.alerts.some((alert) => alert.what === 'assigned'));
  await visitor.untilState('no place any more', ({ place }) => place === null);
  assert.equal(visitor.state.operatorName, '', 'who has not opened it is not named');

  await console.openContact(contactId);
  await console.rowOf(
    contactId,
    'the opened row',
    (row) => row.isOpened && row.assignment === 'owned',
  );
  await visitor.untilState('the name', ({ operatorName }) => operatorName === operator.me.name);
}

async function isAnsweredAndRead({ operator, console, visitor, contactId }) {
  const reply = await operator.reply(contactId, 'お待たせしました');
  await visitor.untilText('お待たせしました');
  const row = await console.rowOf(
    contactId,
    'the active row',
    (each) => each.conversation === 'active',
  );
  assert.equal(row.lastMessage, 'お待たせしました');
  visitor.socket.send({ type: 'read', contactId, number: reply.number });
  await console.rowOf(contactId, 'the read mark', (each) => each.readByCustomer === reply.number);

  const question = await visitor.say('割れていました');
  await console.until('the message', () => console.texts(contactId).includes('割れていました'));
  const read = await operator.act(contactId, 'read', { number: question.number });
  assert.equal(read.status, 204);
  await visitor.untilState(
    'the read mark',
    ({ readByOperator }) => readByOperator === question.number,
  );
}

async function bothType({ operator, console, visitor, contactId }) {
  visitor.socket.send({ type: 'typing', isTyping: true });
  const typing = await console.until('the customer typing', () =>
    console.typing.find((frame) => frame.contactId === contactId && frame.who === 'customer'),
  );
  assert.equal(typing.isTyping, true);
  console.type(contactId, 'note');
  console.type(contactId, 'reply');
  const seen = await visitor.until('the operator typing', () => visitor.typing);
  assert.deepEqual(seen, { type: 'typing', isTyping: true, name: operator.me.name });
  const frames = visitor.socket.frames.filter((frame) => frame.type === 'typing');
  assert.equal(frames.length, 1, "that a note is being written is nobody else's business");
}

async function comesAndGoes({ console, visitor, contactId }) {
  await console.rowOf(contactId, 'the customer online', (row) => row.isCustomerOnline);
  await visitor.close();
  await console.rowOf(contactId, 'the customer offline', (row) => !row.isCustomerOnline);
  await visitor.connect();
  await console.rowOf(contactId, 'the customer back', (row) => row.isCustomerOnline);
}

async function endsByOperator({ operator, console, visitor, contactId }) {
  const ended = await operator.act(contactId, 'end');
  assert.equal(ended.status, 200);
  assert.equal(ended.json.conversation, 'ended');
  assert.equal(ended.json.endReason, 'operatorEnded');
  await visitor.untilState('the end', ({ contactId: open }) => open === null);
  await console.rowOf(
    contactId,
    'the ended row',
    (row) => row.endedAt !== null && row.assignment === 'none',
  );
  assert.deepEqual(shown(visitor.list()), [
    'started',
    'customer こんにちは',
    'joined',
    'reply お待たせしました',
    'customer 割れていました',
    'ended',
  ]);
}

async function writesAgain({ operator, console, visitor, contactId }) {
  const again = await visitor.say('もう一つ');
  assert.notEqual(again.contactId, contactId);
  const row = await console.rowOf(
    again.contactId,
    'the next contact',
    (each) => each.ownerId === operator.id,
  );
  assert.equal(row.threadId, console.contacts.get(contactId).threadId);
  assert.equal(row.number, console.contacts.get(contactId).number + 1);
  const thread = await operator.messages(again.contactId);
  assert.equal(shown(thread)[0], 'started');
  assert.ok(
    thread.some((message) => message.text === 'お待たせしました'),
    'the thread goes on',
  );
  const { contacts } = await operator.inbox('ended');
  assert.deepEqual(
    contacts.map((each) => each.id),
    [contactId],
  );
}

/** The customer writes, waits, is answered, leaves, is ended and comes back. */
export async function tellChat(server) {
  const [, operator] = await server.operators();
  const visitor = await Visitor.open(server.origin, operator.serviceKey, { name: '山口' });
  const console = await operator.console();
  assert.equal(visitor.state.isOnline, false);
  const contactId = await waitsInLine(visitor);
  const parts = { operator, console, visitor, contactId };
  await isAssignedAndOpened(parts);
  assert.equal(visitor.state.isOnline, true);
  await isAnsweredAndRead(parts);
  await bothType(parts);
  await comesAndGoes(parts);
  await endsByOperator(parts);
  await writesAgain(parts);
  await visitor.close();
  await console.close();
}
