// What one message costs, in numbers that do not depend on the machine.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openChat } from './support/opened_chat.mjs';
import { withTrial } from './support/server.mjs';
import { sleep } from './support/wait.mjs';

const limit = { timeout: 120_000 };

/** An opened chat in which both have written and nothing is under way; the statements are prepared by then. */
async function quietChat(server) {
  const [, operator] = await server.operators();
  const chat = await openChat(server, operator);
  await operator.reply(chat.contactId, 'the conversation is active');
  await chat.visitor.untilText('the conversation is active');
  await chat.visitor.say('on this side, too');
  await operator.reply(chat.contactId, 'good');
  await chat.visitor.untilText('good');
  await quiet(server);
  return chat;
}

/** Until what is coalesced went out and the writer has nothing left. */
async function quiet(server) {
  const commits = async () => (await server.metrics()).writer_commits_total;
  for (let before = -1, now = await commits(); now !== before; now = await commits()) {
    before = now;
    await sleep(700);
  }
}

/** Counters over `work`, and the frames that console and page got. */
async function costOf(server, { console, visitor }, work) {
  await sleep(600);
  const before = await server.metrics();
  const frames = [console, visitor].map(({ socket }) => socket.frames.length);
  await work();
  await sleep(600);
  const after = await server.metrics();
  const isNews = ({ type }) => type !== 'alive';
  const [toConsole, toPage] = [console, visitor].map(({ socket }, i) =>
    socket.frames
      .slice(frames[i])
      .filter(isNews)
      .map(({ type }) => type),
  );
  const counted = (name) => after[`${name}_total`] - before[`${name}_total`];
  return {
    commits: counted('writer_commits'),
    commands: counted('writer_commands'),
    statements: counted('writer_statements'),
    prepared: counted('writer_preparations'),
    toConsole: toConsole.sort(),
    toPage: toPage.sort(),
  };
}

test(
  'one message of a customer: a commit, two statements, few frames',
  limit,
  withTrial({ metrics: true }, async (server) => {
    const chat = await quietChat(server);
    const cost = await costOf(server, chat, async () => {
      await chat.visitor.say('what does it cost?');
    });
    assert.deepEqual(cost, {
      commits: 1,
      commands: 1,
      statements: 2,
      prepared: 0,
      toConsole: ['contacts', 'counts', 'messages'],
      toPage: ['ack', 'message', 'state'],
    });
  }),
);

test(
  'one reply: a commit, two statements, few frames',
  limit,
  withTrial({ metrics: true }, async (server) => {
    const chat = await quietChat(server);
    const cost = await costOf(server, chat, () => chat.operator.reply(chat.contactId, 'nothing'));
    assert.deepEqual(cost, {
      commits: 1,
      commands: 1,
      statements: 2,
      prepared: 0,
      toConsole: ['contacts', 'messages'],
      toPage: ['message'],
    });
  }),
);

test(
  'what is only shown costs no commit',
  limit,
  withTrial({ metrics: true }, async (server) => {
    const chat = await quietChat(server);
    const cost = await costOf(server, chat, async () => {
      chat.visitor.socket.send({ type: 'typing', isTyping: true });
      await chat.console.until('typing', () => chat.console.typing.length > 0);
      await chat.operator.inbox('team');
      await chat.operator.messages(chat.contactId);
      await chat.visitor.browser.ask('GET', chat.visitor.path('/session'));
    });
    assert.deepEqual(cost, {
      commits: 0,
      commands: 0,
      statements: 0,
      prepared: 0,
      toConsole: ['typing'],
      toPage: [],
    });
  }),
);

test(
  'a burst of replies is sent to the lists in few frames',
  limit,
  withTrial({ metrics: true }, async (server) => {
    const chat = await quietChat(server);
    const cost = await costOf(server, chat, async () => {
      await Promise.all(
        Array.from({ length: 40 }, (_, i) => chat.operator.reply(chat.contactId, `reply ${i}`)),
      );
    });
    assert.equal(cost.commands, 40);
    assert.equal(cost.statements, 80);
    assert.equal(cost.prepared, 0);
    const rows = cost.toConsole.filter((type) => type === 'contacts').length;
    assert.ok(rows <= 10, `${rows} frames with rows`);
    assert.equal(cost.toConsole.filter((type) => type === 'messages').length, 40);
  }),
);
