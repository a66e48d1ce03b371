import { describe, expect, it } from "vitest";
import type { Translate } from "../../i18n/i18n";
import { makeContact } from "../../live/testing";
import { duration, endText, flowOf, titleOf, versionOf } from "./call_rules";
import { bars, clamped, playTime, positionAfter } from "./player_rules";
import type { Call } from "./queries";

const t: Translate = (key, values) => (values ? `${key} ${JSON.stringify(values)}` : key);

function makeCall(part: Partial<Call> = {}): Call {
  return {
    contactId: "100",
    number: 1,
    direction: "inbound",
    otherNumber: "09012345678",
    ownNumber: "0368221100",
    trunk: "carrier",
    isWeb: false,
    customerId: "30",
    customerName: "山田 花子",
    queueName: "契約窓口",
    ownerId: "1",
    ownerName: "鈴木 彩",
    arrivedAt: 1000,
    answeredAt: 39_000,
    endedAt: 432_000,
    endReason: "customerEnded",
    missedReason: null,
    waitingMs: 38_000,
    talkMs: 393_000,
    heldMs: 72_000,
    wrapUpMs: 42_000,
    offerCount: 1,
    hasRecording: true,
    ...part,
  };
}

const kMissed = makeCall({
  answeredAt: null,
  endReason: "userLeft",
  missedReason: "userLeft",
  talkMs: 0,
  heldMs: 0,
  wrapUpMs: 0,
  ownerId: null,
  ownerName: "",
});

it.each([
  [0, "calls.seconds", { s: 0 }],
  [38_400, "calls.seconds", { s: 38 }],
  [59_600, "calls.minutes", { m: 1, s: 0 }],
  [222_000, "calls.minutes", { m: 3, s: 42 }],
])("%i ms is %s %j", (milliseconds, key, values) => {
  expect(duration(t, milliseconds)).toBe(t(key as Parameters<Translate>[0], values));
});

it.each([
  [makeCall(), "callCard.answered"],
  [kMissed, "call.missed"],
  [makeCall({ endedAt: null }), "callCard.running"],
  [makeCall({ endedAt: null, answeredAt: null }), "callCard.waiting"],
  [makeCall({ direction: "outbound" }), "callCard.outbound"],
])("%#: the card says what kind of call it is", (call, expected) => {
  expect(titleOf(call)).toBe(expected);
});

it("has words for each way in which a call ends, and none for a chat's", () => {
  expect(endText("ringTimeout")).toBe("callEnd.ringTimeout");
  expect(endText("signallingLost")).toBe("callEnd.mediaLost");
  expect(endText("customerSilent")).toBeNull();
  expect(endText(null)).toBeNull();
});

describe("how a call went", () => {
  const whats = (call: Call) => flowOf(call, t).map((step) => step.what);

  it("names what happened, in its order", () => {
    expect(whats(makeCall())).toEqual(["arrived", "waited", "answered", "held", "ended", "wrapUp"]);
    expect(flowOf(makeCall(), t).at(-2)?.text).toBe("callEnd.customerEnded");
  });

  it("leaves out what did not happen", () => {
    expect(whats(makeCall({ waitingMs: 400, heldMs: 0, wrapUpMs: 0 }))).toEqual([
      "arrived",
      "answered",
      "ended",
    ]);
    expect(whats(makeCall({ endedAt: null, endReason: null, heldMs: 0, wrapUpMs: 0 }))).toEqual([
      "arrived",
      "waited",
      "answered",
    ]);
    expect(whats(makeCall({ direction: "outbound" }))[0]).toBe("dialed");
  });

  it("names who called and who answered, whichever way the call went", () => {
    const texts = (call: Call) => flowOf(call, t).map(({ what, text }) => [what, text]);
    const call = makeCall({ customerName: "岡田", ownerName: "田中", queueName: "総合窓口" });
    expect(texts(call)[0]).toEqual(["arrived", "総合窓口"]);
    expect(texts(call)).toContainEqual(["answered", "田中"]);
    const outbound = texts({ ...call, direction: "outbound" });
    expect(outbound[0]).toEqual(["dialed", "田中・総合窓口"]);
    expect(outbound).toContainEqual(["answered", "岡田"]);
  });

  it("says why nobody answered", () => {
    const steps = flowOf(kMissed, t);
    expect(steps.map((step) => step.what)).toEqual(["arrived", "waited", "missed"]);
    expect(steps.at(-1)?.text).toBe("callEnd.userLeft");
  });

  it("says how often it rang when it was more than once", () => {
    expect(flowOf(makeCall({ offerCount: 3 }), t)[1]?.text).toContain("callFlow.offers");
    expect(flowOf(makeCall(), t)[1]?.text).not.toContain("callFlow.offers");
  });
});

it("asks for a call anew when its contact did something", () => {
  const call = {
    direction: "inbound",
    otherNumber: "1",
    ownNumber: "2",
    isWeb: false,
    answeredAt: null,
    isHeld: false,
    hasRecording: false,
  } as const;
  const contact = makeContact({ channel: "call", call });
  const version = versionOf(contact);
  expect(versionOf({ ...contact, messageCount: 9 })).toBe(version);
  for (const part of [
    { endedAt: 5 },
    { ownerId: "2" },
    { call: { ...call, answeredAt: 5 } },
    { call: { ...call, isHeld: true } },
    { call: { ...call, hasRecording: true } },
  ]) {
    expect(versionOf({ ...contact, ...part })).not.toBe(version);
  }
});

describe("the player", () => {
  it.each([
    [0, "0:00"],
    [9.9, "0:09"],
    [76, "1:16"],
    [3671, "61:11"],
    [-3, "0:00"],
  ])("%f s is %s", (seconds, expected) => {
    expect(playTime(seconds)).toBe(expected);
  });

  it.each([
    ["ArrowLeft", 12, 7],
    ["ArrowLeft", 3, 0],
    ["ArrowRight", 12, 17],
    ["ArrowRight", 58, 60],
    ["Home", 12, 0],
    ["End", 12, 60],
    ["PageUp", 12, 42],
    ["PageDown", 12, 0],
    ["Tab", 12, null],
  ])("%s at %i leads to %s", (key, at, expected) => {
    expect(positionAfter(key, at, 60)).toBe(expected);
  });

  it("stays within the recording", () => {
    expect(clamped(70, 60)).toBe(60);
    expect(clamped(-1, 60)).toBe(0);
    expect(clamped(5, 0)).toBe(0);
  });

  it("draws the loudest of both channels in each part", () => {
    const peaks = [
      [0, 255, 0, 0],
      [51, 0, 0, 102],
    ];
    expect(bars(peaks, 2)).toEqual([1, 0.4]);
    expect(bars(peaks, 4)).toEqual([0.2, 1, 0, 0.4]);
    expect(bars([[255]], 3)).toEqual([1, 1, 1]);
    expect(bars([], 2)).toEqual([0, 0]);
  });
});
