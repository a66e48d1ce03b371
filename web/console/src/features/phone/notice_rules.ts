import type { Microphone } from "@madoguchi/shared/phone_leg";
import type { TextKey } from "../../i18n/i18n";
import type { OperatorCall } from "../../live/frames";
import type { PhoneState } from "../../phone/phone";

export interface Notice {
  text: TextKey;
  about: TextKey | null;
  isUrgent: boolean;
  canRetry: boolean;
}

const kMicrophone: Partial<Record<Microphone, Notice>> = {
  refused: {
    text: "call.microphoneRefused",
    about: "call.microphoneHowTo",
    isUrgent: true,
    canRetry: true,
  },
  missing: {
    text: "call.microphoneMissing",
    about: "call.microphonePlugIn",
    isUrgent: true,
    canRetry: true,
  },
  busy: {
    text: "call.microphoneBusy",
    about: "call.microphoneOtherApp",
    isUrgent: true,
    canRetry: true,
  },
};

/** False when nothing but silence is sent, so that there is nothing to mute. */
export function canSpeakWith(microphone: Microphone): boolean {
  return kMicrophone[microphone] === undefined;
}

const only = (text: TextKey, isUrgent: boolean): Notice => ({
  text,
  about: null,
  isUrgent,
  canRetry: false,
});

/** The one thing that must be said about the audio of the call, most urgent first; null: all is well. */
export function noticeOf(
  call: Pick<OperatorCall, "isLegConnected" | "isOnDeskPhone">,
  { leg, isHolder }: Pick<PhoneState, "leg" | "isHolder">,
  isServerLost: boolean,
): Notice | null {
  if (leg === null) {
    if (call.isOnDeskPhone) return only("call.onDeskPhone", false);
    if (call.isLegConnected) return only("call.elsewhere", false);
    return only(isHolder ? "call.audioLost" : "call.noAudio", true);
  }
  if (leg.connection === "lost") return only("call.audioLost", true);
  const microphone = kMicrophone[leg.microphone];
  if (microphone) return microphone;
  return isServerLost ? only("call.serverLost", false) : null;
}
