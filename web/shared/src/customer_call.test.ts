import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { CustomerCall } from "./customer_call";
import { makeTimers, settle } from "./testing";

class FakeSocket {
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  isClosed = false;
  close() {
    this.isClosed = true;
  }
  say(frame: object) {
    this.onmessage?.({ data: JSON.stringify({ type: "call", ...kWaiting, ...frame }) });
  }
}

const kWaiting = { stage: "waiting", place: 2, operatorName: "", endReason: null };
const keys = vi.fn();

class FakePeer {
  iceGatheringState = "complete";
  connectionState = "new";
  localDescription = { sdp: "offer" };
  isClosed = false;
  onconnectionstatechange: (() => void) | null = null;
  addTransceiver = () => ({ sender: { replaceTrack: async () => {}, dtmf: { insertDTMF: keys } } });
  setLocalDescription = async () => {};
  setRemoteDescription = async () => {};
  close() {
    this.isClosed = true;
  }
  become(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}

beforeAll(() => vi.stubGlobal("MediaStream", class {}));
beforeEach(() => keys.mockClear());

function makeCall(microphone: () => Promise<MediaStreamTrack> = async () => kTrack) {
  const { timers, pass } = makeTimers();
  const peer = new FakePeer();
  const sockets: FakeSocket[] = [];
  const api = {
    open: vi.fn(async (_sdp: string) => ({ callId: "7", sdp: "answer" })),
    hangUp: vi.fn(async (_id: string) => {}),
    watch: vi.fn((_id: string) => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    }),
  };
  const call = new CustomerCall({
    api,
    leg: {
      makePeer: () => peer as unknown as RTCPeerConnection,
      getMicrophone: microphone,
      silence: () => null,
      speaker: { play: () => {}, stop: () => {} },
      meter: () => null,
      timers,
    },
    now: () => 1000,
    onChange: () => {},
  });
  return { call, api, peer, sockets, pass };
}

const kTrack = { enabled: true, stop: () => {}, onended: null } as unknown as MediaStreamTrack;

it("shows what the server says, and since when the two talk", async () => {
  const { call, sockets, api } = makeCall();
  await call.start();
  expect(api.open).toHaveBeenCalledWith("offer");
  expect(call.view.stage).toBe("connecting");
  sockets[0]?.say({});
  expect(call.view).toMatchObject({ stage: "waiting", place: 2, talkingSince: null });
  sockets[0]?.say({ stage: "talking", place: null, operatorName: "田中" });
  expect(call.view).toMatchObject({ operatorName: "田中", talkingSince: 1000 });
});

it("ends with the reason of the server, and lets go of everything", async () => {
  const { call, sockets, peer } = makeCall();
  await call.start();
  sockets[0]?.say({ stage: "ended", endReason: "operatorEnded" });
  expect(call.isOver).toBe(true);
  expect(call.view.endReason).toBe("operatorEnded");
  expect([peer.isClosed, sockets[0]?.isClosed]).toEqual([true, true]);
});

it("hangs up at once and tells the server once", async () => {
  const { call, api, peer } = makeCall();
  await call.start();
  call.hangUp();
  call.hangUp();
  expect(api.hangUp.mock.calls).toEqual([["7"]]);
  expect([call.isOver, peer.isClosed]).toEqual([true, true]);
});

it("hangs up a call that is only answered after it was given up", async () => {
  const { call, api } = makeCall();
  let answer: (opened: { callId: string; sdp: string }) => void = () => {};
  api.open.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const started = call.start();
  await settle();
  call.hangUp();
  expect(api.hangUp).not.toHaveBeenCalled();
  answer({ callId: "9", sdp: "answer" });
  await started;
  expect(api.hangUp.mock.calls).toEqual([["9"]]);
  expect(api.watch).not.toHaveBeenCalled();
});

it("is over when the server takes no call", async () => {
  const { call, api, peer } = makeCall();
  api.open.mockRejectedValue(new Error("tryLater"));
  await expect(call.start()).rejects.toThrow("tryLater");
  expect([call.isOver, peer.isClosed]).toEqual([true, true]);
});

it("goes on without a microphone, and says why", async () => {
  const refused = async () => {
    throw new DOMException("no", "NotAllowedError");
  };
  const { call } = makeCall(refused);
  await call.start();
  await settle();
  expect(call.view).toMatchObject({ microphone: "refused", stage: "connecting" });
});

it("asks again how it stands after the socket broke; only what cannot be heard either is over", async () => {
  const { call, sockets, pass, peer } = makeCall();
  await call.start();
  peer.become("connected");
  for (let round = 0; round < 8; round += 1) {
    sockets.at(-1)?.onclose?.();
    pass(8000);
  }
  expect(sockets.length).toBe(9);
  expect(call.isOver).toBe(false);
  peer.become("failed");
  sockets.at(-1)?.onclose?.();
  expect(call.isOver).toBe(true);
});

it("says when the way to the server is broken, until it is mended", async () => {
  const { call, peer, pass } = makeCall();
  await call.start();
  peer.become("connected");
  peer.become("disconnected");
  pass(3000);
  expect(call.view.isLost).toBe(true);
  peer.become("connected");
  expect(call.view.isLost).toBe(false);
});

it("sends keys as telephone events", async () => {
  const { call } = makeCall();
  await call.start();
  call.press("5");
  expect(keys.mock.calls[0]?.[0]).toBe("5");
});
