import { ApiError } from "@madoguchi/shared/api";
import type { Exchange, LegListener, LegState, PhoneLeg } from "@madoguchi/shared/phone_leg";
import type { OperatorCall } from "../live/frames";
import type { Timers } from "../live/socket";
import type { LiveState } from "../live/state";
import type { Holding } from "./holding";
import type { Dialled, PhoneApi } from "./phone_api";

/** What the phone reads of the live state, and the one thing that it tells the server by the socket. */
export interface PhoneDesk {
  getState(): Pick<LiveState, "me" | "connection">;
  subscribeToState(listener: () => void): () => void;
  setHoldsPhone(holds: boolean): void;
}

/** The call whose audio this browser carries, for all its tabs: a reload must find its way back. */
export interface CarriedCall {
  contactId: string;
  isMuted: boolean;
}

export interface CarriedCallMemory {
  read(): CarriedCall | null;
  write(carried: CarriedCall | null): void;
}

export interface PhoneOptions {
  desk: PhoneDesk;
  api: PhoneApi;
  makeHolding: (onChange: (isHeld: boolean) => void) => Pick<Holding, "wait" | "take" | "stop">;
  makeLeg: (listener: LegListener, isMuted: boolean) => PhoneLeg;
  carried: CarriedCallMemory;
  joinsMuted: () => boolean;
  timers: Timers;
}

export interface PhoneState {
  /** This tab holds the phone of this browser: here it rings. */
  isHolder: boolean;
  /** The audio of the call in this tab; null: none, or it is elsewhere. */
  leg: LegState | null;
  isMuted: boolean;
  /** The call that is being answered here. */
  answering: string | null;
  /** A call is being begun here: asked for, or its audio is not connected yet. */
  isDialing: boolean;
}

/** A call without audio is left to the console that had it for so long; then any may join. */
const kOthersFirst = 5000;
const kBeforeRetry = 2000;

/** The server refused for good: the call is not there any more, or not ours. */
function isOver(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "conflict" || error.code === "notFound");
}

/**
 * The phone of this tab: decides when the call's audio is opened, opened anew and closed. The call itself
 * is the server's (`me.call`); what is asked of it is a request, and its outcome comes as the next state.
 */
export class Phone {
  private readonly options: PhoneOptions;
  private readonly holding: Pick<Holding, "wait" | "take" | "stop">;
  private readonly listeners = new Set<() => void>();
  private state: PhoneState = {
    isHolder: false,
    leg: null,
    isMuted: false,
    answering: null,
    isDialing: false,
  };
  private leg: PhoneLeg | null = null;
  private legOf: string | null = null;
  /** What was dialled here and has not come by the socket yet. */
  private dialled: string | null = null;
  private hasRejoined = false;
  private cancelRejoin: (() => void) | null = null;
  private unsubscribe: () => void = () => undefined;

  constructor(options: PhoneOptions) {
    this.options = options;
    this.holding = options.makeHolding((isHolder) => {
      this.change({ isHolder });
      if (!isHolder) this.closeLeg();
      this.review();
    });
  }

  start(): void {
    this.unsubscribe = this.options.desk.subscribeToState(() => this.review());
    this.holding.wait();
    this.review();
  }

  stop(): void {
    this.unsubscribe();
    this.cancelRejoin?.();
    this.closeLeg();
    this.holding.stop();
    this.options.desk.setHoldsPhone(false);
  }

  readonly getState = (): PhoneState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  // What the operator does

  /**
   * Takes the call that rings, into this tab; rejects when it does not ring here any more. When only the
   * answer of the server is lost, the call is ours all the same, and joined as after a reload.
   */
  async answer(): Promise<void> {
    const call = this.call();
    if (call?.stage !== "ringing" || this.state.answering !== null) return;
    const isMuted = this.options.joinsMuted();
    this.change({ answering: call.contactId, isMuted });
    this.options.carried.write({ contactId: call.contactId, isMuted });
    try {
      this.options.desk.setHoldsPhone(true);
      await this.holding.take();
      await this.openLeg(call, (sdp) => this.options.api.answer(call, sdp));
    } catch (error) {
      if (isOver(error)) this.options.carried.write(null);
      throw error;
    } finally {
      this.change({ answering: null });
      this.review();
    }
  }

  /**
   * Calls a number from this tab, and gives the contact that begins; rejects when the server refuses. That
   * the call is over before its audio was connected is no error: its end says why.
   */
  async dial(wanted: Dialled): Promise<string> {
    this.change({ isDialing: true, isMuted: this.options.joinsMuted() });
    try {
      this.options.desk.setHoldsPhone(true);
      await this.holding.take();
      const contactId = await this.options.api.dial(wanted);
      const call = { serviceId: wanted.serviceId, contactId };
      this.dialled = contactId;
      this.options.carried.write({ contactId, isMuted: this.state.isMuted });
      await this.openLeg(call, (sdp) => this.options.api.connect(call, sdp)).catch(() => undefined);
      return contactId;
    } finally {
      this.change({ isDialing: false });
      this.review();
    }
  }

  decline = (): Promise<unknown> => this.ask((call) => this.options.api.decline(call));
  hangUp = (): Promise<unknown> => this.ask((call) => this.options.api.hangUp(call));
  sendKeys = (keys: string): Promise<unknown> =>
    this.ask((call) => this.options.api.keys(call, keys));
  hold = (isHeld: boolean): Promise<unknown> =>
    this.ask((call) => this.options.api.hold(call, isHeld));

  setMuted(isMuted: boolean): void {
    this.leg?.setMuted(isMuted);
    this.change({ isMuted });
    if (this.legOf !== null) this.options.carried.write({ contactId: this.legOf, isMuted });
  }

  /** After the microphone was allowed, or another one was chosen. */
  async askForMicrophone(): Promise<void> {
    await this.leg?.askForMicrophone();
  }

  /** The page goes: the customer hears music until a console joins again. */
  leavePage(): void {
    this.leg?.close();
  }

  /** How loud the call is at this moment, from 0 to 1. */
  level(): number {
    return this.leg?.level() ?? 0;
  }

  // What follows from the call's state

  private call(): OperatorCall | null {
    return this.options.desk.getState().me?.call ?? null;
  }

  /** The answer to our request may be here before the state that says the same. */
  private noteDialled(): void {
    const { me } = this.options.desk.getState();
    if (me?.call || me?.wrapUp?.contactId === this.dialled) this.dialled = null;
  }

  private async ask(request: (call: OperatorCall) => Promise<unknown>): Promise<void> {
    const call = this.call();
    if (call) await request(call);
  }

  private review(): void {
    const { desk, carried } = this.options;
    const { me } = desk.getState();
    const call = me?.call ?? null;
    const isPhoneOn = me?.phone ?? false;
    const isBeginning = this.state.answering !== null || this.state.isDialing;
    desk.setHoldsPhone((this.state.isHolder && isPhoneOn) || isBeginning);
    this.noteDialled();
    const isAwaited = call === null && (this.dialled !== null || this.state.isDialing);
    const isOther = call?.contactId !== this.legOf && !isAwaited;
    if (this.legOf !== null && isOther) this.closeLeg();
    const isNone = me !== null && call === null && !isAwaited;
    if (isNone && this.state.isHolder && carried.read()) carried.write(null);
    const isBusy = this.leg !== null || isBeginning;
    const hasAudio = call?.stage === "talking" || call?.stage === "dialing";
    if (!call || !hasAudio || isBusy || !this.state.isHolder) {
      this.cancelRejoin?.();
      this.cancelRejoin = null;
      if (call === null) this.hasRejoined = false;
      return;
    }
    this.planRejoin(call);
  }

  /**
   * Joins the own call: at once where its audio was before, elsewhere only when nobody hears it, and never while
   * it is on the desk phone. A second try
   * is made only while the server says that no console has the audio: two browsers must not take it from
   * each other again and again.
   */
  private planRejoin(call: OperatorCall): void {
    if (this.cancelRejoin) return;
    if (call.isOnDeskPhone) {
      this.options.carried.write(null);
      return;
    }
    const wasHere = this.wasHere(call);
    if (!wasHere && call.isLegConnected) return;
    const wait = this.hasRejoined ? kBeforeRetry : wasHere ? 0 : kOthersFirst;
    if (wait === 0) {
      void this.rejoin(call);
      return;
    }
    this.cancelRejoin = this.options.timers.after(wait, () => {
      this.cancelRejoin = null;
      const now = this.call();
      if (now?.contactId !== call.contactId || this.leg) return;
      if (!now.isLegConnected) void this.rejoin(now);
      else this.options.carried.write(null);
    });
  }

  private wasHere(call: OperatorCall): boolean {
    return this.options.carried.read()?.contactId === call.contactId;
  }

  private async rejoin(call: OperatorCall): Promise<void> {
    this.hasRejoined = true;
    const before = this.options.carried.read();
    if (before?.contactId === call.contactId) this.change({ isMuted: before.isMuted });
    try {
      await this.openLeg(call, (sdp) => this.options.api.connect(call, sdp));
    } catch (error) {
      if (isOver(error)) this.options.carried.write(null);
      else this.review();
    }
  }

  private async openLeg(call: Pick<OperatorCall, "contactId">, exchange: Exchange): Promise<void> {
    this.closeLeg();
    const leg = this.options.makeLeg(
      { onChange: () => this.legChanged(leg), onLost: () => this.lost(leg) },
      this.state.isMuted,
    );
    this.leg = leg;
    this.legOf = call.contactId;
    this.legChanged(leg);
    try {
      await leg.open(exchange);
      if (this.leg !== leg) return;
      this.options.carried.write({ contactId: call.contactId, isMuted: this.state.isMuted });
    } catch (error) {
      if (this.leg === leg) this.closeLeg();
      throw error;
    }
  }

  private legChanged(leg: PhoneLeg): void {
    if (this.leg !== leg) return;
    if (leg.state.connection === "connected") this.hasRejoined = false;
    this.change({ leg: leg.state });
  }

  /** Joins anew, once without asking; then only while the server says that no console has the audio. */
  private lost(leg: PhoneLeg): void {
    if (this.leg !== leg) return;
    this.closeLeg();
    if (this.hasRejoined && this.call()?.isLegConnected) this.options.carried.write(null);
    this.review();
  }

  private closeLeg(): void {
    const { leg } = this;
    this.leg = null;
    this.legOf = null;
    leg?.close();
    if (this.state.leg) this.change({ leg: null });
  }

  private change(part: Partial<PhoneState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}
