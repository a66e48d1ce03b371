import { describe, expect, it } from "vitest";
import { bytes, clock, daysBetween, makeTimes } from "./times";

const now = new Date(2026, 10, 20, 16, 30).getTime();
const at = (month: number, day: number, hour = 16, minute = 2, year = 2026) =>
  new Date(year, month - 1, day, hour, minute).getTime();

describe("live clocks", () => {
  it.each([
    [0, "00:00"],
    [-5000, "00:00"],
    [59_999, "00:59"],
    [167_000, "02:47"],
    [3_599_000, "59:59"],
    [2_512_000, "41:52"],
    [3_600_000, "01:00:00"],
    [90_061_000, "25:01:01"],
  ])("%i ms is %s", (milliseconds, expected) => {
    expect(clock(milliseconds)).toBe(expected);
  });
});

describe("sizes", () => {
  it.each([
    [12, "12 B"],
    [290_816, "284 KB"],
    [1_572_864, "1.5 MB"],
  ])("%i is %s", (size, expected) => {
    expect(bytes(size)).toBe(expected);
  });
});

it("counts days by the calendar", () => {
  expect(daysBetween(at(11, 19, 23, 59), at(11, 20, 0, 1))).toBe(1);
  expect(daysBetween(at(11, 20, 0, 0), at(11, 20, 23, 59))).toBe(0);
});

describe("days", () => {
  it.each([
    ["ja" as const, at(11, 20), "今日"],
    ["ja" as const, at(11, 19), "昨日"],
    ["ja" as const, at(11, 12), "11月12日（木）"],
    ["ja" as const, at(11, 12, 9, 0, 2025), "2025年11月12日（水）"],
    ["en" as const, at(11, 20), "Today"],
    ["en" as const, at(11, 12), "12 Nov (Thu)"],
    ["ko" as const, at(11, 19), "어제"],
    ["ko" as const, at(11, 12), "11월 12일 (목)"],
  ])("in %s: %i is %s", (language, time, expected) => {
    expect(makeTimes(language).day(time, now)).toBe(expected);
  });
});

describe("moments", () => {
  it.each([
    ["ja" as const, at(11, 20), "16:02"],
    ["ja" as const, at(11, 19), "昨日 16:02"],
    ["ja" as const, at(11, 12, 9, 5), "11月12日 09:05"],
    ["en" as const, at(11, 19), "Yesterday 16:02"],
    ["ko" as const, at(11, 12, 0, 5), "11월 12일 00:05"],
  ])("in %s: %i is %s", (language, time, expected) => {
    expect(makeTimes(language).moment(time, now)).toBe(expected);
  });
});

describe("times of a list", () => {
  it.each([
    ["ja" as const, now - 10_000, "たった今"],
    ["ja" as const, now - 6 * 60_000, "6分前"],
    ["ja" as const, now - 2 * 3_600_000, "14:30"],
    ["ja" as const, at(11, 19), "昨日"],
    ["ja" as const, at(11, 12), "11/12"],
    ["en" as const, now - 6 * 60_000, "6 min"],
    ["ko" as const, now - 6 * 60_000, "6분 전"],
  ])("in %s: %i is %s", (language, time, expected) => {
    expect(makeTimes(language).ago(time, now)).toBe(expected);
  });
});
