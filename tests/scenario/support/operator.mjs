// An operator: the HTTP session, and consoles that fold the frames of docs/events.md into what a screen shows.
import { randomUUID } from 'node:crypto';

import { Browser } from './http.mjs';
import { Changing } from './wait.mjs';
import { WebSocketClient } from './web_socket.mjs';

export const clientId = () => randomUUID();

export class Operator extends Browser {
  static async signIn(origin, { email, password }, headers = {}) {
    const operator = new Operator(origin, headers);
    operator.me = await operator.ask('POST', '/api/v1/sign-in', { email, password });
    return operator;
  }

  get id() {
    return this.me.id;
  }
  /** The first service that the operator has a part in. */
  get serviceId() {
    return this.me.services[0].id;
  }
  get serviceKey() {
    return this.me.services[0].key;
  }

  service(path) {
    return `/api/v1/services/${this.serviceId}${path}`;
  }
  contact(contactId, path = '') {
    return this.service(`/contacts/${contactId}${path}`);
  }

  /** State ready and the chat switch on: chats come as soon as a console is open. */
  async takesChats() {
    await this.ask('PUT', '/api/v1/me/switches', { chat: true });
    return this.ask('PUT', '/api/v1/me/state', { state: 'ready' });
  }

  /** State ready: calls ring as soon as a console holds the phone. */
  takesCalls() {
    return this.ask('PUT', '/api/v1/me/state', { state: 'ready' });
  }

  write(contactId, kind, text, extra = {}) {
    const body = { clientId: clientId(), kind, text, ...extra };
    return this.send('POST', this.contact(contactId, '/messages'), body);
  }
  async reply(contactId, text, extra) {
    const response = await this.write(contactId, 'reply', text, extra);
    if (response.status !== 201) throw new Error(`the reply was refused: ${response.text}`);
    return response.json;
  }
  async note(contactId, text) {
    const response = await this.write(contactId, 'note', text);
    if (response.status !== 201) throw new Error(`the note was refused: ${response.text}`);
    return response.json;
  }
  act(contactId, action, body = {}) {
    return this.send('POST', this.contact(contactId, `/${action}`), body);
  }
  inbox(box) {
    return this.ask('GET', this.service(`/inbox?box=${box}`));
  }
  async messages(contactId) {
    return (await this.ask('GET', this.contact(contactId, '/messages?limit=200'))).messages;
  }

  upload(name, bytes) {
    return this.send('POST', this.service('/files'), bytes, {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    });
  }

  socket(headers = {}) {
    return WebSocketClient.connect(`${this.origin}/api/v1/events`, {
      headers: { ...this.standardHeaders(), ...headers },
    });
  }

  /** Opens a console that shows the whole service. */
  async console(options = {}) {
    const console = new Console(this, options);
    await console.connect();
    return console;
  }

  async changeChatSettings(changes) {
    const settings = await this.ask('GET', this.service('/chat-settings'));
    return this.ask('PUT', this.service('/chat-settings'), { ...settings, ...changes });
  }
}

/** One browser tab of an operator: keeps what the frames say, as a screen does. */
export class Console extends Changing {
  socket = null;
  contacts = new Map();
  /** Messages by contact id, then by id. */
  messages = new Map();
  counts = {};
  state = null;
  operators = new Map();
  typing = [];
  alerts = [];
  /** How often the server said that too much was missed. */
  resets = 0;
  through = null;

  constructor(operator, { services, lists = true, open = [] } = {}) {
    super();
    this.operator = operator;
    this.services = services ?? [operator.serviceId];
    this.lists = lists ? this.services.map((serviceId) => ({ serviceId, box: 'team' })) : [];
    this.open = [...open];
  }

  async connect() {
    const socket = await this.operator.socket();
    this.socket = socket;
    socket.onFrame = (frame) => this.#take(frame);
    socket.onClosed = () => this.changed();
    this.#subscribe(this.through);
    await this.until('the subscription', () => this.isSubscribed || socket.closed);
    if (socket.closed) throw new Error(`the console was closed: ${JSON.stringify(socket.closed)}`);
    return this;
  }

  #subscribe(since) {
    this.isSubscribed = false;
    this.socket.send({
      type: 'subscribe',
      since,
      services: this.services,
      lists: this.lists,
      contacts: this.open,
      rosters: this.services,
    });
  }

  /** Fetches what the screen starts with: the boxes and the open contacts. */
  async load() {
    const { contacts, through } = await this.operator.inbox('team');
    for (const contact of contacts) this.contacts.set(contact.id, contact);
    this.through = this.through ?? through;
    for (const contactId of this.open) await this.#loadMessages(contactId);
  }

  async #loadMessages(contactId) {
    const messages = await this.operator.messages(contactId);
    for (const message of messages) this.#keepMessage(message);
  }

  #keepMessage(message) {
    if (!this.messages.has(message.contactId)) this.messages.set(message.contactId, new Map());
    this.messages.get(message.contactId).set(message.id, message);
  }

  /** Puts the contact on the screen, as a click on its row does. */
  async openContact(contactId) {
    if (!this.open.includes(contactId)) this.open.push(contactId);
    this.#subscribe(this.through);
    await this.operator.ask('POST', this.operator.contact(contactId, '/open'), {});
    await this.#loadMessages(contactId);
    await this.until('the subscription', () => this.isSubscribed);
  }

  #take(frame) {
    this.#kinds[frame.type]?.(frame);
    if (typeof frame.through === 'number')
      this.through = Math.max(this.through ?? 0, frame.through);
    this.changed();
  }

  #kinds = {
    subscribed: () => {
      this.isSubscribed = true;
    },
    reset: () => {
      this.resets += 1;
      this.isSubscribed = true;
    },
    messages: ({ messages }) => {
      for (const message of messages) this.#keepMessage(message);
    },
    contacts: ({ contacts }) => {
      for (const contact of contacts) this.contacts.set(contact.id, contact);
    },
    counts: ({ counts }) => Object.assign(this.counts, counts),
    me: ({ state }) => {
      this.state = state;
    },
    operators: ({ operators }) => {
      for (const operator of operators) this.operators.set(operator.id, operator);
    },
    presence: ({ contactId, isCustomerOnline }) => {
      const contact = this.contacts.get(contactId);
      if (contact) this.contacts.set(contactId, { ...contact, isCustomerOnline });
    },
    typing: (frame) => this.typing.push(frame),
    alert: (frame) => this.alerts.push(frame),
  };

  type(contactId, kind = 'reply', isTyping = true) {
    this.socket.send({ type: 'typing', contactId, kind, isTyping });
  }

  /** This tab is the one in which calls ring. */
  holdPhone(holds = true) {
    this.socket.send({ type: 'phone', holds });
  }
  /** The own state, once it `isMeant`. */
  own(what, isMeant) {
    return this.until(what, () => (this.state && isMeant(this.state) ? this.state : null));
  }

  /** The contact's row, once it `isMeant`. */
  row(what, isMeant) {
    return this.until(what, () => [...this.contacts.values()].find(isMeant));
  }
  rowOf(contactId, what, isMeant = () => true) {
    return this.until(what, () => {
      const contact = this.contacts.get(contactId);
      return contact && isMeant(contact) ? contact : null;
    });
  }
  texts(contactId) {
    return this.messagesOf(contactId).map((message) => message.text);
  }
  messagesOf(contactId) {
    const messages = [...(this.messages.get(contactId)?.values() ?? [])];
    return messages.sort((a, b) => a.number - b.number);
  }

  /** All that a screen shows, in a form that two screens can be compared by. */
  content() {
    const byId = (a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1);
    return {
      contacts: [...this.contacts.values()].sort(byId),
      messages: this.open.map((contactId) => this.messagesOf(contactId)),
    };
  }

  drop() {
    this.socket.drop();
  }
  close() {
    return this.socket.close();
  }

  describe() {
    return this.socket ? this.socket.describe() : '; not connected';
  }
}
