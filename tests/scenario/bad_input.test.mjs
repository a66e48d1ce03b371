// What strangers and broken programs send. Each test ends with a server that still answers.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import test from 'node:test';

import { request } from './support/http.mjs';
import { clientId } from './support/operator.mjs';
import { withTrial } from './support/server.mjs';
import { Visitor } from './support/visitor.mjs';
import { frameBytes, Refused } from './support/web_socket.mjs';

const limit = { timeout: 120_000 };

/** Like withTrial, and the process must have lived through it. */
const survived = (body) =>
  withTrial({}, async (server) => {
    await body(server);
    assert.ok(await server.isAlive(), server.log);
    const [, operator] = await server.operators();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    await visitor.say('somebody else is not disturbed');
  });

function isProblem(response, status, code, field) {
  assert.equal(response.status, status, response.text);
  assert.match(response.headers['content-type'], /^application\/problem\+json/);
  assert.equal(response.json.status, status);
  assert.equal(response.json.code, code);
  assert.ok(response.json.title && response.json.type && response.json.requestId);
  if (field !== undefined) assert.equal(response.json.field, field, response.text);
  if (code === 'invalidInput') assert.ok(response.json.expected, 'it says what would have been right');
}

const kBadFrames = {
  'not JSON': ['{"type":', 4400],
  'JSON that is no object': ['[1,2,3]', 4400],
  'an unknown type': ['{"type":"launch"}', 4400],
  'no type': ['{}', 4400],
  'a type that is no text': ['{"type":{"a":1}}', 4400],
  'deep nesting': [`{"type":${'['.repeat(5000)}${']'.repeat(5000)}}`, 4400],
  'a duplicate key': ['{"type":"typing","type":"subscribe"}', 4400],
  'a frame over 16 KiB': [JSON.stringify({ type: 'x', pad: 'x'.repeat(17_000) }), 1009],
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

test('a console socket is closed by the code that says why', limit, survived(async (server) => {
  const [, operator] = await server.operators();
  await sendBad(() => operator.socket(), { ...kBadFrames, ...kBadBytes });
  const subscribe = { type: 'subscribe', since: null, services: [], lists: [], contacts: [], rosters: [] };
  const wrong = (changes) => [JSON.stringify({ ...subscribe, ...changes }), 4400];
  await sendBad(() => operator.socket(), {
    'since is a text': wrong({ since: 'yesterday' }),
    'since is below zero': wrong({ since: -5 }),
    'an id that is a number': wrong({ services: [12] }),
    'an id that is no number': wrong({ contacts: ["1' OR '1'='1"] }),
    'too many contacts': wrong({ contacts: Array.from({ length: 31 }, (_, i) => String(i + 1)) }),
    'an unknown box': wrong({ lists: [{ serviceId: '1', box: 'secret' }] }),
    'an unknown field': wrong({ admin: true }),
    'typing without a contact': [JSON.stringify({ type: 'typing', kind: 'reply', isTyping: true }), 4400],
  });
}));

test('a visitor socket is closed by the code that says why', limit, survived(async (server) => {
  const [, operator] = await server.operators();
  const visitor = await Visitor.open(server.origin, operator.serviceKey);
  const open = () => visitor.rawSocket();
  await sendBad(open, { ...kBadFrames, ...kBadBytes });
  await sendBad(open, {
    'hello after a text': ['{"type":"hello","after":"x"}', 4400],
    'reading a negative number': [JSON.stringify({ type: 'read', contactId: '1', number: -1 }), 4400],
    'a message without an id': ['{"type":"message","text":"x"}', 4400],
    'a page with line breaks': [JSON.stringify({ type: 'page', url: 'a\nb', title: '' }), 4400],
  });
  assert.equal((await visitor.say('the visitor goes on')).number, 2);
}));

test('a wrong message is refused by its field, and its text stays with the sender', limit, survived(async (server) => {
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
}));

test('a console sees nothing of a service without a part in it', limit, survived(async (server) => {
  const [admin, operator] = await server.operators();
  const other = await admin.ask('POST', '/api/v1/services', { name: 'Other', language: 'en', timeZone: 'UTC' });
  const stranger = await Visitor.open(server.origin, other.key);
  const { contactId } = await stranger.say('a secret of the other service');
  const console = await operator.console({ services: [operator.serviceId, other.id], open: [contactId] });
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
}));

test('forged, replayed and foreign tokens open nothing', limit, survived(async (server) => {
  const [admin, operator] = await server.operators();
  const other = await admin.ask('POST', '/api/v1/services', { name: 'Other', language: 'en', timeZone: 'UTC' });
  const visitor = await Visitor.open(server.origin, operator.serviceKey);
  await visitor.say('mine');
  const visit = (key, cookie) =>
    request(`${server.origin}/api/widget/v1/${key}/session`, { headers: { cookie } });
  const token = visitor.browser.cookies.get('madoguchi_visitor');
  assert.equal((await visit(operator.serviceKey, `madoguchi_visitor=${token}`)).status, 200);
  const flipped = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
  for (const cookie of [flipped, token.slice(1), '', 'x'.repeat(4000), `${token}${token}`, "' OR 1=1 --"]) {
    isProblem(await visit(operator.serviceKey, `madoguchi_visitor=${cookie}`), 401, 'unauthenticated');
  }
  isProblem(await visit(other.key, `madoguchi_visitor=${token}`), 401, 'unauthenticated');
  const foreign = new Visitor(server.origin, other.key);
  foreign.browser.cookies.set('madoguchi_visitor', token);
  await assert.rejects(foreign.rawSocket(), (error) => error instanceof Refused && error.status === 401);
  await foreign.start();
  assert.deepEqual(foreign.list(), [], 'a token of another service begins a new visit');

  const me = (cookie) => request(`${server.origin}/api/v1/me`, { headers: { cookie } });
  const session = operator.cookies.get('madoguchi_session');
  assert.equal((await me(`madoguchi_session=${session}`)).status, 200);
  for (const cookie of [session.slice(0, -2) + 'zz', token, session.toLowerCase(), '%00', session.repeat(20)]) {
    isProblem(await me(`madoguchi_session=${cookie}`), 401, 'unauthenticated');
  }
  isProblem(await visit(operator.serviceKey, `madoguchi_visitor=${session}`), 401, 'unauthenticated');

  const console = await operator.console();
  assert.equal((await operator.post('/api/v1/sign-out')).status, 204);
  assert.equal((await console.socket.untilClosed()).code, 4001);
  isProblem(await me(`madoguchi_session=${session}`), 401, 'unauthenticated');
  operator.cookies.set('madoguchi_session', session);
  await assert.rejects(operator.socket(), (error) => error instanceof Refused && error.status === 401);

  const invited = await admin.ask('POST', '/api/v1/operators', {
    name: 'New', email: 'new@koyomisha.example', isOrganizationAdmin: false, chatCapacity: 3,
    services: [{ serviceId: admin.serviceId, role: 'operator', canChat: true }],
  });
  const invitation = new URL(invited.invitationUrl, server.origin);
  const secret = invitation.pathname.split('/').at(-1) || invitation.hash.slice(1);
  const accept = (with_) =>
    request(`${server.origin}/api/v1/invitations/${with_}`, {
      method: 'POST',
      headers: { origin: server.origin, 'content-type': 'application/json' },
      body: '{"password":"a long password 1"}',
    });
  assert.equal((await accept(secret)).status, 200);
  const replayed = await accept(secret);
  assert.ok([404, 410].includes(replayed.status), `a used invitation: ${replayed.status}`);
  const guessed = await accept('AAAAAAAAAAAAAAAAAAAAAA');
  assert.ok([404, 410].includes(guessed.status), `a guessed invitation: ${guessed.status}`);
}));

test('a thousand messages a second are limited, said so, and none that was acknowledged is lost', limit, survived(async (server) => {
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
}));

test('other frames of one visitor in masses do not keep others waiting', limit, survived(async (server) => {
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
}));

test('markup in texts and names stays text', limit, survived(async (server) => {
  const [admin, operator] = await server.operators();
  const markup = `<script>alert(1)</script><img src=x onerror="alert('2')">&amp;\u202e{{7*7}}`;
  const visitor = await Visitor.open(server.origin, operator.serviceKey, { name: markup.slice(0, 100) });
  visitor.socket.send({ type: 'page', url: 'javascript:alert(1)', title: markup });
  const { contactId } = await visitor.say(markup);
  const answer = await operator.get(operator.contact(contactId, '/messages'));
  assert.match(answer.headers['content-type'], /^application\/json/);
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.ok(answer.json.messages.some(({ text }) => text === markup));
  const { contact } = await operator.ask('GET', operator.contact(contactId));
  assert.equal(contact.lastMessage, markup);
  const file = await visitor.upload(`<b>"x".html`, Buffer.from(markup));
  assert.equal(file.status, 201);
  await visitor.say('file', { fileIds: [file.json.id] });
  const found = await operator.ask('GET', operator.service(`/search?q=${encodeURIComponent('<script>')}`));
  assert.deepEqual(found.contacts.map(({ id }) => id), [contactId]);
  const nothing = await operator.ask('GET', operator.service(`/search?q=${encodeURIComponent("%' OR '1'='1")}`));
  assert.deepEqual(nothing.contacts, []);
  const registered = await operator.ask('POST', operator.service('/customers'), { contactId, name: markup.slice(0, 100) });
  assert.equal(registered.name, markup.slice(0, 100));
  await admin.changeChatSettings({ greeting: { ja: markup, en: '', ko: '' } });
  const config = await visitor.browser.ask('GET', visitor.path('/config'));
  assert.equal(config.greeting.ja, markup);
}));

test('files that are not what they claim are only ever downloaded', limit, survived(async (server) => {
  const [, operator] = await server.operators();
  const visitor = await Visitor.open(server.origin, operator.serviceKey);
  const html = Buffer.from('<!doctype html><script>alert(document.cookie)</script>');
  const png = Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    Buffer.from('00000001000000010806000000', 'hex'),
    html,
  ]);
  const cases = [
    ['picture.png', html, false],
    ['picture.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), false],
    ['page.html', html, false],
    ['../../../../etc/passwd', Buffer.from('root'), false],
    ['name\r\nSet-Cookie: a=b.png', html, false],
    ['half.png', png.subarray(0, 12), false],
    ['bomb.png', Buffer.concat([png.subarray(0, 16), Buffer.from('7fffffff7fffffff', 'hex'), Buffer.alloc(8)]), false],
    ['real.png', png, true],
  ];
  for (const [name, bytes, isImage] of cases) {
    const uploaded = await visitor.upload(name, bytes);
    assert.equal(uploaded.status, 201, `${name}: ${uploaded.text}`);
    assert.equal(uploaded.json.isImage, isImage, name);
    assert.ok(!/[/\\\r\n]/.test(uploaded.json.name), uploaded.json.name);
    const { status, headers, bytes: got } = await visitor.browser.get(visitor.path(`/files/${uploaded.json.id}`));
    assert.equal(status, 200);
    assert.deepEqual(got, bytes);
    assert.match(headers['content-disposition'], isImage ? /^inline/ : /^attachment/, name);
    assert.match(headers['content-security-policy'], /sandbox/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.doesNotMatch(headers['content-type'], /html|svg|xml|javascript/);
    assert.equal(headers['set-cookie'], undefined);
  }
  isProblem(await visitor.upload('empty.png', Buffer.alloc(0)), 422, 'invalidInput', 'body');
  const head = [
    `POST ${visitor.path('/files')} HTTP/1.1`,
    `Host: ${new URL(server.origin).host}`,
    `Origin: ${server.origin}`,
    `Cookie: ${visitor.browser.cookieHeader}`,
    'X-File-Name: large.bin',
    `Content-Length: ${10 * 1024 * 1024 + 1}`,
  ];
  const large = await sendRaw(server, `${head.join('\r\n')}\r\n\r\n`);
  assert.match(large, /^HTTP\/1\.1 413 .*"code":"tooLarge".*"field":"body"/s);
  const nameless = await visitor.browser.send('POST', visitor.path('/files'), html, { 'x-file-name': '%ff' });
  isProblem(nameless, 422, 'invalidInput', 'X-File-Name');
}));

test('every refusal over HTTP is a problem document that names the field', limit, survived(async (server) => {
  const [admin, operator] = await server.operators();
  const settings = await admin.ask('GET', admin.service('/chat-settings'));
  const long = 'x'.repeat(300);
  const cases = [
    [() => operator.send('POST', '/api/v1/sign-in', '{'), 422, 'invalidInput'],
    [() => operator.send('POST', '/api/v1/sign-in', '[]'), 422, 'invalidInput'],
    [() => operator.post('/api/v1/sign-in', { email: 'a@b.example' }), 422, 'invalidInput', 'password'],
    [() => operator.post('/api/v1/sign-in', { email: 7, password: 'x' }), 422, 'invalidInput', 'email'],
    [() => operator.post('/api/v1/sign-in', { email: long, password: 'x' }), 422, 'invalidInput', 'email'],
    [() => operator.post('/api/v1/sign-in', { email: 'a@b.example', password: 'x', remember: 1 }), 422, 'invalidInput', 'remember'],
    [() => operator.get('/api/v1/nothing'), 404, 'notFound'],
    [() => operator.put('/api/v1/me', {}), 405, 'methodNotAllowed', 'method'],
    [() => operator.put('/api/v1/me/state', { state: 'asleep' }), 422, 'invalidInput', 'state'],
    [() => operator.put('/api/v1/me/state', { state: 'work', workReasonId: '99' }), 422, 'invalidInput', 'workReasonId'],
    [() => operator.patch('/api/v1/me', { name: '' }), 422, 'invalidInput', 'name'],
    [() => operator.put('/api/v1/me/password', { current: 'x', new: 'short' }), 422, 'invalidInput', 'new'],
    [() => operator.get(operator.service('/inbox')), 422, 'invalidInput', 'box'],
    [() => operator.get(operator.service('/inbox?box=ended&limit=0')), 422, 'invalidInput', 'limit'],
    [() => operator.get(operator.service('/inbox?box=ended&limit=ten')), 422, 'invalidInput', 'limit'],
    [() => operator.get(operator.service('/inbox?box=ended&before=x')), 422, 'invalidInput', 'before'],
    [() => operator.get(operator.service('/search?q=')), 422, 'invalidInput', 'q'],
    [() => operator.get('/api/v1/services/abc'), 404, 'notFound'],
    [() => operator.get('/api/v1/services/99999999999999999999999'), 404, 'notFound'],
    [() => operator.get(operator.service('/contacts/0')), 404, 'notFound'],
    [() => admin.put(admin.service('/chat-settings'), { ...settings, color: 'red' }), 422, 'invalidInput', 'color'],
    [() => admin.put(admin.service('/chat-settings'), { ...settings, openDeadlineSeconds: 9 }), 422, 'invalidInput', 'openDeadlineSeconds'],
    [() => admin.put(admin.service('/chat-settings'), { ...settings, origins: ['javascript:1'] }), 422, 'invalidInput', 'origins[0]'],
    [() => admin.put(admin.service('/ng-words'), { words: [''] }), 422, 'invalidInput', 'words[0]'],
    [() => admin.post('/api/v1/services', { name: 'X', language: 'fr', timeZone: 'UTC' }), 422, 'invalidInput', 'language'],
    [() => admin.post('/api/v1/services', { name: 'X', language: 'ja', timeZone: 'Moon/Sea' }), 422, 'invalidInput', 'timeZone'],
    [() => operator.put(operator.service('/ng-words'), { words: [] }), 403, 'forbidden'],
    [() => operator.get(`/api/v1/x/${'a/'.repeat(2000)}`), 404, 'notFound'],
    [() => operator.send('POST', '/api/v1/sign-in', 'x'.repeat(200_000)), 413, 'tooLarge', 'body'],
  ];
  for (const [ask, ...expected] of cases) isProblem(await ask(), ...expected);
}));

test('requests and sockets of other sites are refused', limit, survived(async (server) => {
  const [, operator] = await server.operators();
  const evil = ['https://evil.example', 'null', `${server.origin}.evil.example`, server.origin.replace('http:', 'https:'), 'http://127.0.0.1:1'];
  for (const origin of evil) {
    isProblem(await operator.put('/api/v1/me/state', { state: 'break' }, { origin }), 403, 'wrongOrigin', 'Origin');
    await assert.rejects(operator.socket({ origin }), (error) => error.status === 403, origin);
  }
  const cookie = operator.cookieHeader;
  const body = '{"state":"break"}';
  const bare = await request(`${server.origin}/api/v1/me/state`, { method: 'PUT', headers: { cookie }, body });
  isProblem(bare, 403, 'wrongOrigin', 'Origin');
  const crossSite = { 'sec-fetch-site': 'cross-site', cookie };
  isProblem(await request(`${server.origin}/api/v1/me/state`, { method: 'PUT', headers: crossSite, body }), 403, 'wrongOrigin', 'Origin');
  for (const host of ['evil.example', '127.0.0.1:1', 'localhost.evil.example']) {
    const answer = await request(`${server.origin}/api/v1/me`, { headers: { cookie, host } });
    assert.ok([400, 403].includes(answer.status), `Host ${host}: ${answer.status}`);
  }
  const visitor = await Visitor.open(server.origin, operator.serviceKey);
  await assert.rejects(visitor.rawSocket({ origin: 'https://evil.example' }), (error) => error.status === 403);
  const answer = await operator.get('/api/v1/me', { origin: 'https://evil.example' });
  assert.equal(answer.headers['access-control-allow-origin'], undefined);
  assert.equal((await operator.ask('GET', '/api/v1/me')).state.state, 'offline', 'nothing of it was done');
}));

/** Sends bytes on a connection of their own; resolves with what came back until the end. */
function sendRaw(server, bytes) {
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

test('bytes that are no HTTP end in a refusal', limit, survived(async (server) => {
  const { host } = new URL(server.origin);
  const head = (line, ...headers) => [line, `Host: ${host}`, ...headers, '', ''].join('\r\n');
  const cases = [
    ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc', /^$|^HTTP\/1\.1 400/],
    ['GET / HTTP/9.9\r\n\r\n', /^HTTP\/1\.1 (400|505)/],
    [head('GET / HTTP/1.1', `X-Long: ${'x'.repeat(70_000)}`), /^HTTP\/1\.1 431/],
    [head('GET /../../etc/passwd HTTP/1.1'), /^HTTP\/1\.1 (200|400|404)(?!.*root:)/s],
    [head('GET /%00 HTTP/1.1'), /^HTTP\/1\.1 (400|404|422)/],
    [head('POST /api/v1/sign-in HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked') + '0\r\n\r\n', /^HTTP\/1\.1 400/],
    [head('POST /api/v1/sign-in HTTP/1.1', 'Content-Length: 5', 'Content-Length: 6') + '{}', /^HTTP\/1\.1 400/],
    [head('POST /api/v1/sign-in HTTP/1.1', 'Transfer-Encoding: chunked') + 'zzzz\r\n', /^HTTP\/1\.1 400/],
    [head('BREW / HTTP/1.1'), /^HTTP\/1\.1 (400|405)/],
    [head('CONNECT evil.example:443 HTTP/1.1'), /^HTTP\/1\.1 (400|404|405)/],
    ['GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
    [Buffer.alloc(20_000, 0xff), /^HTTP\/1\.1 4|^$/],
  ];
  const answers = await Promise.all(cases.map(([bytes]) => sendRaw(server, bytes)));
  answers.forEach((answer, i) => assert.match(answer, cases[i][1], String(cases[i][0]).slice(0, 60)));
  assert.doesNotMatch(answers.join(''), /root:x:0/);
}));
