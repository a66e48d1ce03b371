import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { decodePcmu, tonePacket } from "./caller.js";
import { scenarioSupport } from "./scenario_support.js";
import { until } from "./until.js";

const kPacketMs = 20;

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
  private readonly packets: Buffer[] = [];
  private timer: NodeJS.Timeout | null = null;

  private constructor(
    readonly sip: Called,
    private readonly socket: Socket,
  ) {
    socket.on("message", (datagram) => this.packets.push(datagram));
  }

  static async open(): Promise<Callee> {
    const { Called } = await scenarioSupport<CalledSupport>("called.mjs");
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    return new Callee(await Called.open(), socket);
  }

  /** Answers, and speaks a tone of so many Hz. */
  pickUp(tone: number): void {
    this.sip.pickUp(this.socket.address().port);
    let sequence = 0;
    const begun = Date.now();
    this.timer = setInterval(() => {
      for (; begun + sequence * kPacketMs <= Date.now(); sequence += 1) {
        this.socket.send(tonePacket(sequence, tone), this.sip.theirAudio, "127.0.0.1");
      }
    }, kPacketMs / 2);
  }

  /** The samples of the next packets of audio. */
  async hears(packets: number): Promise<number[]> {
    const from = this.packets.length;
    await until(`${packets} packets of audio`, async () => this.packets.length >= from + packets);
    const heard = this.packets.slice(from, from + packets);
    return heard.flatMap((packet) => [...packet.subarray(12)].map(decodePcmu));
  }

  silence(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  close(): void {
    this.silence();
    this.socket.close();
    this.sip.close();
  }
}
