import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { CallableNumber } from "../../app/dial_button";
import { useNow } from "../../app/use_now";
import { PencilIcon } from "../../design/icons/actions";
import { ClockIcon } from "../../design/icons/objects";
import {
  HangUpIcon,
  IncomingIcon,
  MissedIcon,
  OutgoingIcon,
  PauseIcon,
  PhoneIcon,
} from "../../design/icons/phone";
import type { Icon } from "../../design/icons/shape";
import { later } from "../../design/later";
import { Failed, Skeleton } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { Contact } from "../../live/frames";
import { written } from "../../phone/rules";
import { type FlowStep, flowOf, titleOf, versionOf } from "./call_rules";
import "./calls.css";
import { type Call, callQuery } from "./queries";

const Player = later(async () => (await import("./player")).Player);

/** The call of a contact above its log: who, when, how long, the recording and how it went. */
export function CallCard({ contact }: { contact: Contact }) {
  const query = useQuery(callQuery(contact.serviceId, contact.id, versionOf(contact)));
  if (query.isError && !query.data) return <Failed onRetry={() => void query.refetch()} />;
  if (!query.data) {
    return (
      <div className="call-card" aria-busy="true">
        <Skeleton width="100%" height={40} />
      </div>
    );
  }
  return (
    <div className="call-view">
      <section className="call-card">
        <CardHead call={query.data} serviceId={contact.serviceId} />
        {query.data.hasRecording ? (
          <Suspense fallback={<Skeleton width="100%" height={36} />}>
            <Player serviceId={contact.serviceId} contactId={contact.id} />
          </Suspense>
        ) : null}
      </section>
      {query.data.endedAt === null ? null : <Flow call={query.data} />}
    </div>
  );
}

function CardHead({ call, serviceId }: { call: Call; serviceId: string }) {
  const { t, times } = useT();
  const isMissed = call.missedReason !== null;
  const Glyph = isMissed ? MissedIcon : call.direction === "inbound" ? PhoneIcon : OutgoingIcon;
  const from = times.seconds(call.answeredAt ?? call.arrivedAt);
  const span = call.endedAt === null ? from : `${from}–${times.seconds(call.endedAt)}`;
  return (
    <header className="call-card-head">
      <span className={isMissed ? "call-mark is-missed" : "call-mark"}>
        <Glyph size={20} />
      </span>
      <div className="call-card-text">
        <h2>{t(titleOf(call))}</h2>
        <p className="ellipsis">
          {[span, call.queueName, written(call.ownNumber)].filter(Boolean).join("・")}
        </p>
      </div>
      {call.endedAt === null ? null : (
        <CallableNumber number={call.otherNumber} serviceId={serviceId} />
      )}
      {call.answeredAt === null ? null : (
        <p className="call-length">
          <b>
            {call.endedAt === null ? <RunningTime since={call.answeredAt} /> : clock(call.talkMs)}
          </b>
          <span>{t("callCard.talkTime")}</span>
        </p>
      )}
    </header>
  );
}

function RunningTime({ since }: { since: number }) {
  return clock(useNow() - since);
}

const kIcons: Record<FlowStep["what"], { icon: Icon; tone: string }> = {
  arrived: { icon: IncomingIcon, tone: "" },
  dialed: { icon: OutgoingIcon, tone: "" },
  waited: { icon: ClockIcon, tone: "" },
  answered: { icon: PhoneIcon, tone: "ok" },
  held: { icon: PauseIcon, tone: "warn" },
  ended: { icon: HangUpIcon, tone: "" },
  missed: { icon: MissedIcon, tone: "danger" },
  wrapUp: { icon: PencilIcon, tone: "wrap" },
};

function Flow({ call }: { call: Call }) {
  const { t, times } = useT();
  return (
    <section className="call-flow">
      <h3>{t("callCard.flow")}</h3>
      <ol>
        {flowOf(call, t).map((step) => {
          const { icon: Glyph, tone } = kIcons[step.what];
          return (
            <li key={step.what}>
              <time>{step.at === null ? "" : times.seconds(step.at)}</time>
              <span className={`flow-icon ${tone}`}>
                <Glyph size={16} />
              </span>
              <b>{t(`callFlow.${step.what}`)}</b>
              <span className="flow-text">{step.text}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
