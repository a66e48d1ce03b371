import type { ReactNode } from "react";
import { sayProblem } from "../../app/problems";
import { offer, useActionContext } from "../../app/use_actions";
import { wishFocus } from "../../app/use_focus_wish";
import { Button } from "../../design/button";
import { NoteIcon } from "../../design/icons/objects";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { setSwitches } from "../me/actions";
import { takeContact } from "./actions";
import type { ReplyState } from "./composer_rules";

/** Why no reply can be written, in one line, and what changes that. */
export function ClosedComposer({ contact, state }: { contact: Contact; state: ReplyState }) {
  const { t } = useT();
  const context = useActionContext();
  const take = offer(takeContact, context);
  switch (state) {
    case "ended":
      return <Closed text={t("composer.ended")} />;
    case "call":
      return <Closed text={t("composer.call")} />;
    case "others":
      return <Closed text={t("composer.others", { name: contact.ownerName })} />;
    case "inLine":
      return (
        <Closed text={take.reason ?? t("composer.inLine")}>
          <Button kind="primary" isDisabled={take.isDisabled} onPress={take.run}>
            {t("action.take")}
          </Button>
        </Closed>
      );
    case "chatOff":
      return (
        <Closed text={t("composer.chatOff")}>
          <Button
            kind="primary"
            onPress={() =>
              void setSwitches(context.live, { chat: true }).catch((error: unknown) =>
                announce(sayProblem(t, error)),
              )
            }
          >
            {t("chat.goOnline")}
          </Button>
        </Closed>
      );
    case "open":
      return null;
  }
}

function Closed({ text, children }: { text: string; children?: ReactNode }) {
  const { t } = useT();
  const note = () => wishFocus("composerFocus", { composer: "note" });
  return (
    <div className="composer is-closed">
      <p>{text}</p>
      <Button kind="quiet" onPress={note}>
        <NoteIcon size={18} />
        {t("composer.note")}
      </Button>
      {children}
    </div>
  );
}
