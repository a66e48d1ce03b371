// Requests, texts and files that are not what they should be.
import assert from 'node:assert/strict';
import test from 'node:test';

import { isProblem, sendRaw, survived } from './support/bad_input.mjs';
import { Visitor } from './support/visitor.mjs';

const limit = { timeout: 120_000 };

test(
  'markup in texts and names stays text',
  limit,
  survived(async (server) => {
    const [admin, operator] = await server.operators();
    const markup = `<script>alert(1)</script><img src=x onerror="alert('2')">&amp;\u202e{{7*7}}`;
    const visitor = await Visitor.open(server.origin, operator.serviceKey, {
      name: markup.slice(0, 100),
    });
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
    const found = await operator.ask(
      'GET',
      operator.service(`/search?q=${encodeURIComponent('<script>')}`),
    );
    assert.deepEqual(
      found.contacts.map(({ id }) => id),
      [contactId],
    );
    const nothing = await operator.ask(
      'GET',
      operator.service(`/search?q=${encodeURIComponent("%' OR '1'='1")}`),
    );
    assert.deepEqual(nothing.contacts, []);
    const registered = await operator.ask('POST', operator.service('/customers'), {
      contactId,
      name: markup.slice(0, 100),
    });
    assert.equal(registered.name, markup.slice(0, 100));
    await admin.changeChatSettings({ greeting: { ja: markup, en: '', ko: '' } });
    const config = await visitor.browser.ask('GET', visitor.path('/config'));
    assert.equal(config.greeting.ja, markup);
  }),
);

test(
  'files that are not what they claim are only ever downloaded',
  limit,
  survived(async (server) => {
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
      [
        'picture.svg',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        false,
      ],
      ['page.html', html, false],
      ['../../../../etc/passwd', Buffer.from('root'), false],
      ['name\r\nSet-Cookie: a=b.png', html, false],
      ['half.png', png.subarray(0, 12), false],
      [
        'bomb.png',
        Buffer.concat([
          png.subarray(0, 16),
          Buffer.from('7fffffff7fffffff', 'hex'),
          Buffer.alloc(8),
        ]),
        false,
      ],
      ['real.png', png, true],
    ];
    for (const [name, bytes, isImage] of cases) {
      const uploaded = await visitor.upload(name, bytes);
      assert.equal(uploaded.status, 201, `${name}: ${uploaded.text}`);
      assert.equal(uploaded.json.isImage, isImage, name);
      assert.ok(!/[/\\\r\n]/.test(uploaded.json.name), uploaded.json.name);
      const {
        status,
        headers,
        bytes: got,
      } = await visitor.browser.get(visitor.path(`/files/${uploaded.json.id}`));
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
    const nameless = await visitor.browser.send('POST', visitor.path('/files'), html, {
      'x-file-name': '%ff',
    });
    isProblem(nameless, 422, 'invalidInput', 'X-File-Name');
  }),
);

test(
  'every refusal over HTTP is a problem document that names the field',
  limit,
  survived(async (server) => {
    const [admin, operator] = await server.operators();
    const settings = await admin.ask('GET', admin.service('/chat-settings'));
    const long = 'x'.repeat(300);
    const cases = [
      [() => operator.send('POST', '/api/v1/sign-in', '{'), 422, 'invalidInput'],
      [() => operator.send('POST', '/api/v1/sign-in', '[]'), 422, 'invalidInput'],
      [
        () => operator.post('/api/v1/sign-in', { email: 'a@b.example' }),
        422,
        'invalidInput',
        'password',
      ],
      [
        () => operator.post('/api/v1/sign-in', { email: 7, password: 'x' }),
        422,
        'invalidInput',
        'email',
      ],
      [
        () => operator.post('/api/v1/sign-in', { email: long, password: 'x' }),
        422,
        'invalidInput',
        'email',
      ],
      [
        () =>
          operator.post('/api/v1/sign-in', { email: 'a@b.example', password: 'x', remember: 1 }),
        422,
        'invalidInput',
        'remember',
      ],
      [() => operator.get('/api/v1/nothing'), 404, 'notFound'],
      [() => operator.put('/api/v1/me', {}), 405, 'methodNotAllowed', 'method'],
      [() => operator.put('/api/v1/me/state', { state: 'asleep' }), 422, 'invalidInput', 'state'],
      [
        () => operator.put('/api/v1/me/state', { state: 'work', workReasonId: '99' }),
        422,
        'invalidInput',
        'workReasonId',
      ],
      [() => operator.patch('/api/v1/me', { name: '' }), 422, 'invalidInput', 'name'],
      [
        () => operator.put('/api/v1/me/password', { current: 'x', new: 'short' }),
        422,
        'invalidInput',
        'new',
      ],
      [() => operator.get(operator.service('/inbox')), 422, 'invalidInput', 'box'],
      [
        () => operator.get(operator.service('/inbox?box=ended&limit=0')),
        422,
        'invalidInput',
        'limit',
      ],
      [
        () => operator.get(operator.service('/inbox?box=ended&limit=ten')),
        422,
        'invalidInput',
        'limit',
      ],
      [
        () => operator.get(operator.service('/inbox?box=ended&before=x')),
        422,
        'invalidInput',
        'before',
      ],
      [() => operator.get(operator.service('/search?q=')), 422, 'invalidInput', 'q'],
      [() => operator.get('/api/v1/services/abc'), 404, 'notFound'],
      [() => operator.get('/api/v1/services/99999999999999999999999'), 404, 'notFound'],
      [() => operator.get(operator.service('/contacts/0')), 404, 'notFound'],
      [
        () => admin.put(admin.service('/chat-settings'), { ...settings, color: 'red' }),
        422,
        'invalidInput',
        'color',
      ],
      [
        () => admin.put(admin.service('/chat-settings'), { ...settings, openDeadlineSeconds: 9 }),
        422,
        'invalidInput',
        'openDeadlineSeconds',
      ],
      [
        () =>
          admin.put(admin.service('/chat-settings'), { ...settings, origins: ['javascript:1'] }),
        422,
        'invalidInput',
        'origins[0]',
      ],
      [
        () => admin.put(admin.service('/ng-words'), { words: [''] }),
        422,
        'invalidInput',
        'words[0]',
      ],
      [
        () => admin.post('/api/v1/services', { name: 'X', language: 'fr', timeZone: 'UTC' }),
        422,
        'invalidInput',
        'language',
      ],
      [
        () => admin.post('/api/v1/services', { name: 'X', language: 'ja', timeZone: 'Moon/Sea' }),
        422,
        'invalidInput',
        'timeZone',
      ],
      [() => operator.put(operator.service('/ng-words'), { words: [] }), 403, 'forbidden'],
      [() => operator.get(`/api/v1/x/${'a/'.repeat(2000)}`), 404, 'notFound'],
      [
        () => operator.send('POST', '/api/v1/sign-in', 'x'.repeat(200_000)),
        413,
        'tooLarge',
        'body',
      ],
    ];
    for (const [ask, ...expected] of cases) isProblem(await ask(), ...expected);
  }),
);

test(
  'bytes that are no HTTP end in a refusal',
  limit,
  survived(async (server) => {
    const { host } = new URL(server.origin);
    const head = (line, ...headers) => [line, `Host: ${host}`, ...headers, '', ''].join('\r\n');
    const cases = [
      ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc', /^$|^HTTP\/1\.1 400/],
      ['GET / HTTP/9.9\r\n\r\n', /^HTTP\/1\.1 (400|505)/],
      [head('GET / HTTP/1.1', `X-Long: ${'x'.repeat(70_000)}`), /^HTTP\/1\.1 431/],
      [head('GET /../../etc/passwd HTTP/1.1'), /^HTTP\/1\.1 (200|400|404)(?!.*root:)/s],
      [head('GET /%00 HTTP/1.1'), /^HTTP\/1\.1 (400|404|422)/],
      [
        head('POST /api/v1/sign-in HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked') +
          '0\r\n\r\n',
        /^HTTP\/1\.1 400/,
      ],
      [
        head('POST /api/v1/sign-in HTTP/1.1', 'Content-Length: 5', 'Content-Length: 6') + '{}',
        /^HTTP\/1\.1 400/,
      ],
      [
        head('POST /api/v1/sign-in HTTP/1.1', 'Transfer-Encoding: chunked') + 'zzzz\r\n',
        /^HTTP\/1\.1 400/,
      ],
      [head('BREW / HTTP/1.1'), /^HTTP\/1\.1 (400|405)/],
      [head('CONNECT evil.example:443 HTTP/1.1'), /^HTTP\/1\.1 (400|404|405)/],
      ['GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
      [Buffer.alloc(20_000, 0xff), /^HTTP\/1\.1 4|^$/],
    ];
    const answers = await Promise.all(cases.map(([bytes]) => sendRaw(server, bytes)));
    answers.forEach((answer, i) => {
      assert.match(answer, cases[i][1], String(cases[i][0]).slice(0, 60));
    });
    assert.doesNotMatch(answers.join(''), /root:x:0/);
  }),
);
