/** Notes of the ring in Hz and when each begins, in seconds; then silence until the loop begins anew. */
const kNotes: readonly [frequency: number, at: number][] = [
  [659, 0],
  [880, 0.16],
  [1109, 0.32],
  [880, 0.9],
  [1109, 1.06],
];
const kLoop = 2.6;
const kNoteLasts = 0.6;
const kLoudest = 0.32;

/** One round of the ring tone: soft bells, so that a room full of operators can bear it. */
export function ringSamples(rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(kLoop * rate));
  for (const [frequency, at] of kNotes) addNote(samples, rate, frequency, at);
  return samples;
}

function addNote(samples: Float32Array, rate: number, frequency: number, at: number): void {
  const first = Math.round(at * rate);
  const count = Math.min(Math.round(kNoteLasts * rate), samples.length - first);
  for (let index = 0; index < count; index += 1) {
    const time = index / rate;
    const attack = Math.min(1, time / 0.008);
    const release = Math.min(1, (count - index) / (0.02 * rate));
    const envelope = attack * release * Math.exp(-time * 7);
    const wave = Math.sin(2 * Math.PI * frequency * time);
    const overtone = 0.25 * Math.sin(4 * Math.PI * frequency * time);
    samples[first + index] =
      (samples[first + index] ?? 0) + kLoudest * envelope * (wave + overtone);
  }
}

type WithSink = AudioContext & { setSinkId?: (id: string) => Promise<void> };

/** Whether the ring may sound on another device than the rest of the page. */
export function canChooseRinger(): boolean {
  return typeof AudioContext !== "undefined" && "setSinkId" in AudioContext.prototype;
}

/**
 * Rings until the returned function is called. The whole round is one looped buffer: timers of a tab in
 * the background are too slow for it. Silent until the page was touched once, as browsers want it.
 */
export function startRinging(deviceId: string, volume: number): () => void {
  let context: WithSink;
  try {
    context = new AudioContext();
  } catch {
    return () => undefined;
  }
  if (deviceId !== "") void context.setSinkId?.(deviceId).catch(() => undefined);
  const samples = ringSamples(context.sampleRate);
  const buffer = context.createBuffer(1, samples.length, context.sampleRate);
  buffer.copyToChannel(samples, 0);
  const source = context.createBufferSource();
  const gain = context.createGain();
  source.buffer = buffer;
  source.loop = true;
  gain.gain.value = volume;
  source.connect(gain).connect(context.destination);
  source.start();
  void context.resume().catch(() => undefined);
  return () => void context.close().catch(() => undefined);
}
