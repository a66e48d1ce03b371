// Operators at whom calls ring: each a session with a console's socket that holds the phone, in the trial's service.
import { hire, kPassword } from '../../tests/scenario/support/accounts.mjs';
import { frameBytes } from '../../tests/scenario/support/web_socket.mjs';
import { browserOffer } from '../../tests/scenario/support/webrtc.mjs';
import { inParallel } from './crowd.mjs';

const kMe = '{"type":"me"';

/** The extension of the operator that hireWithExtension() made as number `i`. */
export const extensionOf = (i) => String(3000 + i);

/** An operator with a session, an extension and the right to phone in the admin's service. */
export async function hireWithExtension(server, admin, i) {
  const account = { email: `phone${i}@example.jp`, password: kPassword };
  const operator = await hire(server, admin, {
    name: `Phone ${i}`,
    email: account.email,
    chatCapacity: 1,
    extension: extensionOf(i),
    services: [{ serviceId: admin.serviceId, role: 'operator', canChat: false, canPhone: true }],
  });
  return { operator, account };
}

/** What one operator does with the calls that ring: `onRing(call, at)` and `onWrapUp()` tell. */
export class ConsoleOperator {
  onRing = () => {};
  onTalk = () => {};
  onWrapUp = () => {};
  #stage = '';

  constructor(operator, account, pool) {
    Object.assign(this, { operator, account, pool });
  }

  static async hire(server, admin, pool, i) {
    const { operator, account } = await hireWithExtension(server, admin, i);
    return new ConsoleOperator(operator, account, pool);
  }

  /** Opens the socket as a console does: the list of who waits, the colleagues; `holdsPhone` and it rings here. */
  async connect({ holdsPhone = true } = {}) {
    const { serviceId } = this.operator;
    const socket = await this.operator.socket();
    this.socket = socket;
    const subscribe = {
      type: 'subscribe',
      since: null,
      services: [serviceId],
      lists: [{ serviceId, box: 'waiting' }],
      contacts: [],
      rosters: [serviceId],
    };
    socket.send(subscribe);
    await socket.frame('subscribed');
    socket.onText = (bytes) => this.#take(bytes);
    if (holdsPhone) socket.sendBytes(frameBytes(1, JSON.stringify({ type: 'phone', holds: true })));
  }

  #take(bytes) {
    if (bytes.toString('latin1', 0, kMe.length) !== kMe) return;
    const at = performance.now();
    const { call, wrapUp } = JSON.parse(bytes.toString('utf8')).state;
    const stage = `${call?.stage ?? (wrapUp ? 'wrapUp' : '')} ${call?.contactId ?? ''}`;
    if (stage === this.#stage) return;
    this.#stage = stage;
    if (call?.stage === 'ringing') this.onRing(call, at);
    else if (call?.stage === 'talking') this.onTalk(call, at);
    else if (wrapUp) this.onWrapUp();
  }

  #send(method, path, body) {
    const { operator } = this;
    const text = JSON.stringify(body);
    const head =
      `${method} ${path} HTTP/1.1\r\nHost: ${new URL(operator.origin).host}\r\nOrigin: ${operator.origin}\r\n` +
      `Cookie: ${operator.cookieHeader}\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n`;
    return new Promise((done) => this.pool.send(head + text, done));
  }

  ready() {
    return this.#send('PUT', '/api/v1/me/state', { state: 'ready' });
  }
  rest() {
    return this.#send('PUT', '/api/v1/me/state', { state: 'break' });
  }
  answer({ contactId }) {
    return this.#send('POST', this.operator.contact(contactId, '/answer'), { sdp: browserOffer });
  }
  hangUp({ contactId }) {
    return this.#send('POST', this.operator.contact(contactId, '/hang-up'), {});
  }
}

/** `count` operators, hired by `admin` and connected; nobody is ready yet. */
export async function hireConsoles(server, admin, pool, count, isConnected = () => true) {
  const operators = new Array(count);
  await inParallel(count, 2, async (i) => {
    operators[i] = await ConsoleOperator.hire(server, admin, pool, i);
    await operators[i].connect({ holdsPhone: isConnected(i) });
  });
  return operators;
}
