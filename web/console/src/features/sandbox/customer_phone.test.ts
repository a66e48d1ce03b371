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

const answers: (() => void)[] = [];
const refusal = () => Response.json({ code: "conflict" }, { status: 409 });
const kPatience = { timeout: 20_000 };

vi.stubGlobal("RTCPeerConnection", FakePeer);
vi.stubGlobal("AudioContext", FakeContext);
vi.stubGlobal("fetch", () => new Promise((done) => answers.push(() => done(refusal()))));
// The client of the API keeps the fetch that it finds when it is loaded.
const { CustomerPhone } = await import("./customer_phone");

it("tells why a call did not begin at that call alone", { timeout: 60_000 }, async () => {
  const phone = new CustomerPhone();
  const first = phone.dial("0312345678");
  await vi.waitFor(() => expect(answers).toHaveLength(1), kPatience);
  phone.hangUp();
  const second = phone.dial("0312345678");
  await vi.waitFor(() => expect(answers).toHaveLength(2), kPatience);
  answers[0]?.();
  await first;
  expect(phone.getView()).toMatchObject({ error: null, call: { stage: "connecting" } });
  answers[1]?.();
  await second;
  expect(phone.getView().error).not.toBeNull();
});
