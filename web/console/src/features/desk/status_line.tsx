import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { ngWordsQuery } from "../../app/api";
import { ui, useUi } from "../../app/ui";
import { useMe } from "../../app/use_me";
import { EyeIcon, EyeOffIcon, PencilIcon } from "../../design/icons/actions";
import { NoteIcon } from "../../design/icons/objects";
import { Switch } from "../../design/switch";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import type { LiveState } from "../../live/state";
import { sameItems, useLive } from "../../live/use_live";
import { nameOf } from "./labels";

/** One line of fixed height above the composer: who types, whether the customer looks, the NG switch. */
export function StatusLine({ contact }: { contact: Contact }) {
  const { t } = useT();
  const words = useQuery(ngWordsQuery(contact.serviceId)).data ?? [];
  const isMasked = useUi((state) => state.areNgWordsMasked);
  return (
    <div className="status-line">
      <div className="status-who" aria-live="polite">
        <Typing contact={contact} />
      </div>
      {words.length > 0 ? (
        <Switch isSelected={isMasked} onChange={(areNgWordsMasked) => ui.set({ areNgWordsMasked })}>
          {t("room.maskSwitch")}
        </Switch>
      ) : null}
    </div>
  );
}

function Typing({ contact }: { contact: Contact }) {
  const { t } = useT();
  const me = useMe();
  const { id } = contact;
  const typists = useLive(
    useCallback(
      (state: LiveState) =>
        state.typists.filter((typist) => typist.contactId === id && typist.operatorId !== me.id),
      [id, me.id],
    ),
    sameItems,
  );
  const isCustomerTyping = typists.some((typist) => typist.who === "customer");
  const colleagues = typists.filter((typist) => typist.who === "operator");
  const shown = colleagues.slice(0, isCustomerTyping ? 1 : 2);
  const others = colleagues.length - shown.length;
  return (
    <>
      {isCustomerTyping ? (
        <span className="status-part">
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className="ellipsis">{t("room.customerTyping", { name: nameOf(contact, t) })}</span>
        </span>
      ) : null}
      {shown.map((typist) => (
        <span key={typist.operatorId} className="status-part">
          {typist.kind === "note" ? (
            <NoteIcon size={16} className="is-note" />
          ) : (
            <PencilIcon size={16} />
          )}
          <span className="ellipsis">
            {t(typist.kind === "note" ? "room.colleagueNote" : "room.colleagueReply", {
              name: typist.name,
            })}
          </span>
        </span>
      ))}
      {others > 0 ? <span>{t("room.others", { n: others })}</span> : null}
      {typists.length === 0 && contact.conversation !== "ended" && contact.channel !== "call" ? (
        <Presence isOnline={contact.isCustomerOnline} />
      ) : null}
    </>
  );
}

function Presence({ isOnline }: { isOnline: boolean }) {
  const { t } = useT();
  return (
    <span className="status-part">
      {isOnline ? <EyeIcon size={18} className="is-here" /> : <EyeOffIcon size={18} />}
      <span className="ellipsis">{t(isOnline ? "room.customerHere" : "room.customerAway")}</span>
    </span>
  );
}
