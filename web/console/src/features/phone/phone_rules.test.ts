import type { LegState } from "@madoguchi/shared/phone_leg";
import { describe, expect, it } from "vitest";
import { keyOf, kKeys } from "./keypad_rules";
import { canSpeakWith, noticeOf } from "./notice_rules";
import { barHeights, kBars, pushed } from "./wave_rules";
import { wrapUpClock } from "./wrap_up_rules";

describe("what is said about the audio", () => {
  const leg = (part: Partial<LegState> = {}): LegState => ({
    connection: "connected",
    microphone: "on",
    ...part,
  });
  const heard = { isLegConnected: true, isOnDeskPhone: false };
  const unheard = { isLegConnected: false, isOnDeskPhone: false };
  const onDesk = { isLegConnected: true, isOnDeskPhone: true };

  it.each([
    ["all is well", heard, { leg: leg(), isHolder: true }, false, null],
    [
      "still connecting",
      unheard,
      { leg: leg({ connection: "connecting" }), isHolder: true },
      false,
      null,
    ],
    ["elsewhere", heard, { leg: null, isHolder: false }, false, "call.elsewhere"],
    ["on the desk phone", onDesk, { leg: null, isHolder: true }, false, "call.onDeskPhone"],
    ["coming back", unheard, { leg: null, isHolder: true }, false, "call.audioLost"],
    ["nowhere", unheard, { leg: null, isHolder: false }, false, "call.noAudio"],
    ["lost", heard, { leg: leg({ connection: "lost" }), isHolder: true }, true, "call.audioLost"],
    [
      "refused",
      heard,
      { leg: leg({ microphone: "refused" }), isHolder: true },
      true,
      "call.microphoneRefused",
    ],
    [
      "missing",
      heard,
      { leg: leg({ microphone: "missing" }), isHolder: true },
      false,
      "call.microphoneMissing",
    ],
    [
      "busy",
      heard,
      { leg: leg({ microphone: "busy" }), isHolder: true },
      false,
      "call.microphoneBusy",
    ],
    ["not answered yet", heard, { leg: leg({ microphone: "asked" }), isHolder: true }, false, null],
    ["socket lost", heard, { leg: leg(), isHolder: true }, true, "call.serverLost"],
  ] as const)("%s", (_, call, state, isServerLost, expected) => {
    expect(noticeOf(call, state, isServerLost)?.text ?? null).toBe(expected);
  });

  it("lets one mute only what can be heard", () => {
    expect((["asked", "on"] as const).every(canSpeakWith)).toBe(true);
    expect((["refused", "missing", "busy"] as const).some(canSpeakWith)).toBe(false);
  });

  it("offers another try where the operator can mend it", () => {
    const state = { leg: leg({ microphone: "refused" }), isHolder: true };
    expect(noticeOf(heard, state, false)).toMatchObject({ canRetry: true, isUrgent: true });
    expect(noticeOf(heard, { leg: leg(), isHolder: true }, true)?.isUrgent).toBe(false);
  });
});

describe("the waveform", () => {
  it("shows the newest level in the middle and moves it outward", () => {
    const quiet = new Array<number>(5).fill(0);
    const once = pushed(quiet, 1);
    expect(once).toEqual([0, 0, 1, 0, 0]);
    expect(pushed(once, 0.5)).toEqual([0, 1, 0.5, 1, 0]);
    expect(pushed(pushed(once, 0.5), 0)).toEqual([1, 0.5, 0, 0.5, 1]);
  });

  it("is a row of dots in silence and never higher than its box", () => {
    expect(barHeights(new Array(kBars).fill(0), 28)).toEqual(new Array(kBars).fill(3));
    expect(barHeights([1, 2, -1], 28)).toEqual([28, 28, 3]);
  });
});

describe("the keypad", () => {
  const press = (key: string, part = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...part,
  });

  it("has the twelve keys of a telephone", () => {
    expect(kKeys.map(([key]) => key).join("")).toBe("123456789*0#");
  });

  it.each([
    [press("5"), "5"],
    [press("５"), "5"],
    [press("＃"), "#"],
    [press("*"), "*"],
    [press("a"), null],
    [press("Enter"), null],
    [press("1", { altKey: true }), null],
    [press("1", { ctrlKey: true }), null],
  ])("%j is %s", (event, expected) => {
    expect(keyOf(event)).toBe(expected);
  });
});

describe("the time of a wrap-up", () => {
  it.each([
    [
      { since: 1000, until: null },
      43_000,
      { passed: 42_000, longest: null, share: null, isNearEnd: false },
    ],
    [
      { since: 0, until: 180_000 },
      45_000,
      { passed: 45_000, longest: 180_000, share: 0.25, isNearEnd: false },
    ],
    [
      { since: 0, until: 180_000 },
      150_000,
      { passed: 150_000, longest: 180_000, share: 150 / 180, isNearEnd: true },
    ],
    [
      { since: 0, until: 180_000 },
      200_000,
      { passed: 200_000, longest: 180_000, share: 1, isNearEnd: true },
    ],
    [{ since: 5000, until: 5000 }, 4000, { passed: 0, longest: 1, share: 0, isNearEnd: true }],
  ])("%j at %i", (wrapUp, now, expected) => {
    expect(wrapUpClock(wrapUp, now)).toEqual(expected);
  });
});
