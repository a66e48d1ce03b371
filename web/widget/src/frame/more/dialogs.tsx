import type { Client } from "../client";
import type { StoredFile } from "../contract";
import type { Child } from "../dom";
import { t } from "../i18n";
import type { Action } from "../state";
import { looked } from "../update";
import { Icon, kClose } from "../view/icon";
import { download, kSave, urlOf } from "./files";

interface DialogProps {
  client: Client;
  label: string;
  class: string;
  /** With the value of the button that closed it. */
  onClosed?: (value: string) => void;
  children?: Child;
}

/** The browser's own modal dialog: it keeps the focus inside, closes with Esc and gives the focus back. */
function Dialog({ client, label, onClosed, children, ...props }: DialogProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes; Esc does so by itself
    <dialog
      class={props.class}
      aria-label={label}
      mounted={(dialog) => dialog.showModal()}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      onClose={({ currentTarget }) => {
        client.dispatch(looked({ dialog: null }));
        onClosed?.(currentTarget.returnValue);
      }}
    >
      {children}
    </dialog>
  );
}

/** The end is sent after everything that was written before it. */
export const endAsked: Action = (state) => ({ wantsEnd: state.contactId !== null });

function EndQuestion({ client }: { client: Client }): JSX.Element {
  const end = (value: string) => value === "end" && client.dispatch(endAsked);
  return (
    <Dialog client={client} class="ask" label={t("endConfirm")} onClosed={end}>
      <form method="dialog">
        <h2>{t("endConfirm")}</h2>
        <p>{t("endConfirmNote")}</p>
        <button type="submit" class="quiet">
          {t("cancel")}
        </button>
        <button type="submit" class="main" value="end">
          {t("end")}
        </button>
      </form>
    </Dialog>
  );
}

interface PictureProps {
  client: Client;
  file: StoredFile;
}

/** Full size inside of the frame: in a tab of its own the browser would not send this frame's cookie. */
function Picture({ client, file }: PictureProps): JSX.Element {
  const { name } = file;
  return (
    <Dialog client={client} class="picture" label={name}>
      <img src={urlOf(client, file)} alt={name} />
      <form method="dialog">
        <button
          type="button"
          class="tool"
          aria-label={t("download", { name })}
          onClick={() => void download(client, file)}
        >
          <Icon path={kSave} />
        </button>
        <button type="submit" class="tool" aria-label={t("closePicture")}>
          <Icon path={kClose} />
        </button>
      </form>
    </Dialog>
  );
}

export function OpenDialog({ client }: { client: Client }): JSX.Element {
  const { dialog } = client.state;
  if (!dialog) return null;
  if (dialog === "end") return <EndQuestion client={client} />;
  return <Picture client={client} file={dialog} />;
}
