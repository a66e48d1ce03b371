// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { sends } from "./keyboard";

const key = (part: object) => ({
  key: "Enter",
  isComposing: false,
  keyCode: 13,
  shiftKey: false,
  altKey: false,
  ...part,
});

it.each([
  ["Enter", {}, true],
  ["Shift+Enter", { shiftKey: true }, false],
  ["Enter while composing", { isComposing: true }, false],
  ["the Enter that ends a composition in Safari", { keyCode: 229 }, false],
  ["a letter", { key: "a" }, false],
])("%s sends: %s", (_, part, expected) => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  expect(sends(key(part))).toBe(expected);
});

it("makes a new line on a touch keyboard", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  expect(sends(key({}))).toBe(false);
});
