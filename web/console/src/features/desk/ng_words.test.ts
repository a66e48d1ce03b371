import { describe, expect, it } from "vitest";
import { hasNgWord, masked, segmentsOf } from "./ng_words";

const kWords = ["ばか", "使えない", "idiot", "ガス"];

function drawn(text: string, words: readonly string[] = kWords): string {
  return segmentsOf(text, words)
    .map((segment) => (segment.isNg ? `[${segment.text}]` : segment.text))
    .join("");
}

describe("NG words", () => {
  it.each([
    ["何もない文", "何もない文"],
    ["前の担当はばかでした", "前の担当は[ばか]でした"],
    ["バカと言われた", "[バカ]と言われた"],
    ["ﾊﾞｶと言われた", "[ﾊﾞｶ]と言われた"],
    ["IDIOT! idiot", "[IDIOT]! [idiot]"],
    ["ＩＤｉｏｔ", "[ＩＤｉｏｔ]"],
    ["ばかばか", "[ばかばか]"],
    ["ばか、使えない", "[ばか]、[使えない]"],
    ["ｶﾞｽ漏れ", "[ｶﾞｽ]漏れ"],
    ["カス", "カス"],
    ["👍ばか👍", "👍[ばか]👍"],
    ["", ""],
  ])("in %j are found: %j", (text, expected) => {
    expect(drawn(text)).toBe(expected);
  });

  it("leave the text as it was when their parts are joined", () => {
    for (const text of ["ﾊﾞｶだ👍 idiotです", "使えないばか", "㍿ばか㍿", "e\u0301idiot"]) {
      const parts = segmentsOf(text, kWords).map((segment) => segment.text);
      expect(parts.join("")).toBe(text);
    }
  });

  it("that are blank mask nothing", () => {
    expect(drawn("どれも", ["", "  "])).toBe("どれも");
    expect(hasNgWord("どれも", [""])).toBe(false);
  });

  it("that overlap are one part", () => {
    expect(drawn("abcd", ["abc", "bcd"])).toBe("[abcd]");
  });

  it("become one star a letter", () => {
    expect(masked("ばか")).toBe("＊＊");
    expect(masked("👍")).toBe("＊");
  });

  it("are searched in a long text within reason", () => {
    const text = "あいうえおかきくけこ".repeat(400);
    const words = Array.from({ length: 1000 }, (_, index) => `言葉${index}`);
    expect(hasNgWord(text, words)).toBe(false);
    expect(hasNgWord(`${text}言葉999`, words)).toBe(true);
  });
});
