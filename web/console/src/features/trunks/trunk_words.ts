import type { TextKey } from "../../i18n/i18n";
import type { TrunkState } from "./queries";

/** How a trunk stands, for its dot and word. */
export type TrunkLook = "up" | "down" | "checking" | "unasked" | "off";

export const kLooks: Record<TrunkLook, TextKey> = {
  up: "trunks.up",
  down: "trunks.down",
  checking: "trunks.checking",
  unasked: "trunks.unasked",
  off: "trunks.off",
};

interface Watched {
  registers: boolean;
  isAsked: boolean;
  state: TrunkState | null;
}

export function lookOf({ registers, isAsked, state }: Watched): TrunkLook {
  if (state === null) return "off";
  if (state.health !== "unknown") return state.health;
  return registers || isAsked ? "checking" : "unasked";
}

type Reason = TrunkState["reason"];

/** What is the matter, and what to do about it. */
export const kReasons: Record<Exclude<Reason, "none">, { what: TextKey; advice: TextKey }> = {
  noAnswer: { what: "trunks.noAnswer", advice: "trunks.noAnswerAdvice" },
  unreachable: { what: "trunks.unreachable", advice: "trunks.unreachableAdvice" },
  portClosed: { what: "trunks.portClosed", advice: "trunks.portClosedAdvice" },
  connectionLost: { what: "trunks.connectionLost", advice: "trunks.connectionLostAdvice" },
  wrongCredentials: { what: "trunks.wrongCredentials", advice: "trunks.wrongCredentialsAdvice" },
  refused: { what: "trunks.refused", advice: "trunks.refusedAdvice" },
};

/** Null when nothing is the matter. */
export function reasonOf(state: TrunkState | null): { what: TextKey; advice: TextKey } | null {
  if (state === null || state.health !== "down" || state.reason === "none") return null;
  return kReasons[state.reason];
}
