import { useQuery } from "@tanstack/react-query";
import { memo, useCallback } from "react";
import { ngWordsQuery } from "../../app/api";
import { useUi } from "../../app/ui";
import { useMe } from "../../app/use_me";
import { useNow } from "../../app/use_now";
import { WarnIcon } from "../../design/icons/states";
import { Avatar, Chip } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { Box, Contact } from "../../live/frames";
import { unreadOf } from "../../live/select";
import { useLive } from "../../live/use_live";
import { aboutCaller, callerIn, written } from "../../phone/rules";
import { isLate, lookOf, nameOf } from "./labels";
import { masked, segmentsOf } from "./ng_words";

interface Props {
  contact: Contact;
  box: Box;
  isSelected: boolean;
  isCompact: boolean;
  onOpen: (contactId: string) => void;
}

/** A contact in a list: who, when, the last words, the state and what is most urgent. */
export const ContactRow = memo(function ContactRow(props: Props) {
  const { contact, box, isSelected, isCompact, onOpen } = props;
  const { t } = useT();
  const me = useMe();
  const unread = useLive(
    useCallback(
      (state) => (contact.ownerId === me.id ? unreadOf(state, contact) : 0),
      [contact, me.id],
    ),
  );
  const isInLine = contact.waitingSince !== null && box === "waiting";
  const isAlarming = useNow(5000) - (contact.waitingSince ?? Number.POSITIVE_INFINITY) >= 90_000;
  const classes = [
    "row",
    isSelected ? "is-selected" : "",
    unread > 0 ? "is-unread" : "",
    isCompact ? "is-compact" : "",
    isInLine && isAlarming ? "is-late" : "",
    contact.conversation === "snoozed" ? "is-dimmed" : "",
  ];
  const name = nameOf(contact, t);
  return (
    <a
      className={classes.filter(Boolean).join(" ")}
      href={`/inbox/${box}/${contact.id}`}
      aria-current={isSelected ? "true" : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(contact.id);
      }}
    >
      <Avatar
        name={name}
        id={contact.customerId}
        size={isCompact ? 32 : 40}
        isUnknown={!contact.customerName}
        channel={contact.channel}
      />
      <span className="row-body">
        <span className="row-line">
          <span className="row-name ellipsis">{name}</span>
          <RowTime contact={contact} isInLine={isInLine} />
        </span>
        <span className="row-line">
          <span className="row-text ellipsis" lang={contact.visit.language}>
            <LastWords contact={contact} />
          </span>
          <RowSide contact={contact} unread={unread} isInLine={isInLine} />
        </span>
        {isCompact ? null : <RowChips contact={contact} box={box} isInLine={isInLine} />}
      </span>
    </a>
  );
});

/** The last words of the thread, masked like the room. */
function LastWords({ contact }: { contact: Contact }) {
  const { t } = useT();
  const words = useQuery(ngWordsQuery(contact.serviceId)).data;
  const isMasked = useUi((state) => state.areNgWordsMasked);
  if (contact.call) return aboutCaller(callerIn(contact), t) || written(contact.call.ownNumber);
  if (!contact.lastMessage) return t("contact.noText");
  if (!isMasked || !words || words.length === 0) return contact.lastMessage;
  return segmentsOf(contact.lastMessage, words)
    .map((segment) => (segment.isNg ? masked(segment.text) : segment.text))
    .join("");
}

function RowTime({ contact, isInLine }: { contact: Contact; isInLine: boolean }) {
  const { times } = useT();
  const now = useNow();
  if (isInLine && contact.waitingSince !== null) {
    return (
      <span className={isLate(contact, now) ? "row-wait is-late" : "row-wait"}>
        {clock(now - contact.waitingSince)}
      </span>
    );
  }
  const at = contact.endedAt ?? contact.lastMessageAt;
  return <span className="row-time">{times.ago(at, now)}</span>;
}

interface SideProps {
  contact: Contact;
  unread: number;
  isInLine: boolean;
}

function RowSide({ contact, unread, isInLine }: SideProps) {
  const { t } = useT();
  if (isInLine && contact.place !== null) {
    return <span className="row-time">{t("inbox.place", { n: contact.place })}</span>;
  }
  if (unread === 0) return null;
  return (
    <span className="count">
      {unread > 99 ? "99+" : unread}
      <span className="visually-hidden">{t("inbox.unread")}</span>
    </span>
  );
}

interface ChipsProps {
  contact: Contact;
  box: Box;
  isInLine: boolean;
}

/** At most two: the state, then the most urgent. */
function RowChips({ contact, box, isInLine }: ChipsProps) {
  const { t } = useT();
  const me = useMe();
  const now = useNow(5000);
  const look = lookOf(contact);
  const isOthers = contact.ownerId !== null && contact.ownerId !== me.id;
  return (
    <span className="row-chips">
      {isInLine ? null : (
        <Chip tone={look.tone} icon={look.icon}>
          {t(look.label)}
        </Chip>
      )}
      {isLate(contact, now) ? (
        <Chip tone={isInLine ? "urgent" : "danger"} icon={WarnIcon}>
          {t("contact.late")}
        </Chip>
      ) : (
        <SecondChip contact={contact} box={box} ownerName={isOthers ? contact.ownerName : ""} />
      )}
    </span>
  );
}

interface SecondProps {
  contact: Contact;
  box: Box;
  ownerName: string;
}

function SecondChip({ contact, box, ownerName }: SecondProps) {
  const { t } = useT();
  const me = useMe();
  if (ownerName) return <Chip>{ownerName}</Chip>;
  if (contact.ownerId === me.id && !contact.isOpened) {
    return <Chip tone="primary">{t("contact.unopened")}</Chip>;
  }
  const service = me.services.find((candidate) => candidate.id === contact.serviceId);
  if (me.services.length > 1 && service) return <Chip>{service.name}</Chip>;
  if (!contact.isRegistered && box !== "ended") {
    return <Chip tone="outline">{t("customer.unregistered")}</Chip>;
  }
  return null;
}
