import { makeClientId } from "@madoguchi/shared/ids";
import type { Client } from "../client";
import { canSubmit, submitted, textLength, typed } from "../draft";
import { t } from "../i18n";
import type { State } from "../state";
import { Icon } from "./icon";
import { isTouch, sends } from "./keyboard";
import { loadMore, more } from "./lazy";

const kSend = "M20.5 3.5L10 14M20.5 3.5L14 20.5l-4-6.5-6.5-4z";
export const kImage =
  "M12 20H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6M4 16l4-4 7 7M8.5 8.5h.01M18 21v-6m-3 3l3-3 3 3";
const kTallest = 128;

export async function chooseFiles(client: Client, chosen: FileList | undefined): Promise<void> {
  const files = [...(chosen ?? [])];
  if (files.length > 0) (await loadMore(client)).chooseFiles(client, files);
}

/** The input is where one goes on after the step before it is gone. */
function focusIfLost(input: HTMLTextAreaElement): void {
  const isLost = document.hasFocus() && document.activeElement === document.body;
  if (isLost && !isTouch()) input.focus();
}

function grow(input: HTMLTextAreaElement): void {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, kTallest)}px`;
}

/** What keeps the messages from going out at once. */
function hintOf(state: State): string {
  const limit = state.config?.limits.messageCharacters ?? 0;
  const count = textLength(state.draft) - limit;
  if (count > 0) return t("tooLong", { count });
  const isPaused = state.outbox.length > 0 && Date.now() < state.pausedUntil;
  return isPaused ? t("tooFast") : "";
}

/** Something is there, and it cannot go yet: too long, or a file on its way. */
function holds(state: State): boolean {
  return (state.draft.trim() !== "" || state.tray.length > 0) && !canSubmit(state);
}

export function Composer({ client }: { client: Client }): JSX.Element {
  const { state } = client;
  const part = (state.tray.length > 0 || state.trayProblem) && more(client);
  let input: HTMLTextAreaElement | null = null;
  let picker: HTMLInputElement | null = null;

  const submit = (event: Event) => {
    event.preventDefault();
    client.dispatch(submitted(makeClientId()));
    input?.focus();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    if (files?.length) event.preventDefault();
    void chooseFiles(client, files);
  };
  const onPicked = () => {
    const files = picker?.files;
    if (!picker || !files) return;
    void chooseFiles(client, files).finally(() => {
      if (picker) picker.value = "";
      input?.focus();
    });
  };
  return (
    <form class="composer" onSubmit={submit}>
      <p class="hint" role="status">
        {hintOf(state)}
      </p>
      {part && <part.Tray client={client} />}
      <div class="field">
        <button type="button" class="tool" aria-label={t("attach")} onClick={() => picker?.click()}>
          <Icon path={kImage} size={22} />
        </button>
        <input
          type="file"
          multiple
          hidden
          shown={(element) => {
            picker = element;
          }}
          onChange={onPicked}
        />
        <textarea
          shown={(element) => {
            input = element;
            focusIfLost(element);
            grow(element);
          }}
          rows={1}
          aria-label={t("message")}
          placeholder={t("messagePlaceholder")}
          value={state.draft}
          onInput={(event) => client.dispatch(typed(event.currentTarget.value))}
          onKeyDown={(event) => sends(event) && submit(event)}
          onPaste={onPaste}
        />
        <button type="submit" class="send" aria-label={t("send")} disabled={holds(state)}>
          <Icon path={kSend} />
        </button>
      </div>
    </form>
  );
}
