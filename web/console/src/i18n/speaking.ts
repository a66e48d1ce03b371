import type { I18n } from "@lingui/core";

type Texts = Parameters<I18n["load"]>[1];
type Load<L> = (language: L) => Promise<Texts>;

/**
 * Which language the console speaks: the one that was asked for last, however long each catalog takes. The texts of the
 * settings are fetched with every language once they were needed.
 */
export function makeSpeaking<L extends string>(i18n: I18n, load: Load<L>, loadSettings: Load<L>) {
  let wanted: L | null = null;
  let wantsSettings = false;
  const learned = new Map<L, Promise<void>>();

  /** Fetched once for a language, unless it could not be fetched. */
  function learn(language: L): Promise<void> {
    const known = learned.get(language);
    if (known) return known;
    const learning = loadSettings(language).then((texts) => i18n.load(language, texts));
    learned.set(language, learning);
    learning.catch(() => learned.delete(language));
    return learning;
  }

  /** True once the console speaks the language; false when another one was asked for meanwhile. */
  async function speak(language: L): Promise<boolean> {
    wanted = language;
    if (i18n.locale === language) return true;
    const texts = await load(language);
    if (wantsSettings) await learn(language);
    if (wanted !== language) return false;
    i18n.load(language, texts);
    i18n.activate(language);
    return true;
  }

  /** Resolves when the settings can be shown in the language that is spoken, and in one that is on its way. */
  async function learnSettings(): Promise<void> {
    wantsSettings = true;
    const languages = new Set([i18n.locale as L, ...(wanted === null ? [] : [wanted])]);
    await Promise.all([...languages].filter((language) => language !== "").map(learn));
  }

  return { speak, learnSettings };
}
