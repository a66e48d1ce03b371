import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Suspense, useCallback, useEffect } from "react";
import { deskApi } from "../../app/api";
import { DialButton } from "../../app/dial_button";
import { sayProblem } from "../../app/problems";
import { useMe } from "../../app/use_me";
import { useNow } from "../../app/use_now";
import { Button } from "../../design/button";
import { ClockIcon, InboxIcon } from "../../design/icons/objects";
import { fetchWhenIdle, later } from "../../design/later";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { Contact } from "../../live/frames";
import { sumOf } from "../../live/select";
import type { Row } from "../../live/state";
import { useLive, useLiveDesk } from "../../live/use_live";
import { hasPhoneRight } from "../../phone/rules";
import { isLate, nameOf } from "../desk/labels";
import { firstInLine, waitsSince } from "./first_in_line";
import { PhoneStatus } from "./phone_status";
import "./phone_bar.css";
import { StateSwitch } from "./state_switch";

const CallLine = later(async () => (await import("../phone")).CallLine);

/** Mounted on every page: the own state, and the call, or else who waits for the service. */
export function PhoneBar() {
  const { t } = useT();
  const waiting = useLive(useCallback((state) => sumOf(state, "waiting"), []));
  const first = useFirstInLine(waiting);
  const busy = useLive(useCallback(({ me }) => (me && me.activity !== "none" ? me : null), []));
  const line = <Line waiting={waiting} first={first} />;
  const mayRing = hasPhoneRight(useMe());
  useEffect(() => {
    if (mayRing) fetchWhenIdle(CallLine.fetchCode);
  }, [mayRing]);
  const more = busy ? ` has-call is-${busy.activity}` : waiting > 0 ? " has-line" : "";
  return (
    <header className={`phone-bar${more}`}>
      <StateSwitch />
      {busy ? (
        <Suspense fallback={line}>
          <CallLine state={busy} />
        </Suspense>
      ) : (
        line
      )}
      <div className="bar-figures">
        <Figure value={String(waiting)} label={t("bar.waiting")} />
        <Longest first={first} />
      </div>
    </header>
  );
}

/** Who waits longest over all own services; asked again when the number of those who wait changes. */
function useFirstInLine(waiting: number): Contact | null {
  const me = useMe();
  const serviceIds = me.services.map((service) => service.id);
  const query = useQuery({
    queryKey: ["first-in-line", serviceIds.join(" "), waiting],
    queryFn: async () => {
      const inboxes = await Promise.all(serviceIds.map((id) => deskApi.inbox(id, "waiting", 1)));
      return inboxes.flatMap(({ contacts, through }) =>
        contacts.map((contact) => ({ contact, through })),
      );
    },
    enabled: waiting > 0,
    staleTime: 5000,
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });
  const fetched = query.data ?? kNobody;
  const first = useLive(
    useCallback((state) => firstInLine(fetched, state.rows, me.id), [fetched, me.id]),
  );
  return waiting === 0 ? null : first;
}

const kNobody: Row[] = [];

function Line({ waiting, first }: { waiting: number; first: Contact | null }) {
  const { t } = useT();
  const live = useLiveDesk();
  const navigate = useNavigate();
  const isChatOn = useLive(useCallback((state) => state.me?.chat ?? false, []));
  const hasPhone = hasPhoneRight(useMe());
  const open = (contact: Contact) =>
    void navigate({
      to: "/inbox/$box/$contactId",
      params: { box: "waiting", contactId: contact.id },
    });
  const take = async (contact: Contact) => {
    try {
      if (contact.assignment === "queued") await live.take(contact);
      open(contact);
    } catch (error) {
      announce(sayProblem(t, error));
    }
  };
  if (waiting === 0 || !first) {
    return (
      <div className="bar-line is-quiet">
        <InboxIcon size={18} />
        <span className="ellipsis">{t("bar.nobodyWaits")}</span>
        {hasPhone ? <PhoneStatus /> : null}
        {hasPhone ? <DialButton /> : null}
      </div>
    );
  }
  // A call rings at whom the desk chooses; it cannot be taken out of the line.
  const canTake = first.assignment === "queued" && first.call === null && isChatOn;
  return (
    <div className="bar-line">
      <span className="bar-who">
        <b className="ellipsis">{nameOf(first, t)}</b>
        <span className="ellipsis">{first.lastMessage}</span>
      </span>
      <span className="bar-since">
        <Waited contact={first} />
        <span>{t("bar.longestWait")}</span>
      </span>
      <Button
        kind={canTake ? "primary" : "plain"}
        onPress={() => (canTake ? void take(first) : open(first))}
      >
        {t(canTake ? "action.take" : "bar.look")}
      </Button>
      {hasPhone ? <PhoneStatus /> : null}
      {hasPhone ? <DialButton /> : null}
    </div>
  );
}

function Waited({ contact }: { contact: Contact }) {
  const now = useNow();
  return (
    <b className={isLate(contact, now) ? "is-late" : ""}>
      <ClockIcon size={16} />
      {clock(now - (waitsSince(contact) ?? now))}
    </b>
  );
}

function Longest({ first }: { first: Contact | null }) {
  const { t } = useT();
  const now = useNow();
  const since = first && waitsSince(first);
  return (
    <Figure
      value={since === null ? "―" : clock(now - since)}
      label={t("bar.longest")}
      isLate={first !== null && isLate(first, now)}
    />
  );
}

function Figure({
  value,
  label,
  isLate: late,
}: {
  value: string;
  label: string;
  isLate?: boolean;
}) {
  return (
    <p className={late ? "figure is-late" : "figure"}>
      <b>{value}</b>
      <span>{label}</span>
    </p>
  );
}
