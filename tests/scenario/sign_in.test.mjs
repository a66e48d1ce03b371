import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { kFounding } from './support/accounts.mjs';
import { Browser, request } from './support/http.mjs';
import { Operator } from './support/operator.mjs';
import { startServe, withTrial } from './support/server.mjs';
import { Visitor } from './support/visitor.mjs';

const limit = { timeout: 120_000 };

/** A test with an empty installation, as `madoguchi serve` starts it. */
function withServe(options, body) {
  return async () => {
    const server = await startServe(options);
    try {
      await body(server);
    } finally {
      await server.remove();
    }
  };
}

test(
  'five wrong passwords in a row are followed by a wait',
  limit,
  withTrial({}, async (server) => {
    const [{ email, password }, other] = await server.accounts();
    const browser = new Browser(server.origin);
    for (let i = 0; i < 5; i += 1) {
      const wrong = await browser.post('/api/v1/sign-in', { email, password: `wrong ${i}` });
      assert.equal(wrong.status, 401);
      assert.equal(wrong.json.code, 'wrongCredentials');
    }
    const limited = await browser.post('/api/v1/sign-in', { email, password });
    assert.equal(limited.status, 429);
    assert.equal(limited.json.code, 'rateLimited');
    assert.ok(limited.json.retryAfterSeconds >= 1);
    assert.equal(limited.headers['retry-after'], String(limited.json.retryAfterSeconds));
    assert.equal(browser.cookies.size, 0);
    const unknown = await new Browser(server.origin).post('/api/v1/sign-in', {
      ...other,
      email: 'nobody@example.jp',
    });
    assert.ok([401, 429].includes(unknown.status));
  }),
);

test(
  'the trial keeps its passwords in a private file and says so',
  limit,
  withTrial({}, async (server) => {
    const file = join(server.data, 'trial-sign-in.txt');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(server.data).mode & 0o077, 0);
    const accounts = await server.accounts();
    assert.equal(new Set(accounts.map(({ password }) => password)).size, 3);
    const [admin, operator] = await server.operators();
    assert.equal(admin.me.isTrial, true);
    assert.equal(operator.me.state.state, 'offline');
    assert.equal(operator.me.state.chat, false);
  }),
);

test(
  'the session cookie is out of reach of scripts and other sites',
  limit,
  withTrial({}, async (server) => {
    const [account] = await server.accounts();
    const browser = new Browser(server.origin);
    const answer = await browser.post('/api/v1/sign-in', account);
    const [cookie] = answer.headers['set-cookie'];
    assert.match(cookie, /HttpOnly/);
    assert.match(cookie, /SameSite=Lax/);
    const visitor = new Visitor(server.origin, answer.json.services[0].key);
    const visit = await visitor.browser.post(visitor.path('/session'), {
      consent: true,
      language: 'ja',
    });
    for (const part of ['HttpOnly', 'Secure', 'SameSite=None', 'Partitioned']) {
      assert.ok(visit.headers['set-cookie'][0].includes(part), part);
    }
  }),
);

test(
  'a changed password ends the other sessions and their consoles',
  limit,
  withTrial({}, async (server) => {
    const [, account] = await server.accounts();
    const here = await Operator.signIn(server.origin, account);
    const there = await Operator.signIn(server.origin, account);
    const console = await there.console();
    assert.equal((await here.ask('GET', '/api/v1/me/sessions')).sessions.length, 2);
    const changed = await here.put('/api/v1/me/password', {
      current: account.password,
      new: 'another long one',
    });
    assert.equal(changed.status, 204);
    assert.equal((await console.socket.untilClosed()).code, 4001);
    assert.equal((await there.get('/api/v1/me')).status, 401);
    assert.equal((await here.get('/api/v1/me')).status, 200);
    const old = await new Browser(server.origin).post('/api/v1/sign-in', account);
    assert.equal(old.status, 401);
  }),
);

test(
  'an installation is founded once, with the token of its file',
  limit,
  withServe({}, async (server) => {
    const browser = new Browser(server.origin);
    assert.equal((await browser.ask('GET', '/api/v1/setup')).open, true);
    const file = join(server.data, 'setup-token');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const token = readFileSync(file, 'utf8').trim();
    const wrong = await browser.post('/api/v1/setup', { ...kFounding, token: 'guessed' });
    assert.ok([401, 403, 422].includes(wrong.status), `${wrong.status}`);
    const short = await browser.post('/api/v1/setup', { ...kFounding, token, password: 'short' });
    assert.equal(short.status, 422);
    assert.equal(short.json.field, 'password');
    const me = await browser.ask('POST', '/api/v1/setup', { ...kFounding, token });
    assert.equal(me.isOrganizationAdmin, true);
    assert.equal(me.isTrial, false);
    assert.equal(existsSync(file), false, 'the token is used up');
    assert.equal((await browser.ask('GET', '/api/v1/setup')).open, false);
    const again = await new Browser(server.origin).post('/api/v1/setup', { ...kFounding, token });
    assert.ok(again.status >= 400 && again.status < 500, `${again.status}`);
    await server.restart();
    assert.equal((await browser.get('/api/v1/me')).status, 200, 'the session outlives a restart');
    assert.equal(existsSync(file), false);
    const visitor = await Visitor.open(server.origin, me.services[0].key);
    assert.equal((await visitor.say('open for business')).number, 2);
  }),
);

test(
  'HTTPS with a certificate of its own',
  limit,
  withServe({ args: ['--tls-self-signed'] }, async (server) => {
    assert.match(server.origin, /^https:/);
    const ca = readFileSync(join(server.data, 'tls-certificate.pem'));
    assert.equal(statSync(join(server.data, 'tls-key.pem')).mode & 0o077, 0);
    const alive = await request(`${server.origin}/healthz`, { ca });
    assert.equal(alive.status, 200);
    await assert.rejects(request(`${server.origin}/healthz`), /self-signed|unable to verify/);
    const setup = await request(`${server.origin}/api/v1/setup`, { ca });
    assert.equal(setup.json.open, true);
  }),
);
