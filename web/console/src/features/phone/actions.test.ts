import { afterEach, describe, expect, it, vi } from "vitest";
import type { ActionContext } from "../../app/action";
import { actionFor } from "../../app/shortcuts";
import type { OperatorState } from "../../live/frames";
import { makeCall, makeState } from "../../live/testing";
import { currentPhone } from "../../phone/current";
import type { Phone } from "../../phone/phone";
import { answerCall, backToReady, declineCall, holdCall, muteCall, phoneActions } from "./actions";

function contextOf(me: OperatorState): ActionContext {
  const live = { getState: () => ({ me }) };
  return { live, go: vi.fn(), t: (key: string) => key } as unknown as ActionContext;
}

function putPhone(part: Partial<Phone>): void {
  currentPhone.set(part as Phone);
}

afterEach(() => currentPhone.set(null));

const kRinging = contextOf(makeState({ activity: "ringing", call: makeCall() }));
const kTalking = contextOf(
  makeState({ activity: "talking", call: makeCall({ stage: "talking", isHeld: true }) }),
);
const kWrapUp = contextOf(makeState({ activity: "wrapUp" }));

describe("an action of the phone", () => {
  it.each([
    [answerCall, kRinging, true],
    [declineCall, kRinging, true],
    [answerCall, kTalking, false],
    [declineCall, kWrapUp, false],
    [holdCall, kTalking, true],
    [holdCall, kRinging, false],
    [backToReady, kWrapUp, true],
    [backToReady, kTalking, false],
  ])("%#: is there when it makes sense", (action, context, expected) => {
    expect(action.isAllowed?.(context)).toBe(expected);
  });

  it("mutes only where the audio is", () => {
    const state = { isHolder: true, isMuted: false, answering: null, isDialing: false };
    putPhone({ getState: () => ({ ...state, leg: null }) });
    expect(muteCall.isAllowed?.(kTalking)).toBe(false);
    const leg = { connection: "connected", microphone: "on" } as const;
    putPhone({ getState: () => ({ ...state, leg }) });
    expect(muteCall.isAllowed?.(kTalking)).toBe(true);
  });

  it("opens the room of the caller after the answer", async () => {
    const answer = vi.fn(async () => undefined);
    putPhone({ answer });
    await answerCall.run(kRinging);
    expect(answer).toHaveBeenCalledOnce();
    expect(kRinging.go).toHaveBeenCalledWith("/inbox/mine/100");
  });

  it("resumes what is held", async () => {
    const hold = vi.fn(async () => undefined);
    putPhone({ hold });
    await holdCall.run(kTalking);
    expect(hold).toHaveBeenCalledWith(false);
  });
});

describe("the keys", () => {
  const press = (code: string) => ({
    key: code.slice(-1).toLowerCase(),
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: true,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
  });

  it.each([
    ["KeyA", "call.answer"],
    ["KeyX", "call.decline"],
    ["KeyR", "call.ready"],
    ["KeyM", "call.mute"],
    ["KeyH", "call.hold"],
  ])("Alt with %s is %s, while one writes too", (code, id) => {
    const situation = { isInText: true, isOverlayOpen: false, areSingleKeysOn: false };
    expect(actionFor(phoneActions, press(code), situation)?.id).toBe(id);
  });
});
