import { useState } from "react";
import { Switch } from "../../design/switch";
import { useT } from "../../i18n/i18n";

interface Props {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

function permission(): NotificationPermission | "missing" {
  return "Notification" in window ? Notification.permission : "missing";
}

/** Asks the browser for its permission when it is turned on: here and nowhere else. */
export function NotificationSwitch({ isOn, onChange }: Props) {
  const { t } = useT();
  const [allowed, setAllowed] = useState(permission);
  const change = async (isWanted: boolean) => {
    if (!isWanted) return onChange(false);
    const answer = allowed === "default" ? await Notification.requestPermission() : allowed;
    setAllowed(answer);
    onChange(answer === "granted");
  };
  const isBlocked = allowed === "denied" || allowed === "missing";
  return (
    <>
      <Switch
        isSelected={isOn && allowed === "granted"}
        isDisabled={isBlocked}
        onChange={(isWanted) => void change(isWanted)}
      >
        {t("account.notifications")}
      </Switch>
      {isBlocked ? <p className="field-hint">{t("account.notificationsBlocked")}</p> : null}
    </>
  );
}
