import { scenarioSupport } from "./scenario_support.js";
import { ToneSocket } from "./tone_socket.js";
import { until } from "./until.js";

/** What tests/scenario/support/sip.mjs gives: the same SIPp drives both. */
interface SipSupport {
  runSipp(
    server: { sipPort: number; data: string },
    steps: string,
    options: { duration: number; signal?: AbortSignal; caller?: string },
  ): Promise<void>;
  callUntilHungUp(options: { rtpPort: number; formats?: string }): string;
}

/** A customer with a telephone that sends a tone and keeps what it hears. */
export class Caller {
  private readonly cut = new AbortController();
  private ended: Promise<void> = Promise.resolve();
  private isOver = false;

  private constructor(private readonly audio: ToneSocket) {}

  /** Calls the trial; the audio of `tone` Hz begins with the first packet of the other side. */
  static async call(
    server: { sipPort: number; dataFolder: string },
    { tone = 440, number = "09011112222" } = {},
  ): Promise<Caller> {
    const caller = new Caller(await ToneSocket.open());
    const sip = await scenarioSupport<SipSupport>("sip.mjs");
    const story = sip.callUntilHungUp({ rtpPort: caller.audio.port });
    caller.ended = sip.runSipp({ sipPort: server.sipPort, data: server.dataFolder }, story, {
      duration: 60_000,
      signal: caller.cut.signal,
      caller: number,
    });
    caller.ended
      .catch(() => undefined)
      .finally(() => {
        caller.isOver = true;
      });
    caller.audio.speak(tone, () => caller.audio.sender);
    return caller;
  }

  /** The samples of the next packets of audio. */
  hears(packets: number): Promise<number[]> {
    return this.audio.hears(packets);
  }

  /** Resolves when the other side has hung up. */
  async wasHungUp(): Promise<void> {
    await until("the end of the call", async () => this.isOver);
    this.close();
    await this.ended;
  }

  /** Vanishes without a word. */
  close(): void {
    this.cut.abort();
    this.audio.close();
  }
}
