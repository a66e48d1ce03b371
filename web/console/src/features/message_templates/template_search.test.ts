import { describe, expect, it } from "vitest";
import { findTemplates, indexTemplates } from "./template_search";

const templates = [
  { group: "あいさつ", name: "おわり", text: "ありがとうございました。" },
  { group: "お届け", name: "送料", text: "送料は無料です。" },
  { group: "お届け", name: "お届け日", text: "3〜5営業日です。\n送料は無料です。" },
  { group: "", name: "Refund ABC", text: "We send the money back." },
];
const index = indexTemplates(templates);
const found = (query: string) => findTemplates(index, query).map(({ name }) => name);

describe("templates are found", () => {
  it.each<[string, string[]]>([
    ["", ["おわり", "送料", "お届け日", "Refund ABC"]],
    ["送料", ["送料", "お届け日"]],
    ["オトドケ", []],
    ["お届け", ["お届け日", "送料"]],
    ["ｵﾜﾘ", ["おわり"]],
    ["abc", ["Refund ABC"]],
    ["ＡＢＣ refund", ["Refund ABC"]],
    ["お届け 無料", ["送料", "お届け日"]],
    ["日です 送料", ["お届け日"]],
    ["money", ["Refund ABC"]],
    ["nothing", []],
    ["　", ["おわり", "送料", "お届け日", "Refund ABC"]],
  ])("by %j", (query, expected) => {
    expect(found(query)).toEqual(expected);
  });
});
