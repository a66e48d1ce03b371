import { type ClientFrame, parseFrame, type ServerFrame } from "./frames";

/** An open or opening connection. */
export interface Wire {
  send(text: string): void;
  close(): void;
}

/** What a connection tells; close codes are those of docs/events.md. */
export interface WireEvents {
  opened(): void;
  received(text: string): void;
  closed(code: number): void;
}

/** Begins to connect. Tests bring their own. */
export type Connect = (events: WireEvents) => Wire;

export interface Timers {
  after(milliseconds: number, run: () => void): () => void;
  random(): number;
}

export const kRealTimers: Timers = {
  after(milliseconds, run) {
    const id = setTimeout(run, milliseconds);
    return () => clearTimeout(id);
  },
  random: Math.random,
};

export interface SocketListener {
  onOpen(): void;
  onFrame(frame: ServerFrame): void;
  onLost(): void;
  onSignedOut(): void;
}

const kFirstWait = 500;
const kLongestWait = 8000;
const kSilenceLimit = 40_000;
const kAfterBadFrame = 60_000;

/** Waits 0.5 s, 1 s, 2 s … 8 s, each shortened by up to half so that consoles do not come back together. */
export function waitBefore(attempt: number, random: number): number {
  const full = Math.min(kLongestWait, kFirstWait * 2 ** attempt);
  return full * (1 - random / 2);
}

/** Keeps one socket to the server open: reconnects, notices silence, gives up only when signed out. */
export class LiveSocket {
  private readonly connect: Connect;
  private readonly listener: SocketListener;
  private readonly timers: Timers;
  private wire: Wire | null = null;
  private isOpen = false;
  private attempt = 0;
  private cancelTimer: () => void = () => undefined;

  constructor(connect: Connect, listener: SocketListener, timers: Timers = kRealTimers) {
    this.connect = connect;
    this.listener = listener;
    this.timers = timers;
  }

  start(): void {
    const isCurrent = () => this.wire === wire;
    const wire = this.connect({
      opened: () => isCurrent() && this.opened(),
      received: (text) => isCurrent() && this.received(text),
      closed: (code) => isCurrent() && this.closed(code),
    });
    this.wire = wire;
    this.watchSilence();
  }

  stop(): void {
    this.cancelTimer();
    this.drop();
  }

  /** Tries at once instead of waiting for the back-off: the network came back, or the user asks. */
  retryNow(): void {
    if (this.wire) return;
    this.cancelTimer();
    this.start();
  }

  /** False when the socket is closed: what matters is sent again after the reconnect. */
  send(frame: ClientFrame): boolean {
    if (!this.isOpen || !this.wire) return false;
    this.wire.send(JSON.stringify(frame));
    return true;
  }

  private opened(): void {
    this.isOpen = true;
    this.listener.onOpen();
  }

  private received(text: string): void {
    this.watchSilence();
    this.attempt = 0;
    const frame = parseFrame(text);
    if (frame) this.listener.onFrame(frame);
  }

  private watchSilence(): void {
    this.cancelTimer();
    this.cancelTimer = this.timers.after(kSilenceLimit, () => {
      this.closed(1006);
    });
  }

  private closed(code: number): void {
    this.cancelTimer();
    this.drop();
    if (code === 4001) {
      this.listener.onSignedOut();
      return;
    }
    this.listener.onLost();
    const wait = code === 4400 ? kAfterBadFrame : waitBefore(this.attempt, this.timers.random());
    this.attempt += 1;
    this.cancelTimer = this.timers.after(wait, () => this.start());
  }

  private drop(): void {
    const wire = this.wire;
    this.wire = null;
    this.isOpen = false;
    wire?.close();
  }
}
