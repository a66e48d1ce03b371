import { Link, useNavigate } from "@tanstack/react-router";
import { Suspense, useCallback, useDeferredValue, useEffect, useRef, useState } from "react";
import { isComposing } from "../../app/shortcuts";
import { ui } from "../../app/ui";
import { useFocusWish } from "../../app/use_focus_wish";
import { useMe } from "../../app/use_me";
import { IconButton } from "../../design/button";
import { CloseIcon, ListIcon, SearchIcon } from "../../design/icons/actions";
import { later } from "../../design/later";
import { type TextKey, useT } from "../../i18n/i18n";
import type { Box } from "../../live/frames";
import { sumOf } from "../../live/select";
import { useLive, useLiveDesk } from "../../live/use_live";
import { usePreferences } from "../me/preferences";
import { ContactRows } from "./contact_rows";
import { ListStrip } from "./list_strip";
import { RingingRow } from "./ringing_row";

const SearchResults = later(async () => (await import("./search_results")).SearchResults);

const kBoxes: readonly { id: Box; label: TextKey }[] = [
  { id: "mine", label: "box.mine" },
  { id: "waiting", label: "box.waiting" },
  { id: "team", label: "box.team" },
  { id: "ended", label: "box.ended" },
];

/** The list pane: search, boxes, rows and the strip with the chat switch. */
export function InboxList({ box, contactId }: { box: Box; contactId: string | null }) {
  const { t } = useT();
  const [query, setQuery] = useState("");
  const searched = useDeferredValue(query.trim());
  return (
    <section className="list-pane" aria-label={t("inbox.title")}>
      <ListHead box={box} />
      <ListSearch query={query} onQuery={setQuery} />
      <BoxTabs box={box} />
      {searched === "" ? (
        <LoadedRows box={box} contactId={contactId} />
      ) : (
        <Suspense fallback={<div className="rows" aria-busy="true" />}>
          <SearchResults query={searched} box={box} contactId={contactId} />
        </Suspense>
      )}
      <ListStrip />
    </section>
  );
}

function ListHead({ box }: { box: Box }) {
  const { t } = useT();
  const { preferences, change } = usePreferences();
  const total = useLive(
    useCallback((state) => (box === "ended" ? null : sumOf(state, box)), [box]),
  );
  return (
    <header className="list-head">
      <h1>{t("inbox.title")}</h1>
      {total === null ? null : <span className="list-total">{t("inbox.total", { n: total })}</span>}
      <IconButton
        icon={ListIcon}
        label={t(preferences.compactList ? "inbox.roomy" : "inbox.compact")}
        className={preferences.compactList ? "is-on push" : "push"}
        onPress={() => void change({ compactList: !preferences.compactList })}
      />
    </header>
  );
}

interface SearchProps {
  query: string;
  onQuery: (query: string) => void;
}

function ListSearch({ query, onQuery }: SearchProps) {
  const { t } = useT();
  const { preferences } = usePreferences();
  const input = useRef<HTMLInputElement>(null);
  useFocusWish("searchFocus", input);
  return (
    <search className="list-search">
      <SearchIcon size={16} />
      <input
        ref={input}
        type="search"
        value={query}
        maxLength={100}
        aria-label={t("inbox.searchLabel")}
        placeholder={t("inbox.searchHint")}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || isComposing(event.nativeEvent)) return;
          onQuery("");
          input.current?.blur();
        }}
      />
      {query === "" ? (
        preferences.singleKeyShortcuts && <kbd>/</kbd>
      ) : (
        <IconButton
          icon={CloseIcon}
          size="compact"
          label={t("inbox.clearSearch")}
          onPress={() => onQuery("")}
        />
      )}
    </search>
  );
}

function BoxTabs({ box }: { box: Box }) {
  const { t } = useT();
  const counts = useLive(
    useCallback(
      (state) => `${sumOf(state, "mine")} ${sumOf(state, "waiting")} ${sumOf(state, "team")}`,
      [],
    ),
  ).split(" ");
  return (
    <nav className="box-tabs" aria-label={t("inbox.boxes")}>
      {kBoxes.map(({ id, label }, index) => (
        <Link
          key={id}
          to="/inbox/$box"
          params={{ box: id }}
          className={id === box ? "box-tab is-on" : "box-tab"}
          aria-current={id === box ? "page" : undefined}
        >
          {t(label)}
          {counts[index] ? <span className="box-count">{counts[index]}</span> : null}
        </Link>
      ))}
    </nav>
  );
}

/** Fetches the box that is shown and follows it; rows known before stand at once. */
function LoadedRows({ box, contactId }: { box: Box; contactId: string | null }) {
  const live = useLiveDesk();
  const me = useMe();
  const navigate = useNavigate();
  const [attempt, setAttempt] = useState(0);
  const [status, setStatus] = useState<"loading" | "loaded" | "failed">("loading");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads again
  useEffect(() => {
    let isCurrent = true;
    setStatus("loading");
    live.showBox(box).then(
      () => isCurrent && setStatus("loaded"),
      () => isCurrent && setStatus("failed"),
    );
    return () => {
      isCurrent = false;
    };
  }, [live, box, attempt]);
  const open = useCallback(
    (id: string) => void navigate({ to: "/inbox/$box/$contactId", params: { box, contactId: id } }),
    [navigate, box],
  );
  useEffect(() => () => ui.set({ rowOrder: [] }), []);
  return (
    <>
      <RingingRow isCompact={me.preferences.compactList} onOpen={open} />
      <ContactRows
        box={box}
        myId={me.id}
        contactId={contactId}
        status={status}
        onOpen={open}
        onRetry={() => setAttempt((count) => count + 1)}
      />
    </>
  );
}
