import { describe, expect, it } from "vitest";
import { contrast, darkenToContrast, isHexColor } from "./color";

describe("contrast", () => {
  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#ffffff", 1],
    ["#767676", "#ffffff", 4.54],
    ["#2b57a6", "#ffffff", 6.98],
  ])("%s on %s is about %f", (a, b, expected) => {
    expect(contrast(a, b)).toBeCloseTo(expected, 1);
  });

  it("darkens until white can be read", () => {
    const shade = darkenToContrast("#f0b429");
    expect(contrast(shade, "#ffffff")).toBeGreaterThanOrEqual(4.5);
    expect(darkenToContrast("#2b57a6")).toBe("#2b57a6");
  });

  it("knows a color when it sees one", () => {
    expect(isHexColor("#12aBff")).toBe(true);
    expect(isHexColor("#12aBf")).toBe(false);
    expect(isHexColor("red")).toBe(false);
  });
});
