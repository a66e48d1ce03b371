// Customers and operators who write while the process is killed again and again, and the proof that nothing got lost.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { clientId } from './operator.mjs';
import { Visitor } from './visitor.mjs';
import { eventually, sleep } from './wait.mjs';

const kChainsPerOperator = 4;
const kVisitorPause = 1_050;

/** One operator at a console: several replies under way at once, each repeated until it is answered. */
class Writer {
  constructor(operator, console) {
    this.operator = operator;
    this.console = console;
    /** Messages by client id that the server answered with 201. */
    this.acknowledged = new Map();
    this.resent = 0;
  }

  async chain(story) {
    while (story.isRunning) {
      const contacts = this.console.open;
      const contactId = contacts[Math.floor(Math.random() * contacts.length)];
      await this.#untilAnswered(story, contactId, clientId());
    }
  }

  async #untilAnswered(story, contactId, id) {
    for (;;) {
      const answer = await this.operator
        .write(contactId, 'reply', `reply ${id}`, { clientId: id })
        .catch(() => null);
      if (answer?.status === 201) return this.acknowledged.set(id, answer.json);
      if (answer && answer.status < 500) throw new Error(`a reply was refused: ${answer.text}`);
      this.resent += 1;
      await sleep(20);
      await story.isUp;
    }
  }
}

/** One customer: a message a second, each repeated with its id until it is answered. */
class Customer {
  constructor(visitor) {
    this.visitor = visitor;
    this.acknowledged = new Map();
    this.resent = 0;
  }

  async chain(story) {
    while (story.isRunning) {
      await this.#untilAnswered(story, clientId());
      await sleep(kVisitorPause);
    }
  }

  async #untilAnswered(story, id) {
    for (let isFirst = true; ; isFirst = false) {
      await story.isUp;
      if (!isFirst) this.resent += 1;
      const { visitor } = this;
      const { socket } = visitor;
      visitor.answers.delete(id);
      visitor.send(`message ${id}`, { id });
      const answer = await visitor.until(
        'an answer or the end',
        () => visitor.answers.get(id) ?? socket.closed,
      );
      if (answer.type === 'ack') return this.acknowledged.set(id, answer.message);
      if (answer.type === 'refused' && answer.problem.status < 429) {
        throw new Error(`a message was refused: ${JSON.stringify(answer.problem)}`);
      }
      await sleep(answer.type === 'refused' ? 1000 * answer.problem.retryAfterSeconds : 20);
    }
  }
}

async function openChats(server, chats) {
  const operators = await server.operators();
  const [admin] = operators;
  const writers = [];
  for (const operator of operators) {
    await admin.ask('PATCH', `/api/v1/operators/${operator.id}`, { chatCapacity: 30 });
    const console = await operator.console({ lists: false });
    await operator.takesChats();
    writers.push(new Writer(operator, console));
  }
  const customers = [];
  for (let i = 0; i < chats; i += 1) {
    const visitor = await Visitor.open(server.origin, admin.serviceKey);
    const customer = new Customer(visitor);
    const message = await visitor.say('hello');
    customer.acknowledged.set(message.clientId, message);
    customers.push(customer);
  }
  for (const writer of writers) {
    const mine = async () => (await writer.operator.inbox('mine')).contacts;
    for (const { id } of await mine()) await writer.console.openContact(id);
  }
  return { writers, customers };
}

/** Comes back as a console does: what the server calls too much to send is fetched. */
async function comeBack(console) {
  const { resets } = console;
  await console.connect();
  if (console.resets > resets) await console.load();
}

async function reconnect({ writers, customers }) {
  await Promise.all([
    ...writers.map(({ console }) => comeBack(console)),
    ...customers.map(({ visitor }) => visitor.connect()),
  ]);
}

/** Kills the process `kills` times under load: { kills, acknowledged, resent, ... }. Throws when anything was lost. */
export async function surviveKills(server, { kills, chats = 24, onKill = () => {} }) {
  const cast = await openChats(server, chats);
  let goUp;
  const story = { isRunning: true, isUp: Promise.resolve() };
  const goDown = () => {
    story.isUp = new Promise((done) => {
      goUp = done;
    });
  };
  const chains = [
    ...cast.writers.flatMap((writer) =>
      Array.from({ length: kChainsPerOperator }, () => writer.chain(story)),
    ),
    ...cast.customers.map((customer) => customer.chain(story)),
  ];
  const all = Promise.all(chains);
  all.catch(() => {});
  for (let i = 1; i <= kills; i += 1) {
    await Promise.race([all, sleep(50 + Math.random() * 450)]);
    goDown();
    await server.restart('SIGKILL');
    await reconnect(cast);
    goUp();
    onKill(i);
  }
  await sleep(500);
  story.isRunning = false;
  await all;
  return prove(server, cast, kills);
}

const kAllMessages =
  'SELECT contact_id, number, id, client_id, kind FROM messages ORDER BY contact_id, id';

function storedRows(server) {
  const output = execFileSync(
    'sqlite3',
    ['-separator', '|', join(server.data, 'madoguchi.db'), kAllMessages],
    {
      encoding: 'utf8',
      maxBuffer: 1e9,
    },
  );
  return output
    .trim()
    .split('\n')
    .map((line) => {
      const [contactId, number, id, client, kind] = line.split('|');
      return { contactId, number: Number(number), id, clientId: client, kind };
    });
}

const places = (messages) => messages.map(({ number, id }) => `${number} ${id}`);

function proveAcknowledged(rows, acknowledged) {
  const byClientId = new Map();
  for (const row of rows.filter((each) => each.clientId !== '')) {
    assert.ok(!byClientId.has(row.clientId), `${row.clientId} is stored twice`);
    byClientId.set(row.clientId, row);
  }
  for (const [id, message] of acknowledged) {
    const row = byClientId.get(id);
    assert.ok(row, `${id} was acknowledged and is lost`);
    assert.deepEqual(
      [row.contactId, row.number, row.id],
      [message.contactId, message.number, message.id],
    );
  }
}

/** Every acknowledged message is there once; visitor, console and database have one order. */
async function prove(server, { writers, customers }, kills) {
  const acknowledged = [...writers, ...customers].flatMap((each) => [...each.acknowledged]);
  const rows = storedRows(server);
  proveAcknowledged(rows, acknowledged);
  const byContact = new Map(rows.map(({ contactId }) => [contactId, []]));
  for (const row of rows) byContact.get(row.contactId).push(row);
  for (const [contactId, stored] of byContact) {
    assert.deepEqual(
      stored.map(({ number }) => number),
      stored.map((_, i) => i + 1),
      `numbers of ${contactId}`,
    );
  }
  let compared = 0;
  for (const { console } of writers) {
    for (const contactId of console.open) {
      const stored = places(byContact.get(contactId));
      await eventually(
        'the console',
        () => places(console.messagesOf(contactId)).length >= stored.length,
      );
      assert.deepEqual(
        places(console.messagesOf(contactId)),
        stored,
        `console and database, ${contactId}`,
      );
      compared += 1;
    }
  }
  for (const { visitor } of customers) {
    const { contactId } = visitor.list()[0];
    const mine = byContact.get(contactId);
    // Among the lines of the desk only some are for the customer: those come in the same order.
    const talk = new Set(
      mine.filter(({ kind }) => kind === 'customer' || kind === 'reply').map(({ id }) => id),
    );
    await eventually(
      'the page',
      () => visitor.list().filter(({ id }) => talk.has(id)).length >= talk.size,
    );
    const shown = visitor.list().filter(({ kind }) => kind !== 'system');
    assert.deepEqual(
      places(shown),
      places(mine.filter(({ id }) => talk.has(id))),
      `page and database, ${contactId}`,
    );
  }
  const resent = [...writers, ...customers].reduce((sum, each) => sum + each.resent, 0);
  return {
    kills,
    acknowledged: acknowledged.length,
    stored: rows.length,
    resent,
    contacts: byContact.size,
    compared,
  };
}
