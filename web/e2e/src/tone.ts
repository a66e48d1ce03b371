import { scenarioSupport } from "./scenario_support.js";

/** What tests/scenario/support/tone.mjs gives; samples are counts of 16 bits. */
interface Tones {
  /** A WAV file (16 bits, one channel). */
  toneFile(seconds: number, tone: { hertz: number; rate: number; peak: number }): Buffer;
  readSamples(file: Buffer): Recording;
  secondsOfTone(recording: Recording, hertz: number): number;
  /** How much of the sound is the tone, from 0 to 1. */
  shareOf(samples: number[], hertz: number): number;
  decodePcmu(byte: number): number;
  /** The RTP packet of that number in a stream of one tone. */
  tonePacket(sequence: number, hertz: number, peak: number): Buffer;
}
interface Recording {
  rate: number;
  samples: number[];
}

export const { toneFile, readSamples, secondsOfTone, shareOf, decodePcmu, tonePacket } =
  await scenarioSupport<Tones>("tone.mjs");

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
