// A customer's page: the visit, and a socket whose frames are folded into what the page shows.
import { Browser } from './http.mjs';
import { clientId } from './operator.mjs';
import { Changing } from './wait.mjs';
import { WebSocketClient } from './web_socket.mjs';

export class Visitor extends Changing {
  socket = null;
  messages = new Map();
  state = {};
  /** Answers by client id: frames `ack` and `refused`. */
  answers = new Map();
  typing = null;

  constructor(origin, serviceKey, headers = {}) {
    super();
    this.browser = new Browser(origin, headers);
    this.key = serviceKey;
  }

  /** Begins (or comes back, when the cookie is known) and opens the page. */
  static async open(origin, serviceKey, { name = '', headers } = {}) {
    const visitor = new Visitor(origin, serviceKey, headers);
    await visitor.start(name);
    await visitor.connect();
    return visitor;
  }

  path(rest) {
    return `/api/widget/v1/${this.key}${rest}`;
  }

  async start(name = '', consent = true) {
    const body = {
      consent,
      language: 'ja',
      name,
      pageUrl: 'https://shop.example/cups',
      pageTitle: 'Cups',
    };
    this.#show(await this.browser.ask('POST', this.path('/session'), body));
  }

  rawSocket(headers = {}) {
    return WebSocketClient.connect(this.browser.origin + this.path('/socket'), {
      headers: { ...this.browser.standardHeaders(), ...headers },
    });
  }

  async connect() {
    const socket = await this.rawSocket();
    this.socket = socket;
    socket.onFrame = (frame) => this.#take(frame);
    socket.onClosed = () => this.changed();
    this.hasView = false;
    socket.send({ type: 'hello', after: this.lastMessageId });
    await this.until('the view', () => this.hasView || socket.closed);
    if (socket.closed) throw new Error(`the page was closed: ${JSON.stringify(socket.closed)}`);
    return this;
  }

  get lastMessageId() {
    return this.list().at(-1)?.id ?? null;
  }

  #show({ messages, hasMore, visitorId, consentAt, ...state }) {
    this.visitorId = visitorId;
    this.state = state;
    for (const message of messages) this.messages.set(message.id, message);
  }

  #take(frame) {
    this.#kinds[frame.type]?.(frame);
    this.changed();
  }

  #kinds = {
    view: ({ view }) => {
      this.#show(view);
      this.hasView = true;
    },
    ack: (frame) => {
      this.messages.set(frame.message.id, frame.message);
      this.answers.set(frame.clientId, frame);
    },
    refused: (frame) => this.answers.set(frame.clientId, frame),
    message: ({ message }) => this.messages.set(message.id, message),
    state: ({ type, ...state }) => {
      this.state = state;
    },
    typing: (frame) => {
      this.typing = frame;
    },
  };

  /** Sends without waiting; the client id. */
  send(text, { id = clientId(), fileIds } = {}) {
    this.socket.send({ type: 'message', clientId: id, text, ...(fileIds ? { fileIds } : {}) });
    return id;
  }
  /** The frame `ack` or `refused` for a client id. */
  answer(id) {
    return this.until(`an answer to ${id}`, () => this.answers.get(id));
  }
  /** Writes and waits until it is stored; the message. */
  async say(text, options) {
    const answer = await this.answer(this.send(text, options));
    if (answer.type !== 'ack') throw new Error(`refused: ${JSON.stringify(answer.problem)}`);
    return answer.message;
  }

  upload(name, bytes) {
    return this.browser.send('POST', this.path('/files'), bytes, {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    });
  }

  /** Messages in the order in which the page shows them. */
  list() {
    return [...this.messages.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }
  texts() {
    return this.list().map((message) => message.text);
  }
  untilState(what, isMeant) {
    return this.until(what, () => isMeant(this.state) && this.state);
  }
  untilText(text) {
    return this.until(`the text ${text}`, () =>
      this.list().find((message) => message.text === text),
    );
  }

  content() {
    return { state: this.state, messages: this.list() };
  }

  drop() {
    this.socket.drop();
  }
  close() {
    return this.socket.close();
  }
  describe() {
    return `; state ${JSON.stringify(this.state)}${this.socket?.describe() ?? ''}`;
  }
}
