import { beforeAll, describe, expect, it, vi } from "vitest";
import { PhoneLeg } from "./phone_leg";
import { makeTimers, settle } from "./testing";

class FakeTrack {
  enabled = true;
  isStopped = false;
  onended: (() => void) | null = null;
  stop() {
    this.isStopped = true;
  }
}

class FakePeer {
  iceGatheringState = "new";
  connectionState = "new";
  localDescription: { sdp: string } | null = null;
  remote: unknown = null;
  isClosed = false;
  sent: unknown = null;
  /** What replacing a track waits for. */
  replaced: Promise<void> = Promise.resolve();
  transceivers: { what: unknown; options: unknown }[] = [];
  ontrack: ((event: unknown) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  onicegatheringstatechange: (() => void) | null = null;

  addTransceiver(what: unknown, options: unknown) {
    this.transceivers.push({ what, options });
    const replaceTrack = async (track: unknown) => {
      this.sent = track;
      await this.replaced;
    };
    return { sender: { replaceTrack } };
  }
  async setLocalDescription() {
    this.localDescription = { sdp: "offer" };
  }
  async setRemoteDescription(description: unknown) {
    this.remote = description;
  }
  close() {
    this.isClosed = true;
  }
  become(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
  gathered() {
    this.iceGatheringState = "complete";
    this.onicegatheringstatechange?.();
  }
}

beforeAll(() => {
  vi.stubGlobal(
    "MediaStream",
    class {
      constructor(readonly tracks: unknown[]) {}
    },
  );
});

function setUp(
  microphone: () => Promise<FakeTrack> = async () => new FakeTrack(),
  isMuted = false,
) {
  const peer = new FakePeer();
  const { timers, pass } = makeTimers();
  const silent = new FakeTrack();
  const speaker = { play: vi.fn(), stop: vi.fn() };
  const listener = { onChange: vi.fn(), onLost: vi.fn() };
  const meters: { isClosed: boolean }[] = [];
  const leg = new PhoneLeg(
    {
      makePeer: () => peer as unknown as RTCPeerConnection,
      getMicrophone: microphone as unknown as () => Promise<MediaStreamTrack>,
      silence: () => silent as unknown as MediaStreamTrack,
      speaker,
      meter: () => {
        const meter = { isClosed: false };
        meters.push(meter);
        const close = () => {
          meter.isClosed = true;
        };
        return { level: () => 0.4, close };
      },
      timers,
    },
    listener,
    isMuted,
  );
  return { leg, peer, pass, silent, speaker, listener, meters };
}

const answer = vi.fn(async () => "answer");

describe("opening", () => {
  it("offers one audio transceiver that sends and receives, and takes the answer", async () => {
    const { leg, peer } = setUp();
    const opened = leg.open(answer);
    await settle();
    peer.gathered();
    await opened;
    expect(peer.transceivers).toHaveLength(1);
    expect(peer.transceivers[0]?.options).toEqual({ direction: "sendrecv" });
    expect(answer).toHaveBeenLastCalledWith("offer");
    expect(peer.remote).toEqual({ type: "answer", sdp: "answer" });
  });

  it("waits for candidates half a second and no longer", async () => {
    const { leg, peer, pass } = setUp();
    const exchange = vi.fn(async () => "answer");
    const opened = leg.open(exchange);
    await settle();
    pass(499);
    await settle();
    expect(exchange).not.toHaveBeenCalled();
    pass(1);
    await opened;
    expect(peer.remote).not.toBeNull();
  });

  it("sends silence until the microphone is there", async () => {
    let give: (track: FakeTrack) => void = () => undefined;
    const { leg, peer, silent } = setUp(() => new Promise((done) => (give = done)));
    peer.gathered();
    await leg.open(answer);
    expect(peer.transceivers[0]?.what).toBe(silent);
    expect(leg.state.microphone).toBe("asked");
    const track = new FakeTrack();
    give(track);
    await settle();
    expect(peer.sent).toBe(track);
    expect(leg.state.microphone).toBe("on");
  });

  it("does not call when it was closed while candidates gathered", async () => {
    const { leg, peer } = setUp();
    const exchange = vi.fn(async () => "answer");
    const opened = leg.open(exchange);
    await settle();
    leg.close();
    peer.gathered();
    await opened;
    expect(exchange).not.toHaveBeenCalled();
  });

  it("does not take an answer that comes after the end", async () => {
    const { leg, peer } = setUp();
    peer.gathered();
    const opened = leg.open(async () => {
      leg.close();
      return "answer";
    });
    await opened;
    expect(peer.remote).toBeNull();
  });
});

describe("the microphone", () => {
  it.each([
    ["NotAllowedError", "refused"],
    ["NotFoundError", "missing"],
    ["NotReadableError", "busy"],
  ])("%s leaves the call going on: %s", async (name, expected) => {
    const { leg, peer } = setUp(async () => {
      throw new DOMException("", name);
    });
    peer.gathered();
    await leg.open(answer);
    expect(leg.state.microphone).toBe(expected);
    expect(peer.isClosed).toBe(false);
    expect(peer.remote).not.toBeNull();
  });

  it("is muted by its track, one that is chosen later too", async () => {
    const tracks = [new FakeTrack(), new FakeTrack()];
    const { leg, peer } = setUp(async () => tracks.shift() ?? new FakeTrack(), true);
    peer.gathered();
    await leg.open(answer);
    const first = peer.sent as FakeTrack;
    expect(first.enabled).toBe(false);
    leg.setMuted(false);
    expect(first.enabled).toBe(true);
    leg.setMuted(true);
    await leg.askForMicrophone();
    expect(first.isStopped).toBe(true);
    expect((peer.sent as FakeTrack).enabled).toBe(false);
  });

  it("that is pulled out is missing", async () => {
    const { leg, peer } = setUp();
    peer.gathered();
    await leg.open(answer);
    (peer.sent as FakeTrack).onended?.();
    expect(leg.state.microphone).toBe("missing");
  });

  it("is let go when the end comes before it is sent, with the one before it", async () => {
    const tracks = [new FakeTrack(), new FakeTrack()] as const;
    const given = [...tracks];
    const { leg, peer, listener } = setUp(async () => given.shift() ?? new FakeTrack());
    await leg.askForMicrophone();
    let send: () => void = () => undefined;
    peer.replaced = new Promise((done) => (send = done));
    void leg.askForMicrophone();
    await settle();
    expect(tracks.map((track) => track.isStopped)).toEqual([false, false]);
    leg.close();
    expect(tracks.map((track) => track.isStopped)).toEqual([true, true]);
    listener.onChange.mockClear();
    send();
    await settle();
    expect(listener.onChange).not.toHaveBeenCalled();
  });

  it("takes the meter of the one before it with it", async () => {
    const { leg, meters } = setUp();
    await leg.askForMicrophone();
    await leg.askForMicrophone();
    expect(meters.map((meter) => meter.isClosed)).toEqual([true, false]);
    leg.close();
    expect(meters.map((meter) => meter.isClosed)).toEqual([true, true]);
  });

  it("is let go when it comes after the end", async () => {
    let give: (track: FakeTrack) => void = () => undefined;
    const { leg } = setUp(() => new Promise((done) => (give = done)));
    void leg.askForMicrophone();
    leg.close();
    const track = new FakeTrack();
    give(track);
    await settle();
    expect(track.isStopped).toBe(true);
  });
});

describe("the connection", () => {
  it("is lost when it stays away for three seconds", () => {
    const { peer, pass, listener, leg } = setUp();
    peer.become("connected");
    expect(leg.state.connection).toBe("connected");
    peer.become("disconnected");
    expect(leg.state.connection).toBe("lost");
    pass(2999);
    expect(listener.onLost).not.toHaveBeenCalled();
    pass(1);
    expect(listener.onLost).toHaveBeenCalledOnce();
  });

  it("is not lost when it comes back before", () => {
    const { peer, pass, listener, leg } = setUp();
    peer.become("disconnected");
    pass(2000);
    peer.become("connected");
    pass(10_000);
    expect(listener.onLost).not.toHaveBeenCalled();
    expect(leg.state.connection).toBe("connected");
  });

  it("counts the three seconds from the first sign", () => {
    const { peer, pass, listener } = setUp();
    peer.become("disconnected");
    pass(2000);
    peer.become("failed");
    pass(1000);
    expect(listener.onLost).toHaveBeenCalledOnce();
  });
});

it("plays the other side, measures both and lets all go at its end", async () => {
  const { leg, peer, silent, speaker, pass, listener } = setUp();
  peer.gathered();
  await leg.open(answer);
  const stream = {};
  peer.ontrack?.({ streams: [stream], track: {} });
  expect(speaker.play).toHaveBeenCalledWith(stream);
  expect(leg.level()).toBe(0.4);
  peer.become("failed");
  leg.close();
  leg.close();
  pass(10_000);
  expect(listener.onLost).not.toHaveBeenCalled();
  expect(speaker.stop).toHaveBeenCalledOnce();
  expect([peer.isClosed, silent.isStopped, (peer.sent as FakeTrack).isStopped]).toEqual([
    true,
    true,
    true,
  ]);
});

it("tells what was measured of both directions", async () => {
  const stats = [
    { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
    { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.024 },
    { type: "inbound-rtp", packetsReceived: 100, packetsLost: 2 },
    { type: "remote-inbound-rtp", packetsLost: 1 },
    { type: "codec" },
  ];
  const { leg, peer } = setUp();
  Object.assign(peer, { getStats: async () => new Map(stats.map((row, id) => [`${id}`, row])) });
  expect(await leg.quality()).toEqual({ roundTripMs: 24, received: 100, lost: 3 });
});
