import assert from 'node:assert/strict';
import test from 'node:test';

import { tellChat } from './support/chat_story.mjs';
import { withTrial } from './support/server.mjs';
import { Visitor } from './support/visitor.mjs';

const limit = { timeout: 120_000 };

test('a chat from the first word to the next visit', limit, withTrial({}, tellChat));

test(
  'the customer ends the chat',
  limit,
  withTrial({}, async (server) => {
    const [, operator] = await server.operators();
    const console = await operator.console();
    await operator.takesChats();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    const { contactId } = await visitor.say('hello');
    await console.rowOf(contactId, 'the offer', (row) => row.ownerId === operator.id);
    visitor.socket.send({ type: 'end' });
    const row = await console.rowOf(contactId, 'the end', (each) => each.conversation === 'ended');
    assert.equal(row.endReason, 'customerEnded');
    assert.equal(row.assignment, 'none');
    await visitor.untilState('the end', (state) => state.contactId === null);
    const reply = await operator.write(contactId, 'reply', 'too late');
    assert.equal(reply.status, 409);
    assert.equal(reply.json.code, 'conflict');
    assert.equal((await operator.inbox('mine')).contacts.length, 0);
  }),
);

test(
  'a visitor who comes back with the cookie finds the thread',
  limit,
  withTrial({}, async (server) => {
    const [, operator] = await server.operators();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    const { contactId } = await visitor.say('first');
    await visitor.say('second');
    await visitor.close();

    const back = new Visitor(server.origin, operator.serviceKey);
    back.browser.cookies = new Map(visitor.browser.cookies);
    await back.start();
    assert.equal(back.visitorId, visitor.visitorId);
    assert.deepEqual(back.list(), visitor.list());
    await back.connect();
    assert.equal(back.state.contactId, contactId);
    assert.equal((await back.say('third')).contactId, contactId);

    const stranger = await Visitor.open(server.origin, operator.serviceKey);
    assert.deepEqual(stranger.list(), []);
    assert.notEqual(stranger.visitorId, visitor.visitorId);
  }),
);

test(
  'two pages of one visitor show the same',
  limit,
  withTrial({}, async (server) => {
    const [, operator] = await server.operators();
    const first = await Visitor.open(server.origin, operator.serviceKey);
    const second = new Visitor(server.origin, operator.serviceKey);
    second.browser.cookies = new Map(first.browser.cookies);
    await second.start();
    await second.connect();
    const written = await first.say('on the first page');
    await second.untilText('on the first page');
    await second.say('on the second page');
    await first.untilText('on the second page');
    const [place] = await Promise.all(
      [first, second].map((page) => page.untilState('a place', (state) => state.place === 1)),
    );
    assert.equal(place.contactId, written.contactId);
    assert.deepEqual(first.content(), second.content());
  }),
);

test(
  'pictures and files go both ways',
  limit,
  withTrial({}, async (server) => {
    const [, operator] = await server.operators();
    const console = await operator.console();
    await operator.takesChats();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    const note = Buffer.from('order 4711\n');
    const uploaded = await visitor.upload('注文.txt', note);
    assert.equal(uploaded.status, 201);
    assert.equal(uploaded.json.name, '注文.txt');
    const { contactId } = await visitor.say('', { fileIds: [uploaded.json.id] });
    await console.openContact(contactId);
    const [message] = console.messagesOf(contactId).filter(({ files }) => files.length > 0);
    assert.deepEqual(message.files, [uploaded.json]);
    const seen = await operator.get(operator.service(`/files/${uploaded.json.id}`));
    assert.deepEqual(seen.bytes, note);

    const answer = await operator.upload('answer.pdf', Buffer.from('%PDF-1.4 answer'));
    assert.equal(answer.status, 201);
    await operator.reply(contactId, 'see the file', { fileIds: [answer.json.id] });
    const reply = await visitor.untilText('see the file');
    assert.deepEqual(reply.files, [answer.json]);
    const fetched = await visitor.browser.get(visitor.path(`/files/${answer.json.id}`));
    assert.equal(fetched.text, '%PDF-1.4 answer');
    const stranger = await Visitor.open(server.origin, operator.serviceKey);
    assert.equal(
      (await stranger.browser.get(stranger.path(`/files/${answer.json.id}`))).status,
      404,
    );
  }),
);
