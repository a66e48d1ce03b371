import { useCallback, useEffect, useState } from "react";
import { Button } from "../design/button";
import { LostIcon } from "../design/icons/states";
import { useT } from "../i18n/i18n";
import { useLive, useLiveDesk } from "../live/use_live";

const kPatience = 2500;

/** A line over the page while the server cannot be reached; short interruptions do not show it. */
export function OfflineBanner() {
  const { t } = useT();
  const live = useLiveDesk();
  const isLost = useLive(useCallback((state) => state.connection === "lost", []));
  const isShown = useLasting(isLost, kPatience);
  return (
    <div role="alert">
      {isShown ? (
        <div className="offline-banner">
          <LostIcon size={18} />
          <span>{t("live.lost")}</span>
          <Button size="compact" onPress={() => live.retryNow()}>
            {t("live.retryNow")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function useLasting(isTrue: boolean, milliseconds: number): boolean {
  const [hasLasted, setLasted] = useState(false);
  useEffect(() => {
    setLasted(false);
    if (!isTrue) return;
    const timer = setTimeout(() => setLasted(true), milliseconds);
    return () => clearTimeout(timer);
  }, [isTrue, milliseconds]);
  return isTrue && hasLasted;
}
