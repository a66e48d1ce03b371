import { expect, it } from "vitest";
import { lossOf, lossVerdict, roundTripVerdict } from "./quality_rules";

const kNothing = { roundTripMs: null, received: 0, lost: 0 };

it.each([
  [null, null],
  [0, "good"],
  [300, "good"],
  [301, "fair"],
  [600, "fair"],
  [601, "poor"],
])("a round trip of %s ms is %s", (roundTripMs, verdict) => {
  expect(roundTripVerdict({ ...kNothing, roundTripMs })).toBe(verdict);
});

it.each([
  [0, 0, null, null],
  [100, 0, 0, "good"],
  [99, 1, 0.01, "good"],
  [97, 3, 0.03, "fair"],
  [90, 10, 0.1, "poor"],
  [100, -2, 0, "good"],
])("%i received and %i lost: %s, %s", (received, lost, loss, verdict) => {
  const quality = { ...kNothing, received, lost };
  expect([lossOf(quality), lossVerdict(quality)]).toEqual([loss, verdict]);
});
