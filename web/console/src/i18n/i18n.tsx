import { type I18n, setupI18n } from "@lingui/core";
import { I18nProvider, useLingui } from "@lingui/react";
import type { Schemas } from "@madoguchi/shared/api";
import { type ReactNode, useMemo } from "react";
import { I18nProvider as AriaLocale } from "react-aria-components";
import type jaTexts from "./catalogs/ja.json";
import { makeSpeaking } from "./speaking";
import { makeTimes, type Times } from "./times";

export type Language = Schemas["Language"];
/** Names a text of the catalogs. Japanese is the source; the others are checked against it. */
export type TextKey = keyof typeof jaTexts;
export type Values = Record<string, string | number>;
export type Translate = (key: TextKey, values?: Values) => string;

export const kLanguages: readonly { id: Language; name: string }[] = [
  { id: "ja", name: "日本語" },
  { id: "en", name: "English" },
  { id: "ko", name: "한국어" },
];

const kRemembered = "madoguchi.language";

const kLoaders: Record<Language, () => Promise<Record<string, string>>> = {
  ja: async () => (await import("./catalogs/ja.json")).default,
  en: async () => (await import("./catalogs/en.json")).default,
  ko: async () => (await import("./catalogs/ko.json")).default,
};

const kSettingsLoaders: typeof kLoaders = {
  ja: async () => (await import("./catalogs/ja.json?settings")).default,
  en: async () => (await import("./catalogs/en.json?settings")).default,
  ko: async () => (await import("./catalogs/ko.json?settings")).default,
};

export const i18n: I18n = setupI18n();
// A text without arguments is a plain string in the catalogs: nothing is left to compile.
i18n.setMessagesCompiler((text) => [text]);

export function isLanguage(text: unknown): text is Language {
  return text === "ja" || text === "en" || text === "ko";
}

/** The language chosen last in this browser, else the browser's own, else Japanese. */
export function firstLanguage(): Language {
  const remembered = readRemembered();
  if (isLanguage(remembered)) return remembered;
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return wanted ?? "ja";
}

function readRemembered(): string | null {
  try {
    return localStorage.getItem(kRemembered);
  } catch {
    return null;
  }
}

const speaking = makeSpeaking<Language>(
  i18n,
  (language) => kLoaders[language](),
  (language) => kSettingsLoaders[language](),
);

/** Fetches a language's catalog if need be, then shows the whole console in it. */
export async function speak(language: Language): Promise<void> {
  if (!(await speaking.speak(language))) return;
  document.documentElement.lang = language;
  try {
    localStorage.setItem(kRemembered, language);
  } catch {
    // A browser that keeps nothing asks for its own language next time.
  }
}

/** Fetches the texts of the settings pages, from then on for each language that is spoken. */
export const learnSettings = speaking.learnSettings;

export const t: Translate = (key, values) => i18n._(key, values);

export function LanguageProvider({ children }: { children: ReactNode }) {
  return (
    <I18nProvider i18n={i18n}>
      <LocaleOfControls>{children}</LocaleOfControls>
    </I18nProvider>
  );
}

function LocaleOfControls({ children }: { children: ReactNode }) {
  const { i18n: current } = useLingui();
  return <AriaLocale locale={current.locale}>{children}</AriaLocale>;
}

export interface Speech {
  t: Translate;
  language: Language;
  times: Times;
}

/** Texts and times in the language of the screen; renders again when the language changes. */
export function useT(): Speech {
  const { i18n: current } = useLingui();
  const language: Language = isLanguage(current.locale) ? current.locale : "ja";
  return useMemo(
    () => ({ t: (key, values) => current._(key, values), language, times: makeTimes(language) }),
    [current, language],
  );
}
