// A WebSocket client (RFC 6455) that sets Origin and Cookie, and that can misbehave on purpose.
import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

import { Changing } from './wait.mjs';

const kGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const kText = 1;
const kBinary = 2;
const kClose = 8;
const kPing = 9;
const kPong = 10;

/** The answer of a server that did not switch protocols. */
export class Refused extends Error {
  constructor(status, text) {
    super(`the socket was refused: ${status} ${text}`);
    this.status = status;
    try {
      this.problem = JSON.parse(text);
    } catch {
      this.problem = undefined;
    }
  }
}

/** A masked frame (section 5.2). */
export function frameBytes(opcode, payload, { isFinal = true } = {}) {
  const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
  const extended = bytes.length < 126 ? 0 : bytes.length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(6 + extended + bytes.length);
  frame[0] = (isFinal ? 0x80 : 0) | opcode;
  frame[1] = 0x80 | (extended === 0 ? bytes.length : extended === 2 ? 126 : 127);
  if (extended === 2) frame.writeUInt16BE(bytes.length, 2);
  if (extended === 8) frame.writeBigUInt64BE(BigInt(bytes.length), 2);
  const mask = randomBytes(4);
  mask.copy(frame, 2 + extended);
  const start = 6 + extended;
  for (let i = 0; i < bytes.length; i += 1) frame[start + i] = bytes[i] ^ mask[i & 3];
  return frame;
}

/** Takes frames out of a stream of bytes and gives each to `take(opcode, payload)`. */
export class FrameReader {
  #rest = Buffer.alloc(0);

  constructor(take) {
    this.take = take;
  }

  read(chunk) {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    for (;;) {
      const used = this.#frame(bytes);
      if (used === 0) break;
      bytes = bytes.subarray(used);
    }
    this.#rest = Buffer.from(bytes);
  }

  #frame(bytes) {
    if (bytes.length < 2) return 0;
    let length = bytes[1] & 0x7f;
    let start = 2;
    if (length === 126) {
      if (bytes.length < 4) return 0;
      length = bytes.readUInt16BE(2);
      start = 4;
    } else if (length === 127) {
      if (bytes.length < 10) return 0;
      length = Number(bytes.readBigUInt64BE(2));
      start = 10;
    }
    if (bytes.length < start + length) return 0;
    this.take(bytes[0] & 0x0f, bytes.subarray(start, start + length));
    return start + length;
  }
}

export class WebSocketClient extends Changing {
  /** JSON frames in the order of their arrival. */
  frames = [];
  /** Set when the socket is over: { code, reason }; code 1006 when it broke off. */
  closed = null;
  /** Called with each frame at its arrival. */
  onFrame = () => {};
  onClosed = () => {};
  /** What is done with the bytes of a text frame; a load generator replaces it. */
  onText = (payload) => {
    const frame = JSON.parse(payload.toString('utf8'));
    this.frames.push(frame);
    this.onFrame(frame);
    this.changed();
  };

  #socket;

  static connect(url, { headers = {}, ca } = {}) {
    const target = new URL(url);
    const client = target.protocol === 'https:' ? https : http;
    const key = randomBytes(16).toString('base64');
    const outgoing = client.request(target, {
      ca,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': key,
        ...headers,
      },
    });
    return new Promise((done, fail) => {
      outgoing.setTimeout(30_000, () => outgoing.destroy(new Error(`no answer from ${url}`)));
      outgoing.on('error', fail);
      outgoing.on('response', (incoming) => {
        let text = '';
        incoming.on('data', (chunk) => {
          text += chunk;
        });
        incoming.on('end', () => fail(new Refused(incoming.statusCode, text)));
      });
      outgoing.on('upgrade', (incoming, socket, head) => {
        const accept = createHash('sha1')
          .update(key + kGuid)
          .digest('base64');
        if (incoming.headers['sec-websocket-accept'] !== accept) {
          socket.destroy();
          return fail(new Error('a wrong Sec-WebSocket-Accept'));
        }
        return done(new WebSocketClient(socket, head));
      });
      outgoing.end();
    });
  }

  constructor(socket, head) {
    super();
    this.#socket = socket;
    socket.setTimeout(0);
    socket.setNoDelay(true);
    const reader = new FrameReader((opcode, payload) => this.#take(opcode, payload));
    if (head.length > 0) reader.read(head);
    socket.on('data', (chunk) => reader.read(chunk));
    socket.on('error', () => {});
    socket.on('close', () => this.#over(1006, ''));
  }

  #take(opcode, payload) {
    if (opcode === kText) {
      this.onText(payload);
    } else if (opcode === kPing) {
      this.sendBytes(frameBytes(kPong, payload));
    } else if (opcode === kClose) {
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.sendBytes(frameBytes(kClose, payload.subarray(0, 2)));
      this.#over(code, payload.subarray(2).toString('utf8'));
      this.#socket.end();
    }
  }

  #over(code, reason) {
    if (this.closed) return;
    this.closed = { code, reason };
    this.onClosed();
    this.changed();
  }

  send(frame) {
    this.sendText(JSON.stringify(frame));
  }
  sendText(text) {
    this.sendBytes(frameBytes(kText, text));
  }
  sendBinary(bytes) {
    this.sendBytes(frameBytes(kBinary, bytes));
  }
  sendBytes(bytes) {
    if (!this.#socket.destroyed && this.#socket.writable) this.#socket.write(bytes);
  }

  /** Closes as the protocol says and waits for the other side. */
  async close(code = 1000) {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    this.sendBytes(frameBytes(kClose, payload));
    await this.untilClosed();
    this.#socket.destroy();
  }

  /** Breaks off, as a lost network does. */
  drop() {
    this.#socket.destroy();
    this.#over(1006, '');
  }

  untilClosed() {
    return this.until('the end of the socket', () => this.closed);
  }

  /** The first frame of this type, from `from` on, that `isMeant`. */
  frame(type, isMeant = () => true, from = 0) {
    return this.until(`a frame ${type}`, () =>
      this.frames.slice(from).find((frame) => frame.type === type && isMeant(frame)),
    );
  }

  describe() {
    const last = this.frames.slice(-5).map((frame) => JSON.stringify(frame).slice(0, 300));
    return `; closed ${JSON.stringify(this.closed)}; last frames:\n${last.join('\n')}`;
  }
}
