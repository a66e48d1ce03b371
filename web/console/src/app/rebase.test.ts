import { describe, expect, it } from "vitest";
import { rebased } from "./rebase";

describe("what was changed here, on what was saved meanwhile", () => {
  it.each<[string, unknown, unknown, unknown, unknown]>([
    ["an untouched leaf is theirs", { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 3 }, { a: 2, b: 3 }],
    ["a leaf that both changed stays mine", { a: 1 }, { a: 2 }, { a: 3 }, { a: 2 }],
    [
      "deep leaves",
      { t: { ja: "", en: "" } },
      { t: { ja: "x", en: "" } },
      { t: { ja: "", en: "y" } },
      { t: { ja: "x", en: "y" } },
    ],
    ["a list of words that both changed stays mine", ["a"], ["a", "b"], [], ["a", "b"]],
    [
      "a list that was not touched is theirs",
      { l: ["a"] },
      { l: ["a"] },
      { l: ["b", "c"] },
      { l: ["b", "c"] },
    ],
  ])("%s", (_, base, mine, theirs, expected) => {
    expect(rebased(base, mine, theirs)).toEqual(expected);
  });

  const row = (id: string | null, name: string) => ({ id, name });

  it("keeps rows apart by their ids", () => {
    const base = [row("1", "a"), row("2", "b")];
    const mine = [row("1", "A"), row("2", "b"), row(null, "new")];
    const theirs = [row("1", "a"), row("2", "B"), row("3", "c")];
    expect(rebased(base, mine, theirs)).toEqual([
      row("1", "A"),
      row("2", "B"),
      row(null, "new"),
      row("3", "c"),
    ]);
  });

  it("drops a row that they removed, unless it was touched here", () => {
    const base = [row("1", "a"), row("2", "b"), row("3", "c")];
    const mine = [row("1", "A"), row("2", "b"), row("3", "C")];
    expect(rebased(base, mine, [row("3", "c")])).toEqual([row("1", "A"), row("3", "C")]);
  });

  it("gives a stored row its id, and keeps what was typed into it since", () => {
    const sent = [row("1", "a"), row(null, "new")];
    const typed = [row("1", "a"), row(null, "newer")];
    expect(rebased(sent, typed, [row("1", "a"), row("2", "new")])).toEqual([
      row("1", "a"),
      row("2", "newer"),
    ]);
  });

  it("keeps rows that were moved here apart from those that others changed", () => {
    const base = [row("1", "a"), row("2", "b")];
    const mine = [row("2", "b"), row("1", "a")];
    expect(rebased(base, mine, [row("1", "A"), row("2", "b")])).toEqual([
      row("2", "b"),
      row("1", "A"),
    ]);
  });
});
