import type { ProblemCode } from "@madoguchi/shared/api";
import type { Box, Contact, InboxCounts, Message, ServerFrame, TypingFrame } from "./frames";
import { isInBox } from "./select";
import type { LiveState, Pending, Row, Typist } from "./state";

/** A typist who says nothing more is forgotten after this many milliseconds. */
export const kTypingLasts = 6000;

/** The state after one frame of the server. Pure; the same frame twice changes nothing more. */
export function apply(state: LiveState, frame: ServerFrame, now: number): LiveState {
  switch (frame.type) {
    case "subscribed":
    case "alive":
      return reached(state, frame.through);
    case "reset":
      return startOver(state, frame.through);
    case "messages":
      return reached(withMessages(state, frame.messages), frame.through);
    case "contacts":
      return reached(withContacts(state, frame.contacts, frame.through), frame.through);
    case "counts":
      return { ...state, counts: { ...state.counts, ...frame.counts } };
    case "me":
      return { ...state, me: frame.state };
    case "operators":
      return { ...state, rosters: { ...state.rosters, [frame.serviceId]: frame.operators } };
    case "typing":
      return { ...state, typists: withTypist(state.typists, frame, now) };
    case "presence":
      return withPresence(state, frame.contactId, frame.isCustomerOnline);
    case "alert":
      return state;
  }
}

function reached(state: LiveState, through: number): LiveState {
  return through > state.through ? { ...state, through } : state;
}

function startOver(state: LiveState, through: number): LiveState {
  return {
    ...state,
    through,
    generation: state.generation + 1,
    messages: {},
    threads: {},
    typists: [],
  };
}

/** Rows replace older ones only: an answer that took long must not undo a newer frame. */
export function withContacts(state: LiveState, contacts: Contact[], through: number): LiveState {
  const rows = { ...state.rows };
  for (const contact of contacts) {
    const known = rows[contact.id];
    if (!known || known.through <= through) rows[contact.id] = { contact, through };
  }
  return { ...state, rows };
}

/** The answer to an action carries no number: it counts unless a frame changed the row meanwhile. */
export function withAnswer(state: LiveState, contact: Contact, before: Row | undefined): LiveState {
  const known = state.rows[contact.id];
  if (known && known !== before) return state;
  const through = known ? known.through : state.through;
  return { ...state, rows: { ...state.rows, [contact.id]: { contact, through } } };
}

/** Rows of a box that a complete answer does not name have left it while we did not look. */
export function withInbox(
  state: LiveState,
  box: Box,
  serviceId: string,
  myId: string,
  answer: { through: number; contacts: Contact[]; counts: InboxCounts },
  isComplete: boolean,
): LiveState {
  const named = new Set(answer.contacts.map((contact) => contact.id));
  const rows: Record<string, Row> = {};
  for (const [id, row] of Object.entries(state.rows)) {
    const isGone =
      isComplete &&
      row.contact.serviceId === serviceId &&
      row.through < answer.through &&
      !named.has(id) &&
      isInBox(row.contact, box, myId);
    if (!isGone) rows[id] = row;
  }
  const counts = { ...state.counts, [serviceId]: answer.counts };
  return withContacts({ ...state, rows, counts }, answer.contacts, answer.through);
}

function insertByNumber(list: readonly Message[], message: Message): Message[] {
  let at = list.length;
  while (at > 0 && (list[at - 1]?.number ?? 0) > message.number) at -= 1;
  return [...list.slice(0, at), message, ...list.slice(at)];
}

/** Adds messages that are not here yet, in their order, and drops the pending ones they confirm. */
export function withMessages(state: LiveState, incoming: readonly Message[]): LiveState {
  const messages = { ...state.messages };
  const pending = { ...state.pending };
  for (const message of incoming) {
    const list = messages[message.contactId] ?? [];
    if (!list.some((known) => known.id === message.id)) {
      messages[message.contactId] = insertByNumber(list, message);
    }
    const waiting = pending[message.contactId];
    if (waiting?.some((own) => own.clientId === message.clientId)) {
      pending[message.contactId] = waiting.filter((own) => own.clientId !== message.clientId);
    }
  }
  return { ...state, messages, pending, typists: withoutAuthors(state.typists, incoming) };
}

function withoutAuthors(typists: Typist[], incoming: readonly Message[]): Typist[] {
  const hasWritten = (typist: Typist) =>
    incoming.some(
      (message) =>
        message.contactId === typist.contactId &&
        (typist.who === "customer"
          ? message.kind === "customer"
          : message.authorId === typist.operatorId),
    );
  return typists.some(hasWritten) ? typists.filter((typist) => !hasWritten(typist)) : typists;
}

export interface MessagePage {
  messages: Message[];
  hasMore: boolean;
}

/**
 * A page of a thread. The newest page also cuts off what is older than it: between those and the page
 * there may be messages that were never sent to this console.
 */
export function withPage(
  state: LiveState,
  threadId: string,
  page: MessagePage,
  isNewest: boolean,
): LiveState {
  const base = isNewest ? withoutOlder(state, threadId, page.messages[0]) : state;
  const merged = withMessages(base, page.messages);
  const threads = { ...merged.threads, [threadId]: { isLoaded: true, hasMore: page.hasMore } };
  return { ...merged, threads };
}

function withoutOlder(state: LiveState, threadId: string, oldest: Message | undefined): LiveState {
  if (!oldest) return state;
  const messages: Record<string, Message[]> = {};
  for (const [contactId, list] of Object.entries(state.messages)) {
    const isSameThread = state.rows[contactId]?.contact.threadId === threadId;
    if (!isSameThread && contactId !== oldest.contactId) messages[contactId] = list;
    else messages[contactId] = list.filter((message) => !isBefore(message, oldest));
  }
  return { ...state, messages };
}

/** Order of a thread: contacts follow each other, numbers count within one. */
export function isBefore(a: Message, b: Message): boolean {
  if (a.contactId === b.contactId) return a.number < b.number;
  return compareIds(a.contactId, b.contactId) < 0;
}

/** Ids are numbers too large for a double: longer is larger, else by digits. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function sameTypist(typist: Typist, frame: TypingFrame): boolean {
  return (
    typist.contactId === frame.contactId &&
    typist.who === frame.who &&
    typist.operatorId === frame.operatorId
  );
}

function withTypist(typists: Typist[], frame: TypingFrame, now: number): Typist[] {
  const others = typists.filter((typist) => !sameTypist(typist, frame));
  if (!frame.isTyping) return others;
  const { contactId, who, operatorId, name, kind } = frame;
  return [...others, { contactId, who, operatorId, name, kind, expiresAt: now + kTypingLasts }];
}

export function withoutSilentTypists(state: LiveState, now: number): LiveState {
  const typists = state.typists.filter((typist) => typist.expiresAt > now);
  return typists.length === state.typists.length ? state : { ...state, typists };
}

function withPresence(state: LiveState, contactId: string, isCustomerOnline: boolean): LiveState {
  const row = state.rows[contactId];
  if (!row || row.contact.isCustomerOnline === isCustomerOnline) return state;
  const contact = { ...row.contact, isCustomerOnline };
  const typists = isCustomerOnline
    ? state.typists
    : state.typists.filter((typist) => typist.contactId !== contactId || typist.who !== "customer");
  return { ...state, typists, rows: { ...state.rows, [contactId]: { ...row, contact } } };
}

/** Shows our own message before the server has it; sending again replaces the failed one. */
export function withPending(state: LiveState, own: Pending): LiveState {
  const list = state.pending[own.contactId] ?? [];
  const isStored = state.messages[own.contactId]?.some((known) => known.clientId === own.clientId);
  if (isStored) return state;
  const isKnown = list.some((known) => known.clientId === own.clientId);
  const next = isKnown
    ? list.map((known) => (known.clientId === own.clientId ? own : known))
    : [...list, own];
  return { ...state, pending: { ...state.pending, [own.contactId]: next } };
}

export function withFailed(state: LiveState, own: Pending, problem: ProblemCode): LiveState {
  const isWaiting = state.pending[own.contactId]?.some((known) => known.clientId === own.clientId);
  return isWaiting ? withPending(state, { ...own, status: "failed", problem }) : state;
}

export function withoutPending(state: LiveState, contactId: string, clientId: string): LiveState {
  const list = state.pending[contactId] ?? [];
  const next = list.filter((own) => own.clientId !== clientId);
  return { ...state, pending: { ...state.pending, [contactId]: next } };
}

/** What we have read counts at once on the screen; the server's row confirms it. */
export function withReadByMe(state: LiveState, contactId: string, number: number): LiveState {
  const row = state.rows[contactId];
  if (!row || row.contact.readByOwner >= number) return state;
  const contact = { ...row.contact, readByOwner: number };
  return { ...state, rows: { ...state.rows, [contactId]: { ...row, contact } } };
}

/** What is on the screen besides the own contacts. */
export interface Shown {
  myId: string;
  box: Box;
  openContactId: string | null;
}

/** Without what is neither shown nor followed: it would grow old, and more with every day. */
export function withoutUnshown(state: LiveState, shown: Shown): LiveState {
  const { myId, box, openContactId } = shown;
  const isFollowed = ({ contact }: Row) =>
    contact.id === openContactId ||
    contact.id === state.me?.call?.contactId ||
    isInBox(contact, "mine", myId);
  const followed = Object.values(state.rows).filter(isFollowed);
  const threadIds = new Set(followed.map((row) => row.contact.threadId));
  const isInThread = (id: string) => threadIds.has(state.rows[id]?.contact.threadId ?? "");
  const pending = pick(state.pending, (_, list) => list.length > 0);
  return {
    ...state,
    pending,
    rows: pick(
      state.rows,
      (id, { contact }) => isInThread(id) || id in pending || isInBox(contact, box, myId),
    ),
    messages: pick(state.messages, (id) => id === openContactId || isInThread(id)),
    threads: pick(state.threads, (id) => threadIds.has(id)),
  };
}

function pick<T>(all: Record<string, T>, isKept: (key: string, value: T) => boolean) {
  return Object.fromEntries(Object.entries(all).filter(([key, value]) => isKept(key, value)));
}
