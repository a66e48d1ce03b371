import { unwrap } from "@madoguchi/shared/api";
import {
  type Exchange,
  type LegParts,
  type LegState,
  PhoneLeg,
  type Quality,
} from "@madoguchi/shared/phone_leg";
import { api } from "../app/api";
import { kRealTimers } from "../live/socket";
import { makeLegParts } from "./make_phone";

/** The server ends it then, too. */
const kLongest = 60_000;
const kMeasureEvery = 1000;

export interface TestState {
  /** Null: none goes on. */
  leg: LegState | null;
  quality: Quality | null;
  error: unknown;
}

const kNone: TestState = { leg: null, quality: null, error: null };

const askEcho: Exchange = async (sdp) =>
  (await unwrap(api.POST("/api/v1/me/echo", { body: { sdp } }))).sdp;

/** A call to nobody: the server says again what it hears, a second later [V14]. */
export class TestCall {
  private readonly parts: () => LegParts;
  private readonly exchange: Exchange;
  private readonly listeners = new Set<() => void>();
  private leg: PhoneLeg | null = null;
  private state: TestState = kNone;

  constructor(parts: () => LegParts = makeLegParts, exchange: Exchange = askEcho) {
    this.parts = parts;
    this.exchange = exchange;
  }

  readonly getState = (): TestState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly start = async (): Promise<void> => {
    if (this.leg) return;
    const ends = () => this.leg === leg && this.stop();
    const onChange = () => this.leg === leg && this.change({ leg: leg.state });
    const leg: PhoneLeg = new PhoneLeg(this.parts(), { onChange, onLost: ends }, false);
    this.leg = leg;
    this.change({ leg: leg.state, quality: null, error: null });
    kRealTimers.after(kLongest, ends);
    try {
      await leg.open(this.exchange);
      this.measure(leg);
    } catch (error) {
      // Stopped meanwhile: what goes on by now is another test.
      if (this.leg !== leg) return;
      this.stop();
      this.change({ error });
    }
  };

  readonly stop = (): void => {
    this.leg?.close();
    this.leg = null;
    this.change({ leg: null });
  };

  private measure(leg: PhoneLeg): void {
    kRealTimers.after(kMeasureEvery, async () => {
      if (this.leg !== leg) return;
      const quality = await leg.quality();
      if (this.leg !== leg) return;
      this.change({ quality });
      this.measure(leg);
    });
  }

  private change(part: Partial<TestState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}
