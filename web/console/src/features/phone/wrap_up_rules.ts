import type { WrapUp } from "../../live/frames";

/** In the last seconds the timer warns that the chosen state is about to apply by itself. */
export const kNearEnd = 30_000;

export interface WrapUpClock {
  passed: number;
  /** How long it may last; null: as long as the operator wants. */
  longest: number | null;
  /** Which part of it has passed, from 0 to 1. */
  share: number | null;
  isNearEnd: boolean;
}

export function wrapUpClock(wrapUp: Pick<WrapUp, "since" | "until">, now: number): WrapUpClock {
  const passed = Math.max(0, now - wrapUp.since);
  if (wrapUp.until === null) return { passed, longest: null, share: null, isNearEnd: false };
  const longest = Math.max(1, wrapUp.until - wrapUp.since);
  return {
    passed,
    longest,
    share: Math.min(1, passed / longest),
    isNearEnd: wrapUp.until - now <= kNearEnd,
  };
}
