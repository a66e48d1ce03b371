import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { CallableNumber, DialButton } from "../../app/dial_button";
import { useMe } from "../../app/use_me";
import { Button } from "../../design/button";
import { Choice } from "../../design/choice";
import { SoundIcon } from "../../design/icons/objects";
import { IncomingIcon, MissedIcon, OutgoingIcon } from "../../design/icons/phone";
import { Chip, Empty, Failed, Skeleton } from "../../design/parts";
import { Segmented } from "../../design/segmented";
import { type TextKey, type Translate, useT } from "../../i18n/i18n";
import { useLiveDesk } from "../../live/use_live";
import { aboutCaller, callerOf } from "../../phone/rules";
import { duration, endText } from "./call_rules";
import "./calls.css";
import { type Call, type CallKind, fetchCalls, kCallPage } from "./queries";

const kKinds: readonly { id: CallKind; label: TextKey; empty: TextKey }[] = [
  { id: "all", label: "calls.all", empty: "calls.emptyAll" },
  { id: "missed", label: "calls.missed", empty: "calls.emptyMissed" },
  { id: "mine", label: "calls.mine", empty: "calls.emptyMine" },
];

/** /calls: what came, went and was missed, newest first; a row opens the contact [V12]. */
export function CallsPage() {
  const { t } = useT();
  const { kind = "all" } = useSearch({ from: "/signed-in/calls" });
  const navigate = useNavigate();
  const [serviceId, setServiceId] = usePhoneService();
  const services = useMe().services.filter((service) => service.canPhone);
  const choose = (next: CallKind) => void navigate({ to: "/calls", search: { kind: next } });
  return (
    <main className="calls-page" id="main">
      <header className="calls-head">
        <div className="calls-title">
          <h1>{t("calls.title")}</h1>
          <p className="prose">{t("calls.about")}</p>
        </div>
        {services.length > 1 ? (
          <Choice
            label={t("calls.queue")}
            isLabelHidden
            value={serviceId}
            options={services.map(({ id, name }) => ({ id, label: name }))}
            onChange={setServiceId}
          />
        ) : null}
        <Segmented
          label={t("calls.filter")}
          value={kind}
          options={kKinds.map(({ id, label }) => ({ id, label: t(label) }))}
          onChange={choose}
        />
        <DialButton />
      </header>
      <CallList key={`${serviceId} ${kind}`} serviceId={serviceId} kind={kind} />
    </main>
  );
}

/** The service whose calls are shown: the first one with the right to the phone. */
function usePhoneService() {
  const me = useMe();
  const first = me.services.find((service) => service.canPhone) ?? me.services[0];
  return useState(first?.id ?? "");
}

interface ListProps {
  serviceId: string;
  kind: CallKind;
}

function useCallPages({ serviceId, kind }: ListProps) {
  const live = useLiveDesk();
  const pages = useInfiniteQuery({
    queryKey: ["calls", serviceId, kind],
    initialPageParam: "",
    queryFn: ({ pageParam }) => fetchCalls(serviceId, kind, pageParam || undefined),
    getNextPageParam: (last) => (last.length < kCallPage ? undefined : last.at(-1)?.contactId),
    staleTime: 0,
    refetchInterval: 30_000,
  });
  const { refetch } = pages;
  // A call that rang here or was ours is in the list at once.
  useEffect(() => live.onMe((frame) => frame.cause === "call" && void refetch()), [live, refetch]);
  return pages;
}

function CallList({ serviceId, kind }: ListProps) {
  const { t } = useT();
  const pages = useCallPages({ serviceId, kind });
  if (!pages.data) {
    return pages.isError ? <Failed onRetry={() => void pages.refetch()} /> : <RowSkeletons />;
  }
  const calls = pages.data.pages.flat();
  if (calls.length === 0) {
    const look = kKinds.find(({ id }) => id === kind);
    return <Empty>{look ? t(look.empty) : ""}</Empty>;
  }
  return (
    <div className="calls-scroll">
      <ul className="calls">
        {calls.map((call) => (
          <CallRow key={call.contactId} call={call} serviceId={serviceId} />
        ))}
      </ul>
      {pages.hasNextPage ? (
        <div className="rows-end">
          <Button isDisabled={pages.isFetching} onPress={() => void pages.fetchNextPage()}>
            {t("inbox.older")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function CallRow({ call, serviceId }: { call: Call; serviceId: string }) {
  const { t, times } = useT();
  const now = Date.now();
  const isMissed = call.missedReason !== null;
  const Glyph = isMissed ? MissedIcon : call.direction === "inbound" ? IncomingIcon : OutgoingIcon;
  const about = call.customerName ? aboutCaller(call, t) : "";
  return (
    <li>
      <Link
        to="/inbox/$box/$contactId"
        params={{ box: call.endedAt === null ? "mine" : "ended", contactId: call.contactId }}
        className="call-row"
      >
        <span className={isMissed ? "call-mark is-missed" : "call-mark"}>
          <Glyph size={20} />
        </span>
        <span className="call-who">
          <b className="ellipsis">{callerOf(call, t)}</b>
          <span className="meta ellipsis">
            {[about, call.queueName, `#${call.number}`].filter(Boolean).join("・")}
          </span>
        </span>
        <Outcome call={call} />
        <span className="call-times">
          {call.answeredAt === null ? null : (
            <span>
              {t("calls.talked")} <b>{duration(t, call.talkMs)}</b>
            </span>
          )}
          <span className="meta">{waits(call, t)}</span>
        </span>
        <span className="call-when">
          <time>{times.moment(call.arrivedAt, now)}</time>
          {call.hasRecording ? (
            <span className="meta call-recorded">
              <SoundIcon size={14} />
              {t("calls.recorded")}
            </span>
          ) : null}
        </span>
      </Link>
      <CallableNumber
        number={call.otherNumber}
        serviceId={serviceId}
        word={t(isMissed ? "dial.callBack" : "dial.call")}
        className="button plain compact call-back"
      />
    </li>
  );
}

/** How long it waited for an operator, and then on hold; who is called waits for nobody. */
function waits(call: Call, t: Translate): string {
  const waited = `${t("calls.waited")} ${duration(t, call.waitingMs)}`;
  const held = t("calls.held", { time: duration(t, call.heldMs) });
  return [call.direction === "inbound" ? waited : "", call.heldMs >= 1000 ? held : ""]
    .filter(Boolean)
    .join("・");
}

function runningText(call: Call): TextKey {
  if (call.answeredAt !== null) return "call.talking";
  return call.direction === "outbound" ? "call.dialing" : "contact.inLine";
}

/** Who talked, or in words why nobody did. */
function Outcome({ call }: { call: Call }) {
  const { t } = useT();
  if (call.missedReason !== null) {
    const reason = endText(call.missedReason);
    return (
      <span className="call-outcome">
        <Chip tone="danger">{t("call.missed")}</Chip>
        {reason ? <span className="meta ellipsis">{t(reason)}</span> : null}
      </span>
    );
  }
  const end = endText(call.endReason);
  return (
    <span className="call-outcome">
      {call.endedAt === null ? (
        <Chip tone="ok">{t(runningText(call))}</Chip>
      ) : (
        <span className="ellipsis">{call.ownerName}</span>
      )}
      <span className="meta ellipsis">{end ? t(end) : call.endedAt ? "" : call.ownerName}</span>
    </span>
  );
}

function RowSkeletons() {
  return (
    <div className="calls-scroll" aria-busy="true">
      {[0, 1, 2, 3, 4, 5].map((index) => (
        <div key={index} className="call-row">
          <Skeleton width={36} height={36} />
          <Skeleton width="30%" height={16} />
          <Skeleton width="20%" height={16} />
        </div>
      ))}
    </div>
  );
}
