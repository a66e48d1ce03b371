import { useCallback, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { Action } from "../../app/action";
import { useActionContext } from "../../app/use_actions";
import { useNow } from "../../app/use_now";
import { Hint } from "../../design/button";
import {
  HangUpIcon,
  KeypadIcon,
  MicrophoneIcon,
  MicrophoneOffIcon,
  PauseIcon,
  PlayIcon,
} from "../../design/icons/phone";
import type { Icon } from "../../design/icons/shape";
import { PanelButton, type TriggerProps } from "../../design/popup";
import { type TextKey, useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { OperatorCall } from "../../live/frames";
import { useLive } from "../../live/use_live";
import { usePhoneState } from "../../phone/current";
import { callerOf, lineOf } from "../../phone/rules";
import { hangUpCall, holdCall, muteCall } from "./actions";
import { CallNotice } from "./call_notice";
import { Keypad } from "./keypad";
import { canSpeakWith, type Notice, noticeOf } from "./notice_rules";
import { Waveform } from "./waveform";

/** The call that is going on: who, how long, and what can be done with it [V6, V7]. */
export function CallBar({ call }: { call: OperatorCall }) {
  const { t } = useT();
  const phone = usePhoneState();
  const { isMuted, leg } = phone;
  const canSpeak = leg !== null && canSpeakWith(leg.microphone);
  const isServerLost = useLive(useCallback((live) => live.connection === "lost", []));
  const notice = noticeOf(call, phone, isServerLost);
  const classes = ["bar-line", "is-call", call.isHeld ? "is-held" : ""];
  return (
    <section className={classes.filter(Boolean).join(" ")} aria-label={t("call.talking")}>
      <div className="call-line">
        <Waveform isHeld={call.isHeld} />
        <span className="bar-who">
          <b className="ellipsis">
            {call.customerName ? t("call.named", { name: call.customerName }) : callerOf(call, t)}
          </b>
          <span className="ellipsis">{lineOf(call)}</span>
        </span>
        <CallTimer
          call={call}
          word={leg && (isMuted || !canSpeak) ? "call.muted" : quietText(notice)}
        />
      </div>
      {notice?.isUrgent ? <CallNotice notice={notice} /> : null}
      <div className="call-tools" role="toolbar" aria-label={t("call.tools")}>
        {canSpeak ? (
          <CallButton
            action={muteCall}
            icon={isMuted ? MicrophoneOffIcon : MicrophoneIcon}
            label={isMuted ? "call.unmute" : "call.mute"}
            isOn={isMuted}
            isIconOnly
          />
        ) : null}
        <CallButton
          action={holdCall}
          icon={call.isHeld ? PlayIcon : PauseIcon}
          label={call.isHeld ? "call.resume" : "call.hold"}
          isOn={call.isHeld}
        />
        <KeypadButton />
        <CallButton action={hangUpCall} icon={HangUpIcon} label="call.hangUp" isEnd />
      </div>
    </section>
  );
}

/** What does not stop the call is said in small below its timer. */
function quietText(notice: Notice | null): TextKey {
  return notice && !notice.isUrgent ? notice.text : "call.talking";
}

function CallTimer({ call, word }: { call: OperatorCall; word: TextKey }) {
  const { t } = useT();
  const now = useNow();
  const held = call.isHeld ? clock(now - (call.heldSince ?? now)) : null;
  return (
    <span className="bar-since call-timer">
      <b>{clock(now - (call.answeredAt ?? call.since))}</b>
      {held ? (
        <span className="is-held">{t("call.heldFor", { time: held })}</span>
      ) : (
        <span>{t(word)}</span>
      )}
    </span>
  );
}

interface CallButtonProps {
  action: Action;
  icon: Icon;
  label: TextKey;
  isOn?: boolean;
  isEnd?: boolean;
  /** The word stands beside the icon on a phone only. */
  isIconOnly?: boolean;
}

/** One thing that can be done with the call: on a phone a round button with its word below. */
export function CallButton({
  action,
  icon: Glyph,
  label,
  isOn,
  isEnd,
  isIconOnly,
}: CallButtonProps) {
  const { t } = useT();
  const context = useActionContext();
  const classes = ["call-button", isEnd ? "is-end" : "", isIconOnly ? "is-icon-only" : ""];
  return (
    <Hint text={t(label)} shortcut={action.shortcut}>
      <AriaButton
        className={classes.filter(Boolean).join(" ")}
        aria-label={t(label)}
        aria-pressed={isEnd ? undefined : isOn === true}
        onPress={() => void action.run(context)}
      >
        <Face icon={Glyph} label={t(label)} />
      </AriaButton>
    </Hint>
  );
}

function Face({ icon: Glyph, label }: { icon: Icon; label: string }) {
  return (
    <>
      <span className="call-glyph">
        <Glyph size={20} />
      </span>
      <span className="call-word">{label}</span>
    </>
  );
}

function KeypadButton() {
  const { t } = useT();
  const [isOpen, setOpen] = useState(false);
  const trigger = (props: TriggerProps) => (
    <Hint text={t("call.keypadLabel")}>
      <AriaButton {...props} className="call-button is-icon-only" aria-label={t("call.keypad")}>
        <Face icon={KeypadIcon} label={t("call.keypad")} />
      </AriaButton>
    </Hint>
  );
  return (
    <PanelButton
      label={t("call.keypadLabel")}
      className="keypad-panel"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={trigger}
    >
      <Keypad />
    </PanelButton>
  );
}
