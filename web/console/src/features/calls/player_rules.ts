export const kSpeeds = [1, 1.25, 1.5, 2] as const;
export type Speed = (typeof kSpeeds)[number];

/** How far the arrow keys go. */
export const kStepSeconds = 5;

/** m:ss, as the time of a recording is written. */
export function playTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function clamped(seconds: number, duration: number): number {
  return Math.min(Math.max(0, seconds), Math.max(0, duration));
}

/** Where a key leads to, in seconds; null: it is none of the player's. */
export function positionAfter(key: string, at: number, duration: number): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return clamped(at - kStepSeconds, duration);
    case "ArrowRight":
    case "ArrowUp":
      return clamped(at + kStepSeconds, duration);
    case "PageDown":
      return clamped(at - 6 * kStepSeconds, duration);
    case "PageUp":
      return clamped(at + 6 * kStepSeconds, duration);
    case "Home":
      return 0;
    case "End":
      return duration;
    default:
      return null;
  }
}

/** The loudest of `peaks` in each of `count` equal parts, both channels together, from 0 to 1. */
export function bars(peaks: readonly (readonly number[])[], count: number): number[] {
  const length = Math.max(0, ...peaks.map((channel) => channel.length));
  return Array.from({ length: count }, (_, index) => {
    const first = Math.floor((index * length) / count);
    const end = Math.max(first + 1, Math.floor(((index + 1) * length) / count));
    const loudest = peaks.map((channel) => Math.max(0, ...channel.slice(first, end)));
    return Math.min(1, Math.max(0, ...loudest) / 255);
  });
}
