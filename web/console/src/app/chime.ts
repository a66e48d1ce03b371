export type Chime = "message" | "assigned" | "late";

/** Notes in Hz and when each begins, in seconds. */
const kNotes: Record<Chime, readonly [frequency: number, at: number][]> = {
  message: [[880, 0]],
  assigned: [
    [659, 0],
    [880, 0.14],
  ],
  late: [
    [880, 0],
    [659, 0.16],
    [659, 0.36],
  ],
};

let context: AudioContext | null = null;

/** A short soft tone, made by the browser: no file to load. Silent until the page was touched once. */
export function playChime(chime: Chime): void {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume();
    for (const [frequency, at] of kNotes[chime]) playNote(context, frequency, at);
  } catch {
    // No sound device.
  }
}

function playNote(audio: AudioContext, frequency: number, at: number): void {
  const start = audio.currentTime + at;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.14, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.4);
}
