import type { LegParts } from "@madoguchi/shared/phone_leg";
import { expect, test } from "vitest";
import { TestCall } from "./test_call";
import { settle } from "./testing";

/** A browser with just enough of WebRTC to make an offer. */
function makeParts(): LegParts {
  const peer = {
    iceGatheringState: "complete",
    connectionState: "new",
    localDescription: { sdp: "offer" },
    addTransceiver: () => ({ sender: { replaceTrack: async () => undefined } }),
    setLocalDescription: async () => undefined,
    setRemoteDescription: async () => undefined,
    close: () => undefined,
  };
  return {
    makePeer: () => peer as unknown as RTCPeerConnection,
    getMicrophone: () => Promise.reject(new DOMException("none", "NotFoundError")),
    silence: () => null,
    speaker: { play: () => undefined, stop: () => undefined },
    meter: () => null,
    timers: { after: () => () => undefined },
  } as unknown as LegParts;
}

test("a test that fails late does not end the one that was started since", async () => {
  const asked: { fail: (error: Error) => void }[] = [];
  const exchange = () => new Promise<string>((_, fail) => asked.push({ fail }));
  const call = new TestCall(makeParts, exchange);
  void call.start();
  await settle();
  call.stop();
  void call.start();
  await settle();
  asked[0]?.fail(new Error("late"));
  await settle();
  expect(call.getState().leg).not.toBeNull();
  expect(call.getState().error).toBeNull();
  asked[1]?.fail(new Error("now"));
  await settle();
  expect(call.getState().leg).toBeNull();
  expect(call.getState().error).toEqual(new Error("now"));
});
