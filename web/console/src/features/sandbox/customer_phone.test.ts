import { expect, it, vi } from "vitest";

class FakePeer {
  iceGatheringState = "complete";
  localDescription = { sdp: "offer" };
  addTransceiver = () => ({ sender: {} });
  setLocalDescription = async () => {};
  close = () => {};
}

class FakeContext {
  createConstantSource = () => ({ offset: {}, connect: () => {}, start: () => {} });
  createMediaStreamDestination = () => ({ stream: { getAudioTracks: () => [] } });
}

it("tells why a call did not begin at that call alone", async () => {
  const answers: (() => void)[] = [];
  vi.stubGlobal("RTCPeerConnection", FakePeer);
  vi.stubGlobal("AudioContext", FakeContext);
  const refusal = () => Response.json({ code: "conflict" }, { status: 409 });
  vi.stubGlobal("fetch", () => new Promise((done) => answers.push(() => done(refusal()))));
  // The client of the API keeps the fetch that it finds when it is loaded.
  const { CustomerPhone } = await import("./customer_phone");
  const phone = new CustomerPhone();
  const first = phone.dial("0312345678");
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  phone.hangUp();
  const second = phone.dial("0312345678");
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[0]?.();
  await first;
  expect(phone.getView()).toMatchObject({ error: null, call: { stage: "connecting" } });
  answers[1]?.();
  await second;
  expect(phone.getView().error).not.toBeNull();
});
