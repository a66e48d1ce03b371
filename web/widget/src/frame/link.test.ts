// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLink } from "./link";

class FakeSocket {
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: string[] = [];
  onopen: () => void = () => {};
  onmessage: (event: { data: string }) => void = () => {};
  onclose: (event: { code: number }) => void = () => {};
  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }
  open(): void {
    this.readyState = 1;
    this.onopen();
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
    this.onclose({ code: 1005 });
  }
}

const heard: unknown[] = [];
const link = createLink("ws://x", {
  onOpen: () => heard.push("open"),
  onFrame: (frame) => heard.push(frame),
  onClosed: (code, wasOpen) => heard.push([code, wasOpen]),
});

function opened(): FakeSocket {
  link.open();
  const socket = FakeSocket.all.at(-1) as FakeSocket;
  socket.open();
  heard.length = 0;
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
});

afterEach(() => {
  link.close();
  vi.useRealTimers();
});

it("tells frames, and passes over what is none", () => {
  const socket = opened();
  socket.onmessage({ data: '{"type":"alive"}' });
  socket.onmessage({ data: "{" });
  expect(heard).toEqual([{ type: "alive" }]);
});

it("counts a server that is silent for 40 seconds as gone", () => {
  const socket = opened();
  vi.advanceTimersByTime(39_000);
  socket.onmessage({ data: '{"type":"alive"}' });
  vi.advanceTimersByTime(39_000);
  expect(heard).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  expect(heard.at(-1)).toEqual([0, true]);
});

it("says nothing of a link that was closed here", () => {
  opened();
  link.close();
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual([]);
});

it("passes over what an older socket still says", () => {
  const old = opened();
  opened();
  old.onmessage({ data: '{"type":"alive"}' });
  old.onclose({ code: 1006 });
  expect(heard).toEqual([]);
});

it("tells whether a handshake had succeeded", () => {
  link.open();
  FakeSocket.all.at(-1)?.onclose({ code: 1006 });
  expect(heard.at(-1)).toEqual([1006, false]);
});

it("sends only while it is open", () => {
  link.open();
  const socket = FakeSocket.all.at(-1) as FakeSocket;
  link.send({ type: "end" });
  socket.open();
  link.send({ type: "end" });
  expect(socket.sent).toEqual(['{"type":"end"}']);
});
