/** The shapes of api/openapi.yaml and the frames of docs/events.md that the widget uses. */
import type { Schemas } from "@madoguchi/shared/api";

export type WidgetConfig = Schemas["WidgetConfig"];
export type VisitorView = Schemas["VisitorView"];
export type VisitorMessage = Schemas["VisitorMessage"];
export type StoredFile = Schemas["File"];
export type Problem = Schemas["Problem"];
export type ProblemCode = Problem["code"];
export type Text3 = Schemas["Text3"];
export type Language = Schemas["Language"];
export type Conversation = VisitorView["conversation"];

export type FrameToServer =
  | { type: "hello"; after: string | null }
  | { type: "message"; clientId: string; text: string; fileIds: string[] }
  | { type: "typing"; isTyping: boolean }
  | { type: "read"; contactId: string; number: number }
  | { type: "page"; url: string; title: string }
  | { type: "end" };

export interface LiveState {
  contactId: string | null;
  conversation: Conversation;
  place: number | null;
  operatorName: string;
  readByOperator: number;
  isOnline: boolean;
}

export type FrameFromServer =
  | { type: "view"; view: VisitorView }
  | { type: "ack"; clientId: string; message: VisitorMessage }
  | { type: "refused"; clientId: string; problem: Pick<Problem, "code" | "retryAfterSeconds"> }
  | { type: "message"; message: VisitorMessage }
  | ({ type: "state" } & LiveState)
  | { type: "typing"; isTyping: boolean; name: string }
  | { type: "alive" };

export type Ordered = Pick<VisitorMessage, "contactId" | "number">;

/** Ids are decimal numbers of up to 64 bits: a longer one is a greater one. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** The order of a thread: by contact, then by the number within the contact. */
export function compareMessages(a: Ordered, b: Ordered): number {
  return compareIds(a.contactId, b.contactId) || a.number - b.number;
}

/** Whether `b` says more than `a`; nothing at all says least. */
export function isAfter(b: Ordered | null | undefined, a: Ordered | null): b is Ordered {
  return !!b && (!a || compareMessages(b, a) > 0);
}
