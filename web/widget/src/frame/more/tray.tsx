import type { Client } from "../client";
import { t } from "../i18n";
import type { Attachment, State } from "../state";
import { kImage } from "../view/composer";
import { Icon, kClose } from "../view/icon";
import { problemText } from "../view/steps";
import { fileRemoved } from "./attachments";
import { kFile, sizeText } from "./files";

function refusal({ config, trayProblem }: State): string {
  if (!config || !trayProblem) return "";
  const { fileBytes, filesPerMessage } = config.limits;
  const limit = Math.floor(fileBytes / 1_048_576);
  return t(trayProblem, { limit, count: filesPerMessage });
}

function Chip({ client, chosen }: { client: Client; chosen: Attachment }): JSX.Element {
  const { key, name, size, isImage, progress, file, problem } = chosen;
  return (
    <li class={problem ? "chip bad" : "chip"}>
      <Icon path={isImage ? kImage : kFile} size={18} />
      <span>{name}</span>
      <small>{problem ? problemText(problem) : sizeText(size)}</small>
      {!file && !problem && <progress aria-label={t("uploading")} value={progress} />}
      <button
        type="button"
        class="tool"
        aria-label={t("remove", { name })}
        onClick={() => client.dispatch(fileRemoved(key))}
      >
        <Icon path={kClose} size={16} />
      </button>
    </li>
  );
}

/** The files that go with the next message. */
export function Tray({ client }: { client: Client }): JSX.Element {
  const { state } = client;
  return (
    <>
      <p class="hint" role="alert">
        {refusal(state)}
      </p>
      {state.tray.length > 0 && (
        <ul class="tray">
          {state.tray.map((chosen) => (
            <Chip key={chosen.key} client={client} chosen={chosen} />
          ))}
        </ul>
      )}
    </>
  );
}
