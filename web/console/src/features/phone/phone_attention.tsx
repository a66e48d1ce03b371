import { useCallback, useEffect, useRef, useState } from "react";
import { sayProblem } from "../../app/problems";
import { Button } from "../../design/button";
import { Dialog } from "../../design/dialog";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import type { OperatorCall } from "../../live/frames";
import { useLive, useLiveDesk } from "../../live/use_live";
import { usePhoneState } from "../../phone/current";
import { audioSettings } from "../../phone/devices";
import { startRinging } from "../../phone/ring_tone";
import { callerOf, missedText } from "../../phone/rules";
import { nameOf } from "../desk/labels";
import { chooseState } from "../me/actions";
import { usePreferences } from "../me/preferences";

/** Calls for the operator: ring tone, notification and the word for screen readers; and what became of it. */
export function PhoneAttention() {
  const call = useLive(useCallback((state) => state.me?.call ?? null, []));
  const ringing = call?.stage === "ringing" ? call : null;
  useRingTone(ringing?.contactId ?? null);
  useNotification(ringing);
  useMissed(ringing);
  return (
    <>
      <Announcement call={ringing} />
      <NotAnswering />
    </>
  );
}

/** Said once, at once; the countdown and the waiting time are not repeated. */
function Announcement({ call }: { call: OperatorCall | null }) {
  const { t } = useT();
  return (
    <div className="visually-hidden" role="alert">
      {call ? t("call.announcement", { name: callerOf(call, t), queue: call.queueName }) : null}
    </div>
  );
}

/** One tab of the browser rings: the one that holds the phone. */
function useRingTone(contactId: string | null): void {
  const { isHolder, answering } = usePhoneState();
  const { sound } = usePreferences().preferences;
  const rings = contactId !== null && isHolder && sound && answering === null;
  useEffect(() => {
    if (!rings) return;
    let stop = () => {};
    let later: ReturnType<typeof setTimeout> | undefined;
    const start = () => {
      const { ringer, ringVolume } = audioSettings.get();
      stop = startRinging(ringer, ringVolume);
    };
    // Seen before it is heard: to open the sound device takes long the first time, and the pop-up would wait for
    // it. Behind other windows nobody sees it, and timers are up to a second late there.
    if (document.hidden) start();
    else later = setTimeout(start);
    return () => {
      clearTimeout(later);
      stop();
    };
  }, [rings]);
}

function useNotification(call: OperatorCall | null): void {
  const { t } = useT();
  const { isHolder } = usePhoneState();
  const { browserNotifications } = usePreferences().preferences;
  const contactId = call?.contactId ?? null;
  const title = call ? t("call.incomingFrom", { name: callerOf(call, t) }) : "";
  const body = call?.queueName ?? "";
  useEffect(() => {
    const isAllowed = "Notification" in window && Notification.permission === "granted";
    if (contactId === null || !isHolder || !browserNotifications || !isAllowed) return;
    if (document.visibilityState === "visible" && document.hasFocus()) return;
    const options = { body, tag: `call-${contactId}`, icon: "/assets/icon.svg" };
    let notification: Notification;
    try {
      notification = new Notification(title, { ...options, requireInteraction: true });
    } catch {
      return;
    }
    notification.onclick = () => window.focus();
    return () => notification.close();
  }, [contactId, isHolder, browserNotifications, title, body]);
}

/** Says why a call that rang here is somebody else's now. */
function useMissed(ringing: OperatorCall | null): void {
  const { t } = useT();
  const live = useLiveDesk();
  const last = useRef<OperatorCall | null>(null);
  if (ringing) last.current = ringing;
  useEffect(
    () =>
      live.onAlert((alert) => {
        if (alert.what !== "missed") return;
        const call = last.current?.contactId === alert.contactId ? last.current : null;
        const row = live.getState().rows[alert.contactId];
        const known = row ? nameOf(row.contact, t) : `#${alert.number}`;
        const name = call ? callerOf(call, t) : known;
        announce(t(missedText(call?.offerEndsAt ?? null, Date.now()), { name }));
      }),
    [live, t],
  );
}

/** Two calls in a row were not answered: the state is 業務(応答なし) now, and the operator must learn it [V4]. */
function NotAnswering() {
  const { t } = useT();
  const live = useLiveDesk();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => live.onMe((frame) => frame.cause === "notAnswering" && setOpen(true)), [live]);
  const goReady = async () => {
    setOpen(false);
    try {
      await chooseState(live, "ready", null);
    } catch (error) {
      announce(sayProblem(t, error));
    }
  };
  if (!isOpen) return null;
  return (
    <Dialog
      role="alertdialog"
      title={t("call.notAnsweringTitle")}
      isOpen
      onClose={() => setOpen(false)}
    >
      <p className="dialog-text prose">{t("call.notAnsweringText")}</p>
      <div className="dialog-foot">
        <Button size="large" onPress={() => setOpen(false)}>
          {t("call.stayAtWork")}
        </Button>
        <Button kind="primary" size="large" autoFocus onPress={() => void goReady()}>
          {t("call.backToReady")}
        </Button>
      </div>
    </Dialog>
  );
}
