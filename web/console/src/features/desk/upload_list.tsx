import { sayCode } from "../../app/problems";
import { IconButton } from "../../design/button";
import { CloseIcon, RefreshIcon } from "../../design/icons/actions";
import { FileIcon, ImageIcon } from "../../design/icons/objects";
import { useT } from "../../i18n/i18n";
import { bytes } from "../../i18n/times";
import type { Tray, Upload } from "./uploads";

/** The files of the next message, each with its progress or what is wrong with it. */
export function UploadList({ uploads, tray }: { uploads: readonly Upload[]; tray: Tray }) {
  const { t } = useT();
  if (uploads.length === 0) return null;
  return (
    <ul className="uploads" aria-label={t("file.list")}>
      {uploads.map((upload) => (
        <UploadRow key={upload.key} upload={upload} tray={tray} />
      ))}
    </ul>
  );
}

function UploadRow({ upload, tray }: { upload: Upload; tray: Tray }) {
  const { t } = useT();
  const Glyph = upload.stored?.isImage ? ImageIcon : FileIcon;
  const isOnItsWay = upload.stored === null && upload.problem === null;
  return (
    <li className={upload.problem ? "upload is-failed" : "upload"}>
      <Glyph size={18} />
      <span className="upload-text">
        <span className="ellipsis">{upload.name}</span>
        {upload.problem ? (
          <span className="upload-problem" role="alert">
            {sayCode(t, upload.problem)}
          </span>
        ) : (
          <span className="meta">{bytes(upload.size)}</span>
        )}
      </span>
      {isOnItsWay ? (
        <progress
          value={upload.progress}
          max={1}
          aria-label={t("file.progress", { name: upload.name })}
        />
      ) : null}
      {upload.problem && upload.problem !== "tooLarge" ? (
        <IconButton
          icon={RefreshIcon}
          size="compact"
          label={t("common.retry")}
          onPress={() => tray.retry(upload.key)}
        />
      ) : null}
      <IconButton
        icon={CloseIcon}
        size="compact"
        label={t("file.remove", { name: upload.name })}
        onPress={() => tray.remove(upload.key)}
      />
    </li>
  );
}
