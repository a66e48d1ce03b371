import { expect, it } from "vitest";
import { initial, oneLine } from "./text";

it.each([
  ["a\nb\r\n\tc", 10, "a b c"],
  ["あいうえお", 3, "あいう"],
  ["a😀b", 2, "a😀"],
  ["\ud83d", 5, "\ufffd"],
  ["x\u0000\u001fy", 5, "x y"],
])("%j of at most %i is %j", (text, max, expected) => {
  expect(oneLine(text, max)).toBe(expected);
});

it.each([
  ["鈴木", "鈴"],
  ["😀屋", "😀"],
  ["", ""],
])("the initial of %j is %j", (name, expected) => {
  expect(initial(name)).toBe(expected);
});
