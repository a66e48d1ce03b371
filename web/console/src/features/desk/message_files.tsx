import type { Schemas } from "@madoguchi/shared/api";
import { DownloadIcon } from "../../design/icons/actions";
import { FileIcon } from "../../design/icons/objects";
import { useT } from "../../i18n/i18n";
import { bytes } from "../../i18n/times";

type StoredFile = Schemas["File"];

const kWidest = 280;
const kHighest = 220;

/** The size at which an image is drawn: known before it loads, so that the log does not move. */
export function fitted(file: StoredFile): { width: number; height: number } {
  const width = file.width ?? kWidest;
  const height = file.height ?? kHighest;
  const scale = Math.min(1, kWidest / width, kHighest / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

interface Props {
  files: StoredFile[];
  serviceId: string;
}

/** Documents stand in the bubble of their text, images below it: they need no frame. */
export function byPlace(
  text: string,
  files: StoredFile[],
): Record<"within" | "below", StoredFile[]> {
  return {
    within: files.filter((file) => text !== "" && !file.isImage),
    below: files.filter((file) => text === "" || file.isImage),
  };
}

export function MessageFiles({ files, serviceId }: Props) {
  const { t } = useT();
  if (files.length === 0) return null;
  return (
    <ul className="message-files">
      {files.map((file) => {
        const address = `/api/v1/services/${serviceId}/files/${file.id}`;
        return (
          <li key={file.id}>
            {file.isImage ? (
              <a href={address} target="_blank" rel="noopener noreferrer" className="file-image">
                <img
                  src={address}
                  alt={t("file.image", { name: file.name })}
                  loading="lazy"
                  {...fitted(file)}
                />
              </a>
            ) : (
              <a href={address} download={file.name} className="file-card">
                <FileIcon size={24} />
                <span className="file-text">
                  <span className="file-name ellipsis">{file.name}</span>
                  <span className="meta">{bytes(file.size)}</span>
                </span>
                <DownloadIcon size={18} />
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
