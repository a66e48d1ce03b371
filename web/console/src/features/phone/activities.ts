import { PencilIcon } from "../../design/icons/actions";
import { ArrowDownLeftIcon, PauseIcon, PhoneIcon } from "../../design/icons/phone";
import type { Icon } from "../../design/icons/shape";
import type { Tone } from "../../design/parts";
import type { TextKey } from "../../i18n/i18n";
import type { OperatorState } from "../../live/frames";

type Activity = Exclude<OperatorState["activity"], "none">;

export interface ActivityLook {
  label: TextKey;
  tone: Tone;
  icon: Icon;
}

/** The one map of what the phone makes of an operator: word, tint and icon [S1]. */
export const kActivities: Readonly<Record<Activity, ActivityLook>> = {
  ringing: { label: "call.ringing", tone: "ok", icon: ArrowDownLeftIcon },
  dialing: { label: "call.dialing", tone: "ok", icon: PhoneIcon },
  talking: { label: "call.talking", tone: "ok", icon: PhoneIcon },
  holding: { label: "call.held", tone: "warn", icon: PauseIcon },
  wrapUp: { label: "call.wrapUp", tone: "wrap", icon: PencilIcon },
};

export function activityOf(state: Pick<OperatorState, "activity"> | null): ActivityLook | null {
  const activity = state?.activity ?? "none";
  return activity === "none" ? null : kActivities[activity];
}
