// Frames of strangers and broken programs. Each test ends with a server that still answers.
import assert from 'node:assert/strict';
import test from 'node:test';

import { survived } from './support/bad_input.mjs';
import { clientId } from './support/operator.mjs';
import { Visitor } from './support/visitor.mjs';
import { frameBytes, Refused } from './support/web_socket.mjs';

const limit = { timeout: 120_000 };

const kBadFrames = {
  'not JSON': ['{"type":', 4400],
  'JSON that is no object': ['[1,2,3]', 4400],
  'an unknown type': ['{"type":"launch"}', 4400],
  'no type': ['{}', 4400],
  'a type that is no text': ['{"type":{"a":1}}', 4400],
  'deep nesting': [`{"type":${'['.repeat(5000)}${']'.repeat(5000)}}`, 4400],
  'a duplicate key': ['{"type":"typing","type":"subscribe"}', 4400],
  'a frame over 64 KiB': [JSON.stringify({ type: 'x', pad: 'x'.repeat(66_000) }), 1009],
};

const kBadBytes = {
  'a binary frame': [frameBytes(2, Buffer.from([1, 2, 3])), 1003],
  'bytes that are no UTF-8': [frameBytes(1, Buffer.from([0x22, 0xff, 0xfe, 0x22])), 1007],
  'a reserved opcode': [frameBytes(5, 'x'), 1002],
  'a continuation of nothing': [frameBytes(0, 'x'), 1002],
  'a frame without a mask': [Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
  'a length of 2^60': [Buffer.from([0x81, 0xff, 0x10, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]), 1009],
};

async function sendBad(openSocket, frames) {
  for (const [what, [text, code]] of Object.entries(frames)) {
    const socket = await openSocket();
    if (Buffer.isBuffer(text)) socket.sendBytes(text);
    else socket.sendText(text);
    const { code: got } = await socket.untilClosed();
    assert.equal(got, code, what);
    socket.drop();
  }
}

test(
  'a console socket is closed by the code that says why',
  limit,
  survived(async (server) => {
    const [, operator] = await server.operators();
    await sendBad(() => operator.socket(), { ...kBadFrames, ...kBadBytes });
    const subscribe = {
      type: 'subscribe',
      since: null,
      services: [],
      lists: [],
      contacts: [],
      rosters: [],
    };
    const wrong = (changes) => [JSON.stringify({ ...subscribe, ...changes }), 4400];
    await sendBad(() => operator.socket(), {
      'since is a text': wrong({ since: 'yesterday' }),
      'since is below zero': wrong({ since: -5 }),
      'an id that is a number': wrong({ services: [12] }),
      'an id that is no number': wrong({ contacts: ["1' OR '1'='1"] }),
      'too many contacts': wrong({ contacts: Array.from({ length: 31 }, (_, i) => String(i + 1)) }),
      'an unknown box': wrong({ lists: [{ serviceId: '1', box: 'secret' }] }),
      'an unknown field': wrong({ admin: true }),
      'typing without a contact': [
        JSON.stringify({ type: 'typing', kind: 'reply', isTyping: true }),
        4400,
      ],
    });
  }),
);

test(
  'a visitor socket is closed by the code that says why',
  limit,
  survived(async (server) => {
    const [, operator] = await server.operators();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    const open = () => visitor.rawSocket();
    await sendBad(open, { ...kBadFrames, ...kBadBytes });
    await sendBad(open, {
      'hello after a text': ['{"type":"hello","after":"x"}', 4400],
      'reading a negative number': [
        JSON.stringify({ type: 'read', contactId: '1', number: -1 }),
        4400,
      ],
      'a message without an id': ['{"type":"message","text":"x"}', 4400],
      'a page with line breaks': [JSON.stringify({ type: 'page', url: 'a\nb', title: '' }), 4400],
    });
    assert.equal((await visitor.say('the visitor goes on')).number, 2);
  }),
);

test(
  'a wrong message is refused by its field, and its text stays with the sender',
  limit,
  survived(async (server) => {
    const [, operator] = await server.operators();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    const id = clientId();
    const cases = [
      ['text', { text: 'x'.repeat(4001) }],
      ['text', { text: '' }],
      ['text', { text: 42 }],
      ['text', { text: 'a\u0000b' }],
      ['text', { text: null }],
      ['fileIds[0]', { text: 'x', fileIds: ['0'] }],
      ['fileIds', { text: 'x', fileIds: Array.from({ length: 11 }, (_, i) => String(i + 1)) }],
      ['isAdmin', { text: 'x', isAdmin: true }],
    ];
    for (const [field, changes] of cases) {
      const begun = visitor.socket.frames.length;
      visitor.socket.send({ type: 'message', clientId: id, ...changes });
      const refused = await visitor.socket.frame('refused', () => true, begun);
      assert.equal(refused.clientId, id);
      assert.equal(refused.problem.code, 'invalidInput');
      assert.equal(refused.problem.field, field, JSON.stringify(changes));
    }
    const begun = visitor.socket.frames.length;
    visitor.send('with a file of nobody', { fileIds: ['999'] });
    const refused = await visitor.socket.frame('refused', () => true, begun);
    assert.equal(refused.problem.field, 'fileIds');
    assert.equal((await visitor.say('x'.repeat(4000))).text.length, 4000);
  }),
);

test(
  'a console sees nothing of a service without a part in it',
  limit,
  survived(async (server) => {
    const [admin, operator] = await server.operators();
    const other = await admin.ask('POST', '/api/v1/services', {
      name: 'Other',
      language: 'en',
      timeZone: 'UTC',
    });
    const stranger = await Visitor.open(server.origin, other.key);
    const { contactId } = await stranger.say('a secret of the other service');
    const console = await operator.console({
      services: [operator.serviceId, other.id],
      open: [contactId],
    });
    await stranger.say('another secret');
    stranger.socket.send({ type: 'typing', isTyping: true });
    console.type(contactId);
    const own = await Visitor.open(server.origin, operator.serviceKey);
    const { contactId: ownContact } = await own.say('the own service');
    await console.rowOf(ownContact, 'the own row');
    const seen = JSON.stringify(console.socket.frames);
    assert.ok(!seen.includes(contactId) && !seen.includes('secret'));
    assert.ok(!seen.includes(`"${other.id}":{`), 'no counters of the other service');
    assert.equal(stranger.typing, null);
  }),
);

test(
  'a thousand messages a second are limited, said so, and none that was acknowledged is lost',
  limit,
  survived(async (server) => {
    const [, operator] = await server.operators();
    const console = await operator.console();
    await operator.takesChats();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    const other = await Visitor.open(server.origin, operator.serviceKey);
    const { contactId, clientId: firstId } = await visitor.say('before the flood');
    const sent = new Map([[firstId, 'before the flood']]);
    for (let i = 0; i < 1000; i += 1) {
      const text = `flood ${i}`;
      sent.set(visitor.send(text), text);
    }
    assert.equal((await other.say('in the middle of it')).number, 2);
    const { code } = await visitor.socket.untilClosed();
    assert.equal(code, 1013);
    const answers = [...visitor.answers.values()];
    const acknowledged = answers.filter(({ type }) => type === 'ack');
    const refused = answers.filter(({ type }) => type === 'refused');
    assert.ok(refused.length >= 100, `${refused.length} refused`);
    for (const { problem } of refused) {
      assert.equal(problem.code, 'rateLimited');
      assert.ok(problem.retryAfterSeconds >= 1);
    }
    await console.rowOf(contactId, 'the chat', (row) => row.ownerId === operator.id);
    const stored = (await operator.messages(contactId)).filter(({ kind }) => kind === 'customer');
    assert.ok(stored.length >= 5 && stored.length <= 20, `${stored.length} stored`);
    assert.equal(new Set(stored.map((message) => message.clientId)).size, stored.length);
    for (const message of stored) assert.equal(message.text, sent.get(message.clientId));
    for (const { message } of acknowledged) {
      const found = stored.find(({ id }) => id === message.id);
      assert.equal(found?.number, message.number, 'what was acknowledged is stored');
    }
    await assert.rejects(visitor.connect(), (error) => {
      assert.ok(error instanceof Refused, String(error));
      assert.equal(error.status, 429);
      assert.equal(error.problem.code, 'rateLimited');
      assert.ok(error.problem.retryAfterSeconds > 1 && error.problem.retryAfterSeconds <= 60);
      return true;
    });
  }),
);

test(
  'other frames of one visitor in masses do not keep others waiting',
  limit,
  survived(async (server) => {
    const [, operator] = await server.operators();
    const noisy = await Visitor.open(server.origin, operator.serviceKey);
    const { contactId } = await noisy.say('hello');
    const other = await Visitor.open(server.origin, operator.serviceKey);
    const frames = [
      { type: 'hello', after: null },
      { type: 'read', contactId, number: 1 },
      { type: 'typing', isTyping: true },
      { type: 'page', url: 'https://shop.example/', title: 'Shop' },
      { type: 'end' },
    ];
    for (let i = 0; i < 5000; i += 1) noisy.socket.send(frames[i % frames.length]);
    for (let i = 0; i < 4; i += 1) await other.say(`quiet ${i}`);
    const messages = await operator.messages(contactId);
    assert.equal(messages.at(-1).system.what, 'ended');
  }),
);

test(
  'frames that are no messages are limited, too',
  limit,
  survived(async (server) => {
    const [, operator] = await server.operators();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    const other = await Visitor.open(server.origin, operator.serviceKey);
    for (let i = 0; i < 1000; i += 1) visitor.socket.send({ type: 'hello', after: null });
    assert.equal((await visitor.socket.untilClosed()).code, 1013);
    const views = visitor.socket.frames.filter(({ type }) => type === 'view');
    assert.ok(views.length <= 20, `${views.length} views`);
    await assert.rejects(visitor.connect(), (error) => {
      assert.ok(error instanceof Refused, String(error));
      assert.equal(error.status, 429);
      return true;
    });
    await other.say('others are not held up');
  }),
);

test(
  'what an admin switches holds on pages that are open',
  limit,
  survived(async (server) => {
    const [admin] = await server.operators();
    await admin.changeChatSettings({ consentRequired: false });
    const silent = new Visitor(server.origin, admin.serviceKey);
    await silent.start('', false);
    await silent.connect();
    const agreed = await Visitor.open(server.origin, admin.serviceKey);
    await silent.say('nobody asks for consent');

    await admin.changeChatSettings({ consentRequired: true });
    const refused = await silent.answer(silent.send('without consent'));
    assert.equal(refused.problem?.code, 'forbidden');
    await agreed.say('with consent');
    await silent.start('');
    await silent.say('agreed beside the open socket');

    await admin.ask('PATCH', admin.service(''), { features: { chat: false } });
    const off = await agreed.answer(agreed.send('the chat is off'));
    assert.equal(off.problem?.code, 'notFound');
    await admin.ask('PATCH', admin.service(''), { features: { chat: true } });
  }),
);

test(
  'a visitor marks only the own messages as read',
  limit,
  survived(async (server) => {
    const [, operator] = await server.operators();
    await operator.takesChats();
    const console = await operator.console();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    const stranger = await Visitor.open(server.origin, operator.serviceKey);
    const { contactId } = await visitor.say('read me');
    await console.rowOf(contactId, 'the chat', (row) => row.ownerId === operator.id);
    await operator.write(contactId, 'reply', 'a reply');
    await stranger.say('a chat of the own');
    stranger.socket.send({ type: 'read', contactId, number: 2 });
    await stranger.say('after it');
    const before = await operator.ask('GET', operator.contact(contactId));
    assert.equal(before.contact.readByCustomer, 0);
  }),
);
