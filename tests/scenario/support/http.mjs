// A browser's way of asking: keeps cookies, sends Origin. On node:http, because fetch hides Host, Origin and Cookie.
import http from 'node:http';
import https from 'node:https';

const kAgents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 64 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }),
};

function parsed(headers, text) {
  if (!/json/.test(headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One request: { method, headers, body: text or Buffer }. Resolves with { status, headers, bytes, text, json }. */
export function request(url, { method = 'GET', headers = {}, body, ca } = {}) {
  const target = new URL(url);
  const client = target.protocol === 'https:' ? https : http;
  return new Promise((done, fail) => {
    const options = { method, headers: { ...headers }, agent: kAgents[target.protocol], ca };
    if (body !== undefined) options.headers['content-length'] = Buffer.byteLength(body);
    const outgoing = client.request(target, options, (incoming) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', fail);
      incoming.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString('utf8');
        done({
          status: incoming.statusCode,
          headers: incoming.headers,
          bytes,
          text,
          json: parsed(incoming.headers, text),
        });
      });
    });
    outgoing.setTimeout(30_000, () => outgoing.destroy(new Error(`no answer from ${url}`)));
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}

/** Cookies and Origin of one browser at one server. */
export class Browser {
  cookies = new Map();

  constructor(origin, headers = {}) {
    this.origin = origin;
    this.headers = headers;
  }

  get cookieHeader() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  standardHeaders() {
    const headers = { origin: this.origin, ...this.headers };
    if (this.cookies.size > 0) headers.cookie = this.cookieHeader;
    return headers;
  }

  #keepCookies(headers) {
    for (const line of headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.cookies.set(name, value);
    }
  }

  /** `body`: an object becomes JSON, text and Buffer are sent as they are. */
  async send(method, path, body, headers = {}) {
    const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
    const response = await request(this.origin + path, {
      method,
      headers: {
        ...this.standardHeaders(),
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: isJson ? JSON.stringify(body) : body,
    });
    this.#keepCookies(response.headers);
    return response;
  }

  get = (path, headers) => this.send('GET', path, undefined, headers);
  post = (path, body = {}, headers = undefined) => this.send('POST', path, body, headers);
  put = (path, body, headers) => this.send('PUT', path, body, headers);
  patch = (path, body, headers) => this.send('PATCH', path, body, headers);

  /** The same, where anything but success is a fault of the test. */
  async ask(method, path, body, headers) {
    const response = await this.send(method, path, body, headers);
    if (response.status >= 300)
      throw new Error(`${method} ${path}: ${response.status} ${response.text}`);
    return response.json;
  }
}
