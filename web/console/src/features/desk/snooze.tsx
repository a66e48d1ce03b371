import { Suspense } from "react";
import { ui, useUi } from "../../app/ui";
import { offer, useActionContext } from "../../app/use_actions";
import { IconButton } from "../../design/button";
import { AlarmIcon } from "../../design/icons/objects";
import { later } from "../../design/later";
import { Skeleton } from "../../design/parts";
import { PanelButton } from "../../design/popup";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { snoozeContact } from "./actions";

const SnoozeMenu = later(async () => (await import("./snooze_menu")).SnoozeMenu);

/** Puts a contact aside until a time or until the customer writes; frees a place of the capacity [C7]. */
export function SnoozeButton({ contact }: { contact: Contact }) {
  const { t } = useT();
  const context = useActionContext();
  const isOpen = useUi((state) => state.roomMenu === "snooze");
  const { isDisabled, reason } = offer(snoozeContact, context);
  return (
    <PanelButton
      label={t("action.snooze")}
      isOpen={isOpen}
      onOpenChange={(isNow) => ui.set({ roomMenu: isNow ? "snooze" : null })}
      trigger={(props) => (
        <IconButton
          {...props}
          icon={AlarmIcon}
          label={reason ?? t("action.snooze")}
          shortcut={reason ? undefined : "Z"}
          isDisabled={isDisabled}
        />
      )}
    >
      <Suspense fallback={<Skeleton width="100%" height={200} />}>
        <SnoozeMenu contact={contact} />
      </Suspense>
    </PanelButton>
  );
}
