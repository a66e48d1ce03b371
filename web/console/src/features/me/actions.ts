import { unwrap } from "@madoguchi/shared/api";
import type { Action, ActionContext } from "../../app/action";
import { api, mayChat } from "../../app/api";
import { sayProblem } from "../../app/problems";
import {
  BellOffIcon,
  BriefcaseIcon,
  ChatIcon,
  CupIcon,
  PersonIcon,
} from "../../design/icons/objects";
import type { Icon } from "../../design/icons/shape";
import { CheckCircleIcon, RingIcon } from "../../design/icons/states";
import { announce } from "../../design/toast";
import type { TextKey } from "../../i18n/i18n";
import type { OperatorState } from "../../live/frames";
import type { Live } from "../../live/live";

export type ChosenState = OperatorState["state"];

export interface StateLook {
  id: ChosenState;
  label: TextKey;
  icon: Icon;
}

/** The one map of the states that can be chosen: word and icon [S1]. */
export const kStates: readonly StateLook[] = [
  { id: "ready", label: "state.ready", icon: CheckCircleIcon },
  { id: "work", label: "state.work", icon: BriefcaseIcon },
  { id: "break", label: "state.break", icon: CupIcon },
  { id: "offline", label: "state.offline", icon: RingIcon },
];

export interface StateChange {
  choose: (state: ChosenState, workReasonId: string | null) => void;
  setDoNotDisturb: (isOn: boolean) => void;
  setChat: (isOn: boolean) => void;
  setPhone: (isOn: boolean) => void;
}

/** The server's answer is the state in force; its frame tells the other consoles. */
export async function chooseState(live: Live, state: ChosenState, workReasonId: string | null) {
  const body = state === "work" ? { state, workReasonId } : { state };
  await live.changeMyState(() => unwrap(api.PUT("/api/v1/me/state", { body })));
}

interface Switches {
  phone?: boolean;
  chat?: boolean;
  doNotDisturb?: boolean;
}

export async function setSwitches(live: Live, body: Switches) {
  await live.changeMyState(() => unwrap(api.PUT("/api/v1/me/switches", { body })));
}

async function attempt(context: ActionContext, change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    announce(sayProblem(context.t, error));
  }
}

function stateAction(look: StateLook, index: number): Action {
  return {
    id: `state.${look.id}`,
    label: look.label,
    icon: look.icon,
    group: "state",
    shortcut: `Alt+${index + 1}`,
    whyDisabled: ({ live }) => {
      // After a call the chosen state lies beneath the wrap-up: choosing it again ends that [S3].
      const me = live.getState().me;
      return me?.state === look.id && me.activity !== "wrapUp" ? "why.alreadySo" : null;
    },
    run: (context) => attempt(context, () => chooseState(context.live, look.id, null)),
  };
}

const toggleChat: Action = {
  id: "state.chat",
  label: "action.toggleChat",
  icon: ChatIcon,
  group: "state",
  isAllowed: ({ me }) => mayChat(me),
  run: (context) =>
    attempt(context, () => setSwitches(context.live, { chat: !context.live.getState().me?.chat })),
};

const toggleDoNotDisturb: Action = {
  id: "state.doNotDisturb",
  label: "action.toggleDoNotDisturb",
  icon: BellOffIcon,
  group: "state",
  run: (context) =>
    attempt(context, () =>
      setSwitches(context.live, { doNotDisturb: !context.live.getState().me?.doNotDisturb }),
    ),
};

const openMyAccount: Action = {
  id: "go.me",
  label: "action.goMe",
  icon: PersonIcon,
  group: "go",
  run: ({ go }) => go("/me"),
};

export const meActions: readonly Action[] = [
  ...kStates.map(stateAction),
  toggleChat,
  toggleDoNotDisturb,
  openMyAccount,
];
