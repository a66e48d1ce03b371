import { useNow } from "../../app/use_now";
import { HangUpIcon, OutgoingIcon } from "../../design/icons/phone";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { OperatorCall } from "../../live/frames";
import { useLive } from "../../live/use_live";
import { usePhoneState } from "../../phone/current";
import { callerOf, lineOf, written } from "../../phone/rules";
import { hangUpCall } from "./actions";
import { CallButton } from "./call_bar";
import { CallNotice } from "./call_notice";
import { noticeOf } from "./notice_rules";

const serverIsLost = (live: { connection: string }) => live.connection === "lost";

/** A call that was dialled and is not answered: who, for how long, and giving up [V5, S1]. */
export function DialBar({ call }: { call: OperatorCall }) {
  const { t } = useT();
  const phone = usePhoneState();
  const isServerLost = useLive(serverIsLost);
  const notice = phone.leg ? noticeOf(call, phone, isServerLost) : null;
  const name = call.customerName ? t("call.named", { name: call.customerName }) : callerOf(call, t);
  const word = t(call.ringsThere ? "call.ringing" : "call.dialing");
  return (
    <section className="bar-line is-call" aria-label={t("call.dialing")}>
      <div className="call-line">
        <span className="bar-mark">
          <OutgoingIcon size={18} />
        </span>
        <span className="bar-who">
          <b className="ellipsis">{name}</b>
          <span className="ellipsis">
            {lineOf({ ...call, queueName: written(call.ownNumber) })}
          </span>
        </span>
        <Timer since={call.since} word={word} />
      </div>
      {notice?.isUrgent ? <CallNotice notice={notice} /> : null}
      <div className="call-tools" role="toolbar" aria-label={t("call.tools")}>
        <CallButton action={hangUpCall} icon={HangUpIcon} label="call.hangUp" isEnd />
      </div>
      <span className="visually-hidden" role="status">
        {word}
      </span>
    </section>
  );
}

function Timer({ since, word }: { since: number; word: string }) {
  const now = useNow();
  return (
    <span className="bar-since call-timer">
      <b>{clock(now - since)}</b>
      <span>{word}</span>
    </span>
  );
}
