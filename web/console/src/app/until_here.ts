import type { Timers } from "../live/socket";

const kFirstWait = 1000;
const kLongestWait = 30_000;

/** How long to wait before code is asked for again: 1 s, 2 s … 30 s. */
function waitBefore(attempt: number): number {
  return Math.min(kLongestWait, kFirstWait * 2 ** attempt);
}

/**
 * Brings code that the console cannot do without, however often it fails: a network that is gone for a moment, a server
 * that starts anew. `onFailure` is told of the first failure. It ends only by the page, or when nobody wants it any more.
 */
export async function untilHere<T>(
  load: () => Promise<T>,
  timers: Timers,
  onFailure: () => void,
  isWanted: () => boolean = () => true,
): Promise<T | null> {
  for (let attempt = 0; isWanted(); attempt += 1) {
    try {
      return await load();
    } catch {
      if (attempt === 0) onFailure();
      await new Promise<void>((resolve) => timers.after(waitBefore(attempt), resolve));
    }
  }
  return null;
}
