import { Component, type JSX } from "preact";
import type { Client } from "../client";
import type { StoredFile } from "../contract";
import { t } from "../i18n";
import { Icon, kClose } from "../view/icon";
import { previews } from "./attachments";
import { Dialog } from "./dialog";
import { saveAs } from "./transcript";

export const kFile = "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5";
export const kSave = "M12 4v11m-4-4l4 4 4-4M5 20h14";

/** 980 B, 12 kB, 3.4 MB */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Fetched here and not by the browser's own download, which may leave this frame's cookie out. */
async function download(client: Client, file: StoredFile): Promise<void> {
  const response = await fetch(`${client.base}files/${file.id}`).catch(() => null);
  if (response?.ok) saveAs(file.name, await response.blob());
}

interface Props {
  client: Client;
  files: StoredFile[];
}

/** The files of one message: pictures small, everything else as a name to save. */
export class Files extends Component<Props, { open: StoredFile | null }> {
  override state = { open: null as StoredFile | null };

  private urlOf(file: StoredFile): string {
    return previews.get(file.id) ?? `${this.props.client.base}files/${file.id}`;
  }

  private renderPicture(file: StoredFile): JSX.Element {
    return (
      <button
        type="button"
        class="thumb"
        key={file.id}
        aria-label={t("openImage", { name: file.name })}
        onClick={() => this.setState({ open: file })}
      >
        <img src={this.urlOf(file)} alt="" />
      </button>
    );
  }

  private renderFile(file: StoredFile): JSX.Element {
    return (
      <button
        type="button"
        class="file"
        key={file.id}
        aria-label={t("download", { name: file.name })}
        onClick={() => void download(this.props.client, file)}
      >
        <Icon path={kFile} />
        <span>{file.name}</span>
        <small>{sizeText(file.size)}</small>
      </button>
    );
  }

  /** Full size inside of the frame: in a tab of its own the browser would not send this frame's cookie. */
  private renderOpen(file: StoredFile): JSX.Element {
    return (
      <Dialog class="picture" label={file.name} onClosed={() => this.setState({ open: null })}>
        <img src={this.urlOf(file)} alt={file.name} />
        <form method="dialog">
          <button
            type="button"
            class="tool"
            aria-label={t("download", { name: file.name })}
            onClick={() => void download(this.props.client, file)}
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

  override render({ files }: Props): JSX.Element {
    const { open } = this.state;
    return (
      <>
        {files.map((file) => (file.isImage ? this.renderPicture(file) : this.renderFile(file)))}
        {open && this.renderOpen(open)}
      </>
    );
  }
}
