import type { Action, ActionContext } from "../../app/action";
import { sayProblem } from "../../app/problems";
import { ui } from "../../app/ui";
import {
  AnswerIcon,
  HangUpIcon,
  KeypadIcon,
  MicrophoneIcon,
  MicrophoneOffIcon,
  PauseIcon,
  PhoneIcon,
} from "../../design/icons/phone";
import { CheckCircleIcon } from "../../design/icons/states";
import { announce } from "../../design/toast";
import type { TextKey } from "../../i18n/i18n";
import { currentPhone } from "../../phone/current";
import { whyNoDialing } from "../../phone/dial_rules";
import type { Phone } from "../../phone/phone";
import { mayPhone } from "../../phone/rules";
import { chooseState, setSwitches } from "../me/actions";

async function attempt(context: ActionContext, change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (error) {
    announce(sayProblem(context.t, error));
  }
}

function withPhone(context: ActionContext, change: (phone: Phone) => Promise<unknown>) {
  const phone = currentPhone.get();
  if (phone) return attempt(context, () => change(phone));
  announce(context.t("call.noPhoneYet"));
}

function callOf({ live }: ActionContext) {
  return live.getState().me?.call ?? null;
}

const isRinging = (context: ActionContext) => callOf(context)?.stage === "ringing";
const isTalking = (context: ActionContext) => callOf(context)?.stage === "talking";
const isOurs = (context: ActionContext) => !isRinging(context) && callOf(context) !== null;

/** The call leaves for this tab, and the room of the caller opens [V3, V6]. */
export const answerCall: Action = {
  id: "call.answer",
  label: "call.answer",
  icon: AnswerIcon,
  group: "call",
  shortcut: "Alt+A",
  isAllowed: isRinging,
  run: (context) =>
    withPhone(context, async (phone) => {
      const contactId = callOf(context)?.contactId;
      await phone.answer();
      if (contactId) context.go(`/inbox/mine/${contactId}`);
    }),
};

export const declineCall: Action = {
  id: "call.decline",
  label: "call.decline",
  icon: HangUpIcon,
  group: "call",
  shortcut: "Alt+X",
  isAllowed: isRinging,
  run: (context) => withPhone(context, (phone) => phone.decline()),
};

export const muteCall: Action = {
  id: "call.mute",
  label: "call.toggleMute",
  icon: MicrophoneOffIcon,
  group: "call",
  shortcut: "Alt+M",
  isAllowed: (context) => isTalking(context) && currentPhone.get()?.getState().leg !== null,
  run: () => {
    const phone = currentPhone.get();
    phone?.setMuted(!phone.getState().isMuted);
  },
};

export const holdCall: Action = {
  id: "call.hold",
  label: "call.toggleHold",
  icon: PauseIcon,
  group: "call",
  shortcut: "Alt+H",
  isAllowed: isTalking,
  run: (context) => withPhone(context, (phone) => phone.hold(callOf(context)?.isHeld !== true)),
};

export const hangUpCall: Action = {
  id: "call.hangUp",
  label: "call.hangUp",
  icon: HangUpIcon,
  group: "call",
  isAllowed: isOurs,
  run: (context) => withPhone(context, (phone) => phone.hangUp()),
};

/** Ends the wrap-up; the state that was chosen beneath it is ready from then on [S3]. */
export const backToReady: Action = {
  id: "call.ready",
  label: "call.backToReady",
  icon: CheckCircleIcon,
  group: "call",
  shortcut: "Alt+R",
  isAllowed: ({ live }) => live.getState().me?.activity === "wrapUp",
  run: (context) => attempt(context, () => chooseState(context.live, "ready", null)),
};

/** The pad for a number of any kind; what is clicked on a page opens it with that number [V5]. */
export const openDialPad: Action = {
  id: "call.dial",
  label: "dial.title",
  icon: KeypadIcon,
  group: "call",
  shortcut: "Alt+C",
  isAllowed: ({ me }) => mayPhone(me),
  whyDisabled: ({ live }) => whyNoDialing(live.getState().me),
  run: () => ui.set({ dial: { number: "", serviceId: null } }),
};

const togglePhone: Action = {
  id: "state.phone",
  label: "action.togglePhone",
  icon: PhoneIcon,
  group: "state",
  isAllowed: ({ me }) => mayPhone(me),
  run: (context) =>
    attempt(context, () =>
      setSwitches(context.live, { phone: !context.live.getState().me?.phone }),
    ),
};

function goTo(id: string, label: TextKey, path: string, icon: Action["icon"]): Action {
  return {
    id,
    label,
    icon,
    group: "go",
    isAllowed: ({ me }) => me.services.some((service) => service.canPhone),
    run: ({ go }) => go(path),
  };
}

export const phoneActions: readonly Action[] = [
  answerCall,
  declineCall,
  muteCall,
  holdCall,
  hangUpCall,
  backToReady,
  openDialPad,
  togglePhone,
  goTo("go.calls", "action.goCalls", "/calls", PhoneIcon),
  goTo("go.devices", "action.goDevices", "/me/devices", MicrophoneIcon),
];
