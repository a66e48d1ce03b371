// The server does what api/openapi.yaml says, for every operation of it; and only for those who have a part in it.
import assert from 'node:assert/strict';
import test from 'node:test';

import { hire } from './support/accounts.mjs';
import { call, furnish, inOrder, kCalls, pathOf, prepareRoom } from './support/api_calls.mjs';
import { Browser } from './support/http.mjs';
import { faultsOf, operations, responseFaults } from './support/openapi.mjs';
import { withTrial } from './support/server.mjs';
import { Visitor } from './support/visitor.mjs';

const limit = { timeout: 180_000 };
const isOfService = ({ path }) => path.includes('{serviceId}');
const isOfWidget = ({ path }) => path.includes('{serviceKey}');

async function makeRoom(server) {
  const [account] = await server.accounts();
  const [admin] = await server.operators();
  return prepareRoom(await furnish(server, admin), account);
}

test('every operation has a call here, and every call an operation', () => {
  assert.deepEqual(Object.keys(kCalls).sort(), operations.map(({ id }) => id).sort());
});

test(
  'every operation answers with a described status and shape',
  limit,
  withTrial({}, async (server) => {
    const room = await makeRoom(server);
    for (const operation of inOrder(operations)) {
      const answer = await call(room, operation);
      const name = `${operation.id}: ${answer.status} ${answer.text.slice(0, 500)}`;
      if (!kCalls[operation.id].refused) assert.ok(answer.status < 300, name);
      assert.deepEqual(responseFaults(operation, answer), [], name);
      if (operation.id === 'handOver') {
        await room.console.rowOf(
          room.ids.contactId,
          'a queue or an owner',
          (row) => row.assignment !== 'none',
        );
      }
    }
  }),
);

test(
  'the frames of both sockets have the shapes of the description',
  limit,
  withTrial({}, async (server) => {
    const { admin, console, visitor, ids } = await makeRoom(server);
    await admin.reply(ids.contactId, 'an answer');
    await admin.note(ids.contactId, 'a note');
    await visitor.untilText('an answer');
    console.type(ids.contactId);
    visitor.socket.send({ type: 'typing', isTyping: true });
    await console.until('typing', () => console.typing.length > 0);
    await admin.act(ids.contactId, 'end');
    await visitor.untilState('the end', (state) => state.contactId === null);
    await console.rowOf(ids.contactId, 'the end', (row) => row.endedAt !== null);
    const named = (name) => ({ $ref: `#/components/schemas/${name}` });
    const check = (name, ...values) => {
      for (const value of values) {
        assert.deepEqual(faultsOf(named(name), value), [], JSON.stringify(value));
      }
    };
    const consoleParts = {
      messages: ({ messages }) => check('Message', ...messages),
      contacts: ({ contacts }) => check('Contact', ...contacts),
      counts: ({ counts }) => check('InboxCounts', ...Object.values(counts)),
      me: ({ state }) => check('OperatorState', state),
      operators: (frame) => check('RosterOperator', ...frame.operators),
    };
    const visitorParts = {
      view: ({ view }) => check('VisitorView', view),
      ack: ({ message }) => check('VisitorMessage', message),
      message: ({ message }) => check('VisitorMessage', message),
      state: ({ type, ...state }) => {
        for (const [name, value] of Object.entries(state)) {
          check('VisitorView', {
            visitorId: '1',
            consentAt: null,
            contactId: null,
            conversation: null,
            place: null,
            operatorName: '',
            readByOperator: 0,
            isOnline: true,
            messages: [],
            hasMore: false,
            [name]: value,
          });
        }
      },
    };
    const seen = new Set();
    for (const [frames, parts] of [
      [console.socket.frames, consoleParts],
      [visitor.socket.frames, visitorParts],
    ]) {
      for (const frame of frames) {
        seen.add(frame.type);
        parts[frame.type]?.(frame);
      }
    }
    for (const type of [...Object.keys(consoleParts), ...Object.keys(visitorParts)])
      assert.ok(seen.has(type), type);
  }),
);

test(
  'nobody without a session gets anything but a 401',
  limit,
  withTrial({}, async (server) => {
    const room = await makeRoom(server);
    for (const operation of operations.filter(({ security }) => security.length > 0)) {
      const answer = await call(room, operation, { by: new Browser(server.origin) });
      assert.equal(answer.status, 401, `${operation.id}: ${answer.text}`);
      assert.equal(answer.json.code, 'unauthenticated');
      assert.deepEqual(responseFaults(operation, answer), []);
    }
  }),
);

test(
  'a service does not exist for operators without a part in it',
  limit,
  withTrial({}, async (server) => {
    const room = await makeRoom(server);
    const { admin } = room;
    const body = { name: 'Foreign', language: 'en', timeZone: 'UTC' };
    const foreign = await admin.ask('POST', '/api/v1/services', body);
    const outsider = await hire(server, admin, {
      name: 'Outsider',
      email: 'outsider@example.com',
      extension: '9901',
      services: [{ serviceId: foreign.id, role: 'serviceAdmin', canChat: true, canPhone: true }],
    });

    for (const operation of operations.filter(isOfService)) {
      const answer = await call(room, operation, { by: outsider });
      assert.equal(answer.status, 404, `${operation.id}: ${answer.text}`);
      assert.equal(answer.json.code, 'notFound');
      assert.ok(!answer.text.includes('佐藤'));
    }
    // Their own service, with ids of the other: as if they did not exist.
    const inner = operations.filter(
      (each) => isOfService(each) && /\{(contact|customer|file)Id\}/.test(each.path),
    );
    assert.ok(inner.length >= 12);
    for (const operation of inner) {
      const answer = await call(room, operation, { by: outsider, ids: { serviceId: foreign.id } });
      assert.equal(answer.status, 404, `${operation.id}: ${answer.text}`);
    }
    const registration = { contactId: room.ids.contactId, name: 'Taken over' };
    assert.equal(
      (await outsider.post(`/api/v1/services/${foreign.id}/customers`, registration)).status,
      404,
    );
    const { contact } = await admin.ask('GET', admin.contact(room.ids.contactId));
    assert.equal(contact.messageCount, 4, 'nothing was written');
    assert.equal(contact.assignment, 'owned');
  }),
);

test(
  "other people's operators, sessions and visits stay closed",
  limit,
  withTrial({}, async (server) => {
    const room = await makeRoom(server);
    const [, operator] = await server.operators();
    for (const operation of operations.filter(({ path }) => path.includes('{operatorId}'))) {
      const answer = await call(room, operation, { by: operator });
      assert.ok([403, 404].includes(answer.status), `${operation.id}: ${answer.status}`);
    }
    const endSession = operations.find(({ id }) => id === 'endSession');
    const ids = { sessionId: room.ids.sessionId };
    const ended = await operator.send('DELETE', pathOf(endSession, ids));
    assert.equal(ended.status, 404);
    assert.equal((await room.admin.get('/api/v1/me')).status, 200);

    const body = { name: 'Foreign', language: 'en', timeZone: 'UTC' };
    const foreign = await room.admin.ask('POST', '/api/v1/services', body);
    const stranger = await Visitor.open(server.origin, foreign.key);
    for (const operation of operations.filter(
      (each) => isOfWidget(each) && each.security.length > 0,
    )) {
      const crossed = await call(room, operation, { by: stranger.browser });
      assert.equal(crossed.status, 401, `${operation.id} with a cookie of another service`);
      if (!operation.path.includes('{fileId}')) continue;
      const taken = await call(room, operation, {
        by: stranger.browser,
        ids: { serviceKey: foreign.key },
      });
      assert.equal(taken.status, 404, `${operation.id} with a file of another service`);
    }
  }),
);

test(
  'a path takes the described methods and no other',
  limit,
  withTrial({}, async (server) => {
    const room = await makeRoom(server);
    const paths = new Map();
    for (const { path, method } of operations)
      paths.set(path, [...(paths.get(path) ?? []), method]);
    for (const [path, methods] of paths) {
      const ids = { ...room.ids, token: room.invitation };
      const answer = await room.admin.send('OPTIONS', pathOf({ path }, ids));
      assert.equal(answer.status, 405, path);
      const allowed = answer.headers.allow.split(', ').filter((method) => method !== 'HEAD');
      assert.deepEqual(allowed.sort(), methods.sort(), path);
    }
    for (const path of [
      '/api/v1',
      '/api/v2/me',
      '/api/v1/debug',
      '/api/v1/me/',
      '/api/widget/v1',
      '/metrics',
      '/api/v1/services/1/nothing',
    ]) {
      const answer = await room.admin.get(path);
      const isPage = /^text\/html/.test(answer.headers['content-type'] ?? '');
      assert.ok(
        answer.status === 404 || (isPage && !path.startsWith('/api')),
        `${path}: ${answer.status}`,
      );
    }
  }),
);
