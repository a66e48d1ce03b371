// @vitest-environment happy-dom
import { settle } from "@madoguchi/shared/testing";
import { beforeEach, expect, it, vi } from "vitest";
import type { Client } from "../client";
import { callState, hangUp, startCall } from "./call";

class FakePeer {
  iceGatheringState = "complete";
  localDescription = { sdp: "offer" };
  addTransceiver = () => ({ sender: {} });
  setLocalDescription = async () => {};
  close = () => {};
}

let contexts = 0;

class FakeContext {
  constructor() {
    contexts += 1;
  }
  createConstantSource = () => ({ offset: {}, connect: () => {}, start: () => {} });
  createMediaStreamDestination = () => ({ stream: { getAudioTracks: () => [] } });
}

/** What the server says to each request that opened a call, when the test says so. */
let answers: ((status: number, code: string) => void)[] = [];

beforeEach(() => {
  answers = [];
  vi.stubGlobal("RTCPeerConnection", FakePeer);
  vi.stubGlobal("AudioContext", FakeContext);
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("fetch", () => {
    return new Promise((done) => {
      answers.push((status, code) => done(new Response(JSON.stringify({ code }), { status })));
    });
  });
});

const client = {
  state: { visit: "open", config: null },
  base: "/api/",
  refresh: () => {},
} as unknown as Client;

it("shows the failure of a call at that call alone", async () => {
  startCall(client);
  await settle();
  hangUp();
  startCall(client);
  await settle();
  const [first, second] = answers;
  first?.(409, "conflict");
  await new Promise((done) => setTimeout(done));
  expect(callState()).toMatchObject({ problem: "", view: { stage: "connecting" } });
  second?.(503, "unavailable");
  await vi.waitFor(() => expect(callState().problem).toBe("unavailable"));
});

it("makes one audio context for all calls", () => {
  startCall(client);
  hangUp();
  startCall(client);
  hangUp();
  expect(contexts).toBe(1);
});
