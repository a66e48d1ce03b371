import { describe, expect, it } from "vitest";
import { keepOrder } from "./use_order";

describe("an order that is kept", () => {
  it.each([
    ["stays", ["a", "b", "c"], ["c", "b", "a"], ["a", "b", "c"]],
    ["takes new ones at the end", ["a", "b"], ["n", "b", "a"], ["a", "b", "n"]],
    ["lets gone ones go", ["a", "b", "c"], ["c", "a"], ["a", "c"]],
    ["begins with what is there", [], ["x", "y"], ["x", "y"]],
  ])("%s", (_, before, now, expected) => {
    expect(keepOrder(before, now)).toEqual(expected);
  });
});
