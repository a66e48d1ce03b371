import { useCallback } from "react";
import { mayChat } from "../../app/api";
import { sayProblem } from "../../app/problems";
import { useActionContext } from "../../app/use_actions";
import { useMe } from "../../app/use_me";
import { Button } from "../../design/button";
import { ChatIcon } from "../../design/icons/objects";
import { MenuButton } from "../../design/popup";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { useLive } from "../../live/use_live";
import { setSwitches } from "../me/actions";

/** The strip under the list: whether changes arrive, and the own chat switch [C5]. */
export function ListStrip() {
  const { t } = useT();
  const me = useMe();
  const { live } = useActionContext();
  const isChatOn = useLive(useCallback((state) => state.me?.chat ?? false, []));
  const connection = useLive(useCallback((state) => state.connection, []));
  const choose = async (id: string) => {
    try {
      await setSwitches(live, { chat: id === "on" });
    } catch (error) {
      announce(sayProblem(t, error));
    }
  };
  return (
    <footer className="list-strip">
      <span className={connection === "open" ? "live-dot" : "live-dot is-off"} aria-hidden="true" />
      <span>{t(connection === "open" ? "live.open" : "live.connecting")}</span>
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
          onChoose={(id) => void choose(id)}
          trigger={(props) => (
            <Button {...props} kind="quiet" size="compact" className="push strip-switch">
              <ChatIcon size={16} />
              <span className="strip-word">{t("chat.word")}</span>
              <b>{t(isChatOn ? "chat.online" : "chat.offline")}</b>
            </Button>
          )}
        />
      ) : null}
    </footer>
  );
}
