import { Button } from "../../design/button";
import { WarnIcon } from "../../design/icons/states";
import { useT } from "../../i18n/i18n";
import { usePhone } from "../../phone/current";
import type { Notice } from "./notice_rules";

/** What is wrong with the call's audio, below the bar, and what mends it. */
export function CallNotice({ notice }: { notice: Notice }) {
  const { t } = useT();
  const phone = usePhone();
  const { text, about, canRetry } = notice;
  return (
    <div className="call-notice" role="status">
      <WarnIcon size={16} />
      <span className="call-notice-text">
        <b>{t(text)}</b>
        {about ? <span className="prose">{t(about)}</span> : null}
      </span>
      {canRetry ? (
        <Button size="compact" onPress={() => void phone?.askForMicrophone()}>
          {t("common.retry")}
        </Button>
      ) : null}
    </div>
  );
}
