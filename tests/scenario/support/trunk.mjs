// A trunk: answers OPTIONS as it is told, or not at all.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

import { lines, repeatedHeaders } from './sip_text.mjs';
import { Changing } from './wait.mjs';

/** The trial's own trunk is 127.0.0.1. */
export const kTrunkAddress = '127.0.0.2';

export class TrunkPeer extends Changing {
  /** Null: silence. */
  status = '200 OK';
  /** Changes the lines of a response. */
  change = (lines) => lines;
  requests = [];

  static async open(port = 0) {
    const peer = new TrunkPeer();
    peer.socket = createSocket('udp4');
    peer.socket.unref();  // a test that fails ends all the same
    peer.socket.on('message', (datagram, from) => peer.#take(datagram.toString('latin1'), from));
    peer.socket.bind(port, kTrunkAddress);
    await once(peer.socket, 'listening');
    return peer;
  }
  get port() {
    return this.socket.address().port;
  }
  #take(text, from) {
    if (!text.trim()) return;
    this.requests.push(text.split('\r\n')[0]);
    this.changed();
    if (this.status === null) return;
    const response = [`SIP/2.0 ${this.status}`, ...repeatedHeaders(text), 'Content-Length: 0'];
    this.socket.send(lines(...this.change(response)), from.port, from.address);
  }
  close() {
    this.socket.close();
  }
  describe() {
    return `; got ${JSON.stringify(this.requests)}`;
  }
}

/** The body that adds or changes it. */
export const trunkInput = (port, more = {}) => ({
  name: 'carrier',
  addresses: [kTrunkAddress],
  port,
  transport: 'udp',
  registers: false,
  user: '',
  assertsIdentity: false,
  isAsked: true,
  ...more,
});
