import type { CallView } from "@madoguchi/shared/customer_call";
import type { CallCatalog } from "../i18n";
import type { CallState } from "./call";

type Key = keyof CallCatalog;

const kStages: Record<Exclude<CallView["stage"], "ended">, Key> = {
  connecting: "callConnecting",
  waiting: "callSoon",
  talking: "callTalking",
  held: "callHeld",
};

const kEnds: Partial<Record<NonNullable<CallView["endReason"]>, Key>> = {
  noOperator: "callNobody",
  ringTimeout: "callNobody",
  operatorLost: "callBroken",
  mediaLost: "callBroken",
  signallingLost: "callBroken",
  interrupted: "callBroken",
};

/** How the call stands in words; the place in the line is a part of its own. */
export function stageKey({ view, problem }: CallState): Key {
  if (problem === "tryLater" || problem === "rateLimited") return "callBusy";
  if (problem === "conflict") return "callElsewhere";
  if (problem) return "callFailed";
  if (!view) return "callStarting";
  if (view.stage === "ended") return kEnds[view.endReason ?? "operatorEnded"] ?? "callEnded";
  if (view.stage === "waiting" && view.place !== null) return "callPlace";
  if (view.isLost) return "callUnsteady";
  return kStages[view.stage];
}

const kMicrophones: Partial<Record<CallView["microphone"], Key>> = {
  refused: "microphoneRefused",
  missing: "microphoneMissing",
  busy: "microphoneBusy",
};

/** Why the other side does not hear the customer; nothing while it does. */
export function microphoneKey({ view }: CallState): Key | null {
  if (!view || view.stage === "ended") return null;
  return kMicrophones[view.microphone] ?? null;
}

/** 0:05, 12:34, 1:02:03 */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const pad = (value: number) => `${value}`.padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
