import { describe, expect, it } from "vitest";
import enText from "./catalogs/en.json?raw";
import jaText from "./catalogs/ja.json?raw";
import koText from "./catalogs/ko.json?raw";

type Texts = Record<string, string>;

/** The names in braces: {name}, {n, plural, …}. */
function argumentsOf(text: string): string[] {
  const names = [...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? "");
  return [...new Set(names)].sort();
}

const ja: Texts = JSON.parse(jaText);

describe.each([
  ["en", enText],
  ["ko", koText],
])("the texts in %s", (_, source) => {
  const texts: Texts = JSON.parse(source);

  it("are for the same keys as the Japanese ones", () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(ja).sort());
  });

  it("take the same arguments", () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(argumentsOf(text), key).toEqual(argumentsOf(ja[key] ?? ""));
    }
  });

  it("are not empty and hold no Japanese", () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim(), key).not.toBe("");
      if (!key.startsWith("entrance.")) expect(text, key).not.toMatch(/[\u3041-\u30ff]/);
    }
  });
});
