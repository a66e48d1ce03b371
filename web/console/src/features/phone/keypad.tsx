import { useEffect, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { sayProblem } from "../../app/problems";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { currentPhone } from "../../phone/current";
import { keyOf, kKeys } from "./keypad_rules";

const kShown = 18;

/** Keys for the other side, by pointer or by keyboard; what was sent stays to be read. */
export function Keypad() {
  const { t } = useT();
  const [sent, setSent] = useState("");
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const send = (key: string) => {
    setSent((before) => (before + key).slice(-kShown));
    const refused = (error: unknown) => announce(sayProblem(t, error));
    void currentPhone.get()?.sendKeys(key).catch(refused);
  };
  return (
    <div
      className="keypad"
      role="group"
      aria-label={t("call.keypadLabel")}
      onKeyDown={(event) => {
        const key = keyOf(event);
        if (key === null) return;
        event.preventDefault();
        send(key);
      }}
    >
      <output className="keypad-sent" aria-label={t("call.keysSent")}>
        {sent || <span>{t("call.keysHint")}</span>}
      </output>
      <div className="keypad-keys">
        {kKeys.map(([key, letters], index) => (
          <AriaButton
            key={key}
            ref={index === 0 ? first : null}
            className="keypad-key"
            aria-label={key}
            onPress={() => send(key)}
          >
            <b>{key}</b>
            <span data-letters={letters} />
          </AriaButton>
        ))}
      </div>
    </div>
  );
}
