import { makeTimers } from "@madoguchi/shared/testing";
import { describe, expect, it, vi } from "vitest";
import { parseFrame } from "./frames";
import { LiveSocket, type WireEvents, waitBefore } from "./socket";

function setUp() {
  const wires: { events: WireEvents; sent: string[]; isClosed: boolean }[] = [];
  const listener = {
    onOpen: vi.fn(),
    onFrame: vi.fn(),
    onLost: vi.fn(),
    onSignedOut: vi.fn(),
  };
  const { timers, pass } = makeTimers();
  const socket = new LiveSocket(
    (events) => {
      const wire = { events, sent: [] as string[], isClosed: false };
      wires.push(wire);
      return {
        send: (text) => wire.sent.push(text),
        close: () => {
          wire.isClosed = true;
        },
      };
    },
    listener,
    timers,
  );
  socket.start();
  const last = () => {
    const wire = wires.at(-1);
    if (!wire) throw new Error("no connection");
    return wire;
  };
  return { socket, wires, listener, pass, last };
}

describe("the back-off", () => {
  it.each([
    [0, 0, 500],
    [1, 0, 1000],
    [4, 0, 8000],
    [20, 0, 8000],
    [0, 1, 250],
    [20, 1, 4000],
  ])("waits before attempt %i with chance %f: %i ms", (attempt, chance, expected) => {
    expect(waitBefore(attempt, chance)).toBe(expected);
  });
});

describe("the socket", () => {
  it("sends only while it is open", () => {
    const { socket, last } = setUp();
    const frame = { type: "typing", contactId: "1", kind: "reply", isTyping: true } as const;
    expect(socket.send(frame)).toBe(false);
    last().events.opened();
    expect(socket.send(frame)).toBe(true);
    expect(last().sent).toHaveLength(1);
  });

  it("comes back after it was lost, later each time until it hears something", () => {
    const { wires, listener, pass, last } = setUp();
    last().events.closed(1006);
    expect(listener.onLost).toHaveBeenCalledTimes(1);
    pass(499);
    expect(wires).toHaveLength(1);
    pass(1);
    expect(wires).toHaveLength(2);
    last().events.closed(1013);
    pass(999);
    expect(wires).toHaveLength(2);
    pass(1);
    expect(wires).toHaveLength(3);
    last().events.opened();
    last().events.received('{"type":"alive","through":1}');
    last().events.closed(1001);
    pass(500);
    expect(wires).toHaveLength(4);
  });

  it("does not come back when the session ended", () => {
    const { wires, listener, pass, last } = setUp();
    last().events.closed(4001);
    expect(listener.onSignedOut).toHaveBeenCalledOnce();
    pass(100_000);
    expect(wires).toHaveLength(1);
  });

  it("does not hurry back after a frame that was not understood", () => {
    const { wires, pass, last } = setUp();
    last().events.closed(4400);
    pass(30_000);
    expect(wires).toHaveLength(1);
    pass(30_000);
    expect(wires).toHaveLength(2);
  });

  it("takes 40 seconds of silence for a lost connection", () => {
    const { wires, listener, pass, last } = setUp();
    last().events.opened();
    pass(39_999);
    last().events.received('{"type":"alive","through":1}');
    pass(39_999);
    expect(listener.onLost).not.toHaveBeenCalled();
    pass(1);
    expect(listener.onLost).toHaveBeenCalledOnce();
    expect(wires[0]?.isClosed).toBe(true);
  });

  it("retries at once when asked, and ignores what an old connection says", () => {
    const { socket, wires, listener, last } = setUp();
    const first = last();
    first.events.closed(1006);
    socket.retryNow();
    expect(wires).toHaveLength(2);
    first.events.received('{"type":"alive","through":1}');
    first.events.closed(1006);
    expect(listener.onFrame).not.toHaveBeenCalled();
    expect(listener.onLost).toHaveBeenCalledTimes(1);
  });

  it("stays closed when it was stopped", () => {
    const { socket, wires, pass, last } = setUp();
    last().events.opened();
    socket.stop();
    pass(100_000);
    expect(wires).toHaveLength(1);
  });
});

describe("frames", () => {
  it.each([
    ['{"type":"alive","through":3}', { type: "alive", through: 3 }],
    ['{"type":"news"}', null],
    ["{", null],
    ["null", null],
    ["3", null],
  ])("%s", (text, expected) => {
    expect(parseFrame(text)).toEqual(expected);
  });
});
