import { describe, expect, it } from "vitest";
import { makeContact } from "../../live/testing";
import {
  isEmpty,
  isSendKey,
  type KeyDown,
  mayAttach,
  replyState,
  whyNotSend,
} from "./composer_rules";
import type { Upload } from "./uploads";

function key(part: Partial<KeyDown> = {}): KeyDown {
  return {
    key: "Enter",
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    keyCode: 13,
    ...part,
  };
}

describe("the key that sends", () => {
  it.each<[string, Partial<KeyDown>, "enter" | "ctrlEnter", boolean, boolean]>([
    ["Enter", {}, "enter", false, true],
    ["Shift+Enter", { shiftKey: true }, "enter", false, false],
    ["Ctrl+Enter", { ctrlKey: true }, "enter", false, true],
    ["Enter on touch", {}, "enter", true, false],
    ["Enter while composing", { isComposing: true }, "enter", false, false],
    ["Enter of an input method", { keyCode: 229 }, "enter", false, false],
    ["Ctrl+Enter while composing", { ctrlKey: true, isComposing: true }, "enter", false, false],
    ["another key", { key: "a", keyCode: 65 }, "enter", false, false],
    ["Enter with the other setting", {}, "ctrlEnter", false, false],
    ["Ctrl+Enter with the other setting", { ctrlKey: true }, "ctrlEnter", false, true],
    ["⌘+Enter with the other setting", { metaKey: true }, "ctrlEnter", false, true],
    [
      "Ctrl+Enter composing, other setting",
      { ctrlKey: true, keyCode: 229 },
      "ctrlEnter",
      false,
      false,
    ],
  ])("%s", (_, part, sendWith, isTouch, expected) => {
    expect(isSendKey(key(part), sendWith, isTouch)).toBe(expected);
  });
});

function upload(part: Partial<Upload> = {}): Upload {
  return { key: "1", name: "a.png", size: 1, progress: 0, stored: null, problem: null, ...part };
}

const kStored = {
  id: "1",
  name: "a.png",
  type: "image/png",
  size: 1,
  isImage: true,
  width: 1,
  height: 1,
};

describe("why a text cannot be sent", () => {
  const words = ["ばか"];
  it.each([
    ["a plain reply", { kind: "reply" as const, text: "はい", uploads: [] }, null],
    ["an NG word", { kind: "reply" as const, text: "バカ", uploads: [] }, "composer.ngWord"],
    ["an NG word in a note", { kind: "note" as const, text: "ばか", uploads: [] }, null],
    [
      "a file on its way",
      { kind: "reply" as const, text: "", uploads: [upload()] },
      "composer.fileOnItsWay",
    ],
    [
      "a file that failed",
      { kind: "reply" as const, text: "", uploads: [upload({ problem: "tooLarge" })] },
      "composer.fileFailed",
    ],
    [
      "a file that arrived",
      { kind: "reply" as const, text: "", uploads: [upload({ stored: kStored })] },
      null,
    ],
  ])("%s", (_, unsent, expected) => {
    expect(whyNotSend({ ...unsent, words })).toBe(expected);
  });

  it("an empty text is nothing to send", () => {
    expect(isEmpty(" \n", [])).toBe(true);
    expect(isEmpty("x", [])).toBe(false);
    expect(isEmpty("", [upload()])).toBe(false);
  });
});

describe("whether one may reply", () => {
  it.each([
    ["the owner", makeContact(), true, "open"],
    ["the owner with the chat off", makeContact(), false, "chatOff"],
    ["a colleague", makeContact({ ownerId: "2" }), true, "others"],
    ["nobody yet", makeContact({ ownerId: null, assignment: "queued" }), true, "inLine"],
    ["in a call", makeContact({ channel: "call" }), true, "call"],
    ["after the end", makeContact({ conversation: "ended" }), true, "ended"],
  ])("%s", (_, contact, isChatOn, expected) => {
    expect(replyState(contact, "1", isChatOn)).toBe(expected);
  });
});

it.each([
  ["reply", "open", true],
  ["reply", "chatOff", false],
  ["reply", "call", false],
  ["reply", "others", false],
  ["note", "call", true],
  ["note", "ended", true],
] as const)("files may be put to a %s that is %s: %s", (kind, state, expected) => {
  expect(mayAttach(kind, state)).toBe(expected);
});
