import { Suspense } from "react";
import { ui, useUi } from "../../app/ui";
import { offer, useActionContext } from "../../app/use_actions";
import { Button, Hint } from "../../design/button";
import { HandOverIcon } from "../../design/icons/actions";
import { later } from "../../design/later";
import { Skeleton } from "../../design/parts";
import { PanelButton } from "../../design/popup";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { handOverContact } from "./actions";

const HandOverMenu = later(async () => (await import("./hand_over_menu")).HandOverMenu);

/** 引き継ぎ: the button of the room's head with its menu. */
export function HandOverButton({ contact }: { contact: Contact }) {
  const { t } = useT();
  const context = useActionContext();
  const isOpen = useUi((state) => state.roomMenu === "handOver");
  const { isDisabled, reason } = offer(handOverContact, context);
  return (
    <PanelButton
      label={t("action.handOver")}
      className="hand-over"
      isOpen={isOpen}
      onOpenChange={(isNow) => ui.set({ roomMenu: isNow ? "handOver" : null })}
      trigger={(props) => (
        <Hint text={reason ?? t("action.handOver")} shortcut={reason ? undefined : "H"}>
          <Button {...props} kind="quiet" isDisabled={isDisabled}>
            <HandOverIcon size={18} />
            <span className="tool-word">{t("action.handOver")}</span>
          </Button>
        </Hint>
      )}
    >
      <Suspense fallback={<Skeleton width="100%" height={240} />}>
        <HandOverMenu contact={contact} />
      </Suspense>
    </PanelButton>
  );
}
