import { isComposing } from "../../app/shortcuts";
import type { TextKey } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { hasNgWord } from "./ng_words";
import { areReady, type Upload } from "./uploads";

export interface KeyDown {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** Whether a key press sends the text: never while an input method composes, never on touch. */
export function isSendKey(
  event: KeyDown,
  sendWith: "enter" | "ctrlEnter",
  isTouch: boolean,
): boolean {
  if (event.key !== "Enter" || isComposing(event)) return false;
  const hasCtrl = event.ctrlKey || event.metaKey;
  if (sendWith === "ctrlEnter") return hasCtrl;
  return hasCtrl || (!isTouch && !event.shiftKey && !event.altKey);
}

interface Unsent {
  kind: "reply" | "note";
  text: string;
  uploads: readonly Upload[];
  words: readonly string[];
}

/** Why what is written cannot be sent, or null; an empty text is no reason that has to be said. */
export function whyNotSend({ kind, text, uploads, words }: Unsent): TextKey | null {
  if (kind === "reply" && hasNgWord(text, words)) return "composer.ngWord";
  if (uploads.some((upload) => upload.problem !== null)) return "composer.fileFailed";
  if (!areReady(uploads)) return "composer.fileOnItsWay";
  return null;
}

export function isEmpty(text: string, uploads: readonly Upload[]): boolean {
  return text.trim() === "" && uploads.length === 0;
}

export type ReplyState = "open" | "ended" | "inLine" | "others" | "chatOff" | "call";

/** Whether the operator may reply: only the owner writes to the customer, and only with the chat on [C5]. */
export function replyState(contact: Contact, myId: string, isChatOn: boolean): ReplyState {
  if (contact.conversation === "ended") return "ended";
  if (contact.assignment === "queued") return "inLine";
  if (contact.ownerId !== myId) return "others";
  if (contact.channel === "call") return "call";
  return isChatOn ? "open" : "chatOff";
}

/** Whether files go with what is written now: where its composer is open. A note's always is. */
export function mayAttach(kind: "reply" | "note", state: ReplyState): boolean {
  return kind === "note" || state === "open";
}
