import { describe, expect, it } from "vitest";
import { loudness } from "./level";
import { ringSamples } from "./ring_tone";

describe("loudness", () => {
  const wave = (amplitude: number) =>
    Uint8Array.from({ length: 512 }, (_, i) => 128 + Math.round(amplitude * Math.sin(i / 3)));

  it("is nothing in silence and all for shouting", () => {
    expect(loudness(new Uint8Array(512).fill(128))).toBe(0);
    expect(loudness(new Uint8Array(0))).toBe(0);
    expect(loudness(wave(127))).toBe(1);
  });

  it("grows with the sound, quiet speech included", () => {
    expect(loudness(wave(4))).toBeGreaterThan(0.2);
    expect(loudness(wave(20))).toBeGreaterThan(loudness(wave(4)));
  });
});

describe("the ring tone", () => {
  const samples = ringSamples(8000);

  it("never clips, begins and ends in silence, so that it loops without a click", () => {
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(1);
    expect(samples[0]).toBe(0);
    expect(samples.at(-1)).toBe(0);
  });

  it("sounds, and rests for the last part of its round", () => {
    const loudest = (from: number, to: number) =>
      Math.max(...samples.slice(from * 8000, to * 8000).map(Math.abs));
    expect(loudest(0, 0.3)).toBeGreaterThan(0.2);
    expect(loudest(1.7, 2.6)).toBe(0);
  });
});
