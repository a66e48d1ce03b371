import { Avatar } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import type { Entry } from "./use_entries";

interface Props {
  id: string;
  entry: Entry;
  query: string;
  isSelected: boolean;
  onPoint: () => void;
  onChoose: (inNewTab: boolean) => void;
}

export function PaletteRow({ id, entry, query, isSelected, onPoint, onChoose }: Props) {
  const { times } = useT();
  const isBlocked = entry.reason !== null;
  const classes = ["palette-row", isSelected ? "is-on" : "", isBlocked ? "is-blocked" : ""];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-disabled={isBlocked}
      className={classes.filter(Boolean).join(" ")}
      onPointerMove={onPoint}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey)}
    >
      {entry.avatar ? <Avatar name={entry.avatar.name} id={entry.avatar.id} size={28} /> : null}
      {entry.icon ? (
        <span className="palette-icon">
          <entry.icon size={18} />
        </span>
      ) : null}
      <span className="palette-label">
        <Marked text={entry.label} query={query} />
      </span>
      <span className="palette-about ellipsis">{entry.about}</span>
      {entry.at ? <span className="meta push">{times.moment(entry.at, Date.now())}</span> : null}
      {entry.shortcut ? <Keys shortcut={entry.shortcut} /> : null}
    </div>
  );
}

/** The part of a text that was searched for, in the primary color. */
function Marked({ text, query }: { text: string; query: string }) {
  const at = query === "" ? -1 : text.toLowerCase().indexOf(query.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + query.length)}</mark>
      {text.slice(at + query.length)}
    </>
  );
}

export function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span className="keys push">
      {shortcut.split("+").map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
