import { writeFile } from "node:fs/promises";

const kRate = 48_000;

/** A WAV file (16 bits, one channel) with a tone of `hertz`, one second that can be repeated. */
export async function writeTone(file: string, hertz: number): Promise<void> {
  const wav = Buffer.alloc(44 + kRate * 2);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(kRate, 24);
  wav.writeUInt32LE(kRate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(kRate * 2, 40);
  for (let at = 0; at < kRate; at += 1) {
    const sample = Math.sin((2 * Math.PI * hertz * at) / kRate);
    wav.writeInt16LE(Math.round(sample * 12_000), 44 + at * 2);
  }
  await writeFile(file, wav);
}
