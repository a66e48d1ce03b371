import { describe, expect, it } from "vitest";
import type { MyService } from "../app/api";
import type { Translate } from "../i18n/i18n";
import { makeCall } from "../live/testing";
import {
  aboutCaller,
  callerIn,
  callerOf,
  lineOf,
  mayPhone,
  missedText,
  secondsLeft,
  shareLeft,
  whyPhoneOff,
  written,
} from "./rules";

const t: Translate = (key) => key;

function service(canPhone: boolean): MyService {
  return {
    id: "10",
    key: "k",
    name: "暦舎",
    role: "operator",
    canChat: true,
    canPhone,
    color: "#000",
    language: "ja",
    timeZone: "Asia/Tokyo",
  };
}

describe("the right to the phone", () => {
  it.each([
    ["1101", [true], true],
    ["1101", [false, true], true],
    ["1101", [false], false],
    [null, [true], false],
  ])("extension %s, services %j: %s", (extension, services, expected) => {
    expect(mayPhone({ extension, services: services.map(service) })).toBe(expected);
  });
});

it.each([
  [null, false, false, "phone.noExtension"],
  ["1101", false, true, "phone.switchedOff"],
  ["1101", true, false, "phone.notConnected"],
  ["1101", true, true, null],
])("extension %s, switch %s, connected %s: %s", (extension, phone, isPhoneConnected, expected) => {
  expect(whyPhoneOff({ extension }, { phone, isPhoneConnected })).toBe(expected);
});

it.each([
  ["09012345678", "090-1234-5678"],
  ["+819012345678", "090-1234-5678"],
  ["05012345678", "050-1234-5678"],
  ["0368221100", "03-6822-1100"],
  ["0612345678", "06-1234-5678"],
  ["0120123456", "0120-123-456"],
  ["08001234567", "0800-123-4567"],
  ["08012345678", "080-1234-5678"],
  ["0466123456", "0466123456"],
  ["+14155550100", "+14155550100"],
  ["1101", "1101"],
  ["", ""],
])("%s is written %s", (number, expected) => {
  expect(written(number)).toBe(expected);
});

describe("the caller", () => {
  it.each([
    [{}, "山田 花子", "090-1234-5678", "090-1234-5678・契約窓口"],
    [{ customerName: "" }, "090-1234-5678", "call.unregistered", "契約窓口"],
    [{ customerName: "", otherNumber: "" }, "call.withheld", "", "契約窓口"],
    [{ otherNumber: "" }, "山田 花子", "call.withheld", "契約窓口"],
  ])("%j", (part, name, about, line) => {
    const call = makeCall(part);
    expect(callerOf(call, t)).toBe(name);
    expect(aboutCaller(call, t)).toBe(about);
    expect(lineOf(call)).toBe(line);
  });
});

it("says of a call from the web that it is one, where another number would be withheld", () => {
  const call = { otherNumber: "", customerName: "", isWeb: true };
  expect([callerOf(call, t), aboutCaller(call, t)]).toEqual(["call.web", ""]);
  const named = { ...call, customerName: "佐藤" };
  expect([callerOf(named, t), aboutCaller(named, t)]).toEqual(["佐藤", "call.web"]);
});

describe("the time to answer", () => {
  it.each([
    [1000, 20, 1],
    [1001, 20, 0.99995],
    [11_000, 10, 0.5],
    [21_000, 0, 0],
    [30_000, 0, 0],
  ])("at %i: %i s, %f of it", (now, seconds, share) => {
    expect(secondsLeft(21_000, now)).toBe(seconds);
    expect(shareLeft(makeCall(), now)).toBeCloseTo(share, 6);
  });

  it("has no end that is not given", () => {
    expect(secondsLeft(null, 5000)).toBe(0);
    expect(shareLeft(makeCall({ offerEndsAt: null }), 5000)).toBe(0);
  });
});

it.each([
  [21_000, 21_300, "call.missedInTime"],
  [21_000, 20_200, "call.missedInTime"],
  [21_000, 9000, "call.missedHungUp"],
  [null, 9000, "call.missedHungUp"],
])("an offer until %s that is gone at %i: %s", (offerEndsAt, now, expected) => {
  expect(missedText(offerEndsAt, now)).toBe(expected);
});

describe("the caller of a contact", () => {
  const call = { otherNumber: "09011112222", isWeb: false };

  it("is not named by the number under which it is kept", () => {
    expect(callerIn({ customerName: "09011112222", call }).customerName).toBe("");
    expect(callerIn({ customerName: "山田", call })).toEqual({
      customerName: "山田",
      otherNumber: "09011112222",
      isWeb: false,
    });
  });

  it("of a chat has no number", () => {
    expect(callerIn({ customerName: "", call: null }).otherNumber).toBe("");
  });
});
