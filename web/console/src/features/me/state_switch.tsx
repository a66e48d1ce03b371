import { useQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useEffect } from "react";
import { Button as AriaButton } from "react-aria-components";
import { workReasonsQuery } from "../../app/api";
import { sayProblem } from "../../app/problems";
import { ui, useUi } from "../../app/ui";
import { useNow } from "../../app/use_now";
import { Hint } from "../../design/button";
import { ChevronDownIcon } from "../../design/icons/actions";
import { BellIcon, BellOffIcon } from "../../design/icons/objects";
import { fetchWhenIdle, later } from "../../design/later";
import { Skeleton } from "../../design/parts";
import { MenuButton, PanelButton, type TriggerProps } from "../../design/popup";
import { Switch } from "../../design/switch";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { OperatorState } from "../../live/frames";
import { useLive, useLiveDesk } from "../../live/use_live";
import { activityOf } from "../phone/activities";
import { chooseState, kStates, type StateChange, type StateLook, setSwitches } from "./actions";

const StateSheet = later(async () => (await import("./state_sheet")).StateSheet);

/** 待機 業務 休憩 オフライン, the time in the state over the chats, and the 応答不可 switch [S1 S2]. */
export function StateSwitch() {
  const { t } = useT();
  const state = useLive(useCallback((live) => live.me, []));
  const change = useStateChange();
  if (!state) return null;
  return (
    <>
      <div className="state-segments" role="group" aria-label={t("state.label")}>
        {kStates.map((look) =>
          look.id === "work" ? (
            <WorkSegment key={look.id} look={look} state={state} onChoose={change.choose} />
          ) : (
            <Segment
              key={look.id}
              look={look}
              isOn={state.state === look.id}
              isBeneath={state.activity !== "none"}
              onPress={() => change.choose(look.id, null)}
            />
          ),
        )}
      </div>
      <StateMenu state={state} change={change} />
      <Timer state={state} />
      <DoNotDisturb isOn={state.doNotDisturb} onChange={change.setDoNotDisturb} />
    </>
  );
}

function useStateChange(): StateChange {
  const { t } = useT();
  const live = useLiveDesk();
  const say = (error: unknown) => announce(sayProblem(t, error));
  return {
    choose: (state, workReasonId) => void chooseState(live, state, workReasonId).catch(say),
    setDoNotDisturb: (doNotDisturb) => void setSwitches(live, { doNotDisturb }).catch(say),
    setChat: (chat) => void setSwitches(live, { chat }).catch(say),
    setPhone: (phone) => void setSwitches(live, { phone }).catch(say),
  };
}

interface SegmentProps {
  look: StateLook;
  isOn: boolean;
  /** The chosen state lies beneath what the phone makes of the operator: outlined, not filled. */
  isBeneath?: boolean;
  label?: string | undefined;
  onPress?: () => void;
  menu?: TriggerProps;
}

function Segment({ look, isOn, isBeneath, label, onPress, menu }: SegmentProps) {
  const { t } = useT();
  const classes = ["state-segment", look.id, isOn ? (isBeneath ? "is-beneath" : "is-on") : ""];
  const index = kStates.indexOf(look) + 1;
  return (
    <Hint text={t(look.label)} shortcut={`Alt+${index}`}>
      <AriaButton
        className={classes.filter(Boolean).join(" ")}
        aria-pressed={isOn}
        onPress={onPress}
        {...menu}
      >
        <i className="segment-dot" aria-hidden="true" />
        {label ?? t(look.label)}
      </AriaButton>
    </Hint>
  );
}

interface WorkProps {
  look: StateLook;
  state: OperatorState;
  onChoose: StateChange["choose"];
}

/** 業務 asks for its reason when the organization has defined some. */
function WorkSegment({ look, state, onChoose }: WorkProps) {
  const { t, language } = useT();
  const reasons = useQuery(workReasonsQuery).data ?? [];
  const isOn = state.state === "work";
  const isBeneath = state.activity !== "none";
  const reason = reasons.find((candidate) => candidate.id === state.workReasonId);
  const nameOf = (name: Record<string, string>) => name[language] || name.ja || "";
  if (reasons.length === 0) {
    return (
      <Segment
        look={look}
        isOn={isOn}
        isBeneath={isBeneath}
        onPress={() => onChoose("work", null)}
      />
    );
  }
  return (
    <MenuButton
      label={t("state.reason")}
      placement="bottom start"
      choices={[
        ...reasons.map((candidate) => ({
          id: candidate.id,
          label: nameOf(candidate.name),
          isChosen: isOn && candidate.id === state.workReasonId,
        })),
        { id: "none", label: t("state.noReason"), isChosen: isOn && state.workReasonId === null },
      ]}
      onChoose={(id) => onChoose("work", id === "none" ? null : id)}
      trigger={(props) => (
        <Segment
          menu={props}
          look={look}
          isOn={isOn}
          isBeneath={isBeneath}
          label={isOn && reason ? `${t(look.label)}・${nameOf(reason.name)}` : undefined}
        />
      )}
    />
  );
}

/** The time in the state; while the phone keeps the operator busy, the word for that instead [S1]. */
function Timer({ state }: { state: OperatorState }) {
  const { t } = useT();
  const now = useNow();
  const activity = activityOf(state);
  return (
    <p className="figure state-timer">
      {activity ? (
        <b className={`is-${activity.tone}`}>{t(activity.label)}</b>
      ) : (
        <b>{clock(now - state.since)}</b>
      )}
      <span>{t("bar.chats", { open: state.openChats, capacity: state.chatCapacity })}</span>
    </p>
  );
}

function DoNotDisturb({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { t } = useT();
  const Bell = isOn ? BellOffIcon : BellIcon;
  return (
    <span className="do-not-disturb">
      <Switch isSelected={isOn} onChange={onChange} label={t("state.doNotDisturb")}>
        <span className="dnd-word">{t("state.doNotDisturb")}</span>
        <Bell size={18} className="dnd-bell" />
      </Switch>
    </span>
  );
}

interface MenuProps {
  state: OperatorState;
  change: StateChange;
}

/** The same choices behind one button, where the bar is narrow; a sheet on a phone. */
function StateMenu({ state, change }: MenuProps) {
  const { t } = useT();
  const isOpen = useUi((live) => live.isStateMenuOpen);
  useEffect(() => fetchWhenIdle(StateSheet.fetchCode), []);
  const close = () => ui.set({ isStateMenuOpen: false });
  const look = kStates.find((candidate) => candidate.id === state.state);
  return (
    <PanelButton
      label={t("state.label")}
      className="state-sheet"
      placement="bottom start"
      isOpen={isOpen}
      onOpenChange={(isNow) => ui.set({ isStateMenuOpen: isNow })}
      trigger={(props) => (
        <AriaButton
          {...props}
          className={
            state.activity === "none"
              ? `state-button ${state.state}`
              : `state-button ${state.state} is-beneath`
          }
          aria-label={`${t("state.label")} ${look ? t(look.label) : ""}`}
        >
          <i className="segment-dot" aria-hidden="true" />
          {look ? t(look.label) : ""}
          <ChevronDownIcon size={16} />
        </AriaButton>
      )}
    >
      <Suspense fallback={<Skeleton width="100%" height={240} />}>
        <StateSheet state={state} change={change} onChosen={close} />
      </Suspense>
    </PanelButton>
  );
}
