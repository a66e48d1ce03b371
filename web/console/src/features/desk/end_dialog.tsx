import { useState } from "react";
import { sayProblem } from "../../app/problems";
import { ui, useUi } from "../../app/ui";
import { Button } from "../../design/button";
import { Dialog } from "../../design/dialog";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { useLiveDesk } from "../../live/use_live";
import { draftName, drafts } from "./drafts";

/** Asks before a chat with an unsent text or unsaved fields is ended; without them nothing asks. */
export function EndDialog({ contact }: { contact: Contact }) {
  const { t } = useT();
  const live = useLiveDesk();
  const unsaved = useUi((state) => state.unsaved);
  const [isRunning, setRunning] = useState(false);
  const close = () => ui.set({ endAskedOf: null });
  const end = async () => {
    setRunning(true);
    try {
      await live.end(contact);
      drafts.write(draftName(contact.id, "reply"), "");
      close();
    } catch (error) {
      announce(sayProblem(t, error));
    } finally {
      setRunning(false);
    }
  };
  const isUnsent = drafts.has(draftName(contact.id, "reply"));
  return (
    <Dialog role="alertdialog" title={t("end.title")} isOpen onClose={close}>
      <ul className="dialog-text">
        {isUnsent ? <li>{t("end.unsent")}</li> : null}
        {unsaved.length > 0 ? <li>{t("end.unsaved")}</li> : null}
      </ul>
      <div className="dialog-foot">
        <Button autoFocus onPress={close}>
          {t("end.back")}
        </Button>
        <Button kind="primary" isDisabled={isRunning} onPress={() => void end()}>
          {t("end.anyway")}
        </Button>
      </div>
    </Dialog>
  );
}
