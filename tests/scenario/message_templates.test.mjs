// Message templates on the real program: for whom they are, who may change them, and two who change them at once.
import assert from 'node:assert/strict';
import test from 'node:test';

import { isProblem } from './support/bad_input.mjs';
import { withTrial } from './support/server.mjs';

const limit = { timeout: 120_000 };

const pathOf = (operator) => operator.service('/message-templates');
const listOf = (operator) => operator.ask('GET', pathOf(operator));
const replace = (operator, version, messageTemplates) =>
  operator.put(pathOf(operator), { version, messageTemplates });
const namesOf = ({ messageTemplates }) => messageTemplates.map(({ name }) => name);

test('the trial has three examples, and all operators of the service read what an admin makes', limit, withTrial({}, async (server) => {
  const [admin, operator] = await server.operators();
  const examples = await listOf(operator);
  assert.equal(examples.version, 1);
  assert.deepEqual(namesOf(examples), ['はじめのあいさつ', 'おわりのあいさつ', 'お届け日の目安']);

  const fresh = { group: '', name: '在庫', text: 'お調べします。\n少々お待ちください。' };
  const saved = await replace(admin, 1, [fresh, ...examples.messageTemplates.slice(1)]);
  assert.equal(saved.status, 200, saved.text);
  assert.equal(saved.json.version, 2);
  assert.deepEqual(await listOf(operator), saved.json);
  assert.deepEqual(namesOf(saved.json), ['在庫', 'おわりのあいさつ', 'お届け日の目安']);
  assert.equal(saved.json.messageTemplates[1].id, examples.messageTemplates[1].id);

  isProblem(await replace(operator, 2, []), 403, 'forbidden');
  const { entries } = await admin.ask('GET', admin.service('/audit-log?limit=1'));
  assert.equal(entries[0].action, 'messageTemplates.replaced');
  assert.deepEqual(entries[0].detail, { count: 3, added: 1, changed: 0, removed: 1 });
}));

test('of two admins who change the list at once, one is told so and loses nothing', limit, withTrial({}, async (server) => {
  const [admin] = await server.operators();
  const [account] = await server.accounts();
  const second = await admin.constructor.signIn(server.origin, account);
  const { version, messageTemplates } = await listOf(admin);
  const withOne = (name) => [...messageTemplates, { group: '', name, text: name }];
  const answers = await Promise.all([
    replace(admin, version, withOne('first')),
    replace(second, version, withOne('second')),
  ]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  isProblem(answers.find(({ status }) => status === 409), 409, 'conflict');
  const winner = answers.find(({ status }) => status === 200);
  assert.deepEqual(await listOf(second), winner.json);
  assert.equal((await replace(second, version + 1, winner.json.messageTemplates)).json.version, 2);
}));

test('what is wrong is named, and a template is text', limit, withTrial({}, async (server) => {
  const [admin] = await server.operators();
  const one = { group: '', name: 'a', text: 'x' };
  isProblem(await replace(admin, 1, [one, { ...one, group: 'x\ny' }]), 422, 'invalidInput', 'messageTemplates[1].group');
  isProblem(await replace(admin, 1, [one, one]), 422, 'invalidInput', 'messageTemplates[1].name');
  isProblem(await replace(admin, 1, [{ ...one, text: 'x'.repeat(2001) }]), 422, 'invalidInput', 'messageTemplates[0].text');
  const markup = `<img src=x onerror="alert('1')">\u202e{{7*7}}`;
  const saved = await replace(admin, 1, [{ ...one, name: markup, text: markup }]);
  assert.equal(saved.json.messageTemplates[0].text, markup);
}));
