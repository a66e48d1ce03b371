import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { Dialog as AriaDialog, Modal, ModalOverlay } from "react-aria-components";
import { isComposing } from "../../app/shortcuts";
import { useActionContext } from "../../app/use_actions";
import { SearchIcon } from "../../design/icons/actions";
import { useT } from "../../i18n/i18n";
import { useSearch } from "../desk";
import "./palette.css";
import { PaletteRow } from "./palette_row";
import { readQuery } from "./rank";
import { type Entry, useEntries } from "./use_entries";

/** Ctrl+K: everything that can be done, every customer and every contact, from the keyboard. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useT();
  return (
    <ModalOverlay
      className="scrim palette-scrim"
      isOpen
      isDismissable
      onOpenChange={(isStill) => isStill || onClose()}
    >
      <Modal className="palette">
        <AriaDialog className="palette-box" aria-label={t("action.palette")}>
          <PaletteBody onClose={onClose} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const { t } = useT();
  const context = useActionContext();
  const [input, setInput] = useState("");
  const [selected, setSelected] = useState(0);
  const { scope, query } = readQuery(input);
  const searched = useDeferredValue(scope === "actions" || scope === "shortcuts" ? "" : query);
  const found = useSearch(searched);
  const groups = useEntries(scope, query, found.data, context);
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(selected, Math.max(0, entries.length - 1));
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  const run = (entry: Entry | undefined, inNewTab: boolean) => {
    if (!entry || entry.reason !== null) return;
    if (inNewTab && entry.path) {
      window.open(entry.path, "_blank", "noopener");
      return;
    }
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      setSelected((at + by + entries.length) % Math.max(1, entries.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(entries[at], event.ctrlKey || event.metaKey);
    } else if (event.key === "Home" || event.key === "End") {
      setSelected(event.key === "Home" ? 0 : entries.length - 1);
    }
  };
  const rowId = (index: number) => `${listId}-${index}`;
  let index = -1;
  return (
    <>
      <div className="palette-input">
        <SearchIcon size={20} />
        <input
          // biome-ignore lint/a11y/noAutofocus: a palette is opened to write in it
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={entries.length > 0 ? rowId(at) : undefined}
          aria-autocomplete="list"
          aria-label={t("palette.label")}
          placeholder={t("palette.hint")}
          value={input}
          maxLength={100}
          onChange={(event) => {
            setInput(event.target.value);
            setSelected(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div
        className={found.isPlaceholderData ? "palette-list is-old" : "palette-list"}
        id={listId}
        role="listbox"
        aria-label={t("palette.results")}
        ref={list}
      >
        {groups.map((group) => (
          <div key={group.id} role="group" aria-label={group.label}>
            <div className="palette-heading" aria-hidden="true">
              <span>{group.label}</span>
              <span>{t("inbox.total", { n: group.entries.length })}</span>
            </div>
            {group.entries.map((entry) => {
              index += 1;
              const own = index;
              return (
                <PaletteRow
                  key={entry.id}
                  id={rowId(own)}
                  entry={entry}
                  query={query}
                  isSelected={own === at}
                  onPoint={() => setSelected(own)}
                  onChoose={(inNewTab) => run(entry, inNewTab)}
                />
              );
            })}
          </div>
        ))}
        {entries.length === 0 && !found.isFetching ? (
          <p className="palette-none">{t("search.nothing", { query })}</p>
        ) : null}
      </div>
      <p className="visually-hidden" role="status">
        {t("palette.count", { n: entries.length })}
      </p>
      <PaletteFoot />
    </>
  );
}

function PaletteFoot() {
  const { t } = useT();
  return (
    <footer className="palette-foot" aria-hidden="true">
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {t("palette.choose")}
      </span>
      <span>
        <kbd>Enter</kbd> {t("palette.open")}
      </span>
      <span>
        <kbd>Ctrl</kbd> <kbd>Enter</kbd> {t("palette.newTab")}
      </span>
      <span className="push">
        <b>&gt;</b> {t("palette.actions")}
      </span>
      <span>
        <b>@</b> {t("customer.word")}
      </span>
      <span>
        <b>#</b> {t("palette.contacts")}
      </span>
      <span>
        <b>?</b> {t("palette.shortcuts")}
      </span>
    </footer>
  );
}
