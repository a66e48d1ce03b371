import { expect, it } from "vitest";
import { type Dialed, isEmergency, pressed, shortened } from "./dial_rules";

const kShop: Dialed = { number: "0345201180", isOwn: false };

it("begins a number of one's own with the first key", () => {
  const dialed = ["1", "1", "7"].reduce(pressed, kShop);
  expect(dialed).toEqual({ number: "117", isOwn: true });
});

it("goes back to the number of the shop when all is deleted", () => {
  expect(shortened({ number: "12", isOwn: true }, kShop.number)).toEqual({
    number: "1",
    isOwn: true,
  });
  expect(shortened({ number: "1", isOwn: true }, kShop.number)).toEqual(kShop);
});

it("takes no more than twenty digits", () => {
  const long = Array.from({ length: 30 }, () => "9").reduce(pressed, kShop);
  expect(long.number).toBe("9".repeat(20));
});

it.each([
  ["110", true],
  ["118", true],
  ["119", true],
  ["184110", true],
  ["1190", false],
  ["0110", false],
])("%s is an emergency number: %s", (number, is) => {
  expect(isEmergency(number)).toBe(is);
});
