import {
  compareMessages,
  isAfter,
  type LiveState,
  type VisitorMessage,
  type VisitorView,
} from "./contract";
import type { Patch, State } from "./state";

/** Both lists in order, each message once. */
export function merged(thread: VisitorMessage[], more: VisitorMessage[]): VisitorMessage[] {
  const byId = new Map([...thread, ...more].map((message) => [message.id, message]));
  return [...byId.values()].sort(compareMessages);
}

/** What the server has stored needs no resending, whoever told us so. */
export function addMessages(state: State, messages: VisitorMessage[]): Patch {
  const stored = new Set<string | null>(messages.map((message) => message.clientId));
  return {
    thread: merged(state.thread, messages),
    outbox: state.outbox.filter((outgoing) => !stored.has(outgoing.clientId)),
    inFlight: stored.has(state.inFlight) ? null : state.inFlight,
    typing: messages.some((message) => message.kind === "reply") ? null : state.typing,
  };
}

export function applyLive(state: State, live: LiveState): Patch {
  const { contactId, conversation, place, operatorName, readByOperator, isOnline } = live;
  const isRunning = conversation !== null && conversation !== "ended";
  return {
    conversation,
    isOnline,
    read: contactId ? { ...state.read, [contactId]: readByOperator } : state.read,
    ...(isRunning ? { contactId, place, operatorName } : kNoContact),
  };
}

export const kNoContact = {
  contactId: null,
  place: null,
  operatorName: "",
  typing: null,
  wantsEnd: false,
} satisfies Patch;

/**
 * A view that answers "after this message" is added; one that left something out starts the thread anew, for it
 * holds the last messages and what lies between is not here.
 */
export function applyView(state: State, view: VisitorView): Patch {
  const isResumed = state.thread.length > 0 && !view.hasMore;
  const thread = isResumed ? state.thread : [];
  const added = addMessages({ ...state, thread }, view.messages);
  return {
    ...added,
    ...applyLive(state, view),
    hasMore: isResumed ? state.hasMore : view.hasMore,
    consentAt: view.consentAt,
    seen: state.seen ?? added.thread?.at(-1) ?? null,
  };
}

/** Replies that the customer has not seen. */
export function unreadCount({ seen, thread }: State): number {
  return thread.filter((message) => message.kind === "reply" && isAfter(message, seen)).length;
}
