// Whom operators call: a bare SIP side that does with an INVITE what the test says.
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

import { header, lines, repeatedHeaders, sessionDescription } from './sip_text.mjs';
import { Changing } from './wait.mjs';

export class Called extends Changing {
  /** Methods of calls that came, each once. */
  heard = [];
  /** The INVITE of the last call; null: nobody has called. */
  invite = null;
  tag = '';
  #branches = new Set();

  /** `onCall(called)` decides what becomes of each call. */
  static async open(onCall = (called) => called.ring()) {
    const called = new Called();
    called.onCall = onCall;
    called.socket = createSocket('udp4');
    called.socket.on('message', (datagram, from) => called.#take(datagram.toString(), from));
    called.socket.bind(0, '127.0.0.1');
    await once(called.socket, 'listening');
    return called;
  }
  get port() {
    return this.socket.address().port;
  }
  /** The number that was dialled, and the one that is shown. */
  get number() {
    return this.invite.text.match(/^INVITE sip:([^@]+)@/)[1];
  }
  get shownNumber() {
    return header(this.invite.text, 'From').match(/sip:([^@]+)@/)[1];
  }
  /** Where their audio is expected. */
  get theirAudio() {
    return Number(this.invite.text.match(/^m=audio (\d+) /m)[1]);
  }

  ring() {
    this.#answer(this.invite, '180 Ringing');
  }
  refuse(status) {
    this.#answer(this.invite, status);
  }
  pickUp(rtpPort = 9) {
    this.#answer(this.invite, '200 OK', sessionDescription(rtpPort));
  }
  hangUp() {
    const { text, from } = this.invite;
    const target = header(text, 'Contact').match(/<([^>]+)>/)[1];
    this.#send(from, lines(
      `BYE ${target} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${this.port};branch=z9hG4bK${randomBytes(6).toString('hex')}`,
      `From: ${header(text, 'To')};tag=${this.tag}`,
      `To: ${header(text, 'From')}`,
      `Call-ID: ${header(text, 'Call-ID')}`,
      'CSeq: 1 BYE', 'Max-Forwards: 70', 'Content-Length: 0',
    ));
  }
  hears(method, times = 1) {
    return this.until(`${times} ${method}`, () => this.heard.filter((one) => one === method).length >= times);
  }
  close() {
    this.socket.close();
  }
  describe() {
    return `; heard ${this.heard.join(' ') || 'nothing'}`;
  }

  #take(text, from) {
    if (text.startsWith('SIP/2.0')) return;
    const method = text.slice(0, text.indexOf(' '));
    // As a trunk is asked whether it is there, which is no part of a call.
    if (method === 'OPTIONS') return this.#answer({ text, from }, '200 OK');
    const key = `${method} ${header(text, 'Via')}`;
    const isNew = !this.#branches.has(key);
    this.#branches.add(key);
    if (isNew) this.heard.push(method);
    if (method === 'INVITE' && isNew) {
      this.invite = { text, from };
      this.tag = randomBytes(4).toString('hex');
      this.onCall(this);
    }
    if (method === 'CANCEL') {
      this.#answer({ text, from }, '200 OK');
      this.#answer(this.invite, '487 Request Terminated');
    }
    if (method === 'BYE') this.#answer({ text, from }, '200 OK');
    this.changed();
  }

  #answer({ text, from }, status, body = '') {
    const isOurs = (line) => /^To:/i.test(line) && !/;tag=/.test(line);
    const head = lines(
      `SIP/2.0 ${status}`,
      ...repeatedHeaders(text).map((line) => (isOurs(line) ? `${line};tag=${this.tag}` : line)),
      `Contact: <sip:called@127.0.0.1:${this.port}>`,
      ...(body ? ['Content-Type: application/sdp'] : []),
      `Content-Length: ${body.length}`,
    );
    this.#send(from, head + body);
  }
  #send({ port, address }, text) {
    this.socket.send(text, port, address);
  }
}
