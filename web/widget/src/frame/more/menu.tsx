import type { Client } from "../client";
import { pick, t } from "../i18n";
import { looked } from "../update";
import { Icon } from "../view/icon";
import { kSave } from "./files";
import { saveAs, transcript } from "./transcript";

const kEnd = "M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 8l-4 4 4 4M6 12h9";

function saveTranscript({ state }: Client): void {
  const { config, thread } = state;
  const title = config ? pick(config.title, config.language) : "";
  const name = `chat-${new Date().toISOString().slice(0, 10)}.txt`;
  // The mark lets editors on Windows see that this is UTF-8.
  const text = `\ufeff${transcript(title, thread, Date.now())}`;
  saveAs(name, new Blob([text], { type: "text/plain;charset=utf-8" }));
}

/** The focus goes back to the menu's button before what has it goes away. */
export function closeMenu(client: Client, dialog: "end" | null = null): void {
  document.querySelector<HTMLElement>(".menu")?.focus();
  client.dispatch(looked({ isMenuOpen: false, dialog }));
}

/** A press beside the menu closes it. */
export function watchPresses(client: Client): void {
  document.addEventListener("pointerdown", ({ target }) => {
    const isInside = target instanceof Element && target.closest(".items,.menu");
    if (client.state.isMenuOpen && !isInside) client.dispatch(looked({ isMenuOpen: false }));
  });
}

/** What one can do with the whole chat. Ending asks once more. */
export function Menu({ client }: { client: Client }): JSX.Element {
  const save = () => {
    saveTranscript(client);
    closeMenu(client);
  };
  return (
    <div class="items">
      <button type="button" mounted={(button) => button.focus()} onClick={save}>
        <Icon path={kSave} size={18} />
        {t("transcript")}
      </button>
      {client.state.contactId && (
        <button type="button" onClick={() => closeMenu(client, "end")}>
          <Icon path={kEnd} size={18} />
          {t("end")}
        </button>
      )}
    </div>
  );
}
