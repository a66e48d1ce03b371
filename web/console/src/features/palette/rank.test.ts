import { describe, expect, it } from "vitest";
import type { Action, ActionContext } from "../../app/action";
import { foldForSearch, isFound, rankActions, readQuery } from "./rank";

describe("a search", () => {
  it.each([
    ["山田 花子", "山田花子", true],
    ["ヤマダ ハナコ", "やまだ", true],
    ["ﾔﾏﾀﾞ", "ヤマダ", true],
    ["090-1234-5678", "0901234", true],
    ["ＡＢＣ", "abc", true],
    ["対応終了", "対応中", false],
  ])("finds in %s the word %s: %s", (text, query, expected) => {
    expect(isFound(text, query)).toBe(expected);
  });

  it("folds away what does not matter", () => {
    expect(foldForSearch("キョウ・と‐Ｔｏ 1")).toBe("キョウトto1");
  });
});

describe("the prefix", () => {
  it.each([
    ["", "all", ""],
    ["山田", "all", "山田"],
    [">終了", "actions", "終了"],
    ["@ 山田 ", "customers", "山田"],
    ["＠山田", "customers", "山田"],
    ["#20481", "contacts", "20481"],
    ["?", "shortcuts", ""],
  ])("of %j means %s for %j", (input, scope, query) => {
    expect(readQuery(input)).toEqual({ scope, query });
  });
});

describe("actions", () => {
  const context = { t: (key: string) => key } as unknown as ActionContext;
  const action = (id: string, part: Partial<Action> = {}) =>
    ({ id, label: id, ...part }) as unknown as Action;
  const actions = [
    action("take", { isAllowed: () => false }),
    action("end", { whyDisabled: () => "why.ended" }),
    action("reply"),
    action("note"),
  ];

  it("without the right are not there, and those that cannot be done stand last with their reason", () => {
    const ranked = rankActions(actions, context, "", []);
    expect(ranked.map((one) => [one.action.id, one.reason])).toEqual([
      ["reply", null],
      ["note", null],
      ["end", "why.ended"],
    ]);
  });

  it("that were used last stand first", () => {
    const ranked = rankActions(actions, context, "", ["end", "note"]);
    expect(ranked.map((one) => one.action.id)).toEqual(["note", "reply", "end"]);
  });

  it("are narrowed by the query", () => {
    expect(rankActions(actions, context, "not", []).map((one) => one.action.id)).toEqual(["note"]);
  });
});
