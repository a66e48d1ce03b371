import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import { isServiceAdmin } from "../../app/api";
import { ui } from "../../app/ui";
import { useMe } from "../../app/use_me";
import { Button, Hint } from "../../design/button";
import { SearchIcon } from "../../design/icons/actions";
import { TemplateIcon } from "../../design/icons/objects";
import { Empty, Failed, Skeleton } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import type { MessageTemplate } from "./queries";
import "./template_picker.css";
import { groupsOf } from "./template_rules";
import { rowId, type TemplatePickerState } from "./use_template_picker";

interface Props {
  picker: TemplatePickerState;
}

/** テンプレート beside the paper clip. */
export function TemplateButton({ picker }: Props) {
  const { t } = useT();
  return (
    <Hint text={t("action.template")} shortcut="Alt+T">
      <Button
        kind="quiet"
        className="icon-only template-button"
        aria-label={t("templatePicker.title")}
        aria-haspopup="dialog"
        aria-expanded={picker.isAsked}
        onPress={() => ui.set({ roomMenu: picker.isAsked ? null : "templates" })}
      >
        <TemplateIcon size={20} />
        <span className="template-word">{t("templatePicker.title")}</span>
      </Button>
    </Hint>
  );
}

/** The templates above the composer [M2]: by a slash, or by the button with a search field. */
export function TemplatePicker({ picker }: Props) {
  const { t } = useT();
  if (!picker.isOpen) return null;
  const keepFocus = (event: MouseEvent) => {
    if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
  };
  return (
    <section
      className="template-picker"
      role={picker.isAsked ? "dialog" : "region"}
      aria-label={t("templatePicker.title")}
      onBlur={picker.onBlur}
      onMouseDown={keepFocus}
      onKeyDown={picker.onKeyDown}
    >
      {picker.isAsked ? <PickerSearch picker={picker} /> : null}
      <PickerBody picker={picker} />
      <p className="visually-hidden" role="status">
        {t("templatePicker.count", { n: picker.found.length })}
      </p>
    </section>
  );
}

function PickerSearch({ picker }: Props) {
  const { t } = useT();
  const hasFound = picker.found.length > 0;
  return (
    <div className="list-search template-search">
      <SearchIcon size={16} />
      <input
        // biome-ignore lint/a11y/noAutofocus: the picker was opened to search in it
        autoFocus
        role="combobox"
        aria-expanded={hasFound}
        aria-controls={picker.listId}
        aria-activedescendant={hasFound ? rowId(picker.listId, picker.at) : undefined}
        aria-autocomplete="list"
        aria-label={t("templatePicker.search")}
        placeholder={t("templatePicker.search")}
        maxLength={100}
        value={picker.query}
        onChange={(event) => picker.search(event.target.value)}
      />
    </div>
  );
}

function PickerBody({ picker }: Props) {
  const { t } = useT();
  if (picker.isError) return <Failed onRetry={() => void picker.refetch()} />;
  if (picker.isPending) return <Skeleton width="100%" height={160} />;
  const chosen = picker.found[picker.at];
  if (!chosen && picker.query.trim() === "") return <NoTemplates serviceId={picker.serviceId} />;
  if (!chosen) {
    return <p className="template-none">{t("search.nothing", { query: picker.query.trim() })}</p>;
  }
  return (
    <>
      <div className="template-columns">
        <TemplateRows picker={picker} />
        <Preview template={chosen} />
      </div>
      <PickerFoot />
    </>
  );
}

function NoTemplates({ serviceId }: { serviceId: string }) {
  const { t } = useT();
  const me = useMe();
  const canMake = isServiceAdmin(me, serviceId);
  return (
    <Empty
      action={
        canMake ? (
          <Link className="link" to="/admin/message-templates">
            {t("templatePicker.make")}
          </Link>
        ) : null
      }
    >
      {t("templatePicker.none")}
    </Empty>
  );
}

/** In groups as the admin ordered them; what was searched for comes by how well it fits, with its group beside. */
function TemplateRows({ picker }: Props) {
  const { t } = useT();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });
  const isSearch = picker.query.trim() !== "";
  const rowOf = (template: MessageTemplate, at: number) => (
    <TemplateOption
      key={template.id}
      id={rowId(picker.listId, at)}
      template={template}
      isSelected={at === picker.at}
      showsGroup={isSearch}
      onPoint={() => picker.point(template.id)}
      onChoose={() => picker.insert(template)}
    />
  );
  const groups = groupsOf(picker.found);
  let at = -1;
  return (
    <div
      className="template-rows"
      role="listbox"
      id={picker.listId}
      aria-label={t("templatePicker.title")}
      ref={list}
    >
      {isSearch || groups.length < 2
        ? picker.found.map(rowOf)
        : groups.map(({ name, templates }) => (
            <div
              key={name}
              role="group"
              aria-label={name || t("templatePicker.ungrouped")}
              className="template-group"
            >
              <div className="template-heading" aria-hidden="true">
                {name || t("templatePicker.ungrouped")}
              </div>
              {templates.map((template) => {
                at += 1;
                return rowOf(template, at);
              })}
            </div>
          ))}
    </div>
  );
}

interface OptionProps {
  id: string;
  template: MessageTemplate;
  isSelected: boolean;
  showsGroup: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function TemplateOption({ id, template, isSelected, showsGroup, onPoint, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      className={isSelected ? "template-row is-on" : "template-row"}
      onMouseMove={isSelected ? undefined : onPoint}
      onClick={onChoose}
    >
      <span className="template-name">
        <b className="ellipsis">{template.name}</b>
        {showsGroup && template.group ? (
          <span className="meta ellipsis">{template.group}</span>
        ) : null}
      </span>
      <span className="template-excerpt ellipsis">{template.text}</span>
    </div>
  );
}

function Preview({ template }: { template: MessageTemplate }) {
  const { t } = useT();
  const keepArrows = (event: KeyboardEvent) => {
    if (event.key.startsWith("Arrow")) event.stopPropagation();
  };
  return (
    <section
      className="template-preview"
      aria-label={t("templatePicker.preview")}
      onKeyDown={keepArrows}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keys
      tabIndex={0}
    >
      <b>{template.name}</b>
      {template.text}
    </section>
  );
}

function PickerFoot() {
  const { t } = useT();
  return (
    <footer className="template-foot" aria-hidden="true">
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {t("palette.choose")}
      </span>
      <span>
        <kbd>Enter</kbd> {t("templatePicker.insert")}
      </span>
      <span>
        <kbd>Esc</kbd> {t("common.close")}
      </span>
    </footer>
  );
}
