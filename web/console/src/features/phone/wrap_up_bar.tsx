import { CallableNumber } from "../../app/dial_button";
import { useActionContext } from "../../app/use_actions";
import { useNow } from "../../app/use_now";
import { Button } from "../../design/button";
import { PencilIcon } from "../../design/icons/actions";
import { WarnIcon } from "../../design/icons/states";
import { type TextKey, useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { WrapUp } from "../../live/frames";
import { backToReady } from "./actions";
import { wrapUpClock } from "./wrap_up_rules";

interface Props {
  wrapUp: WrapUp;
  who: string;
  /** Why whom the operator had called did not answer. */
  failure: TextKey | null;
  /** Of the customer; empty: withheld, or not known yet. */
  number: string;
}

/** After a call: how long, until when at the longest, once more, and back to 待機 [S3, V5]. */
export function WrapUpBar({ wrapUp, who, failure, number }: Props) {
  const { t } = useT();
  const context = useActionContext();
  return (
    <section className="bar-line is-wrap" aria-label={t("call.wrapUp")}>
      <span className="bar-mark">
        <PencilIcon size={18} />
      </span>
      <span className="bar-who">
        <b className="ellipsis" role={failure ? "alert" : undefined}>
          {t(failure ?? "call.wrapUp")}
        </b>
        <span className="ellipsis">{who}</span>
      </span>
      <WrapUpTimer wrapUp={wrapUp} />
      <CallableNumber
        number={number}
        serviceId={wrapUp.serviceId}
        word={t(failure ? "dial.again" : "dial.callBack")}
        className="button plain push"
      />
      <Button className={number === "" ? "push" : ""} onPress={() => void backToReady.run(context)}>
        {t("call.backToReady")}
        <span className="keys" aria-hidden="true">
          <kbd>Alt</kbd>
          <kbd>R</kbd>
        </span>
      </Button>
    </section>
  );
}

function WrapUpTimer({ wrapUp }: { wrapUp: WrapUp }) {
  const { t } = useT();
  const { passed, longest, share, isNearEnd } = wrapUpClock(wrapUp, useNow());
  return (
    <>
      <span className={isNearEnd ? "bar-since wrap-timer is-late" : "bar-since wrap-timer"}>
        <b>
          {isNearEnd ? <WarnIcon size={16} /> : null}
          {clock(passed)}
        </b>
        {longest === null ? null : <span>{t("call.longest", { time: clock(longest) })}</span>}
      </span>
      {share === null ? null : (
        <progress className="wrap-progress" value={share} max={1} aria-label={t("call.wrapUp")} />
      )}
    </>
  );
}
