import type { CallView } from "@madoguchi/shared/customer_call";
import { expect, it } from "vitest";
import type { CallState } from "./call";
import { duration, microphoneKey, stageKey } from "./words";

const kView: CallView = {
  stage: "waiting",
  place: null,
  operatorName: "",
  endReason: null,
  talkingSince: null,
  microphone: "on",
  isMuted: false,
  isLost: false,
};

function state(view: Partial<CallView> | null, problem: CallState["problem"] = ""): CallState {
  return { view: view && { ...kView, ...view }, problem, hasKeypad: false, pressed: "" };
}

it.each([
  [null, "", "callStarting"],
  [{}, "", "callSoon"],
  [{ place: 3 }, "", "callPlace"],
  [{ stage: "connecting" }, "", "callConnecting"],
  [{ stage: "talking" }, "", "callTalking"],
  [{ stage: "talking", isLost: true }, "", "callUnsteady"],
  [{ stage: "held" }, "", "callHeld"],
  [{ stage: "ended", endReason: "operatorEnded" }, "", "callEnded"],
  [{ stage: "ended", endReason: null }, "", "callEnded"],
  [{ stage: "ended", endReason: "noOperator" }, "", "callNobody"],
  [{ stage: "ended", endReason: "mediaLost" }, "", "callBroken"],
  [{ stage: "ended" }, "tryLater", "callBusy"],
  [{ stage: "ended" }, "rateLimited", "callBusy"],
  [{ stage: "ended" }, "conflict", "callElsewhere"],
  [{ stage: "ended" }, "unavailable", "callFailed"],
] as const)("%o %s is told as %s", (view, problem, key) => {
  expect(stageKey(state(view, problem))).toBe(key);
});

it("says why nobody hears the customer, while there is somebody", () => {
  expect(microphoneKey(state({ microphone: "refused" }))).toBe("microphoneRefused");
  expect(microphoneKey(state({ microphone: "busy" }))).toBe("microphoneBusy");
  expect(microphoneKey(state({ microphone: "asked" }))).toBeNull();
  expect(microphoneKey(state({ microphone: "refused", stage: "ended" }))).toBeNull();
});

it.each([
  [-5, "0:00"],
  [5_999, "0:05"],
  [754_000, "12:34"],
  [3_723_000, "1:02:03"],
])("%d ms is %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});
