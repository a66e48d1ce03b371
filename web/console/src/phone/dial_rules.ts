import type { TextKey } from "../i18n/i18n";
import type { OperatorState } from "../live/frames";
import { written } from "./rules";

const kSeparators = /[\s\-()./\u2010-\u2015\u2212\u30fc]/g;
const kLongest = 15;

/** What can be dialled of a text that was typed or pasted: digits in ASCII, + in front, +81 as 0. */
export function dialled(text: string): string {
  const plain = text.normalize("NFKC").replace(kSeparators, "").replace(/^tel:/i, "");
  return plain.replace(/^\+810?/, "0").replace(/(?!^\+)[^0-9]/g, "");
}

/** The number as it stands in the field while it grows: in groups where they are known. */
export function typed(text: string): string {
  return written(dialled(text).slice(0, kLongest));
}

const kEmergency = /^(184|186)?(110|118|119)$/;

/** Why a number cannot be called, as the server sees it too, or null [V5, V21]. */
export function whyNoNumber(text: string): TextKey | null {
  const number = dialled(text);
  if (kEmergency.test(number)) return "dialPad.emergency";
  if (/^(\+|00|010)/.test(number)) return "dialPad.abroad";
  if (number.startsWith("0990")) return "dialPad.premium";
  return /^0\d{9,10}$/.test(number) ? null : "dialPad.incomplete";
}

/** Why the operator cannot dial now, or null: work, do-not-disturb and a wrap-up do not hinder. */
export function whyNoDialing(
  state: Pick<OperatorState, "state" | "phone" | "isPhoneConnected" | "call"> | null,
): TextKey | null {
  if (!state?.phone) return state ? "phone.switchedOff" : "why.dialNoPhone";
  if (state.call) return "why.inCall";
  if (state.state === "break" || state.state === "offline") return "why.dialAway";
  return state.isPhoneConnected ? null : "why.dialNoPhone";
}

const kFailures: Readonly<Record<string, TextKey>> = {
  busy: "dialEnd.busy",
  noAnswer: "dialEnd.noAnswer",
  rejected: "dialEnd.rejected",
  unknownNumber: "dialEnd.unknownNumber",
  trunkDown: "dialEnd.trunkDown",
};

/** Why whom we called did not answer; null: they did, or we gave up. */
export function dialFailure(endReason: string | null): TextKey | null {
  return endReason === null ? null : (kFailures[endReason] ?? null);
}
