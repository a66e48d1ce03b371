import type { Meter } from "@madoguchi/shared/phone_leg";

/** Speech at a usual distance is about here; louder does not fill the meter any more. */
const kLoudSpeech = 0.25;

/** How loud samples around 128 are, from 0 to 1; the root makes quiet speech visible. */
export function loudness(samples: Uint8Array): number {
  let sum = 0;
  for (const sample of samples) sum += ((sample - 128) / 128) ** 2;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  return Math.min(1, Math.sqrt(rms / kLoudSpeech));
}

/** Measures a stream with an AnalyserNode; null when it has no audio. */
export function meterOf(context: AudioContext, stream: MediaStream): Meter | null {
  if (stream.getAudioTracks().length === 0) return null;
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  const samples = new Uint8Array(analyser.fftSize);
  source.connect(analyser);
  return {
    level() {
      analyser.getByteTimeDomainData(samples);
      return loudness(samples);
    },
    close: () => source.disconnect(),
  };
}
