import { useCallback, useRef } from "react";
import { TopLayer } from "../../design/top_layer";
import { useT } from "../../i18n/i18n";
import type { OperatorCall, OperatorState } from "../../live/frames";
import { useLive } from "../../live/use_live";
import { dialFailure } from "../../phone/dial_rules";
import { callerIn, callerOf, lineOf } from "../../phone/rules";
import { CallBar } from "./call_bar";
import { DialBar } from "./dial_bar";
import "./phone.css";
import "./low_window.css";
import { RingBar } from "./ring_bar";
import { RingCard } from "./ring_card";
import { useLowerRight } from "./use_lower_right";
import { WrapUpBar } from "./wrap_up_bar";

/** The middle of the phone bar while the phone does something, with the pop-up below it. */
export function CallLine({ state }: { state: OperatorState }) {
  const { wrapUp } = state;
  const call = useNamed(state.call);
  if (call?.stage === "ringing") {
    return <Ringing key={call.contactId} call={call} />;
  }
  if (call?.stage === "dialing") return <DialBar key={call.contactId} call={call} />;
  if (call) return <CallBar call={call} />;
  return wrapUp ? <WrapUpLine state={state} /> : null;
}

/** The desk has the name that the caller had when the call came; who is registered meanwhile has one in the row. */
function useNamed(call: OperatorCall | null): OperatorCall | null {
  const contactId = call?.contactId ?? "";
  const name = useLive(
    useCallback(
      (live) => {
        const contact = live.rows[contactId]?.contact;
        return contact?.isRegistered ? callerIn(contact).customerName : "";
      },
      [contactId],
    ),
  );
  return call && name !== "" ? { ...call, customerName: name } : call;
}

/** The pop-up hangs below the right end of the bar, wherever the bar is just now. */
function Ringing({ call }: { call: OperatorCall }) {
  const bar = useRef<HTMLDivElement>(null);
  const place = useLowerRight(bar);
  return (
    <div className="ring-place" ref={bar}>
      <RingBar call={call} />
      <TopLayer>
        <RingCard call={call} place={place} />
      </TopLayer>
    </div>
  );
}

function WrapUpLine({ state }: { state: OperatorState }) {
  const { t } = useT();
  const { wrapUp } = state;
  const contactId = wrapUp?.contactId ?? "";
  const contact = useLive(
    useCallback((live) => live.rows[contactId]?.contact ?? null, [contactId]),
  );
  if (!wrapUp) return null;
  const caller = callerIn(contact ?? { customerName: "", call: null });
  const name = caller.customerName
    ? t("call.named", { name: caller.customerName })
    : callerOf(caller, t);
  return (
    <WrapUpBar
      wrapUp={wrapUp}
      failure={dialFailure(contact?.endReason ?? null)}
      number={caller.otherNumber}
      who={contact ? [name, lineOf({ ...caller, queueName: "" })].filter(Boolean).join("・") : ""}
    />
  );
}
