import { scenarioSupport } from "./scenario_support.js";
import { ToneSocket } from "./tone_socket.js";

/** What tests/scenario/support/called.mjs gives: the same SIP side serves both. */
interface Called {
  readonly port: number;
  readonly theirAudio: number;
  readonly number: string;
  onCall: (called: Called) => void;
  ring(): void;
  refuse(status: string): void;
  pickUp(rtpPort: number): void;
  hangUp(): void;
  hears(method: string, times?: number): Promise<unknown>;
  close(): void;
}
interface CalledSupport {
  Called: { open(): Promise<Called> };
}

/** Whom the operator calls: a trunk with a telephone that sends a tone and keeps what it hears. */
export class Callee {
  private constructor(
    readonly sip: Called,
    private readonly audio: ToneSocket,
  ) {}

  static async open(): Promise<Callee> {
    const { Called } = await scenarioSupport<CalledSupport>("called.mjs");
    return new Callee(await Called.open(), await ToneSocket.open());
  }

  /** Answers, and speaks a tone of so many Hz. */
  pickUp(tone: number): void {
    this.sip.pickUp(this.audio.port);
    this.audio.speak(tone, () => ({ port: this.sip.theirAudio, address: "127.0.0.1" }));
  }

  /** The samples of the next packets of audio. */
  hears(packets: number): Promise<number[]> {
    return this.audio.hears(packets);
  }

  silence(): void {
    this.audio.silence();
  }

  close(): void {
    this.audio.close();
    this.sip.close();
  }
}
