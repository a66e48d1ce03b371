// Many callers on one UDP socket: enough of SIP (RFC 3261) to call, be answered, hang up and be hung up.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

import { header, lines, repeatedHeaders, sessionDescription } from '../../tests/scenario/support/sip_text.mjs';

const kRepeatAfter = 500; // T1 of section 17.1.1.1
const kReceiveBuffer = 8 * 2 ** 20;

/** One call of a caller. `answered` and `ended` resolve with the time (performance.now()), or with NaN when it was refused. */
class Call {
  constructor(callers, id, from, to) {
    Object.assign(this, { callers, id, from, to, sentAt: NaN, toTag: '', status: 0 });
    this.answered = new Promise((done) => {
      this.onAnswered = done;
    });
    this.ended = new Promise((done) => {
      this.onEnded = done;
    });
  }
}

export class Callers {
  #calls = new Map();
  #next = 0;

  /** Callers whose signalling comes from the address `host` of this machine. */
  static async open(sipPort, host = '127.0.0.1') {
    const callers = new Callers();
    Object.assign(callers, { sipPort, host });
    callers.socket = createSocket({ type: 'udp4', recvBufferSize: kReceiveBuffer });
    callers.socket.on('message', (datagram) => callers.#take(datagram.toString('latin1')));
    callers.socket.bind(0, host);
    await once(callers.socket, 'listening');
    return callers;
  }

  get port() {
    return this.socket.address().port;
  }
  get open() {
    return this.#calls.size;
  }

  /** Calls `to`; the audio would go to `audioPort`. */
  call(from, to, audioPort = 9) {
    const id = `${this.#next++}-${this.port}@${this.host}`;
    const call = new Call(this, id, from, to);
    this.#calls.set(id, call);
    const text = this.#request(call, 'INVITE', 1, sessionDescription(audioPort));
    call.sentAt = performance.now();
    this.#send(text);
    call.repeat = setInterval(() => this.#send(text), kRepeatAfter);
    return call;
  }

  hangUp(call) {
    if (!this.#calls.has(call.id)) return;
    const text = call.status === 200 ? this.#request(call, 'BYE', 2) : this.#request(call, 'CANCEL', 1);
    clearInterval(call.repeat);
    call.repeat = setInterval(() => this.#send(text), kRepeatAfter);
    this.#send(text);
  }

  close() {
    for (const call of this.#calls.values()) clearInterval(call.repeat);
    this.socket.close();
  }

  #request({ id, from, to, toTag }, method, sequence, sdp = '') {
    const target = `sip:${to}@127.0.0.1:${this.sipPort}`;
    const content = sdp ? ['Content-Type: application/sdp'] : [];
    return (
      lines(
        `${method} ${target} SIP/2.0`,
        `Via: SIP/2.0/UDP ${this.host}:${this.port};branch=z9hG4bK${method === 'ACK' ? 'A' : ''}${sequence}${id.split('@')[0]}`,
        `From: <sip:${from}@${this.host}>;tag=${id.split('@')[0]}`,
        `To: <sip:${to}@127.0.0.1>${toTag}`,
        `Call-ID: ${id}`,
        `CSeq: ${sequence} ${method}`,
        `Contact: <sip:${from}@${this.host}:${this.port}>`,
        'Max-Forwards: 70',
        ...content,
        `Content-Length: ${sdp.length}`,
      ) + sdp
    );
  }

  #send(text) {
    this.socket.send(text, this.sipPort, '127.0.0.1');
  }

  #take(text) {
    const call = this.#calls.get(header(text, 'Call-ID'));
    if (text.startsWith('SIP/2.0 ')) {
      if (call) this.#takeResponse(call, Number(text.slice(8, 11)), text);
    } else if (!text.startsWith('ACK')) {
      this.#confirm(text);
      if (call && text.startsWith('BYE')) this.#end(call);
    }
  }

  #takeResponse(call, status, text) {
    clearInterval(call.repeat);
    const method = header(text, 'CSeq').split(' ')[1];
    if (status < 200) return;
    if (method === 'BYE') return this.#end(call);
    if (method !== 'INVITE') return;
    call.toTag = /;tag=[^;\s]+/.exec(header(text, 'To'))?.[0] ?? '';
    this.#send(this.#request(call, 'ACK', 1));
    if (call.status !== 0) return;
    call.status = status;
    call.audio = Number(/^m=audio (\d+)/m.exec(text)?.[1] ?? 0);
    call.onAnswered(status === 200 ? performance.now() : NaN);
    if (status !== 200) this.#end(call);
  }

  #confirm(text) {
    this.#send(lines('SIP/2.0 200 OK', ...repeatedHeaders(text), 'Content-Length: 0'));
  }

  #end(call) {
    clearInterval(call.repeat);
    this.#calls.delete(call.id);
    call.onEnded(performance.now());
  }
}
