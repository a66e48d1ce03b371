import type { Schemas } from "@madoguchi/shared/api";

/** The frames of docs/events.md that the console receives, and those that it sends. */
export type Contact = Schemas["Contact"];
export type Message = Schemas["Message"];
export type OperatorState = Schemas["OperatorState"];
export type OperatorCall = Schemas["OperatorCall"];
export type WrapUp = Schemas["WrapUp"];
export type InboxCounts = Schemas["InboxCounts"];
export type RosterOperator = Schemas["RosterOperator"];
export type AlertKind = "assigned" | "returned" | "handedOver" | "unanswered" | "missed";
export type Box = "mine" | "waiting" | "team" | "ended";

export interface TypingFrame {
  type: "typing";
  contactId: string;
  who: "customer" | "operator";
  operatorId: string | null;
  name: string;
  kind: "reply" | "note";
  isTyping: boolean;
}

export interface AlertFrame {
  type: "alert";
  what: AlertKind;
  serviceId: string;
  contactId: string;
  number: number;
}

/** Why the own state changed, as far as the console does something about it. */
export interface MeFrame {
  type: "me";
  state: OperatorState;
  cause: string;
}

export type ServerFrame =
  | { type: "subscribed"; through: number }
  | { type: "reset"; through: number }
  | { type: "messages"; through: number; messages: Message[] }
  | { type: "contacts"; through: number; contacts: Contact[] }
  | { type: "counts"; counts: Record<string, InboxCounts> }
  | MeFrame
  | { type: "operators"; serviceId: string; operators: RosterOperator[] }
  | TypingFrame
  | { type: "presence"; contactId: string; isCustomerOnline: boolean }
  | AlertFrame
  | { type: "alive"; through: number };

export interface Topics {
  services: string[];
  lists: { serviceId: string; box: "waiting" | "team" }[];
  contacts: string[];
  rosters: string[];
}

export type ClientFrame =
  | ({ type: "subscribe"; since: number | null } & Topics)
  | { type: "phone"; holds: boolean }
  | { type: "typing"; contactId: string; kind: "reply" | "note"; isTyping: boolean };

const kKnown: ReadonlySet<string> = new Set<ServerFrame["type"]>([
  "subscribed",
  "reset",
  "messages",
  "contacts",
  "counts",
  "me",
  "operators",
  "typing",
  "presence",
  "alert",
  "alive",
]);

/** The frame in a text, or null when it is not one that we know: newer servers may send more. */
export function parseFrame(text: string): ServerFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  return kKnown.has(String(value.type)) ? (value as ServerFrame) : null;
}
