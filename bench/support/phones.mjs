// Many desk phones on one UDP socket: they register (digest with MD5, RFC 3261 section 22), answer what rings and hang up when told.
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

import { repeatedHeaders, header, lines, sessionDescription } from '../../tests/scenario/support/sip_text.mjs';

const md5 = (text) => createHash('md5').update(text).digest('hex');
const kReceiveBuffer = 8 * 2 ** 20;
/** The registrar takes five a second of one host, and is silent to more. */
const kRepeatAfter = 1000;
const kLifetime = 3600;
/** Spread over this many seconds, so that not all come back at once. */
const kRenewFrom = 1200;
const kRenewTo = 2400;

export class Phones {
  /** Called with each call that a phone answered: { extension, audio, callId, caller }, `caller` the number shown. */
  onAnswered = () => {};
  onEnded = () => {};
  /** Called with the error of a registration that could not be renewed. */
  onLapsed = (error) => console.log(`failed: registration not renewed: ${error.message}`);
  #calls = new Map();
  #registering = new Map();
  #renewals = new Set();
  #next = 0;

  /** `audioPort` is where their audio comes from and goes to. */
  static async open(sipPort, audioPort) {
    const phones = new Phones();
    Object.assign(phones, { sipPort, audioPort });
    phones.socket = createSocket({ type: 'udp4', recvBufferSize: kReceiveBuffer });
    phones.socket.on('message', (datagram) => phones.#take(datagram.toString('latin1')));
    phones.socket.bind(0, '127.0.0.1');
    await once(phones.socket, 'listening');
    return phones;
  }

  get port() {
    return this.socket.address().port;
  }
  get open() {
    return this.#calls.size;
  }

  /** Resolves when the registrar took it; rejects with the status when not. Renewed until close(). */
  async register(extension, password) {
    await new Promise((done, fail) => {
      const callId = `register-${extension}-${this.#next++}`;
      this.#registering.set(callId, { extension, password, done, fail, sequence: 1 });
      this.#sendRegister(callId, '');
    });
    const wait = kRenewFrom + (kRenewTo - kRenewFrom) * Math.random();
    const renewal = setTimeout(() => {
      this.#renewals.delete(renewal);
      this.register(extension, password).catch((error) => this.onLapsed(error));
    }, 1000 * wait);
    this.#renewals.add(renewal);
  }

  #sendRegister(callId, authorization) {
    const one = this.#registering.get(callId);
    const text = this.#registerText(callId, one, authorization);
    clearInterval(one.repeat);
    one.repeat = setInterval(() => this.#send(text), kRepeatAfter);
    this.#send(text);
  }

  #registerText(callId, { extension, sequence }, authorization) {
    return lines(
      `REGISTER sip:127.0.0.1:${this.sipPort} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${this.port};branch=z9hG4bK${sequence}${callId};rport`,
      `From: <sip:${extension}@127.0.0.1>;tag=r${extension}`,
      `To: <sip:${extension}@127.0.0.1>`,
      `Call-ID: ${callId}`,
      `CSeq: ${sequence} REGISTER`,
      `Contact: <sip:${extension}@127.0.0.1:${this.port}>`,
      `Expires: ${kLifetime}`,
      ...(authorization ? [authorization] : []),
      'Max-Forwards: 70',
      'Content-Length: 0',
    );
  }

  #takeRegister(callId, text) {
    const one = this.#registering.get(callId);
    const status = Number(text.slice(8, 11));
    clearInterval(one.repeat);
    if (status === 200) {
      this.#registering.delete(callId);
      return one.done();
    }
    if (status !== 401 || one.sequence > 1) {
      this.#registering.delete(callId);
      return one.fail(new Error(`${one.extension}: ${text.split('\r\n')[0]}`));
    }
    one.sequence += 1;
    const challenge = [...text.matchAll(/^WWW-Authenticate:\s*Digest (.*?)\r$/gim)]
      .map(([, words]) => words)
      .find((words) => !/algorithm="?SHA/i.test(words));
    this.#sendRegister(callId, `Authorization: Digest ${this.#answer(one, challenge)}`);
  }

  #answer({ extension, password }, challenge) {
    const field = (name) => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? '';
    const [realm, nonce] = ['realm', 'nonce'].map(field);
    const uri = `sip:127.0.0.1:${this.sipPort}`;
    const [a1, a2] = [md5(`${extension}:${realm}:${password}`), md5(`REGISTER:${uri}`)];
    const response = md5(`${a1}:${nonce}:00000001:c0ffee:auth:${a2}`);
    return (
      `username="${extension}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", ` +
      'algorithm=MD5, qop=auth, nc=00000001, cnonce="c0ffee"'
    );
  }

  /** The phone hangs up. */
  hangUp(callId) {
    const call = this.#calls.get(callId);
    if (!call) return;
    this.#send(
      lines(
        `BYE ${call.target} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${this.port};branch=z9hG4bKb${callId}`,
        `From: ${call.to}`,
        `To: ${call.from}`,
        `Call-ID: ${callId}`,
        'CSeq: 1 BYE',
        'Max-Forwards: 70',
        'Content-Length: 0',
      ),
    );
  }

  close() {
    for (const renewal of this.#renewals) clearTimeout(renewal);
    for (const { repeat } of this.#registering.values()) clearInterval(repeat);
    this.socket.close();
  }

  #send(text) {
    this.socket.send(text, this.sipPort, '127.0.0.1');
  }

  #take(text) {
    const callId = header(text, 'Call-ID');
    if (text.startsWith('SIP/2.0 ')) {
      if (this.#registering.has(callId)) this.#takeRegister(callId, text);
      else if (/^CSeq: \d+ BYE/m.test(text)) this.#end(callId);
    } else if (text.startsWith('INVITE')) this.#answerCall(callId, text);
    else if (!text.startsWith('ACK')) {
      this.#send(lines('SIP/2.0 200 OK', ...repeatedHeaders(text), 'Content-Length: 0'));
      if (text.startsWith('BYE')) this.#end(callId);
    }
  }

  #answerCall(callId, text) {
    const extension = /^INVITE sip:([^@]+)@/.exec(text)?.[1] ?? '';
    const to = `${header(text, 'To')};tag=p${extension}`;
    const isNew = !this.#calls.has(callId);
    const sdp = sessionDescription(this.audioPort);
    const repeated = repeatedHeaders(text).map((line) => (/^To:/i.test(line) ? `To: ${to}` : line));
    const contact = `Contact: <sip:${extension}@127.0.0.1:${this.port}>`;
    const type = 'Content-Type: application/sdp';
    this.#send(lines('SIP/2.0 200 OK', ...repeated, contact, type, `Content-Length: ${sdp.length}`) + sdp);
    if (!isNew) return;
    const target = /<([^>]+)>/.exec(header(text, 'Contact'))?.[1] ?? '';
    const audio = Number(/^m=audio (\d+)/m.exec(text)?.[1] ?? 0);
    this.#calls.set(callId, { target, to, from: header(text, 'From'), audio });
    const caller = /sip:([^@>;]+)@/.exec(header(text, 'From'))?.[1] ?? '';
    this.onAnswered({ extension, audio, callId, caller });
  }

  #end(callId) {
    const call = this.#calls.get(callId);
    if (!call) return;
    this.#calls.delete(callId);
    this.onEnded({ audio: call.audio, callId });
  }
}
