import type { CallView } from "@madoguchi/shared/customer_call";
import { codeOf, sayProblem } from "../../app/problems";
import type { TextKey, Translate } from "../../i18n/i18n";
import type { PhoneView } from "./customer_phone";

const kStages: Record<CallView["stage"], TextKey> = {
  connecting: "sandbox.dialing",
  waiting: "sandbox.waiting",
  talking: "sandbox.talking",
  held: "sandbox.held",
  ended: "sandbox.ended",
};

const kNobody: readonly CallView["endReason"][] = ["noOperator", "ringTimeout"];
const kBroken: readonly CallView["endReason"][] = [
  "operatorLost",
  "mediaLost",
  "signallingLost",
  "interrupted",
];

function endKey(reason: CallView["endReason"]): TextKey {
  if (kNobody.includes(reason)) return "sandbox.nobody";
  return kBroken.includes(reason) ? "sandbox.broken" : "sandbox.ended";
}

/** How the telephone stands, in a line. */
export function stateText(t: Translate, { call, error }: PhoneView): string {
  if (error !== null) {
    return codeOf(error) === "notFound" ? t("sandbox.noNumber") : sayProblem(t, error);
  }
  if (!call) return t("sandbox.idle");
  if (call.stage === "ended") return t(endKey(call.endReason));
  if (call.isLost) return t("sandbox.unsteady");
  if (call.stage === "waiting" && call.place !== null) return t("sandbox.place", { n: call.place });
  return t(kStages[call.stage]);
}

export function isCalling({ call }: PhoneView): boolean {
  return call !== null && call.stage !== "ended";
}

/** Why the shop does not hear the customer; null while it does. */
export function microphoneText(t: Translate, { call }: PhoneView): string | null {
  if (!call || call.stage === "ended") return null;
  if (call.microphone === "on" || call.microphone === "asked") return null;
  return t(
    call.microphone === "refused" ? "sandbox.microphoneRefused" : "sandbox.microphoneMissing",
  );
}
