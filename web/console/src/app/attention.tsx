import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { nameOf } from "../features/desk/labels";
import { usePreferences } from "../features/me/preferences";
import { type TextKey, useT } from "../i18n/i18n";
import type { AlertFrame } from "../live/frames";
import { sumOf, unreadOfMine } from "../live/select";
import { useLive, useLiveDesk } from "../live/use_live";
import { callerOf } from "../phone/rules";
import { playChime } from "./chime";
import { useMe } from "./use_me";

const kAlerts: Record<AlertFrame["what"], TextKey> = {
  assigned: "alert.assigned",
  returned: "alert.returned",
  handedOver: "alert.handedOver",
  unanswered: "alert.unanswered",
  missed: "alert.missed",
};

/** Calls for the operator outside of the page: title, favicon, sound and notification. */
export function Attention() {
  const me = useMe();
  const count = useLive(
    useCallback((state) => Math.max(unreadOfMine(state, me.id), sumOf(state, "unopened")), [me.id]),
  );
  useTitle(count);
  useFavicon(count);
  useAlerts();
  useMessageSound(count);
  return null;
}

function useTitle(count: number): void {
  const { t } = useT();
  const place = useRouterState({ select: (state) => placeOf(state.location.pathname) });
  const caller = useLive(
    useCallback(({ me }) => (me?.call?.stage === "ringing" ? callerOf(me.call, t) : null), [t]),
  );
  useEffect(() => {
    const counted = count > 0 ? `(${count}) ${t(place)}` : t(place);
    const head = caller === null ? counted : `☎ ${t("call.incomingFrom", { name: caller })}`;
    document.title = `${head} - Madoguchi`;
  }, [t, count, place, caller]);
}

function placeOf(path: string): TextKey {
  if (path.startsWith("/admin")) return "shell.settings";
  if (path.startsWith("/calls")) return "calls.title";
  return path.startsWith("/me") ? "action.goMe" : "inbox.title";
}

function useFavicon(count: number): void {
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    const name = count > 0 ? `icon-${Math.min(count, 10)}` : "icon";
    link?.setAttribute("href", `/assets/${name}.svg`);
  }, [count]);
}

function useMessageSound(count: number): void {
  const { preferences } = usePreferences();
  const { sound } = preferences;
  useEffect(() => {
    if (count > lastCount && sound && !isLooking()) playChime("message");
    lastCount = count;
  }, [count, sound]);
}
let lastCount = Number.POSITIVE_INFINITY;

function isLooking(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

function useAlerts(): void {
  const { t } = useT();
  const live = useLiveDesk();
  const navigate = useNavigate();
  const { preferences } = usePreferences();
  const { sound, browserNotifications } = preferences;
  useEffect(
    () =>
      live.onAlert((alert) => {
        const isLate = alert.what === "unanswered" || alert.what === "missed";
        if (sound) playChime(isLate ? "late" : "assigned");
        if (!browserNotifications || isLooking()) return;
        const { contactId } = alert;
        const open = () =>
          void navigate({ to: "/inbox/$box/$contactId", params: { box: "mine", contactId } });
        void live.rowSoon(contactId).then((row) => {
          const name = row ? nameOf(row, t) : t("customer.word");
          notify(t(kAlerts[alert.what], { name }), `#${alert.number}`, contactId, open);
        });
      }),
    [live, t, navigate, sound, browserNotifications],
  );
}

/** One notification a contact; a click brings the console to the front and opens it. */
function notify(title: string, body: string, tag: string, open: () => void): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    const notification = new Notification(title, { body, tag, icon: "/assets/icon.svg" });
    notification.onclick = () => {
      window.focus();
      open();
      notification.close();
    };
  } catch {
    // Some mobile browsers allow notifications of service workers only.
  }
}
