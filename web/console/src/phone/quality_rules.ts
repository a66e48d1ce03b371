import type { Quality } from "@madoguchi/shared/phone_leg";

export type Verdict = "good" | "fair" | "poor";

/** Above it people begin to speak at the same time (ITU-T G.114: one way, so twice as much). */
const kGoodRoundTrip = 300;
const kFairRoundTrip = 600;
/** Above it words get lost. */
const kGoodLoss = 0.01;
const kFairLoss = 0.05;

function verdictOf(value: number, good: number, fair: number): Verdict {
  if (value <= good) return "good";
  return value <= fair ? "fair" : "poor";
}

/** How long a word takes there and back; null: not measured yet. */
export function roundTripVerdict({ roundTripMs }: Quality): Verdict | null {
  return roundTripMs === null ? null : verdictOf(roundTripMs, kGoodRoundTrip, kFairRoundTrip);
}

/** The part of what was sent in either direction that did not arrive; null: nothing came yet. */
export function lossOf({ received, lost }: Quality): number | null {
  const sent = received + lost;
  return sent <= 0 ? null : Math.max(0, lost) / sent;
}

export function lossVerdict(quality: Quality): Verdict | null {
  const loss = lossOf(quality);
  return loss === null ? null : verdictOf(loss, kGoodLoss, kFairLoss);
}
