import type { Schemas } from "./api";
import { type LegParts, type Microphone, PhoneLeg } from "./phone_leg";

/** The frame `call` of docs/events.md. */
export interface CallFrame {
  stage: "connecting" | "waiting" | "talking" | "held" | "ended";
  /** In the line, from 1; null: not waiting, or it rings at an operator. */
  place: number | null;
  operatorName: string;
  endReason: Schemas["Contact"]["endReason"];
}

/** How a customer's call stands, as they are told it. */
export interface CallView extends CallFrame {
  /** Since when the two talk; null: not yet. */
  talkingSince: number | null;
  microphone: Microphone;
  isMuted: boolean;
  /** The way to the server is broken; it may come back. */
  isLost: boolean;
}

/** The requests of a call; each rejects when it is refused. */
export interface CallApi {
  open(sdp: string): Promise<Schemas["OpenedCall"]>;
  hangUp(callId: string): Promise<unknown>;
  /** Opens the socket that tells how the call stands (docs/events.md). */
  watch(callId: string): WebSocket;
}

export interface CallOptions {
  api: CallApi;
  leg: LegParts;
  now: () => number;
  onChange: () => void;
}

const kRetryAfter = 1000;
const kTriesWithoutAnswer = 5;

/** Why the server ends a call without a word: it was over before we came back. */
const kOver: CallFrame = { stage: "ended", place: null, operatorName: "", endReason: null };

function parsed(data: unknown): Partial<CallFrame> & { type?: string } {
  try {
    return Object(JSON.parse(String(data)));
  } catch {
    return {};
  }
}

/**
 * One call of a customer who is in this page: its audio and what the server says of it. Begun once and ended
 * once, by either side or by the page; for the next call a new one is made.
 */
export class CustomerCall {
  private readonly options: CallOptions;
  private readonly leg: PhoneLeg;
  private callId: string | null = null;
  private socket: WebSocket | null = null;
  private failures = 0;
  private cancelRetry: () => void = () => undefined;
  private frame: CallFrame = { ...kOver, stage: "connecting" };
  private talkingSince: number | null = null;
  private isMuted = false;
  private isLost = false;

  constructor(options: CallOptions) {
    this.options = options;
    const listener = { onChange: () => this.legChanged(), onLost: () => this.legLost() };
    this.leg = new PhoneLeg(options.leg, listener, false);
  }

  get view(): CallView {
    const { frame, talkingSince, isMuted, isLost } = this;
    return { ...frame, talkingSince, isMuted, isLost, microphone: this.leg.state.microphone };
  }

  get isOver(): boolean {
    return this.frame.stage === "ended";
  }

  /** Rejects, and is over, when the server takes no call. */
  async start(): Promise<void> {
    try {
      await this.leg.open(async (sdp) => {
        const opened = await this.options.api.open(sdp);
        this.callId = opened.callId;
        if (this.isOver) void this.tellServer();
        return opened.sdp;
      });
    } catch (error) {
      void this.tellServer();
      this.finish(kOver);
      throw error;
    }
    if (!this.isOver) this.watch();
  }

  setMuted(isMuted: boolean): void {
    this.isMuted = isMuted;
    this.leg.setMuted(isMuted);
    this.options.onChange();
  }

  press(key: string): void {
    this.leg.press(key);
  }

  askForMicrophone(): Promise<void> {
    return this.leg.askForMicrophone();
  }

  /** Ours is over at once; should the request be lost, the end of the audio says the same. */
  hangUp(): void {
    if (this.isOver) return;
    void this.tellServer();
    this.finish({ ...kOver, endReason: "customerEnded" });
  }

  /** The page goes. */
  leavePage(): void {
    this.leg.close();
  }

  private async tellServer(): Promise<void> {
    if (this.callId === null) return;
    await this.options.api.hangUp(this.callId).catch(() => undefined);
  }

  private finish(frame: CallFrame): void {
    if (this.isOver) return;
    this.frame = frame;
    this.cancelRetry();
    this.leg.close();
    this.socket?.close();
    this.socket = null;
    this.options.onChange();
  }

  private watch(): void {
    if (this.callId === null) return;
    const socket = this.options.api.watch(this.callId);
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      this.failures = 0;
      const { type, ...frame } = parsed(data);
      if (type === "call" && this.socket === socket) this.take(frame as CallFrame);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.watchAgain();
    };
  }

  /** A socket that is refused again and again belongs to a call that is over, unless it can still be heard. */
  private watchAgain(): void {
    this.socket = null;
    this.failures += 1;
    if (this.failures > kTriesWithoutAnswer && this.leg.state.connection !== "connected") {
      this.finish(kOver);
      return;
    }
    const wait = kRetryAfter * Math.min(this.failures, 8);
    this.cancelRetry = this.options.leg.timers.after(wait, () => this.watch());
  }

  private take(frame: CallFrame): void {
    if (frame.stage === "ended") {
      this.finish(frame);
      return;
    }
    this.frame = frame;
    if (frame.stage === "talking") this.talkingSince ??= this.options.now();
    this.options.onChange();
  }

  private legChanged(): void {
    if (this.leg?.state.connection === "connected") this.isLost = false;
    this.options.onChange();
  }

  private legLost(): void {
    if (this.isOver) return;
    this.isLost = true;
    this.options.onChange();
  }
}
