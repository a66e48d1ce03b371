import { scenarioSupport } from "./scenario_support.js";
import { readSamples, secondsOfTone } from "./tone.js";
import { until } from "./until.js";

/** A program of a telephone: what tests/scenario/support/desk_phone.mjs gives. */
interface Telephone {
  call(number: string): Promise<void>;
  /** A WAV file; whole once the call is over. */
  heard(): Promise<Buffer>;
  ceases(): Promise<unknown>;
  close(): Promise<void>;
}
interface TelephoneSupport {
  Baresip: { start(server: { sipPort: number; data: string }): Promise<Telephone> };
  Linphone: { start(server: { sipPort: number; data: string }): Promise<Telephone> };
  /** Ends those that run, also one that did not become ready. */
  closePhones(): Promise<void>;
}

/** A customer with Baresip or Linphone, which speaks a tone of 440 Hz and records what it hears. */
export class CustomersTelephone {
  private constructor(private readonly telephone: Telephone) {}

  static async start(
    program: "Baresip" | "Linphone",
    server: { sipPort: number; dataFolder: string },
  ): Promise<CustomersTelephone> {
    const support = await scenarioSupport<TelephoneSupport>("desk_phone.mjs");
    const folder = { sipPort: server.sipPort, data: server.dataFolder };
    try {
      return new CustomersTelephone(await support[program].start(folder));
    } catch (error) {
      await support.closePhones();
      throw error;
    }
  }

  /** Resolves when it was answered. */
  call(number: string): Promise<void> {
    return this.telephone.call(number);
  }

  /** Resolves when the other side has hung up. */
  async wasHungUp(): Promise<void> {
    await this.telephone.ceases();
  }

  /** Resolves when the record holds so many seconds in which a tone, within 3 Hz, is nearly all that is heard. */
  async heard(seconds: number, hertz: number): Promise<void> {
    await until(`${seconds} s of ${hertz} Hz`, async () => {
      const recording = readSamples(await this.telephone.heard());
      return secondsOfTone(recording, hertz) >= seconds;
    });
  }

  close(): Promise<void> {
    return this.telephone.close();
  }
}
