import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { changedOf, kCustomerSchema, readDraft } from "./customer_rules";

const kValues = { name: "岡田 真理", kana: "", phone: "", email: "", memberId: "", note: "" };

function problemsOf(part: Partial<typeof kValues>): string[] {
  const result = v.safeParse(kCustomerSchema, { ...kValues, ...part });
  return result.success ? [] : result.issues.map((issue) => issue.message);
}

describe("a customer", () => {
  it.each([
    [{}, []],
    [{ name: "  " }, ["form.required"]],
    [{ name: "あ".repeat(101) }, ["form.tooLong"]],
    [{ phone: "+81 (90) 3345-1120" }, []],
    [{ phone: "なし" }, ["form.phone"]],
    [{ email: "mari@example.jp" }, []],
    [{ email: "mari" }, ["form.email"]],
    [{ note: "あ".repeat(2000) }, []],
  ])("%j is refused for %j", (part, expected) => {
    expect(problemsOf(part)).toEqual(expected);
  });

  it("sends only what changed", () => {
    expect(changedOf(kValues, { ...kValues, kana: "オカダ" })).toEqual({ kana: "オカダ" });
    expect(changedOf(kValues, kValues)).toEqual({});
  });
});

describe("a draft", () => {
  it.each([
    ["", null],
    ["{", null],
    ["[]", null],
    ['{"at":1,"values":{"kana":"オカダ"}}', { at: 1, values: { kana: "オカダ" } }],
    ['{"at":1,"values":{"password":"x"}}', null],
    ['{"at":"1","values":{}}', null],
  ])("%s", (text, expected) => {
    expect(readDraft(text)).toEqual(expected);
  });
});
