import { expect, test } from "vitest";
import type { QueueRow } from "./queries";
import { toSeconds, wrongIn } from "./queue_rules";

const queue = (part: Partial<QueueRow> = {}): QueueRow => ({
  id: "1",
  name: "総合窓口",
  isDefault: true,
  ringSeconds: 20,
  longestWaitSeconds: 300,
  ...part,
});

test("seconds may be typed in digits of any width", () => {
  expect(toSeconds("45")).toBe(45);
  expect(toSeconds("４５")).toBe(45);
  expect(toSeconds("-3")).toBe(0);
  expect(toSeconds("soon")).toBe(0);
});

test("a queue in order has no errors", () => {
  expect(wrongIn([queue(), queue({ id: null, name: "注文" })])).toEqual([{}, {}]);
});

test("the second of two equal names is wrong, and an empty one", () => {
  const errors = wrongIn([queue(), queue({ name: " 総合窓口 " }), queue({ name: " " })]);
  expect(errors.map(({ name }) => name)).toEqual([undefined, "queues.doubleName", "form.required"]);
});

test.each([
  [{ ringSeconds: 4 }, "ringSeconds"],
  [{ ringSeconds: 121 }, "ringSeconds"],
  [{ longestWaitSeconds: 9 }, "longestWaitSeconds"],
  [{ longestWaitSeconds: 3601 }, "longestWaitSeconds"],
])("%o is out of range", (part, field) => {
  expect(Object.keys(wrongIn([queue(part)])[0] ?? {})).toEqual([field]);
});
