import { Link, useParams } from "@tanstack/react-router";
import { Chip, Empty } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { lookOf } from "../desk/labels";

/** Every contact of the customer, newest first; each opens in the room. */
export function History({ contacts, currentId }: { contacts: Contact[]; currentId: string }) {
  const { t, times } = useT();
  const { box } = useParams({ strict: false });
  const now = Date.now();
  const newestFirst = [...contacts].sort((a, b) => b.startedAt - a.startedAt);
  if (newestFirst.length === 0) return <Empty>{t("customer.noHistory")}</Empty>;
  return (
    <ul className="history">
      {newestFirst.map((contact) => {
        const look = lookOf(contact);
        const isCurrent = contact.id === currentId;
        return (
          <li key={contact.id}>
            <Link
              to="/inbox/$box/$contactId"
              params={{ box: box ?? "mine", contactId: contact.id }}
              className={isCurrent ? "history-row is-current" : "history-row"}
              aria-current={isCurrent ? "true" : undefined}
            >
              <span className="history-line">
                <b>{times.moment(contact.startedAt, now)}</b>
                <Chip tone={look.tone} icon={look.icon}>
                  {t(look.label)}
                </Chip>
              </span>
              <span className="history-text ellipsis">{contact.lastMessage}</span>
              <span className="meta">
                {t(`channel.${contact.channel}`)}・#{contact.number}
                {contact.ownerName ? `・${contact.ownerName}` : ""}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
