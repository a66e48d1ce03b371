// HTTP connections that send prepared requests and look only at the status: a generator must not be what is measured.
import { connect } from 'node:net';

const kEndOfHead = Buffer.from('\r\n\r\n');

class Connection {
  #buffer = Buffer.alloc(0);
  #done = null;

  constructor(port, pool) {
    this.pool = pool;
    this.socket = connect(port, '127.0.0.1');
    this.socket.setNoDelay(true);
    this.socket.on('data', (chunk) => this.#read(chunk));
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      pool.drop(this);
      this.#finish(0);
    });
  }

  send(bytes, done) {
    this.#done = done;
    this.socket.write(bytes);
  }

  #read(chunk) {
    this.#buffer = this.#buffer.length > 0 ? Buffer.concat([this.#buffer, chunk]) : chunk;
    const head = this.#buffer.indexOf(kEndOfHead);
    if (head < 0) return;
    const text = this.#buffer.toString('latin1', 0, head);
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (this.#buffer.length < head + 4 + length) return;
    this.#buffer = this.#buffer.subarray(head + 4 + length);
    this.#finish(Number(text.slice(9, 12)));
  }

  #finish(status) {
    const done = this.#done;
    this.#done = null;
    done?.(status);
    if (status > 0) this.pool.free(this);
  }
}

/** Up to `size` connections to a port of this machine; requests wait in order for a free one. */
export class Pool {
  #idle = [];
  #waiting = [];
  #open = 0;

  constructor(port, size) {
    this.port = port;
    this.size = size;
  }

  /** Calls `done(status)`; status 0 when the connection broke. */
  send(bytes, done) {
    const connection = this.#idle.pop() ?? this.#grow();
    if (connection) connection.send(bytes, done);
    else this.#waiting.push([bytes, done]);
  }

  #grow() {
    if (this.#open >= this.size) return null;
    this.#open += 1;
    return new Connection(this.port, this);
  }

  free(connection) {
    const next = this.#waiting.shift();
    if (next) connection.send(...next);
    else this.#idle.push(connection);
  }

  /** The server closes what is idle for long: another connection takes the place. */
  drop(connection) {
    this.#idle = this.#idle.filter((other) => other !== connection);
    this.#open -= 1;
    const next = this.#waiting.shift();
    if (next) this.send(...next);
  }
}
