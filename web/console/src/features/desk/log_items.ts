import type { Message } from "../../live/frames";
import type { Pending } from "../../live/state";

/** What the log of a room draws, one item a line. */
export type LogItem =
  | { kind: "day"; key: string; at: number }
  | { kind: "system"; key: string; message: Message }
  | { kind: "message"; key: string; message: Message; isFirst: boolean; isLast: boolean }
  | { kind: "pending"; key: string; own: Pending };

const kTogether = 60_000;

function author(message: Message): string {
  return `${message.kind}:${message.authorId ?? ""}`;
}

function belongsTo(message: Message, other: Message | undefined): boolean {
  if (!other || other.kind === "system" || author(message) !== author(other)) return false;
  if (message.contactId !== other.contactId) return false;
  return Math.abs(message.at - other.at) < kTogether && isSameDay(message.at, other.at);
}

function isSameDay(a: number, b: number): boolean {
  return new Date(a).setHours(0, 0, 0, 0) === new Date(b).setHours(0, 0, 0, 0);
}

/** Messages with day pills; what one person says within a minute stands together. */
export function logItems(messages: readonly Message[], pending: readonly Pending[]): LogItem[] {
  const items: LogItem[] = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    if (!before || !isSameDay(before.at, message.at)) {
      items.push({ kind: "day", key: `day-${message.id}`, at: message.at });
    }
    if (message.kind === "system") {
      items.push({ kind: "system", key: message.id, message });
      return;
    }
    const isFirst = !belongsTo(message, before);
    const isLast = !belongsTo(message, messages[index + 1]);
    items.push({ kind: "message", key: keyOf(message), message, isFirst, isLast });
  });
  for (const own of pending) items.push({ kind: "pending", key: own.clientId, own });
  return items;
}

/** An own message keeps its key when the server confirms it, so that it does not blink. */
function keyOf(message: Message): string {
  return message.kind === "customer" ? message.id : message.clientId || message.id;
}
