import { useQuery } from "@tanstack/react-query";
import { memo, useCallback } from "react";
import { ngWordsQuery } from "../../app/api";
import { sayCode } from "../../app/problems";
import { useMe } from "../../app/use_me";
import { Button } from "../../design/button";
import { RefreshIcon, TrashIcon } from "../../design/icons/actions";
import { WarnIcon } from "../../design/icons/states";
import { Avatar } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import type { Contact, Message } from "../../live/frames";
import type { Pending } from "../../live/state";
import { useLive, useLiveDesk } from "../../live/use_live";
import { nameOf } from "./labels";
import { byPlace, MessageFiles } from "./message_files";
import { MessageText } from "./message_text";

const kNoWords: string[] = [];

interface Props {
  message: Message;
  contact: Contact;
  isFirst: boolean;
  isLast: boolean;
  isMasked: boolean;
}

/** One message: the customer's at the left, replies at the right, notes at the right in amber. */
export const Bubble = memo(function Bubble({ message, contact, isFirst, isLast, isMasked }: Props) {
  const { t } = useT();
  const isIn = message.kind === "customer";
  const words = useQuery({ ...ngWordsQuery(contact.serviceId), enabled: isIn }).data ?? kNoWords;
  const name = nameOf(contact, t);
  const side = isIn ? "in" : message.kind === "note" ? "note" : "out";
  const files = byPlace(message.text, message.files);
  return (
    <article className={`message ${side}${isFirst ? " is-first" : ""}`}>
      {isIn && isFirst ? (
        <Avatar name={name} id={contact.customerId} size={28} isUnknown={!contact.customerName} />
      ) : null}
      <div className="message-body">
        <span className="visually-hidden">{isIn ? name : message.authorName}</span>
        {message.text ? (
          <div className="bubble prose" lang={contact.visit.language}>
            <MessageText text={message.text} words={words} isMasked={isIn && isMasked} />
            <MessageFiles files={files.within} serviceId={contact.serviceId} />
          </div>
        ) : null}
        <MessageFiles files={files.below} serviceId={contact.serviceId} />
        {isLast ? <MessageMeta message={message} /> : null}
      </div>
    </article>
  );
});

function MessageMeta({ message }: { message: Message }) {
  const { t, times } = useT();
  const me = useMe();
  const isRead = useLive(
    useCallback(
      (state) => (state.rows[message.contactId]?.contact.readByCustomer ?? 0) >= message.number,
      [message.contactId, message.number],
    ),
  );
  const time = (
    <time dateTime={new Date(message.at).toISOString()}>{times.timeOfDay(message.at)}</time>
  );
  if (message.kind === "customer") {
    return (
      <p className="message-meta">
        {message.number <= 2 ? `${t("channel.webChat")}・` : ""}
        {time}
      </p>
    );
  }
  const isMe = message.authorId === me.id;
  const who = isMe ? t("room.you", { name: message.authorName }) : message.authorName;
  return (
    <p className="message-meta">
      {message.kind === "note" ? `${t("room.note")}・` : ""}
      {who}・{time}
      {message.kind === "reply" && isRead ? `・${t("room.read")}` : ""}
    </p>
  );
}

/** An own message on its way, or one that did not arrive, with what to do about it. */
export function PendingBubble({ own, contact }: { own: Pending; contact: Contact }) {
  const { t } = useT();
  const live = useLiveDesk();
  const isFailed = own.status === "failed";
  const files = byPlace(own.text, own.files);
  return (
    <article
      className={`message is-first ${own.kind === "note" ? "note" : "out"}`}
      aria-busy={!isFailed}
    >
      <div className="message-body">
        {own.text ? (
          <div className={isFailed ? "bubble prose is-failed" : "bubble prose is-sending"}>
            <MessageText text={own.text} words={kNoWords} isMasked={false} />
            <MessageFiles files={files.within} serviceId={contact.serviceId} />
          </div>
        ) : null}
        <MessageFiles files={files.below} serviceId={contact.serviceId} />
        {isFailed ? (
          <div className="message-failed" role="alert">
            <WarnIcon size={14} />
            <span>{t("room.failed", { reason: sayCode(t, own.problem ?? "unavailable") })}</span>
            <Button size="compact" kind="quiet" onPress={() => void live.resend(contact, own)}>
              <RefreshIcon size={16} />
              {t("room.resend")}
            </Button>
            <Button size="compact" kind="quiet" onPress={() => live.discard(own)}>
              <TrashIcon size={16} />
              {t("common.discard")}
            </Button>
          </div>
        ) : (
          <p className="message-meta">{t("room.sending")}</p>
        )}
      </div>
    </article>
  );
}
