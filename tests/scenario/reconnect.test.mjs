// Who was away and comes back shows what one shows who never left.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openChat } from './support/opened_chat.mjs';
import { Console } from './support/operator.mjs';
import { withTrial } from './support/server.mjs';
import { Visitor } from './support/visitor.mjs';
import { eventually } from './support/wait.mjs';

const limit = { timeout: 180_000 };

const open = (server, operator) => Visitor.open(server.origin, operator.serviceKey);

/** Waits until both consoles show the same, and that is what the server says now. */
async function showTheSame(operator, consoles) {
  await eventually('the same content', async () => {
    const { contacts } = await operator.inbox('team');
    return consoles.every((console) =>
      contacts.every((contact) => {
        const shown = console.contacts.get(contact.id);
        return shown && JSON.stringify(shown) === JSON.stringify(contact);
      }),
    );
  }).catch(() => {});
  const fresh = new Console(operator, { open: consoles[0].open });
  await fresh.load();
  const isOpen = ({ endedAt }) => endedAt === null;
  for (const console of consoles) {
    const { contacts, messages } = console.content();
    assert.deepEqual(contacts.filter(isOpen), fresh.content().contacts);
    assert.deepEqual(messages, fresh.content().messages);
  }
  const [first, ...others] = consoles.map((console) => console.content());
  for (const other of others) assert.deepEqual(other, first);
}

/** Much that a console can miss: messages, notes, ends, new chats, places, presence, hand-over. */
async function letMuchHappen({ first, second, visitors, contacts, server }) {
  for (let i = 0; i < 4; i += 1) {
    await visitors[0].say(`question ${i}`);
    await first.reply(contacts[0], `answer ${i}`);
    await first.reply(contacts[0], `and more ${i}`);
  }
  await first.note(contacts[0], 'a note');
  await visitors[1].close();
  visitors[2].socket.send({ type: 'end' });
  const late = await open(server, first);
  await late.say('I am new here');
  visitors.push(late);
  await second.act(contacts[0], 'read', { number: 1 });
}

/** Two chats of one operator, and four visitors in line. */
async function manyChats(server) {
  const [admin, first, second] = await server.operators();
  await admin.ask('PATCH', `/api/v1/operators/${first.id}`, { chatCapacity: 2 });
  const staying = await first.console();
  await first.takesChats();
  const visitors = [];
  const contacts = [];
  for (let i = 0; i < 6; i += 1) {
    const visitor = await open(server, first);
    contacts.push((await visitor.say(`hello ${i}`)).contactId);
    visitors.push(visitor);
  }
  await staying.rowOf(contacts[1], 'the second offer', (row) => row.ownerId === first.id);
  await staying.load();
  await staying.openContact(contacts[0]);
  await staying.openContact(contacts[1]);
  return { admin, first, second, staying, visitors, contacts, server };
}

test(
  'a console that was away shows what one shows that stayed',
  limit,
  withTrial({}, async (server) => {
    const parts = await manyChats(server);
    const leaving = new Console(parts.first, { open: parts.contacts.slice(0, 2) });
    await leaving.load();
    await leaving.connect();
    await showTheSame(parts.first, [parts.staying, leaving]);
    leaving.drop();
    await letMuchHappen(parts);
    await leaving.connect();
    assert.equal(leaving.resets, 0);
    await showTheSame(parts.first, [parts.staying, leaving]);
  }),
);

/** A second console of the first operator that has seen everything up to now, and then loses its network. */
async function leavingConsole({ first, contacts }) {
  const leaving = new Console(first);
  await leaving.load();
  await leaving.connect();
  const { number } = await first.note(contacts[1], 'the last thing that was seen');
  await leaving.rowOf(contacts[1], 'the last change', (row) => row.messageCount === number);
  leaving.drop();
  return leaving;
}

/** Each changes one row while a console is away: how the row stands before and after. */
const kMeanwhile = [
  {
    what: 'a place in line that changed',
    row: 5,
    before: ({ place }) => place === 4,
    change: (visitors) => visitors[2].socket.send({ type: 'end' }),
    after: ({ place }) => place === 3,
  },
  {
    what: 'a customer who left',
    row: 0,
    before: ({ isCustomerOnline }) => isCustomerOnline,
    change: (visitors) => visitors[0].close(),
    after: ({ isCustomerOnline }) => !isCustomerOnline,
  },
];

for (const { what, row, before, change, after } of kMeanwhile) {
  test(
    `${what} meanwhile is shown after a reconnect`,
    limit,
    withTrial({}, async (server) => {
      const parts = await manyChats(server);
      const { staying, visitors, contacts } = parts;
      const leaving = await leavingConsole(parts);
      assert.ok(before(leaving.contacts.get(contacts[row])));
      await change(visitors);
      await staying.rowOf(contacts[row], what, after);
      await leaving.connect();
      await leaving.rowOf(contacts[row], what, after);
    }),
  );
}

for (const signal of ['SIGTERM', 'SIGKILL']) {
  test(
    `after a restart by ${signal} everybody shows the same`,
    limit,
    withTrial({}, async (server) => {
      const parts = await manyChats(server);
      const { first, staying, visitors, contacts } = parts;
      await letMuchHappen(parts);
      await first.act(contacts[1], 'snooze', { until: null });
      await staying.rowOf(contacts[1], 'the snooze', (row) => row.conversation === 'snoozed');
      const resent = visitors[3].send('sent, and then the power went');
      const acknowledged = (await visitors[3].answer(resent)).message;
      const before = visitors[0].content();
      await server.restart(signal);

      await staying.until('the end of the socket', () => staying.socket.closed);
      if (signal === 'SIGTERM') assert.equal(staying.socket.closed.code, 1001);
      await staying.connect();
      for (const visitor of visitors) if (visitor !== visitors[1]) await visitor.connect();
      assert.deepEqual(visitors[0].content().messages, before.messages);
      assert.deepEqual(visitors[0].state, before.state);
      const fresh = new Console(first, { open: contacts.slice(0, 2) });
      await fresh.load();
      await fresh.connect();
      const isOpen = ({ endedAt }) => endedAt === null;
      await showTheSame(first, [staying]);
      assert.deepEqual(
        fresh.content().contacts.map(({ id }) => id),
        staying
          .content()
          .contacts.filter(isOpen)
          .map(({ id }) => id),
      );

      const again = await visitors[3].answer(
        visitors[3].send('sent, and then the power went', { id: resent }),
      );
      assert.deepEqual(again.message, acknowledged, 'the same number, and nothing new');
      const thread = await first.messages(contacts[3]);
      assert.equal(thread.filter(({ clientId }) => clientId === resent).length, 1);
      assert.deepEqual(
        thread.map(({ number }) => number),
        thread.map((_, index) => index + 1),
        'no gaps',
      );
      await first.reply(contacts[0], 'the desk goes on');
      await visitors[0].untilText('the desk goes on');
    }),
  );
}

test(
  'a visitor in line keeps the place after a restart',
  limit,
  withTrial({}, async (server) => {
    const [, operator] = await server.operators();
    const visitors = [await open(server, operator), await open(server, operator)];
    for (const visitor of visitors) await visitor.say('waiting');
    await visitors[1].untilState('place 2', (state) => state.place === 2);
    await server.restart('SIGKILL');
    for (const visitor of visitors) await visitor.connect();
    assert.equal(visitors[1].state.place, 2);
    const begun = visitors[1].socket.frames.length;
    await visitors[1].say('still waiting');
    await visitors[1].socket.frame('message', () => true, begun);
    visitors[0].socket.send({ type: 'end' });
    await visitors[1].untilState('place 1', (state) => state.place === 1);
    const places = visitors[1].socket.frames
      .slice(begun)
      .filter((frame) => frame.type === 'state')
      .map((frame) => frame.place);
    assert.ok(
      places.every((place) => place !== null),
      `never without a place: ${places}`,
    );
  }),
);

test(
  'a visitor who was away gets what was missed, once',
  limit,
  withTrial({}, async (server) => {
    const [, operator] = await server.operators();
    const { visitor, contactId } = await openChat(server, operator);
    await visitor.untilState('the name', ({ operatorName }) => operatorName !== '');
    const staying = new Visitor(server.origin, operator.serviceKey);
    staying.browser.cookies = new Map(visitor.browser.cookies);
    await staying.start();
    await staying.connect();
    visitor.drop();
    for (let i = 0; i < 10; i += 1) await operator.reply(contactId, `reply ${i}`);
    await operator.note(contactId, 'not for the visitor');
    await operator.act(contactId, 'end');
    await staying.untilState('the end', (state) => state.contactId === null);
    await visitor.connect();
    const view = visitor.socket.frames.find((frame) => frame.type === 'view').view;
    assert.equal(view.messages.length, 11, 'ten replies and the end');
    assert.deepEqual(visitor.content().messages, staying.content().messages);
    assert.equal(visitor.state.contactId, null);
  }),
);

test(
  'a resent message keeps its number, of customer and operator',
  limit,
  withTrial({}, async (server) => {
    const [, operator] = await server.operators();
    const { visitor, contactId } = await openChat(server, operator);
    const id = visitor.send('only once');
    const first = await visitor.answer(id);
    visitor.answers.delete(id);
    visitor.drop();
    await visitor.connect();
    const second = await visitor.answer(visitor.send('only once', { id }));
    assert.deepEqual(second, first);
    const reply = await operator.reply(contactId, 'one reply', { clientId: 'same-reply-id' });
    const repeated = await operator.reply(contactId, 'one reply', { clientId: 'same-reply-id' });
    assert.deepEqual(repeated, reply);
    assert.equal((await operator.messages(contactId)).length, reply.number);
  }),
);

test(
  'a console that missed too much is told to fetch anew',
  limit,
  withTrial({}, async (server) => {
    const [, operator] = await server.operators();
    const { console, contactId } = await openChat(server, operator);
    console.drop();
    for (let i = 0; i < 520; i += 40) {
      await Promise.all(
        Array.from({ length: 40 }, (_, k) => operator.note(contactId, `note ${i + k}`)),
      );
    }
    await console.connect();
    assert.equal(console.resets, 1);
    const future = await operator.socket();
    future.send({
      type: 'subscribe',
      since: 9_000_000,
      services: [operator.serviceId],
      lists: [],
      contacts: [],
      rosters: [],
    });
    await future.frame('reset');
  }),
);
