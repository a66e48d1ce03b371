import { useCallback } from "react";
import { useT } from "../../i18n/i18n";
import type { OperatorState } from "../../live/frames";
import { useLive } from "../../live/use_live";
import { callerOf, lineOf } from "../../phone/rules";
import { CallBar } from "./call_bar";
import "./phone.css";
import { RingBar } from "./ring_bar";
import { RingCard } from "./ring_card";
import { WrapUpBar } from "./wrap_up_bar";

/** The middle of the phone bar while the phone does something, with the pop-up below it. */
export function CallLine({ state }: { state: OperatorState }) {
  const { call, wrapUp } = state;
  if (call?.stage === "ringing") {
    return (
      <div className="ring-place">
        <RingBar call={call} />
        <RingCard key={call.contactId} call={call} />
      </div>
    );
  }
  if (call) return <CallBar call={call} />;
  return wrapUp ? <WrapUpLine state={state} /> : null;
}

function WrapUpLine({ state }: { state: OperatorState }) {
  const { t } = useT();
  const { wrapUp } = state;
  const contactId = wrapUp?.contactId ?? "";
  const contact = useLive(
    useCallback((live) => live.rows[contactId]?.contact ?? null, [contactId]),
  );
  if (!wrapUp) return null;
  const number = contact?.call?.otherNumber ?? "";
  const caller = { customerName: contact?.customerName ?? "", otherNumber: number, queueName: "" };
  const name = caller.customerName
    ? t("call.named", { name: caller.customerName })
    : callerOf(caller, t);
  return (
    <WrapUpBar
      wrapUp={wrapUp}
      who={contact ? [name, lineOf(caller)].filter(Boolean).join("・") : ""}
    />
  );
}
