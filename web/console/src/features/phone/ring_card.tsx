import { useQuery } from "@tanstack/react-query";
import type { CSSProperties, ReactNode } from "react";
import { useNow } from "../../app/use_now";
import { PersonIcon } from "../../design/icons/objects";
import { IncomingIcon, PhoneIcon } from "../../design/icons/phone";
import { Avatar, Chip } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { Contact, OperatorCall } from "../../live/frames";
import { aboutCaller, callerOf, secondsLeft, shareLeft, written } from "../../phone/rules";
import { customerQuery } from "../customers/open_customer";
import { RingButtons } from "./ring_bar";
import type { LowerRight } from "./use_lower_right";

/** The pop-up of a call that rings: over any page, never over the focus of what is being written [V3]. */
export function RingCard({ call, place }: { call: OperatorCall; place: LowerRight }) {
  const { t } = useT();
  const previous = usePrevious(call);
  const titleId = `ring-${call.contactId}`;
  return (
    <div
      className="ring-card"
      style={place as CSSProperties}
      role="alertdialog"
      aria-labelledby={titleId}
    >
      <RingHead call={call} titleId={titleId} />
      <div className="ring-body">
        <RingWho call={call} memberId={previous.memberId} />
        <dl className="ring-rows">
          <Waiting queuedAt={call.queuedAt} />
          {previous.contact ? <Previous contact={previous.contact} /> : null}
        </dl>
        <RingButtons call={call} hasKeys />
        <p className="ring-foot">{t("call.declineMeans")}</p>
      </div>
    </div>
  );
}

function RingHead({ call, titleId }: { call: OperatorCall; titleId: string }) {
  const { t } = useT();
  const now = useNow();
  const left = secondsLeft(call.offerEndsAt, now);
  const line = [call.queueName, written(call.ownNumber)].filter(Boolean).join("・");
  return (
    <div className="ring-head">
      <IncomingIcon size={18} />
      <h2 id={titleId}>{t("call.incoming")}</h2>
      <span className="ring-queue ellipsis">{line}</span>
      {call.offerEndsAt === null ? null : (
        <>
          <span className="ring-left nowrap">{t("call.nextIn", { n: left })}</span>
          <span className="ring-track" aria-hidden="true">
            <span style={{ scale: `${shareLeft(call, now)} 1` }} />
          </span>
        </>
      )}
    </div>
  );
}

function RingWho({ call, memberId }: { call: OperatorCall; memberId: string }) {
  const { t } = useT();
  const name = callerOf(call, t);
  const isKnown = call.customerName !== "";
  const about = aboutCaller(call, t);
  return (
    <div className="ring-who">
      {isKnown ? (
        <Avatar name={name} id={call.customerId} size={56} />
      ) : (
        <span className="avatar s56 tone-none" aria-hidden="true">
          {call.otherNumber === "" ? <PersonIcon size={26} /> : <PhoneIcon size={26} />}
        </span>
      )}
      <div className="ring-names">
        <p className="ring-name">
          {isKnown ? <Named name={name} /> : <b className="ellipsis">{name}</b>}
        </p>
        <p className="ring-about ellipsis">
          {isKnown || about === "" ? about : <Chip tone="outline">{about}</Chip>}
          {memberId ? `・${t("customer.memberNumber", { number: memberId })}` : ""}
        </p>
      </div>
    </div>
  );
}

/** 山田 花子 様: the name is large, what the language puts around it is not. */
function Named({ name }: { name: string }) {
  const { t } = useT();
  const [before, after] = t("call.named", { name: "\n" }).split("\n");
  return (
    <>
      {before}
      <b className="ellipsis">{name}</b>
      {after?.trim()}
    </>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Waiting({ queuedAt }: { queuedAt: number }) {
  const { t } = useT();
  const now = useNow();
  return (
    <Row label={t("call.waited")}>
      <b>{clock(now - queuedAt)}</b>
    </Row>
  );
}

function Previous({ contact }: { contact: Contact }) {
  const { t, times } = useT();
  const now = useNow(60_000);
  const channel = t(`channel.${contact.channel}`);
  const by = contact.ownerName ? `・${t("call.by", { name: contact.ownerName })}` : "";
  return (
    <Row label={t("call.previous")}>
      <span>{`${times.moment(contact.startedAt, now)}　${channel}${by}`}</span>
      {contact.channel === "webChat" && contact.lastMessage ? (
        <span className="ring-last ellipsis">{contact.lastMessage}</span>
      ) : null}
    </Row>
  );
}

/** What is known of the customer from before; asked for while it rings, shown when it is there. */
function usePrevious(call: OperatorCall): { contact: Contact | null; memberId: string } {
  const detail = useQuery(customerQuery(call.serviceId, call.customerId)).data;
  const before = (detail?.contacts ?? []).filter((contact) => contact.id !== call.contactId);
  const contact = before.reduce<Contact | null>(
    (newest, one) => (newest && newest.startedAt >= one.startedAt ? newest : one),
    null,
  );
  return { contact, memberId: detail?.customer.memberId ?? "" };
}
