import type { catalog as first } from "./catalogs/ja";
import type { catalog as call } from "./catalogs/ja.call";
import type { catalog as more } from "./catalogs/ja.more";
import type { Language, Text3 } from "./contract";

/** The texts of the first load, and those of what comes when it is needed. */
export type Catalog = Record<keyof typeof first, string>;
export type MoreCatalog = Record<keyof typeof more, string>;
export type CallCatalog = Record<keyof typeof call, string>;
export type TextKey = keyof Catalog | keyof MoreCatalog | keyof CallCatalog;

const texts: Partial<Record<TextKey, string>> = {};
export let active: Language = "ja";

/** Only the texts of one language are loaded. */
export async function loadCatalog(language: Language): Promise<void> {
  const { catalog } = await { ja: kJa, en: kEn, ko: kKo }[language]();
  addTexts(catalog);
  active = document.documentElement.lang = language;
}

const kJa = () => import("./catalogs/ja");
const kEn = () => import("./catalogs/en");
const kKo = () => import("./catalogs/ko");

export function addTexts(catalog: Partial<Record<TextKey, string>>): void {
  Object.assign(texts, catalog);
}

/** The text of a key with its {places} filled. */
export function t(key: TextKey, values: Record<string, string | number | null> = {}): string {
  return (texts[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => `${values[name]}`);
}

export function hasText(key: string): key is TextKey {
  return key in texts;
}

/** The service's own text in the active language, else in its standard one. */
export function pick(own: Text3, standard: Language): string {
  return own[active] || own[standard];
}

/** The first of the wishes ("ko-KR", "en") that is one of our languages. */
export function knownLanguage(wishes: readonly (string | null)[]): Language | null {
  const languages = wishes.map((wish) => wish?.slice(0, 2).toLowerCase());
  return (languages.find((language) => /^(ja|en|ko)$/.test(language ?? "")) ??
    null) as Language | null;
}
