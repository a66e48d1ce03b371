import { useQuery } from "@tanstack/react-query";
import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useId,
  useMemo,
  useState,
} from "react";
import { isComposing } from "../../app/shortcuts";
import { ui, useUi } from "../../app/ui";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { beginsQuery, insertInto, insertionFor, isQuery, lengthAfter } from "./insertion";
import { type MessageTemplate, messageTemplatesQuery } from "./queries";
import { ordered } from "./template_rules";
import { findTemplates, indexTemplates } from "./template_search";

interface Options {
  serviceId: string;
  input: RefObject<HTMLTextAreaElement | null>;
  /** What is written, and how long it may become. */
  text: string;
  longest: number;
}

export type TemplatePickerState = ReturnType<typeof useTemplatePicker>;

const kNone: MessageTemplate[] = [];

/**
 * The templates beside a text field: typed for with a slash in it, or asked for by the button, then with a search
 * field of their own. While one types for them, the focus stays in the text.
 */
export function useTemplatePicker({ serviceId, input, text, longest }: Options) {
  const { t } = useT();
  const listId = useId();
  const isAsked = useUi((state) => state.roomMenu === "templates");
  const [isSlashTyped, setSlashTyped] = useState(false);
  const [search, setSearch] = useState("");
  const [pointedId, setPointedId] = useState("");
  const isTypedFor = isSlashTyped && !isAsked && isQuery(text);
  const isOpen = isAsked || isTypedFor;
  const query = isAsked ? search : text.slice(1);
  const { found, isPending, isError, refetch } = useFound(serviceId, query, isOpen);
  const at = Math.max(
    0,
    found.findIndex(({ id }) => id === pointedId),
  );

  const close = () => {
    if (isAsked) ui.set({ roomMenu: null });
    setSlashTyped(false);
    setSearch("");
    setPointedId("");
  };
  const leave = () => {
    close();
    input.current?.focus();
  };
  const insert = (template: MessageTemplate) => {
    const field = input.current;
    if (!field) return;
    const insertion = insertionFor(field, template.text, isSlashTyped && isQuery(text));
    if (lengthAfter(field.value, insertion) > longest) {
      announce(t("templatePicker.tooLong", { n: longest }));
      return;
    }
    close();
    insertInto(field, insertion);
  };
  const step = (by: number) =>
    setPointedId(found[(at + by + found.length) % found.length]?.id ?? "");

  /** Whether the key was for the picker. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || isComposing(event.nativeEvent)) return false;
    const chosen = found[at];
    const isEarly = isPending && event.key === "Enter" && !isModified(event);
    if (event.key === "Escape") leave();
    // The templates are on their way: what was typed to find one must not be sent.
    else if (isEarly) event.preventDefault();
    else if (!chosen || isModified(event)) return false;
    else if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter") insert(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    isOpen,
    isAsked,
    query,
    found,
    at,
    isPending,
    isError,
    serviceId,
    listId,
    refetch,
    search: (next: string) => {
      setSearch(next);
      setPointedId("");
    },
    point: setPointedId,
    insert,
    close,
    onKeyDown,
    /** Of the text or of the picker: it closes when neither keeps the focus. */
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (isOpen && isElsewhere(relatedTarget)) close();
    },
    onTyped: (before: string, now: string) => {
      setPointedId("");
      setSlashTyped((was) => beginsQuery(before, now) || (was && isQuery(now)));
    },
    inputProps: isTypedFor && found.length > 0 ? comboboxProps(listId, at) : {},
  };
}

function useFound(serviceId: string, query: string, isOpen: boolean) {
  const { data, isPending, isError, refetch } = useQuery({
    ...messageTemplatesQuery(serviceId),
    enabled: isOpen,
  });
  const templates = data?.messageTemplates ?? kNone;
  const index = useMemo(() => indexTemplates(ordered(templates)), [templates]);
  const found = useMemo(() => findTemplates(index, query), [index, query]);
  return { found, isPending, isError: isError && data === undefined, refetch };
}

/** A window that loses the focus as a whole leaves things as they are; the button closes by itself. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return document.hasFocus();
  return target.closest(".template-picker, .template-button") === null;
}

function isModified(event: KeyboardEvent): boolean {
  return event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
}

export function rowId(listId: string, at: number): string {
  return `${listId}-${at}`;
}

function comboboxProps(listId: string, at: number) {
  return {
    "aria-controls": listId,
    "aria-activedescendant": rowId(listId, at),
    "aria-autocomplete": "list",
  } as const;
}
