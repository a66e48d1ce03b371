import type { Box, Contact, Message } from "./frames";
import type { LiveState, Pending } from "./state";

/** Which box a contact belongs to is said by the row itself (docs/events.md). */
export function isInBox(contact: Contact, box: Box, myId: string): boolean {
  switch (box) {
    case "mine":
      return contact.ownerId === myId && contact.conversation !== "ended";
    case "waiting":
      return contact.assignment === "queued" || contact.conversation === "waiting";
    case "team":
      return contact.conversation !== "ended";
    case "ended":
      return contact.conversation === "ended";
  }
}

const kNever = Number.MAX_SAFE_INTEGER;

function compareWaiting(a: Contact, b: Contact): number {
  const since = (a.waitingSince ?? kNever) - (b.waitingSince ?? kNever);
  return since !== 0 ? since : (a.place ?? kNever) - (b.place ?? kNever);
}

/** A call that is going on: it is what its operator does at this moment. */
function isGoingOn(contact: Contact): boolean {
  return contact.conversation !== "ended" && (contact.call?.answeredAt ?? null) !== null;
}

function compareRecent(a: Contact, b: Contact): number {
  const calls = Number(isGoingOn(b)) - Number(isGoingOn(a));
  if (calls !== 0) return calls;
  const snoozed = Number(a.conversation === "snoozed") - Number(b.conversation === "snoozed");
  return snoozed !== 0 ? snoozed : b.lastMessageAt - a.lastMessageAt;
}

function compareEnded(a: Contact, b: Contact): number {
  return (b.endedAt ?? 0) - (a.endedAt ?? 0);
}

/** The contacts of a box in the order of its list: the line in queue order, the others newest first. */
export function contactsOf(state: LiveState, box: Box, myId: string): Contact[] {
  const order = box === "waiting" ? compareWaiting : box === "ended" ? compareEnded : compareRecent;
  return Object.values(state.rows)
    .map((row) => row.contact)
    .filter((contact) => isInBox(contact, box, myId))
    .sort(order);
}

/** What the customer wrote after the owner last read: exact where the messages are here. */
export function unreadOf(state: LiveState, contact: Contact): number {
  const behind = contact.messageCount - contact.readByOwner;
  if (behind <= 0) return 0;
  const messages = state.messages[contact.id] ?? [];
  const isWhole =
    messages.filter((message) => message.number > contact.readByOwner).length >= behind;
  if (!isWhole) return behind;
  return messages.filter((m) => m.kind === "customer" && m.number > contact.readByOwner).length;
}

export function unreadOfMine(state: LiveState, myId: string): number {
  return contactsOf(state, "mine", myId).reduce((sum, c) => sum + unreadOf(state, c), 0);
}

export function sumOf(state: LiveState, box: "mine" | "waiting" | "team" | "unopened"): number {
  return Object.values(state.counts).reduce((sum, counts) => sum + counts[box], 0);
}

/** All messages of a thread that are here, oldest first. */
export function messagesOfThread(state: LiveState, threadId: string, contactId: string): Message[] {
  const contactIds = Object.keys(state.messages).filter(
    (id) => id === contactId || state.rows[id]?.contact.threadId === threadId,
  );
  contactIds.sort((a, b) => (a.length !== b.length ? a.length - b.length : a < b ? -1 : 1));
  return contactIds.flatMap((id) => state.messages[id] ?? []);
}

export function pendingOf(state: LiveState, contactId: string): Pending[] {
  return state.pending[contactId] ?? kNoPending;
}

const kNoPending: Pending[] = [];
