import { describe, expect, it } from "vitest";
import {
  groupsOf,
  merged,
  moved,
  newId,
  onLatest,
  ordered,
  type TemplateRow,
  whatMoves,
  wrongIn,
} from "./template_rules";

const row = (id: string, group = "", name = `name ${id}`, text = "text"): TemplateRow => ({
  id,
  group,
  name,
  text,
});
const ids = (rows: readonly TemplateRow[]) => rows.map(({ id }) => id).join("");

const rows = [row("1", "a"), row("2"), row("3", "a"), row("4")];

describe("groups", () => {
  it("come in the order of their first member, blanks do not count", () => {
    expect(groupsOf([...rows, row("5", " a ")]).map(({ name }) => name)).toEqual(["a", ""]);
    expect(ids(ordered(rows))).toBe("1324");
  });
});

describe("a step", () => {
  it.each<[string, 1 | -1, string | null, string]>([
    ["1", -1, null, "1324"],
    ["1", 1, "template", "3124"],
    ["3", -1, "template", "3124"],
    ["3", 1, "group", "2413"],
    ["2", -1, "group", "2413"],
    ["4", 1, null, "1324"],
    ["none", 1, null, "1324"],
  ])("of %s by %i moves the %s", (id, by, what, order) => {
    expect(whatMoves(rows, id, by)).toBe(what);
    expect(ids(moved(rows, id, by))).toBe(order);
  });
});

describe("what is wrong", () => {
  it.each<[string, TemplateRow[], object]>([
    ["nothing", [row("1"), row("2", "a", "name 1")], {}],
    ["no name, no text", [row("1", "", " ", "\n")], { "1": ["name", "text"] }],
    ["a name twice", [row("1", "a", "x"), row("2", " a", "x ")], { "2": ["name"] }],
    ["a long name", [row("1", "", "𠮷".repeat(51))], { "1": ["name"] }],
    ["a long group", [row("1", "g".repeat(31))], { "1": ["group"] }],
    ["a long text", [row("1", "", "x", "𠮷".repeat(2001))], { "1": ["text"] }],
    ["the longest", [row("1", "g".repeat(30), "𠮷".repeat(50), "𠮷".repeat(2000))], {}],
  ])("%s", (_, list, expected) => {
    const found = [...wrongIn(list)].map(([id, errors]) => [id, Object.keys(errors)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

it("new ids are those of no other", () => {
  expect(newId([row("7")])).toBe("new-1");
  expect(newId([row("new-1"), row("new-4")])).toBe("new-5");
});

describe("two admins at once", () => {
  const base = [row("1"), row("2"), row("3")];
  const changed = (id: string, text: string) => row(id, "", `name ${id}`, text);
  it.each<[string, TemplateRow[], TemplateRow[], string[], string[]]>([
    ["nothing", base, base, ["1text", "2text", "3text"], []],
    [
      "each changes another one",
      [row("1"), changed("2", "mine"), row("3")],
      [changed("1", "theirs"), row("2"), row("3")],
      ["1theirs", "2mine", "3text"],
      [],
    ],
    [
      "both change the same one",
      [changed("1", "mine"), row("2"), row("3")],
      [changed("1", "theirs"), row("2"), row("3")],
      ["1mine", "2text", "3text"],
      ["name 1"],
    ],
    [
      "both change the same one to the same",
      [changed("1", "same"), row("2"), row("3")],
      [changed("1", "same"), row("2"), row("3")],
      ["1same", "2text", "3text"],
      [],
    ],
    [
      "each removes one and adds one",
      [row("1"), row("2"), changed("new-1", "mine")],
      [row("2"), row("3"), changed("9", "theirs")],
      ["2text", "9theirs", "new-1mine"],
      [],
    ],
    [
      "removed here, changed there",
      [row("2"), row("3")],
      [changed("1", "theirs"), row("2"), row("3")],
      ["1theirs", "2text", "3text"],
      [],
    ],
    [
      "changed here, removed there",
      [changed("1", "mine"), row("2"), row("3")],
      [row("2"), row("3")],
      ["2text", "3text", "new-1mine"],
      [],
    ],
  ])("%s", (_, mine, latest, expected, both) => {
    const result = merged(base, mine, latest);
    expect(result.rows.map(({ id, text }) => id + text)).toEqual(expected);
    expect(result.both).toEqual(both);
  });

  it("lose nothing where it is not known what was before", () => {
    const result = merged([], [changed("1", "mine"), row("5")], [changed("1", "theirs"), row("2")]);
    expect(result.rows.map(({ id, text }) => id + text)).toEqual(["1mine", "2text", "new-1text"]);
    expect(result.both).toEqual(["name 1"]);
  });
});

describe("a draft that was kept", () => {
  const base = { version: 1, templates: [row("1"), row("2")] };

  it("stays as it is while nobody else saved", () => {
    const mine = { version: 1, templates: [row("2"), row("1")] };
    expect(onLatest(base, mine, base)).toEqual({ value: mine, both: [] });
  });

  it("names what somebody else changed meanwhile, and loses nothing of it", () => {
    const mine = { version: 1, templates: [row("1", "", "mine")] };
    const latest = { version: 3, templates: [row("1", "", "theirs"), row("2", "", "changed")] };
    const { value, both } = onLatest(base, mine, latest);
    expect(both).toEqual(["mine"]);
    expect(value).toEqual({
      version: 3,
      templates: [row("1", "", "mine"), row("2", "", "changed")],
    });
  });

  it("comes back as a new one where somebody else removed what was changed here", () => {
    const mine = { version: 1, templates: [row("1", "", "mine"), row("2")] };
    const { value } = onLatest(base, mine, { version: 2, templates: [row("2")] });
    expect(value.templates.map(({ id, name }) => [id, name])).toEqual([
      ["2", "name 2"],
      ["new-1", "mine"],
    ]);
  });
});
