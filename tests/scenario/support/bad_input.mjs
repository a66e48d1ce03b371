// What the tests of bad input share.
import assert from 'node:assert/strict';
import { connect } from 'node:net';

import { withTrial } from './server.mjs';
import { Visitor } from './visitor.mjs';

/** Like withTrial, and the process must have lived through it. */
export const survived = (body) =>
  withTrial({}, async (server) => {
    await body(server);
    assert.ok(await server.isAlive(), server.log);
    const [, operator] = await server.operators();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    await visitor.say('somebody else is not disturbed');
  });

export function isProblem(response, status, code, field) {
  assert.equal(response.status, status, response.text);
  assert.match(response.headers['content-type'], /^application\/problem\+json/);
  assert.equal(response.json.status, status);
  assert.equal(response.json.code, code);
  assert.ok(response.json.title && response.json.type && response.json.requestId);
  if (field !== undefined) assert.equal(response.json.field, field, response.text);
  if (code === 'invalidInput')
    assert.ok(response.json.expected, 'it says what would have been right');
}

/** Sends bytes on a connection of their own; resolves with what came back until the end. */
export function sendRaw(server, bytes) {
  const { port } = new URL(server.origin);
  return new Promise((done) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => done(text));
    setTimeout(() => socket.destroy(), 1500);
  });
}
