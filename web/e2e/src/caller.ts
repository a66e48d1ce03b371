import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { scenarioSupport } from "./scenario_support.js";
import { until } from "./until.js";

const kPacketMs = 20;
const kSamples = 160;

/** What tests/scenario/support/sip.mjs gives: the same SIPp drives both. */
interface SipSupport {
  runSipp(
    server: { sipPort: number; data: string },
    steps: string,
    options: { duration: number; signal?: AbortSignal; caller?: string },
  ): Promise<void>;
  callAndHangUp(options: { rtpPort: number; formats?: string }): string;
  callUntilHungUp(options: { rtpPort: number; formats?: string }): string;
}

/** G.711 mu-law of a sample from -1 to 1 (ITU-T G.711 table 2a). */
function encodePcmu(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32_635, Math.abs(sample) * 32_767) + 132;
  const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

export function decodePcmu(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return (bits & 0x80 ? -magnitude : magnitude) / 32_768;
}

/** The strongest frequency of samples at 8 kHz, by the zero crossings of what is loud enough. */
export function pitchOf(samples: number[]): number {
  let first = -1;
  let last = -1;
  let crossings = 0;
  for (let at = 1; at < samples.length; at += 1) {
    const before = samples[at - 1] ?? 0;
    const now = samples[at] ?? 0;
    if (before >= 0 || now < 0) continue;
    const place = at - now / (now - before);
    if (first < 0) first = place;
    else crossings += 1;
    last = place;
  }
  return crossings === 0 ? 0 : (crossings * 8_000) / (last - first);
}

/** How much of the sound is the tone of `hertz`, from 0 to 1 (Goertzel). */
export function shareOf(samples: number[], hertz: number): number {
  const step = 2 * Math.cos((2 * Math.PI * hertz) / 8_000);
  let [before, last, energy] = [0, 0, 0];
  for (const sample of samples) {
    [before, last] = [last, sample + step * last - before];
    energy += sample * sample;
  }
  const power = last * last + before * before - step * last * before;
  return energy === 0 ? 0 : (2 * power) / (samples.length * energy);
}

/** The RTP packet of that number in a stream of one tone. */
export function tonePacket(sequence: number, tone: number): Buffer {
  const packet = Buffer.alloc(12 + kSamples);
  packet[0] = 0x80;
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE((sequence * kSamples) >>> 0, 4);
  packet.writeUInt32BE(0x4d61646f, 8);
  for (let at = 0; at < kSamples; at += 1) {
    const time = (sequence * kSamples + at) / 8_000;
    packet[12 + at] = encodePcmu(0.5 * Math.sin(2 * Math.PI * tone * time));
  }
  return packet;
}

/** A customer with a telephone that sends a tone and keeps what it hears. */
export class Caller {
  private readonly packets: Buffer[] = [];
  private timer: NodeJS.Timeout | null = null;
  private readonly cut = new AbortController();
  private target: RemoteInfo | null = null;
  private ended: Promise<void> = Promise.resolve();
  private isOver = false;

  private constructor(private readonly socket: Socket) {
    socket.on("message", (datagram, from) => {
      this.packets.push(datagram);
      this.target ??= from;
    });
  }

  /** Calls the trial; the audio of `tone` Hz begins with the first packet of the other side. */
  static async call(
    server: { sipPort: number; dataFolder: string },
    { tone = 440, number = "09011112222" } = {},
  ): Promise<Caller> {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    const caller = new Caller(socket);
    const sip = await scenarioSupport<SipSupport>("sip.mjs");
    const story = sip.callUntilHungUp({ rtpPort: socket.address().port });
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
    caller.speak(tone);
    return caller;
  }

  private speak(tone: number): void {
    let sequence = 0;
    const begun = Date.now();
    this.timer = setInterval(() => {
      for (; begun + sequence * kPacketMs <= Date.now(); sequence += 1) {
        if (this.target)
          this.socket.send(tonePacket(sequence, tone), this.target.port, "127.0.0.1");
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

  /** Resolves when the other side has hung up. */
  async wasHungUp(): Promise<void> {
    await until("the end of the call", async () => this.isOver);
    this.close();
    await this.ended;
  }

  /** Vanishes without a word. */
  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.cut.abort();
    this.socket.close(() => undefined);
  }
}
