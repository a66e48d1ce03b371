import type { ProblemCode, Schemas } from "@madoguchi/shared/api";
import type { Contact, InboxCounts, Message, OperatorState, RosterOperator } from "./frames";

/** A contact and the number up to which it is known to be true. */
export interface Row {
  contact: Contact;
  through: number;
}

/** A message of our own that the server has not confirmed yet. */
export interface Pending {
  clientId: string;
  contactId: string;
  kind: "reply" | "note";
  text: string;
  files: Schemas["File"][];
  at: number;
  status: "sending" | "failed";
  problem: ProblemCode | null;
}

/** How much of a thread is here. Messages themselves are kept by contact. */
export interface ThreadLog {
  isLoaded: boolean;
  hasMore: boolean;
}

export interface Typist {
  contactId: string;
  who: "customer" | "operator";
  operatorId: string | null;
  name: string;
  kind: "reply" | "note";
  expiresAt: number;
}

export type Connection = "connecting" | "open" | "lost" | "signedOut";

/** Everything live that the screens show. Plain data: changed only by the functions of reduce.ts. */
export interface LiveState {
  connection: Connection;
  through: number;
  /** Grows when the server says that too much was missed; what is on the screen is fetched anew. */
  generation: number;
  rows: Record<string, Row>;
  messages: Record<string, Message[]>;
  threads: Record<string, ThreadLog>;
  pending: Record<string, Pending[]>;
  counts: Record<string, InboxCounts>;
  me: OperatorState | null;
  rosters: Record<string, RosterOperator[]>;
  typists: Typist[];
  /** The last ended contact of each service that is here, as the server orders them; null: there are no more. */
  endedUntil: Record<string, string | null>;
}

export const kEmptyState: LiveState = {
  connection: "connecting",
  through: 0,
  generation: 0,
  rows: {},
  messages: {},
  threads: {},
  pending: {},
  counts: {},
  me: null,
  rosters: {},
  typists: [],
  endedUntil: {},
};
