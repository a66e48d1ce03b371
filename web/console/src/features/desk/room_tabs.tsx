import { useSyncExternalStore } from "react";
import { ui, useUi } from "../../app/ui";
import { useT } from "../../i18n/i18n";

const kNarrow = "(max-width: 899px)";

function subscribe(listener: () => void): () => void {
  const query = matchMedia(kNarrow);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** True below 900 px, where one pane is shown at a time. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(kNarrow).matches);
}

/** Which pane of a room a phone shows; the desk shows both. */
export function useRoomTab(): "talk" | "customer" {
  const isNarrow = useIsNarrow();
  const isSideOpen = useUi((state) => state.isSideOpen);
  return isNarrow && isSideOpen ? "customer" : "talk";
}

/** 会話 / 顧客: below 900 px only. */
export function RoomTabs() {
  const { t } = useT();
  const tab = useRoomTab();
  const isUnsaved = useUi((state) => state.unsaved.length > 0);
  return (
    <div className="room-tabs" role="tablist" aria-label={t("room.panes")}>
      <button
        type="button"
        role="tab"
        aria-selected={tab === "talk"}
        onClick={() => ui.set({ isSideOpen: false })}
      >
        {t("room.talk")}
      </button>
      <button
        type="button"
        role="tab"
        aria-selected={tab === "customer"}
        onClick={() => ui.set({ isSideOpen: true })}
      >
        {t("customer.word")}
        {isUnsaved ? " ✎" : ""}
      </button>
    </div>
  );
}
