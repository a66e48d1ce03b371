import { useMemo, useState } from "react";
import { Header, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components";
import { IconButton } from "../../design/button";
import { PlusIcon, SearchIcon } from "../../design/icons/actions";
import { WarnIcon } from "../../design/icons/states";
import { useT } from "../../i18n/i18n";
import { groupsOf, kMostTemplates, type TemplateErrors, type TemplateRow } from "./template_rules";
import { findTemplates, indexTemplates } from "./template_search";

interface Props {
  rows: readonly TemplateRow[];
  wrong: ReadonlyMap<string, TemplateErrors>;
  chosenId: string | null;
  onChoose: (id: string | null) => void;
  onAdd: () => void;
}

/** The templates by their groups, with a search field and the button for a new one. */
export function TemplateList({ rows, wrong, chosenId, onChoose, onAdd }: Props) {
  const { t } = useT();
  const [search, setSearch] = useState("");
  const index = useMemo(() => indexTemplates(rows), [rows]);
  const shown = new Set(findTemplates(index, search).map(({ id }) => id));
  const groups = groupsOf(rows.filter(({ id }) => shown.has(id) || id === chosenId));
  return (
    <>
      <div className="templates-tools">
        <div className="templates-search">
          <SearchIcon size={16} />
          <input
            type="search"
            aria-label={t("messageTemplates.search")}
            placeholder={t("messageTemplates.search")}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <IconButton
          icon={PlusIcon}
          label={
            rows.length < kMostTemplates
              ? t("messageTemplates.add")
              : t("messageTemplates.full", { n: kMostTemplates })
          }
          isDisabled={rows.length >= kMostTemplates}
          onPress={onAdd}
        />
      </div>
      <ListBox
        className="templates-list"
        aria-label={t("messageTemplates.list")}
        selectionMode="single"
        selectionBehavior="replace"
        escapeKeyBehavior="none"
        selectedKeys={chosenId === null ? [] : [chosenId]}
        onSelectionChange={(keys) => onChoose(keys === "all" ? null : firstOf(keys))}
        renderEmptyState={() => (
          <p className="templates-none">
            {search.trim() === ""
              ? t("messageTemplates.none")
              : t("search.nothing", { query: search.trim() })}
          </p>
        )}
      >
        {groups.map(({ name, templates }) => (
          <ListBoxSection key={name} id={`group:${name}`}>
            <Header>{name || t("messageTemplates.ungrouped")}</Header>
            {templates.map((row) => (
              <TemplateItem key={row.id} row={row} isWrong={wrong.has(row.id)} />
            ))}
          </ListBoxSection>
        ))}
      </ListBox>
    </>
  );
}

function firstOf(keys: Set<string | number>): string | null {
  const [first] = keys;
  return first === undefined ? null : String(first);
}

function TemplateItem({ row, isWrong }: { row: TemplateRow; isWrong: boolean }) {
  const { t } = useT();
  const name = row.name.trim() || t("messageTemplates.unnamed");
  return (
    <ListBoxItem id={row.id} textValue={name} className="templates-item">
      <span className="two-lines">
        <b className="ellipsis">{name}</b>
        <span className="meta ellipsis">{row.text}</span>
      </span>
      {isWrong ? (
        <>
          <WarnIcon size={16} />
          <span className="visually-hidden">{t("messageTemplates.wrong")}</span>
        </>
      ) : null}
    </ListBoxItem>
  );
}
