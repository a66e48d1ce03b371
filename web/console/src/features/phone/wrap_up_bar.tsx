import { useActionContext } from "../../app/use_actions";
import { useNow } from "../../app/use_now";
import { Button } from "../../design/button";
import { PencilIcon } from "../../design/icons/actions";
import { WarnIcon } from "../../design/icons/states";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { WrapUp } from "../../live/frames";
import { backToReady } from "./actions";
import { wrapUpClock } from "./wrap_up_rules";

/** After a call: how long, until when at the longest, and back to 待機 [S3]. */
export function WrapUpBar({ wrapUp, who }: { wrapUp: WrapUp; who: string }) {
  const { t } = useT();
  const context = useActionContext();
  return (
    <section className="bar-line is-wrap" aria-label={t("call.wrapUp")}>
      <span className="bar-mark">
        <PencilIcon size={18} />
      </span>
      <span className="bar-who">
        <b>{t("call.wrapUp")}</b>
        <span className="ellipsis">{who}</span>
      </span>
      <WrapUpTimer wrapUp={wrapUp} />
      <Button className="push" onPress={() => void backToReady.run(context)}>
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
