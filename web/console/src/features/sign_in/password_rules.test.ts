import { expect, it } from "vitest";
import { whyNotPassword } from "./password_rules";

it.each([
  ["short", "short", "password.short"],
  ["123456789", "123456789", "password.short"],
  ["1234567890", "1234567890", null],
  ["1234567890", "1234567891", "password.differ"],
  ["👍👍👍👍👍", "👍👍👍👍👍", "password.short"],
])("%s and %s: %s", (password, again, expected) => {
  expect(whyNotPassword(password, again)).toBe(expected);
});
