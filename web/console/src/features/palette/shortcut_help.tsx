import { allActions } from "../../app/registry";
import { useMe } from "../../app/use_me";
import { Dialog } from "../../design/dialog";
import { type TextKey, useT } from "../../i18n/i18n";
import "./palette.css";
import { Keys } from "./palette_row";

const kMore: readonly { keys: string; label: TextKey }[] = [
  { keys: "Enter", label: "help.send" },
  { keys: "Shift+Enter", label: "help.newLine" },
  { keys: "Ctrl+S", label: "help.save" },
  { keys: "Esc", label: "help.close" },
];

/** Every shortcut, from the same list that the keyboard listens to. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { t } = useT();
  const { preferences } = useMe();
  const actions = allActions.filter((action) => action.shortcut !== undefined);
  return (
    <Dialog title={t("action.help")} isOpen onClose={onClose} isWide>
      {preferences.singleKeyShortcuts ? null : (
        <p className="dialog-text">{t("help.singleKeysOff")}</p>
      )}
      <dl className="shortcut-list">
        {actions.map((action) => (
          <div key={action.id}>
            <dt>{t(action.label)}</dt>
            <dd>
              <Keys shortcut={action.shortcut ?? ""} />
            </dd>
          </div>
        ))}
        {kMore.map(({ keys, label }) => (
          <div key={keys}>
            <dt>{t(label)}</dt>
            <dd>
              <Keys
                shortcut={
                  label === "help.send" && preferences.sendWith === "ctrlEnter"
                    ? "Ctrl+Enter"
                    : keys
                }
              />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
