import { ApiError, type ProblemCode, type Schemas } from "@madoguchi/shared/api";
import { makeClientId } from "@madoguchi/shared/ids";
import type { DeskApi } from "./desk_api";
import type {
  AlertFrame,
  Box,
  Contact,
  MeFrame,
  OperatorState,
  ServerFrame,
  Topics,
} from "./frames";
import {
  apply,
  withAnswer,
  withContacts,
  withFailed,
  withInbox,
  withMessages,
  withoutPending,
  withoutSilentTypists,
  withoutUnshown,
  withPage,
  withPending,
  withReadByMe,
} from "./reduce";
import { contactsOf, messagesOfThread } from "./select";
import { type Connect, LiveSocket, type Timers, waitBefore } from "./socket";
import { kEmptyState, type LiveState, type Pending } from "./state";

const kInboxPage = 200;
const kMessagePage = 50;
const kTypingEvery = 3000;
const kTellAgainAfter = 5000;
/** More than these the server does not take (docs/events.md); without a limit nothing would be live. */
const kMostServices = 500;
const kRowComesWithin = 1000;

export interface LiveOptions {
  api: DeskApi;
  myId: string;
  serviceIds: string[];
  connect: Connect;
  timers: Timers;
  now: () => number;
  onSignedOut: () => void;
}

/**
 * The console's live heart: one state, changed by frames, answers and own actions, watched by the
 * screens. Everything that the server must know goes through here. Nothing here touches the page.
 */
export class Live {
  private state: LiveState = kEmptyState;
  private readonly options: LiveOptions;
  private readonly socket: LiveSocket;
  private readonly listeners = new Set<() => void>();
  private readonly alertListeners = new Set<(alert: AlertFrame) => void>();
  private readonly meListeners = new Set<(frame: MeFrame) => void>();
  /** How many frames told of the own state. */
  private meFrames = 0;
  private holdsPhone = false;
  private topics: Topics;
  private box: Box = "mine";
  private openContactId: string | null = null;
  private lastTyping = { key: "", at: 0 };
  private cancelSweep: () => void = () => undefined;
  private cancelFetch: () => void = () => undefined;
  private isStopped = false;
  private isLoaded = false;

  constructor(options: LiveOptions, me: OperatorState) {
    const serviceIds = options.serviceIds.slice(0, kMostServices);
    this.options = { ...options, serviceIds };
    this.state = { ...kEmptyState, me };
    this.topics = { services: serviceIds, lists: [], contacts: [], rosters: [] };
    this.socket = new LiveSocket(
      options.connect,
      {
        onOpen: () => {
          this.subscribe();
          if (this.holdsPhone) this.socket.send({ type: "phone", holds: true });
        },
        onFrame: (frame) => this.received(frame),
        onLost: () => this.change((state) => ({ ...state, connection: "lost" })),
        onSignedOut: () => {
          this.change((state) => ({ ...state, connection: "signedOut" }));
          options.onSignedOut();
        },
      },
      options.timers,
    );
  }

  /** Fetches the own contacts, then follows everything that changes from that number on. */
  async start(): Promise<void> {
    try {
      const through = await this.loadBox("mine");
      this.change((state) => ({ ...state, through: state.through || through }));
      this.isLoaded = true;
    } catch {
      this.change((state) => ({ ...state, connection: "lost" }));
    }
    if (this.isStopped) return;
    this.socket.start();
    this.sweep();
    void this.prefetchMine();
  }

  stop(): void {
    this.isStopped = true;
    this.cancelSweep();
    this.cancelFetch();
    this.socket.stop();
  }

  retryNow(): void {
    this.socket.retryNow();
  }

  readonly getState = (): LiveState => this.state;

  readonly subscribeToState = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  onAlert(listener: (alert: AlertFrame) => void): () => void {
    this.alertListeners.add(listener);
    return () => this.alertListeners.delete(listener);
  }

  /** The row that an alert is about: its frame comes up to a quarter of a second later. Null when none came in time. */
  rowSoon(contactId: string): Promise<Contact | null> {
    const read = () => this.state.rows[contactId]?.contact ?? null;
    const known = read();
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      const settle = () => {
        cancel();
        unsubscribe();
        resolve(read());
      };
      const cancel = this.options.timers.after(kRowComesWithin, settle);
      const unsubscribe = this.subscribeToState(() => read() && settle());
    });
  }

  /** Changes of the own state with their cause, on whichever console they were made. */
  onMe(listener: (frame: MeFrame) => void): () => void {
    this.meListeners.add(listener);
    return () => this.meListeners.delete(listener);
  }

  /** Tells the server, now and after each reconnect, whether this console holds the phone [V1]. */
  setHoldsPhone(holds: boolean): void {
    if (holds === this.holdsPhone) return;
    this.holdsPhone = holds;
    this.socket.send({ type: "phone", holds });
  }

  // What is on the screen

  /** Shows a box: its rows are followed as long as it is the one that is shown. */
  async showBox(box: Box): Promise<void> {
    this.box = box;
    this.change((state) => ({ ...state, endedUntil: {} }));
    this.forgetUnshown();
    const lists =
      box === "waiting" || box === "team"
        ? this.options.serviceIds.map((serviceId) => ({ serviceId, box }))
        : [];
    this.follow({ ...this.topics, lists });
    await this.loadBox(box);
  }

  /** The next page of the ended box of each service that has one. */
  async loadMoreEnded(): Promise<void> {
    const { endedUntil } = this.state;
    await Promise.all(
      this.options.serviceIds.map((serviceId) => {
        const until = endedUntil[serviceId];
        return until === null ? null : this.loadInbox(serviceId, "ended", until);
      }),
    );
  }

  /** Puts a contact on the screen: its thread is loaded and followed, the owner has opened it. */
  async openRoom(serviceId: string, contactId: string): Promise<void> {
    this.openContactId = contactId;
    this.follow({ ...this.topics, contacts: [contactId] });
    const { api } = this.options;
    const [row, page] = await Promise.all([
      api.contact(serviceId, contactId),
      api.messages(serviceId, contactId, kMessagePage),
    ]);
    this.change((state) =>
      withPage(withContacts(state, [row.contact], row.through), row.contact.threadId, page, true),
    );
    if (row.contact.ownerId === this.options.myId && !row.contact.isOpened) {
      await api.open(serviceId, contactId);
    }
  }

  closeRoom(contactId: string): void {
    if (this.openContactId !== contactId) return;
    this.openContactId = null;
    this.follow({ ...this.topics, contacts: [] });
    this.forgetUnshown();
  }

  private forgetUnshown(): void {
    const { box, openContactId } = this;
    const { myId } = this.options;
    this.change((state) => withoutUnshown(state, { myId, box, openContactId }));
  }

  async loadOlder(contact: Contact): Promise<void> {
    const oldest = messagesOfThread(this.state, contact.threadId, contact.id)[0];
    if (!oldest) return;
    const page = await this.options.api.messages(
      contact.serviceId,
      contact.id,
      kMessagePage,
      oldest.id,
    );
    this.change((state) => withPage(state, contact.threadId, page, false));
  }

  /** Follows the operators of a service while a hand-over is chosen. */
  async showRoster(serviceId: string): Promise<Schemas["Roster"]> {
    this.follow({ ...this.topics, rosters: [serviceId] });
    const roster = await this.options.api.roster(serviceId);
    this.change((state) => ({
      ...state,
      rosters: { ...state.rosters, [serviceId]: roster.operators },
    }));
    return roster;
  }

  hideRoster(): void {
    this.follow({ ...this.topics, rosters: [] });
  }

  // Own actions

  /** Shows the message at once and stores it; a failed one stays with its reason until resent. */
  async write(
    contact: Contact,
    kind: "reply" | "note",
    text: string,
    files: Schemas["File"][],
  ): Promise<void> {
    const own: Pending = {
      clientId: makeClientId(),
      contactId: contact.id,
      kind,
      text,
      files,
      at: this.options.now(),
      status: "sending",
      problem: null,
    };
    await this.deliver(contact, own);
  }

  async resend(contact: Contact, own: Pending): Promise<void> {
    await this.deliver(contact, { ...own, status: "sending", problem: null });
  }

  discard(own: Pending): void {
    this.change((state) => withoutPending(state, own.contactId, own.clientId));
  }

  private async deliver(contact: Contact, own: Pending): Promise<void> {
    this.change((state) => withPending(state, own));
    this.lastTyping = { key: "", at: 0 };
    try {
      const message = await this.options.api.write(contact.serviceId, contact.id, {
        clientId: own.clientId,
        kind: own.kind,
        text: own.text,
        fileIds: own.files.map((file) => file.id),
      });
      this.change((state) => withMessages(state, [message]));
    } catch (error) {
      this.change((state) => withFailed(state, own, codeOf(error)));
    }
  }

  async markRead(contact: Contact, number: number): Promise<void> {
    if (contact.ownerId !== this.options.myId || contact.readByOwner >= number) return;
    this.change((state) => withReadByMe(state, contact.id, number));
    await this.tellRead(contact, number);
  }

  private async tellRead(contact: Contact, number: number): Promise<void> {
    try {
      await this.options.api.read(contact.serviceId, contact.id, number).catch(unlessRefused);
    } catch {
      // Nothing on the screen asks again: here it counts as read already.
      if (this.isStopped) return;
      this.options.timers.after(kTellAgainAfter, () => void this.tellRead(contact, number));
    }
  }

  typing(contact: Contact, kind: "reply" | "note", isTyping: boolean): void {
    const key = isTyping ? `${contact.id}:${kind}` : "";
    const now = this.options.now();
    const isRecent = now - this.lastTyping.at < kTypingEvery;
    if (key === this.lastTyping.key && (isRecent || !isTyping)) return;
    this.lastTyping = { key, at: now };
    this.socket.send({ type: "typing", contactId: contact.id, kind, isTyping });
  }

  take(contact: Contact): Promise<void> {
    return this.act(contact, () => this.options.api.take(contact.serviceId, contact.id));
  }

  end(contact: Contact): Promise<void> {
    return this.act(contact, () => this.options.api.end(contact.serviceId, contact.id));
  }

  snooze(contact: Contact, until: number | null): Promise<void> {
    return this.act(contact, () => this.options.api.snooze(contact.serviceId, contact.id, until));
  }

  handOver(
    contact: Contact,
    to: { operatorId?: string; queueId?: string },
    memo: string,
  ): Promise<void> {
    return this.act(contact, () =>
      this.options.api.handOver(contact.serviceId, contact.id, {
        operatorId: to.operatorId ?? null,
        queueId: to.queueId ?? null,
        memo,
      }),
    );
  }

  /** Changes the own state. The answer counts unless a frame told of a newer one meanwhile: a call may ring by now. */
  async changeMyState(request: () => Promise<OperatorState>): Promise<void> {
    const before = this.meFrames;
    const me = await request();
    if (this.meFrames === before) this.change((state) => ({ ...state, me }));
  }

  private async act(contact: Contact, request: () => Promise<Contact>): Promise<void> {
    const before = this.state.rows[contact.id];
    const answer = await request();
    this.change((state) => withAnswer(state, answer, before));
  }

  // Frames and loading

  private received(frame: ServerFrame): void {
    if (frame.type === "alert") {
      for (const listener of this.alertListeners) listener(frame);
      return;
    }
    if (frame.type === "me") this.meFrames += 1;
    const generation = this.state.generation;
    const now = this.options.now();
    this.change((state) => apply(state, frame, now));
    if (frame.type === "me") for (const listener of this.meListeners) listener(frame);
    if (frame.type === "subscribed") this.change((state) => ({ ...state, connection: "open" }));
    const isFirst = frame.type === "subscribed" && !this.isLoaded;
    this.isLoaded ||= isFirst;
    if (isFirst || this.state.generation !== generation) this.fetchScreenAnew();
  }

  private fetchScreenAnew(): void {
    this.change((state) => ({ ...state, connection: "open" }));
    void this.fetchScreen(0);
  }

  /** Tries until all of it is here: what was missed comes by no frame any more. */
  private async fetchScreen(attempt: number): Promise<void> {
    this.cancelFetch();
    const open = this.openContactId ? this.state.rows[this.openContactId]?.contact : undefined;
    try {
      await Promise.all([
        this.loadBox("mine"),
        this.box === "mine" ? null : this.loadBox(this.box),
        open ? this.openRoom(open.serviceId, open.id).catch(unlessRefused) : null,
      ]);
    } catch {
      if (this.isStopped) return;
      const wait = waitBefore(attempt, this.options.timers.random());
      this.cancelFetch();
      this.cancelFetch = this.options.timers.after(wait, () => void this.fetchScreen(attempt + 1));
    }
  }

  /** Answers the number up to which all of it is true: the least of the services' answers. */
  private async loadBox(box: Box): Promise<number> {
    const reached = await Promise.all(
      this.options.serviceIds.map((serviceId) => this.loadInbox(serviceId, box, undefined)),
    );
    return reached.length === 0 ? 0 : Math.min(...reached);
  }

  private async loadInbox(serviceId: string, box: Box, before: string | undefined) {
    const inbox = await this.options.api.inbox(serviceId, box, kInboxPage, before);
    const isComplete = box !== "ended" && inbox.contacts.length < kInboxPage;
    this.change((state) => withInbox(state, box, serviceId, this.options.myId, inbox, isComplete));
    if (box === "ended") {
      const isLast = inbox.contacts.length < kInboxPage;
      const until = isLast ? null : (inbox.contacts.at(-1)?.id ?? null);
      this.change((state) => ({
        ...state,
        endedUntil: { ...state.endedUntil, [serviceId]: until },
      }));
    }
    return inbox.through;
  }

  /** The unread messages of the own contacts, so that counts are exact and rooms open at once. */
  private async prefetchMine(): Promise<void> {
    const behind = contactsOf(this.state, "mine", this.options.myId).filter(
      (contact) => contact.messageCount > contact.readByOwner,
    );
    for (const contact of behind.slice(0, 20)) {
      const { serviceId, id, threadId } = contact;
      const page = await this.options.api.messages(serviceId, id, kMessagePage).catch(() => null);
      if (page && !this.state.threads[threadId]?.isLoaded) {
        this.change((state) => withPage(state, threadId, page, true));
      }
    }
  }

  private follow(topics: Topics): void {
    const isSame = JSON.stringify(topics) === JSON.stringify(this.topics);
    this.topics = topics;
    if (!isSame) this.subscribe();
  }

  private subscribe(): void {
    this.socket.send({ type: "subscribe", since: this.state.through || null, ...this.topics });
  }

  private sweep(): void {
    this.cancelSweep = this.options.timers.after(1000, () => {
      this.change((state) => withoutSilentTypists(state, this.options.now()));
      this.sweep();
    });
  }

  private change(step: (state: LiveState) => LiveState): void {
    const next = step(this.state);
    if (next === this.state) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}

/** What the server refused for good is not asked again. */
function unlessRefused(error: unknown): void {
  const status = error instanceof ApiError ? error.problem.status : 0;
  if (status < 400 || status >= 500 || status === 429) throw error;
}

function codeOf(error: unknown): ProblemCode {
  return error instanceof ApiError ? error.code : "unavailable";
}
