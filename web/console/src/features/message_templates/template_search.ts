import { foldForSearch } from "../palette/rank";

interface Searchable {
  group: string;
  name: string;
  text: string;
}

/** Templates with the form in which they are looked for: it is made once for a list, not for every letter. */
export interface TemplateIndex<T extends Searchable> {
  template: T;
  name: string;
  names: string;
  all: string;
}

export function indexTemplates<T extends Searchable>(
  templates: readonly T[],
): readonly TemplateIndex<T>[] {
  return templates.map((template) => {
    const name = foldForSearch(template.name);
    const names = `${name}\n${foldForSearch(template.group)}`;
    return { template, name, names, all: `${names}\n${foldForSearch(template.text)}` };
  });
}

/** Those that hold every word of the query: by the start of the name, in the name, in the group, in the text. */
export function findTemplates<T extends Searchable>(
  index: readonly TemplateIndex<T>[],
  query: string,
): T[] {
  const words = query
    .split(/\s+/)
    .map(foldForSearch)
    .filter((word) => word !== "");
  const hasAll = (text: string) => words.every((word) => text.includes(word));
  const rank = ({ name, names }: TemplateIndex<T>) => {
    if (hasAll(name)) return name.startsWith(words[0] ?? "") ? 0 : 1;
    return hasAll(names) ? 2 : 3;
  };
  return index
    .filter(({ all }) => hasAll(all))
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry.template);
}
