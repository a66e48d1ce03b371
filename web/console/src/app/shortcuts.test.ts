import { describe, expect, it } from "vitest";
import type { Action } from "./action";
import { allActions } from "./registry";
import { actionFor, isTextInput, type KeyPress, matches } from "./shortcuts";

function press(key: string, part: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    ...part,
  };
}

describe("a shortcut", () => {
  it.each([
    ["E", press("e"), true],
    ["E", press("E", { shiftKey: true }), true],
    ["E", press("e", { ctrlKey: true }), false],
    ["E", press("e", { altKey: true }), false],
    ["E", press("え", { code: "KeyE" }), true],
    ["?", press("?", { shiftKey: true }), true],
    ["/", press("/"), true],
    ["]", press("]"), true],
    ["Ctrl+K", press("k", { ctrlKey: true }), true],
    ["Ctrl+K", press("k", { metaKey: true }), true],
    ["Ctrl+K", press("k"), false],
    ["Alt+1", press("1", { altKey: true, code: "Digit1" }), true],
    ["Alt+1", press("¡", { altKey: true, code: "Digit1" }), true],
    ["Alt+1", press("2", { altKey: true, code: "Digit2" }), false],
  ])("%s is %j: %s", (shortcut, keys, expected) => {
    expect(matches(shortcut, keys)).toBe(expected);
  });
});

describe("the action of a key", () => {
  const single = { id: "single", shortcut: "E" } as Action;
  const global = { id: "global", shortcut: "Ctrl+K" } as Action;
  const free = { isInText: false, isOverlayOpen: false, areSingleKeysOn: true };
  const find = (keys: KeyPress, situation: Partial<typeof free> = {}) =>
    actionFor([single, global], keys, { ...free, ...situation })?.id ?? null;

  it.each([
    ["a letter", press("e"), {}, "single"],
    ["a letter in an input", press("e"), { isInText: true }, null],
    ["a letter under a dialog", press("e"), { isOverlayOpen: true }, null],
    ["a letter with letters turned off", press("e"), { areSingleKeysOn: false }, null],
    ["Ctrl+K in an input", press("k", { ctrlKey: true }), { isInText: true }, "global"],
    ["Ctrl+K while composing", press("k", { ctrlKey: true, isComposing: true }), {}, null],
    ["a letter of an input method", press("e", { keyCode: 229 }), {}, null],
    ["a key without meaning", press("q"), {}, null],
  ])("%s", (_, keys, situation, expected) => {
    expect(find(keys, situation)).toBe(expected);
  });
});

it("knows where letters are text", () => {
  const input = document.createElement("input");
  const box = document.createElement("input");
  box.type = "checkbox";
  expect(isTextInput(input)).toBe(true);
  expect(isTextInput(document.createElement("textarea"))).toBe(true);
  expect(isTextInput(box)).toBe(false);
  expect(isTextInput(document.createElement("button"))).toBe(false);
  expect(isTextInput(null)).toBe(false);
});

describe("all actions", () => {
  it("have an id of their own", () => {
    const ids = allActions.map((action) => action.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("have a shortcut of their own", () => {
    const keys = allActions.flatMap((action) => action.shortcut ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(
      expect.arrayContaining(["J", "K", "R", "N", "E", "Z", "/", "Ctrl+K", "Alt+1", "Alt+4", "?"]),
    );
  });
});
