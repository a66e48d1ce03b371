import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { Button as AriaButton } from "react-aria-components";
import { mayChat, workReasonsQuery } from "../../app/api";
import { useMe } from "../../app/use_me";
import { CheckIcon } from "../../design/icons/states";
import { Switch } from "../../design/switch";
import { useT } from "../../i18n/i18n";
import type { OperatorState } from "../../live/frames";
import { mayPhone } from "../../phone/rules";
import { kStates, type StateChange, type StateLook } from "./actions";

interface Props {
  state: OperatorState;
  change: StateChange;
  onChosen: () => void;
}

/** What the menu of the state holds: the states, and the switches. */
export function StateSheet({ state, change, onChosen }: Props) {
  const { t } = useT();
  const me = useMe();
  const choose: StateChange["choose"] = (chosen, reasonId) => {
    change.choose(chosen, reasonId);
    onChosen();
  };
  return (
    <>
      <StateRows state={state} onChoose={choose} />
      <div className="menu-line" />
      <div className="sheet-switch">
        <Switch isSelected={state.doNotDisturb} onChange={change.setDoNotDisturb}>
          {t("state.doNotDisturb")}
        </Switch>
      </div>
      {mayChat(me) ? (
        <div className="sheet-switch">
          <Switch isSelected={state.chat} onChange={change.setChat}>
            {t("chat.switch")}
          </Switch>
        </div>
      ) : null}
      {mayPhone(me) ? (
        <div className="sheet-switch">
          <Switch isSelected={state.phone} onChange={change.setPhone}>
            {t("phone.switch")}
          </Switch>
        </div>
      ) : null}
    </>
  );
}

interface StateRowsProps {
  state: OperatorState;
  onChoose: StateChange["choose"];
}

/** The states, the reasons of 業務 below it. */
function StateRows({ state, onChoose }: StateRowsProps) {
  const { t, language } = useT();
  const reasons = useQuery(workReasonsQuery).data ?? [];
  return kStates.map((look) => (
    <Fragment key={look.id}>
      <StateRow
        look={look}
        isOn={state.state === look.id && state.workReasonId === null}
        onPress={() => onChoose(look.id, null)}
      />
      {look.id === "work"
        ? reasons.map((reason) => (
            <AriaButton
              key={reason.id}
              className="menu-item sheet-row is-sub"
              aria-pressed={state.workReasonId === reason.id}
              onPress={() => onChoose("work", reason.id)}
            >
              <span className="menu-text">
                {t("state.work")}・{reason.name[language] || reason.name.ja}
              </span>
              {state.workReasonId === reason.id ? <CheckIcon size={16} /> : null}
            </AriaButton>
          ))
        : null}
    </Fragment>
  ));
}

interface RowProps {
  look: StateLook;
  isOn: boolean;
  onPress: () => void;
}

function StateRow({ look, isOn, onPress }: RowProps) {
  const { t } = useT();
  const Glyph = look.icon;
  return (
    <AriaButton className="menu-item sheet-row" aria-pressed={isOn} onPress={onPress}>
      <Glyph size={18} />
      <span className="menu-text">{t(look.label)}</span>
      {isOn ? <CheckIcon size={16} /> : null}
    </AriaButton>
  );
}
