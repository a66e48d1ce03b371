import { describe, expect, it } from "vitest";
import { catalog as en } from "./catalogs/en";
import { catalog as enCall } from "./catalogs/en.call";
import { catalog as enMore } from "./catalogs/en.more";
import { catalog as ja } from "./catalogs/ja";
import { catalog as jaCall } from "./catalogs/ja.call";
import { catalog as jaMore } from "./catalogs/ja.more";
import { catalog as ko } from "./catalogs/ko";
import { catalog as koCall } from "./catalogs/ko.call";
import { catalog as koMore } from "./catalogs/ko.more";
import { addTexts, knownLanguage, pick, t } from "./i18n";

const all = {
  ja: { ...ja, ...jaMore, ...jaCall },
  en: { ...en, ...enMore, ...enCall },
  ko: { ...ko, ...koMore, ...koCall },
};

const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe("the catalogs", () => {
  it.each(["en", "ko"] as const)("%s has every text, with the same places", (language) => {
    const texts: Record<string, string> = all[language];
    expect(Object.keys(texts).sort()).toEqual(Object.keys(all.ja).sort());
    for (const [key, text] of Object.entries(all.ja)) {
      expect(texts[key]?.trim(), key).toBeTruthy();
      expect(places(texts[key] ?? ""), key).toEqual(places(text));
    }
  });

  it("have no text twice in different parts", () => {
    const keys = [ja, jaMore, jaCall].flatMap((catalog) => Object.keys(catalog));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

it("fills places with what is given, as text", () => {
  addTexts(all.ja);
  expect(t("typing", { name: "<b>{count}</b>" })).toBe("<b>{count}</b>が入力中");
});

it.each([
  [["ko-KR", "ja"], "ko"],
  [[null, "fr", "en-US"], "en"],
  [["", "JA"], "ja"],
  [["fr", "de"], null],
])("of %j we know %s", (wishes, language) => {
  expect(knownLanguage(wishes)).toBe(language);
});

it("falls back to the service's standard language", () => {
  expect(pick({ ja: "", en: "Hello", ko: "" }, "en")).toBe("Hello");
});
