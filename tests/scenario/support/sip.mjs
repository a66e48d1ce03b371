// Callers: SIPp for whole calls, a bare socket for what no telephone would send, and an ear for RTP.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort } from './server.mjs';
import { lines, sessionDescription } from './sip_text.mjs';
import { decodePcmu } from './tone.mjs';
import { Changing } from './wait.mjs';

export const kNumber = '0312345678';
const kSippLimit = 60;

const message = (first, method, sequence, { to = '', body = '' } = {}) => `<![CDATA[
${first}
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "Taro" <sip:[caller]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>${to}
Call-ID: [call_id]
CSeq: ${sequence} ${method}
Contact: <sip:[caller]@[local_ip]:[local_port];transport=[transport]>
Max-Forwards: 70
${body ? 'Content-Type: application/sdp\n' : ''}Content-Length: [len]

${body.replaceAll('\r\n', '\n')}]]>`;

const request = (method, sequence, options) =>
  message(`${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0`, method, sequence, options);

const invite = (formats, rtpPort) =>
  `<send retrans="500">${request('INVITE', 1, { body: sessionDescription(rtpPort, formats) })}</send>
<recv response="100" optional="true"/><recv response="180" optional="true"/>`;
const ack = `<send>${request('ACK', 1, { to: '[peer_tag_param]' })}</send>`;
const answered = `<recv response="200" rrs="true"/>${ack}`;
const bye = `<send retrans="500">${request('BYE', 2, { to: '[peer_tag_param]' })}</send><recv response="200"/>`;
const theirBye = `<recv request="BYE"/><send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>`;

/** Calls, waits for `duration` and hangs up. */
export const callAndHangUp = ({ formats = '0 101', rtpPort }) =>
  `${invite(formats, rtpPort)}${answered}<pause/>${bye}`;
/** Calls and waits until the other side hangs up. */
export const callUntilHungUp = ({ formats = '0 101', rtpPort }) => `${invite(formats, rtpPort)}${answered}${theirBye}`;
/** Calls and is refused; `status` is what it expects. */
export const callAndBeRefused = (status, { formats = '0 101', rtpPort = 9 } = {}) =>
  `${invite(formats, rtpPort)}<recv response="${status}"/>${ack}`;

/** Runs one story in SIPp; resolves when it went as written. */
export async function runSipp(server, steps, { duration = 500, ip = '127.0.0.1', transport = 'u1', service = kNumber, caller = '09011112222', signal } = {}) {
  const port = await freePort(ip);
  const file = join(server.data, `story-${port}.xml`);
  await writeFile(file, `<?xml version="1.0" encoding="UTF-8" ?>\n<scenario name="caller">${steps}</scenario>\n`);
  const args = [
    `127.0.0.1:${server.sipPort}`, '-sf', file, '-s', service, '-key', 'caller', caller, '-i', ip, '-p', `${port}`,
    '-t', transport, '-m', '1', '-d', `${duration}`, '-nostdin', '-timeout', `${kSippLimit}`, '-timeout_error',
  ];
  const child = spawn('sipp', args, { cwd: server.data, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TERM: 'dumb' }, signal });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => {
      output = (output + bytes).slice(-4000);
    });
  }
  const [code] = await once(child, 'exit');
  assert.equal(code, 0, `SIPp ended with ${code}:\n${output}`);
}

/** A UDP port that keeps the RTP it gets. */
export class Ear extends Changing {
  packets = [];

  static async open() {
    const ear = new Ear();
    ear.socket = createSocket('udp4');
    ear.socket.on('message', (datagram, from) => {
      ear.packets.push({
        type: datagram[1] & 0x7f,
        sequence: datagram.readUInt16BE(2),
        timestamp: datagram.readUInt32BE(4),
        payload: datagram.subarray(12),
        from,
      });
      ear.changed();
    });
    ear.socket.bind(0, '127.0.0.1');
    await once(ear.socket, 'listening');
    return ear;
  }
  get port() {
    return this.socket.address().port;
  }
  /** Resolves with the first `count` packets. */
  async hears(count) {
    await this.until(`${count} packets of RTP`, () => this.packets.length >= count);
    return this.packets.slice(0, count);
  }
  say(datagram, { port, address }) {
    this.socket.send(datagram, port, address);
  }
  close() {
    this.socket.close();
  }
  describe() {
    return `; heard ${this.packets.length}`;
  }
}

/** Loudness of a packet, 0 for silence. */
export function loudness({ payload }) {
  const squares = [...payload].map((byte) => decodePcmu(byte) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

/** A socket that sends text as it is, and keeps what comes. */
export class RawSip extends Changing {
  replies = [];

  static async open(server, ip = '127.0.0.1') {
    const raw = new RawSip();
    raw.server = server;
    raw.socket = createSocket('udp4');
    raw.socket.on('message', (datagram) => {
      raw.replies.push(datagram.toString('latin1'));
      raw.changed();
    });
    raw.socket.bind(0, ip);
    await once(raw.socket, 'listening');
    return raw;
  }
  send(text) {
    this.socket.send(text, this.server.sipPort, '127.0.0.1');
  }
  /** A request in order, changed by `change`. */
  request(method, sequence, change = (text) => text) {
    const { address, port } = this.socket.address();
    this.send(
      change(
        lines(
          `${method} sip:${kNumber}@127.0.0.1 SIP/2.0`,
          `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${method}${sequence};rport`,
          `From: <sip:raw@${address}>;tag=raw`,
          `To: <sip:${kNumber}@127.0.0.1>`,
          `Call-ID: raw-${port}`,
          `CSeq: ${sequence} ${method}`,
          `Contact: <sip:raw@${address}:${port}>`,
          'Max-Forwards: 70',
          'Content-Length: 0',
        ),
      ),
    );
  }
  reply(status) {
    return this.until(`a reply ${status}`, () => this.replies.find((text) => text.startsWith(`SIP/2.0 ${status}`)));
  }
  close() {
    this.socket.close();
  }
  describe() {
    return `; got ${JSON.stringify(this.replies.map((text) => text.split('\r\n')[0]))}`;
  }
}
