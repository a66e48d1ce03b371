// Tokens, cookies and origins that do not belong to who sends them.
import assert from 'node:assert/strict';
import test from 'node:test';

import { invite, kPassword } from './support/accounts.mjs';
import { isProblem, survived } from './support/bad_input.mjs';
import { Browser, request } from './support/http.mjs';
import { Visitor } from './support/visitor.mjs';
import { Refused } from './support/web_socket.mjs';

const limit = { timeout: 120_000 };

test(
  'forged, replayed and foreign tokens open nothing',
  limit,
  survived(async (server) => {
    const [admin, operator] = await server.operators();
    const other = await admin.ask('POST', '/api/v1/services', {
      name: 'Other',
      language: 'en',
      timeZone: 'UTC',
    });
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    await visitor.say('mine');
    const visit = (key, cookie) =>
      request(`${server.origin}/api/widget/v1/${key}/session`, { headers: { cookie } });
    const token = visitor.browser.cookies.get('madoguchi_visitor');
    assert.equal((await visit(operator.serviceKey, `madoguchi_visitor=${token}`)).status, 200);
    const flipped = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    for (const cookie of [
      flipped,
      token.slice(1),
      '',
      'x'.repeat(4000),
      `${token}${token}`,
      "' OR 1=1 --",
    ]) {
      isProblem(
        await visit(operator.serviceKey, `madoguchi_visitor=${cookie}`),
        401,
        'unauthenticated',
      );
    }
    isProblem(await visit(other.key, `madoguchi_visitor=${token}`), 401, 'unauthenticated');
    const foreign = new Visitor(server.origin, other.key);
    foreign.browser.cookies.set('madoguchi_visitor', token);
    await assert.rejects(
      foreign.rawSocket(),
      (error) => error instanceof Refused && error.status === 401,
    );
    await foreign.start();
    assert.deepEqual(foreign.list(), [], 'a token of another service begins a new visit');

    const me = (cookie) => request(`${server.origin}/api/v1/me`, { headers: { cookie } });
    const session = operator.cookies.get('madoguchi_session');
    assert.equal((await me(`madoguchi_session=${session}`)).status, 200);
    for (const cookie of [
      session.slice(0, -2) + 'zz',
      token,
      session.toLowerCase(),
      '%00',
      session.repeat(20),
    ]) {
      isProblem(await me(`madoguchi_session=${cookie}`), 401, 'unauthenticated');
    }
    isProblem(
      await visit(operator.serviceKey, `madoguchi_visitor=${session}`),
      401,
      'unauthenticated',
    );

    const console = await operator.console();
    assert.equal((await operator.post('/api/v1/sign-out')).status, 204);
    assert.equal((await console.socket.untilClosed()).code, 4001);
    isProblem(await me(`madoguchi_session=${session}`), 401, 'unauthenticated');
    operator.cookies.set('madoguchi_session', session);
    await assert.rejects(
      operator.socket(),
      (error) => error instanceof Refused && error.status === 401,
    );

    const invitation = await invite(admin, {
      name: 'New',
      email: 'new@koyomisha.example',
      services: [{ serviceId: admin.serviceId, role: 'operator', canChat: true }],
    });
    const accept = (with_) =>
      new Browser(server.origin).post(`/api/v1/invitations/${with_}`, { password: kPassword });
    assert.equal((await accept(invitation.token)).status, 200);
    const replayed = await accept(invitation.token);
    assert.ok([404, 410].includes(replayed.status), `a used invitation: ${replayed.status}`);
    const guessed = await accept('AAAAAAAAAAAAAAAAAAAAAA');
    assert.ok([404, 410].includes(guessed.status), `a guessed invitation: ${guessed.status}`);
  }),
);

test(
  'requests and sockets of other sites are refused',
  limit,
  survived(async (server) => {
    const [, operator] = await server.operators();
    const evil = [
      'https://evil.example',
      'null',
      `${server.origin}.evil.example`,
      server.origin.replace('http:', 'https:'),
      'http://127.0.0.1:1',
    ];
    for (const origin of evil) {
      isProblem(
        await operator.put('/api/v1/me/state', { state: 'break' }, { origin }),
        403,
        'wrongOrigin',
        'Origin',
      );
      await assert.rejects(operator.socket({ origin }), (error) => error.status === 403, origin);
    }
    const cookie = operator.cookieHeader;
    const body = '{"state":"break"}';
    const bare = await request(`${server.origin}/api/v1/me/state`, {
      method: 'PUT',
      headers: { cookie },
      body,
    });
    isProblem(bare, 403, 'wrongOrigin', 'Origin');
    const crossSite = { 'sec-fetch-site': 'cross-site', cookie };
    isProblem(
      await request(`${server.origin}/api/v1/me/state`, {
        method: 'PUT',
        headers: crossSite,
        body,
      }),
      403,
      'wrongOrigin',
      'Origin',
    );
    for (const host of ['evil.example', '127.0.0.1:1', 'localhost.evil.example']) {
      const answer = await request(`${server.origin}/api/v1/me`, { headers: { cookie, host } });
      assert.ok([400, 403].includes(answer.status), `Host ${host}: ${answer.status}`);
    }
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    await assert.rejects(
      visitor.rawSocket({ origin: 'https://evil.example' }),
      (error) => error.status === 403,
    );
    const answer = await operator.get('/api/v1/me', { origin: 'https://evil.example' });
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
    assert.equal(
      (await operator.ask('GET', '/api/v1/me')).state.state,
      'offline',
      'nothing of it was done',
    );
  }),
);
