import { useCallback } from "react";
import { useNow } from "../../app/use_now";
import { ArrowDownLeftIcon } from "../../design/icons/phone";
import { Avatar, Chip } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import { useLive } from "../../live/use_live";
import { aboutCaller, callerOf } from "../../phone/rules";

interface Props {
  isCompact: boolean;
  onOpen: (contactId: string) => void;
}

/** The call that rings here, on top of every list. */
export function RingingRow({ isCompact, onOpen }: Props) {
  const { t } = useT();
  const now = useNow();
  const call = useLive(
    useCallback(({ me }) => (me?.call?.stage === "ringing" ? me.call : null), []),
  );
  if (!call) return null;
  const name = callerOf(call, t);
  const about = [aboutCaller(call, t), call.queueName].filter(Boolean).join("・");
  return (
    <button
      type="button"
      className={isCompact ? "row is-ringing is-compact" : "row is-ringing"}
      onClick={() => onOpen(call.contactId)}
    >
      <Avatar
        name={name}
        id={call.customerId}
        size={isCompact ? 32 : 40}
        isUnknown={call.customerName === ""}
        channel="call"
      />
      <span className="row-body">
        <span className="row-line">
          <span className="row-name ellipsis">{name}</span>
          <span className="row-wait">{clock(now - call.queuedAt)}</span>
        </span>
        <span className="row-line">
          <span className="row-text ellipsis">{about}</span>
        </span>
        {isCompact ? null : (
          <span className="row-chips">
            <Chip tone="calling" icon={ArrowDownLeftIcon}>
              {t("call.ringing")}
            </Chip>
          </span>
        )}
      </span>
    </button>
  );
}
