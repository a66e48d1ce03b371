import { useRef } from "react";
import { IconButton } from "../../design/button";
import { RefreshIcon } from "../../design/icons/actions";
import { useT } from "../../i18n/i18n";

/** The example shop with the widget, as a customer's browser would show it. */
export function ShopWindow({ origin }: { origin: string }) {
  const { t } = useT();
  const frame = useRef<HTMLIFrameElement>(null);
  const reload = () => {
    if (frame.current) frame.current.src = `${origin}/`;
  };
  return (
    <div className="sandbox-browser">
      <div className="sandbox-address">
        <IconButton icon={RefreshIcon} label={t("sandbox.reload")} onPress={reload} />
        <span className="ellipsis" lang="en">
          {origin}
        </span>
      </div>
      <iframe ref={frame} src={`${origin}/`} title={t("sandbox.shop")} allow="microphone" />
    </div>
  );
}
