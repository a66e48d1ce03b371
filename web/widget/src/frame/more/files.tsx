import type { Client } from "../client";
import type { StoredFile } from "../contract";
import { t } from "../i18n";
import { looked } from "../update";
import { Icon } from "../view/icon";
import { previews } from "./attachments";
import { saveAs } from "./transcript";

export const kFile = "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5";
export const kSave = "M12 4v11m-4-4l4 4 4-4M5 20h14";

/** 980 B, 12 kB, 3.4 MB */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function urlOf(client: Client, file: StoredFile): string {
  return previews.get(file.id) ?? `${client.base}files/${file.id}`;
}

/** Fetched here and not by the browser's own download, which may leave this frame's cookie out. */
export async function download(client: Client, file: StoredFile): Promise<void> {
  const response = await fetch(`${client.base}files/${file.id}`).catch(() => null);
  if (response?.ok) saveAs(file.name, await response.blob());
}

interface Props {
  client: Client;
  file: StoredFile;
}

function Thumb({ client, file }: Props): JSX.Element {
  return (
    <button
      type="button"
      class="thumb"
      aria-label={t("openImage", { name: file.name })}
      onClick={() => client.dispatch(looked({ dialog: file }))}
    >
      <img src={urlOf(client, file)} alt="" />
    </button>
  );
}

function Saveable({ client, file }: Props): JSX.Element {
  return (
    <button
      type="button"
      class="file"
      aria-label={t("download", { name: file.name })}
      onClick={() => void download(client, file)}
    >
      <Icon path={kFile} />
      <span>{file.name}</span>
      <small>{sizeText(file.size)}</small>
    </button>
  );
}

/** The files of one message: pictures small, everything else as a name to save. */
export function Files({ client, files }: { client: Client; files: StoredFile[] }): JSX.Element {
  return files.map((file) => {
    const View = file.isImage ? Thumb : Saveable;
    return <View key={file.id} client={client} file={file} />;
  });
}
