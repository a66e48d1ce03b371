import type { TextKey } from "../../i18n/i18n";

export const kMostTemplates = 300;
export const kLongestGroup = 30;
export const kLongestName = 50;
export const kLongestText = 2000;

/** A template as the page edits it; one that is not stored yet has an id that no stored one can have. */
export interface TemplateRow {
  id: string;
  group: string;
  name: string;
  text: string;
}

export interface TemplateGroup<T> {
  /** Empty for those without a group. */
  name: string;
  templates: T[];
}

export type TemplateErrors = Partial<Record<"group" | "name" | "text", TextKey>>;

const kNew = "new-";

export function isNew(id: string): boolean {
  return id.startsWith(kNew);
}

export function newId(rows: readonly TemplateRow[]): string {
  const numbers = rows.filter(({ id }) => isNew(id)).map(({ id }) => Number(id.slice(kNew.length)));
  return `${kNew}${Math.max(0, ...numbers) + 1}`;
}

/** The groups in the order in which they first come. */
export function groupsOf<T extends { group: string }>(templates: readonly T[]): TemplateGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const template of templates) {
    const name = template.group.trim();
    groups.set(name, [...(groups.get(name) ?? []), template]);
  }
  return [...groups].map(([name, members]) => ({ name, templates: members }));
}

/** The order in which they are shown and stored: the members of a group stand together. */
export function ordered<T extends { group: string }>(templates: readonly T[]): T[] {
  return groupsOf(templates).flatMap((group) => group.templates);
}

function length(text: string): number {
  return Array.from(text.trim()).length;
}

/** What is wrong, by the id of the template; those that are right are not in it. */
export function wrongIn(rows: readonly TemplateRow[]): Map<string, TemplateErrors> {
  const wrong = new Map<string, TemplateErrors>();
  const taken = new Set<string>();
  for (const row of rows) {
    const place = JSON.stringify([row.group.trim(), row.name.trim()]);
    const errors: TemplateErrors = {};
    if (length(row.group) > kLongestGroup) errors.group = "form.tooLong";
    if (length(row.name) === 0) errors.name = "form.required";
    else if (length(row.name) > kLongestName) errors.name = "form.tooLong";
    else if (taken.has(place)) errors.name = "messageTemplates.nameTaken";
    if (length(row.text) === 0) errors.text = "form.required";
    else if (length(row.text) > kLongestText) errors.text = "messageTemplates.textTooLong";
    taken.add(place);
    if (Object.keys(errors).length > 0) wrong.set(row.id, errors);
  }
  return wrong;
}

function swapped<T>(items: readonly T[], at: number, by: number): T[] {
  const next = [...items];
  const [item] = next.splice(at, 1);
  if (item !== undefined) next.splice(at + by, 0, item);
  return next;
}

function placeOf(groups: readonly TemplateGroup<TemplateRow>[], id: string): [number, number] {
  const group = groups.findIndex(({ templates }) => templates.some((row) => row.id === id));
  return [group, groups[group]?.templates.findIndex((row) => row.id === id) ?? -1];
}

/** What a step moves: the template in its group, at the group's edge the whole group, at the list's edge nothing. */
export function whatMoves(
  rows: readonly TemplateRow[],
  id: string,
  by: 1 | -1,
): "template" | "group" | null {
  const groups = groupsOf(rows);
  const [group, member] = placeOf(groups, id);
  if (groups[group]?.templates[member + by]) return "template";
  return groups[group + by] && group >= 0 ? "group" : null;
}

export function moved(rows: readonly TemplateRow[], id: string, by: 1 | -1): TemplateRow[] {
  const groups = groupsOf(rows);
  const [group, member] = placeOf(groups, id);
  const what = whatMoves(rows, id, by);
  if (what === "group") return swapped(groups, group, by).flatMap(({ templates }) => templates);
  return groups.flatMap(({ templates }, at) =>
    what === "template" && at === group ? swapped(templates, member, by) : templates,
  );
}

function isSame(a: TemplateRow | undefined, b: TemplateRow | undefined): boolean {
  return a?.group === b?.group && a?.name === b?.name && a?.text === b?.text;
}

function byId(rows: readonly TemplateRow[]): Map<string, TemplateRow> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the page edits: the list, and the version of the list that it began with. */
export interface TemplatesValue {
  version: number;
  templates: TemplateRow[];
}

/** Own changes on top of the list as it is by now, and the names of those that somebody else changed, too. */
export function onLatest(
  base: TemplatesValue,
  mine: TemplatesValue,
  latest: TemplatesValue,
): { value: TemplatesValue; both: string[] } {
  if (base.version === latest.version) return { value: mine, both: [] };
  const { rows, both } = merged(base.templates, mine.templates, latest.templates);
  return { value: { version: latest.version, templates: rows }, both };
}

export interface Merged {
  rows: TemplateRow[];
  /** The names of those that both changed; `rows` has the own ones. */
  both: string[];
}

/**
 * Own changes of `base` on top of the latest list, which somebody else changed meanwhile. Nothing that one of both
 * wrote is lost: what one removed and the other changed stays. The order is the latest one.
 */
export function merged(
  base: readonly TemplateRow[],
  mine: readonly TemplateRow[],
  latest: readonly TemplateRow[],
): Merged {
  const before = byId(base);
  const own = byId(mine);
  const theirs = byId(latest);
  const both: string[] = [];
  const rows = latest.flatMap((their) => {
    const was = before.get(their.id);
    const row = own.get(their.id);
    if (!row) return was && isSame(was, their) ? [] : [their];
    if (isSame(was, row) || isSame(row, their)) return [their];
    if (!isSame(was, their)) both.push(row.name);
    return [row];
  });
  for (const row of mine) {
    if (theirs.has(row.id) || isSame(before.get(row.id), row)) continue;
    rows.push(isNew(row.id) ? row : { ...row, id: newId([...rows, ...mine]) });
  }
  return { rows, both };
}
