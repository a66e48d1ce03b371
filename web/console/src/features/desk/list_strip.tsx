import { useCallback } from "react";
import { mayChat } from "../../app/api";
import { sayProblem } from "../../app/problems";
import { useActionContext } from "../../app/use_actions";
import { useMe } from "../../app/use_me";
import { Button } from "../../design/button";
import { ChatIcon } from "../../design/icons/objects";
import { PhoneIcon } from "../../design/icons/phone";
import { MenuButton } from "../../design/popup";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { useLive } from "../../live/use_live";
import { mayPhone } from "../../phone/rules";
import { setSwitches } from "../me/actions";

/** The strip under the list: whether changes arrive, and the own chat switch [C5]. */
export function ListStrip() {
  const { t } = useT();
  const me = useMe();
  const { live } = useActionContext();
  const isChatOn = useLive(useCallback((state) => state.me?.chat ?? false, []));
  const isPhoneOn = useLive(useCallback((state) => state.me?.phone ?? false, []));
  const connection = useLive(useCallback((state) => state.connection, []));
  const choose = async (what: "chat" | "phone", id: string) => {
    try {
      await setSwitches(live, { [what]: id === "on" });
    } catch (error) {
      announce(sayProblem(t, error));
    }
  };
  return (
    <footer className="list-strip">
      <span className={connection === "open" ? "live-dot" : "live-dot is-off"} aria-hidden="true" />
      <span className="ellipsis">{t(connection === "open" ? "live.open" : "live.connecting")}</span>
      <span className="push" />
      {mayPhone(me) ? (
        <MenuButton
          label={t("phone.switch")}
          placement="top end"
          choices={[
            {
              id: "on",
              label: t("phone.goOnline"),
              about: t("phone.onlineMeans"),
              isChosen: isPhoneOn,
            },
            {
              id: "off",
              label: t("phone.goOffline"),
              about: t("phone.offlineMeans"),
              isChosen: !isPhoneOn,
            },
          ]}
          onChoose={(id) => void choose("phone", id)}
          trigger={(props) => (
            <Button {...props} kind="quiet" size="compact" className="strip-phone">
              <PhoneIcon size={16} />
              <span className="visually-hidden">{t("phone.word")}</span>
              <b>{t(isPhoneOn ? "chat.online" : "chat.offline")}</b>
            </Button>
          )}
        />
      ) : null}
      {mayChat(me) ? (
        <MenuButton
          label={t("chat.switch")}
          placement="top end"
          choices={[
            {
              id: "on",
              label: t("chat.goOnline"),
              about: t("chat.onlineMeans"),
              isChosen: isChatOn,
            },
            {
              id: "off",
              label: t("chat.goOffline"),
              about: t("chat.offlineMeans"),
              isChosen: !isChatOn,
            },
          ]}
          onChoose={(id) => void choose("chat", id)}
          trigger={(props) => (
            <Button {...props} kind="quiet" size="compact" className="strip-switch">
              <ChatIcon size={16} />
              <span className={mayPhone(me) ? "visually-hidden" : "strip-word"}>
                {t("chat.word")}
              </span>
              <b>{t(isChatOn ? "chat.online" : "chat.offline")}</b>
            </Button>
          )}
        />
      ) : null}
    </footer>
  );
}
