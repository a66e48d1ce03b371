import { sayProblem } from "../../app/problems";
import { Button } from "../../design/button";
import { Dialog } from "../../design/dialog";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { useLiveDesk } from "../../live/use_live";
import { setSwitches } from "./actions";

/** 「チャットをオンラインにしますか？」 [C5]. */
export function ChatOnlineDialog({ onSettled }: { onSettled: () => void }) {
  const { t } = useT();
  const live = useLiveDesk();
  const goOnline = async () => {
    onSettled();
    try {
      await setSwitches(live, { chat: true });
    } catch (error) {
      announce(sayProblem(t, error));
    }
  };
  return (
    <Dialog title={t("chat.askOnline")} isOpen onClose={onSettled}>
      <p className="dialog-text prose">{t("chat.askOnlineText")}</p>
      <div className="dialog-foot">
        <Button size="large" onPress={onSettled}>
          {t("chat.stayOffline")}
        </Button>
        <Button kind="primary" size="large" autoFocus onPress={() => void goOnline()}>
          {t("chat.goOnline")}
        </Button>
      </div>
    </Dialog>
  );
}
