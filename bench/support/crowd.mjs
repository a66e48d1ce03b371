// An installation with many operators and many open chats, made through the API alone.
import { found, hire } from '../../tests/scenario/support/accounts.mjs';
import { Visitor } from '../../tests/scenario/support/visitor.mjs';
import { eventually } from '../../tests/scenario/support/wait.mjs';

const kCapacity = 50;

/** Runs `work(i)` for 0 to count - 1, some at once. */
export async function inParallel(count, atOnce, work) {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Customers need not consent, and no chat ends or moves on by itself. */
async function foundQuietly(server) {
  const admin = await found(server);
  await admin.changeChatSettings({
    consentRequired: false,
    silenceEndSeconds: 0,
    openDeadlineSeconds: 3600,
  });
  return admin;
}

async function hireForChats(server, admin, i) {
  const operator = await hire(server, admin, {
    name: `Operator ${i}`,
    email: `operator${i}@example.jp`,
    chatCapacity: kCapacity,
    services: [{ serviceId: admin.serviceId, role: 'operator', canChat: true }],
  });
  const body = {
    type: 'subscribe',
    since: null,
    services: [operator.serviceId],
    lists: [],
    contacts: [],
    rosters: [],
  };
  operator.live = await operator.socket();
  operator.live.send(body);
  await operator.live.frame('subscribed');
  await operator.takesChats();
  return operator;
}

/** Behind a trusted proxy each customer has an address of their own; limits of new visits are by address. */
const addressOf = (i) => `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;

async function openChat(server, key, i) {
  const visitor = await Visitor.open(server.origin, key, {
    headers: { 'x-forwarded-for': addressOf(i + 1) },
  });
  await visitor.say('hello');
  return visitor;
}

async function ownersOf(operators, count) {
  const owners = new Map();
  await eventually(
    'an owner for every chat',
    async () => {
      for (const operator of operators) {
        const { contacts } = await operator.ask(
          'GET',
          operator.service('/inbox?box=mine&limit=200'),
        );
        for (const { id } of contacts) owners.set(id, operator);
      }
      return owners.size >= count;
    },
    120_000,
  );
  return owners;
}

/** `chats` open chats, each with its visitor, contact and the operator who replied once: [{ visitor, operator, contactId }]. */
export async function gatherCrowd(server, chats) {
  const admin = await foundQuietly(server);
  const operators = new Array(Math.ceil(chats / kCapacity) + 1);
  await inParallel(operators.length, 2, async (i) => {
    operators[i] = await hireForChats(server, admin, i);
  });
  const visitors = new Array(chats);
  await inParallel(chats, 20, async (i) => {
    visitors[i] = await openChat(server, admin.serviceKey, i);
  });
  const owners = await ownersOf(operators, chats);
  const crowd = visitors.map((visitor) => {
    const { contactId } = visitor.list()[0];
    return { visitor, contactId, operator: owners.get(contactId) };
  });
  await inParallel(chats, 20, (i) =>
    crowd[i].operator.reply(crowd[i].contactId, 'how can we help?'),
  );
  return { admin, operators, crowd };
}
