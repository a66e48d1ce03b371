import type { TextKey, Translate } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { callerOf } from "../../phone/rules";
import type { Call } from "./queries";

type EndReason = NonNullable<Call["endReason"]>;

/** Why a call is over, in words; of a chat's reasons a call has none. */
const kEnds: Partial<Record<EndReason, TextKey>> = {
  operatorEnded: "callEnd.operatorEnded",
  customerEnded: "callEnd.customerEnded",
  userLeft: "callEnd.userLeft",
  noOperator: "callEnd.noOperator",
  ringTimeout: "callEnd.ringTimeout",
  operatorLost: "callEnd.operatorLost",
  mediaLost: "callEnd.mediaLost",
  signallingLost: "callEnd.mediaLost",
  interrupted: "callEnd.interrupted",
  busy: "dialEnd.busy",
  noAnswer: "dialEnd.noAnswer",
  rejected: "dialEnd.rejected",
  unknownNumber: "dialEnd.unknownNumber",
  trunkDown: "dialEnd.trunkDown",
};

export function endText(reason: Call["endReason"]): TextKey | null {
  return reason === null ? null : (kEnds[reason] ?? null);
}

/** 3分42秒, 38秒. */
export function duration(t: Translate, milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const m = Math.floor(seconds / 60);
  const s = seconds % 60;
  return m === 0 ? t("calls.seconds", { s }) : t("calls.minutes", { m, s });
}

export function titleOf(call: Call): TextKey {
  if (call.direction === "outbound") return "callCard.outbound";
  if (call.missedReason !== null) return "call.missed";
  if (call.endedAt !== null) return "callCard.answered";
  return call.answeredAt === null ? "callCard.waiting" : "callCard.running";
}

export interface FlowStep {
  what: "arrived" | "dialed" | "waited" | "answered" | "held" | "ended" | "missed" | "wrapUp";
  /** When it began; null: a sum over the call. */
  at: number | null;
  text: string;
}

/** What happened in a call, in its order; what did not happen is not named. */
export function flowOf(call: Call, t: Translate): FlowStep[] {
  const isInbound = call.direction === "inbound";
  const begin = isInbound ? [call.queueName] : [call.ownerName, call.queueName];
  const steps: FlowStep[] = [
    {
      what: isInbound ? "arrived" : "dialed",
      at: call.arrivedAt,
      text: begin.filter(Boolean).join("・"),
    },
  ];
  if (isInbound && call.waitingMs >= 1000) {
    const time = duration(t, call.waitingMs);
    const often = call.offerCount > 1 ? t("callFlow.offers", { time, n: call.offerCount }) : time;
    steps.push({ what: "waited", at: call.arrivedAt, text: often });
  }
  if (call.answeredAt !== null) {
    steps.push({
      what: "answered",
      at: call.answeredAt,
      text: isInbound ? call.ownerName : callerOf(call, t),
    });
  }
  if (call.heldMs >= 1000) {
    const time = duration(t, call.heldMs);
    steps.push({ what: "held", at: null, text: t("callFlow.heldTotal", { time }) });
  }
  if (call.endedAt !== null) {
    const key = endText(call.missedReason ?? call.endReason);
    const what = call.missedReason === null ? "ended" : "missed";
    steps.push({ what, at: call.endedAt, text: key ? t(key) : "" });
  }
  if (call.wrapUpMs >= 1000) {
    steps.push({ what: "wrapUp", at: call.endedAt, text: duration(t, call.wrapUpMs) });
  }
  return steps;
}

/** Changes whenever the contact's call did something that its times would show. */
export function versionOf(contact: Contact): string {
  const { call } = contact;
  return [contact.endedAt, contact.ownerId, call?.answeredAt, call?.isHeld, call?.hasRecording]
    .map(String)
    .join(" ");
}
