import { setupI18n } from "@lingui/core";
import { describe, expect, it } from "vitest";
import { makeSpeaking } from "./speaking";

/** Catalogs that come when the test says so. */
function setUp() {
  const i18n = setupI18n();
  i18n.setMessagesCompiler((text) => [text]);
  const waiting = new Map<string, () => void>();
  const loader = (kind: string) => (language: string) =>
    new Promise<Record<string, string>>((resolve) => {
      const texts = { [kind]: `${kind} ${language}` };
      waiting.set(`${kind} ${language}`, () => resolve(texts));
    });
  const bring = async (what: string) => {
    await Promise.resolve();
    waiting.get(what)?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { i18n, bring, ...makeSpeaking(i18n, loader("first"), loader("settings")) };
}

async function setUpIn(language: string) {
  const all = setUp();
  void all.speak(language);
  await all.bring(`first ${language}`);
  return all;
}

describe("the language of the console", () => {
  it("is the one that was asked for last, though an earlier one comes later", async () => {
    const { i18n, speak, bring } = await setUpIn("ja");
    void speak("en");
    void speak("ja");
    await bring("first en");
    expect(i18n.locale).toBe("ja");
    void speak("ko");
    void speak("en");
    await bring("first en");
    await bring("first ko");
    expect(i18n.locale).toBe("en");
  });

  it("has the texts of the settings that were asked for while it was on its way", async () => {
    const { i18n, speak, learnSettings, bring } = await setUpIn("ja");
    void speak("en");
    let isLearned = false;
    void learnSettings().then(() => {
      isLearned = true;
    });
    await bring("first en");
    await bring("settings ja");
    expect(isLearned).toBe(false);
    await bring("settings en");
    expect(isLearned).toBe(true);
    expect([i18n.locale, i18n._("settings"), i18n._("first")]).toEqual([
      "en",
      "settings en",
      "first en",
    ]);
  });

  it("is not shown without its settings once they are needed", async () => {
    const { i18n, speak, learnSettings, bring } = await setUpIn("ja");
    void learnSettings();
    await bring("settings ja");
    void speak("en");
    await bring("first en");
    expect(i18n.locale).toBe("ja");
    await bring("settings en");
    expect(i18n._("settings")).toBe("settings en");
  });
});
