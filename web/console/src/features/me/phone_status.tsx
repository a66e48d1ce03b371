import { Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { sayProblem } from "../../app/problems";
import { useMe } from "../../app/use_me";
import { PhoneIcon } from "../../design/icons/phone";
import { PanelButton } from "../../design/popup";
import { Switch } from "../../design/switch";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { useLive, useLiveDesk } from "../../live/use_live";
import { whyPhoneOff } from "../../phone/rules";
import { setSwitches } from "./actions";

/** The own extension in the bar, whether it rings, and behind it why not and the switch [V1, S2]. */
export function PhoneStatus() {
  const { t } = useT();
  const me = useMe();
  const live = useLiveDesk();
  const state = useLive(useCallback((desk) => desk.me, []));
  const [isOpen, setOpen] = useState(false);
  if (!state) return null;
  const why = whyPhoneOff(me, state);
  const { extension } = me;
  const change = (phone: boolean) =>
    void setSwitches(live, { phone }).catch((error: unknown) => announce(sayProblem(t, error)));
  return (
    <PanelButton
      label={t("phone.word")}
      className="phone-panel"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={(props) => (
        <AriaButton {...props} className={why === null ? "phone-status is-on" : "phone-status"}>
          <PhoneIcon size={16} />
          <span className="phone-number">
            {extension === null ? t("phone.none") : t("phone.extension", { number: extension })}
          </span>
          <span className="visually-hidden">{why === null ? t("phone.rings") : t(why)}</span>
        </AriaButton>
      )}
    >
      <p className="phone-why prose">{t(why ?? "phone.rings")}</p>
      {extension === null ? null : (
        <div className="sheet-switch">
          <Switch isSelected={state.phone} onChange={change}>
            {t("phone.switch")}
          </Switch>
        </div>
      )}
      <Link to="/me/devices" className="menu-item" onClick={() => setOpen(false)}>
        {t("action.goDevices")}
      </Link>
    </PanelButton>
  );
}
