import { Button as AriaButton } from "react-aria-components";
import { Hint } from "../design/button";
import { KeypadIcon } from "../design/icons/phone";
import { openDialPad } from "../features/phone/actions";
import { useT } from "../i18n/i18n";
import { hasPhoneRight, written } from "../phone/rules";
import { ui } from "./ui";
import { useActionContext } from "./use_actions";

/** Opens the dial pad from the bar. */
export function DialButton() {
  const { t } = useT();
  const context = useActionContext();
  return (
    <Hint text={t("dial.title")} shortcut={openDialPad.shortcut}>
      <AriaButton
        className="dial-button"
        aria-label={t("dial.title")}
        onPress={() => void openDialPad.run(context)}
      >
        <KeypadIcon size={18} />
      </AriaButton>
    </Hint>
  );
}

interface NumberProps {
  number: string;
  serviceId: string;
  /** A word in place of the number. */
  word?: string;
  className?: string;
}

/** A phone number that can be called with a click; plain text for who may not phone, nothing when it is withheld. */
export function CallableNumber({ number, serviceId, word, className = "" }: NumberProps) {
  const { t } = useT();
  const { me } = useActionContext();
  if (number === "") return null;
  const shown = word ?? written(number);
  if (!hasPhoneRight(me)) return word ? null : <span>{shown}</span>;
  return (
    <AriaButton
      className={`callable ${className}`}
      aria-label={t("dial.callNumber", { number: written(number) })}
      onPress={() => ui.set({ dial: { number, serviceId } })}
    >
      {shown}
    </AriaButton>
  );
}
