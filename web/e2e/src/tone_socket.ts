import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { decodePcmu, tonePacket } from "./tone.js";
import { until } from "./until.js";

const kPacketMs = 20;
const kPeak = 16_000;

interface Place {
  port: number;
  address: string;
}

/** The audio of a telephone: a UDP port of this machine that says a tone and keeps the RTP it gets. */
export class ToneSocket {
  private readonly packets: Buffer[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Who sent the first packet. */
  sender: Place | null = null;

  private constructor(private readonly socket: Socket) {
    socket.on("message", (datagram, from) => {
      this.packets.push(datagram);
      this.sender ??= from;
    });
  }

  static async open(): Promise<ToneSocket> {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    return new ToneSocket(socket);
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** Says a tone of so many Hz to the place, as soon as it is known. */
  speak(hertz: number, place: () => Place | null): void {
    let sequence = 0;
    const begun = Date.now();
    this.timer = setInterval(() => {
      for (; begun + sequence * kPacketMs <= Date.now(); sequence += 1) {
        const to = place();
        if (to) this.socket.send(tonePacket(sequence, hertz, kPeak), to.port, to.address);
      }
    }, kPacketMs / 2);
  }

  silence(): void {
    clearInterval(this.timer);
  }

  /** The samples of the next packets of audio, at 8 kHz, in counts of 16 bits. */
  async hears(packets: number): Promise<number[]> {
    const from = this.packets.length;
    await until(`${packets} packets of audio`, async () => this.packets.length >= from + packets);
    const heard = this.packets.slice(from, from + packets);
    return heard.flatMap((packet) => [...packet.subarray(12)].map(decodePcmu));
  }

  close(): void {
    this.silence();
    this.socket.close();
  }
}
