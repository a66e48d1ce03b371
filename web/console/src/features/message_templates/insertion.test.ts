import { describe, expect, it } from "vitest";
import { beginsQuery, insertInto, insertionFor, isQuery, lengthAfter } from "./insertion";

describe("a query", () => {
  it.each([
    ["/", true],
    ["／送料", true],
    ["/two words", true],
    ["", false],
    ["a/b", false],
    [" /", false],
    ["/a\nb", false],
  ])("%j: %s", (text, expected) => {
    expect(isQuery(text)).toBe(expected);
  });

  it.each([
    ["", "/", true],
    ["", "／", true],
    ["", "/pasted", false],
    ["a", "/", false],
    ["/a", "/", false],
  ])("begins from %j to %j: %s", (before, now, expected) => {
    expect(beginsQuery(before, now)).toBe(expected);
  });
});

function applied(value: string, start: number, end: number, text: string, isSearch: boolean) {
  const written = { value, selectionStart: start, selectionEnd: end };
  const insertion = insertionFor(written, text, isSearch);
  const result = value.slice(0, insertion.from) + insertion.text + value.slice(insertion.to);
  expect(lengthAfter(value, insertion)).toBe(result.length);
  return result;
}

describe("a template comes", () => {
  it.each([
    ["in place of the query", "/so", 2, 2, true, "TEXT"],
    ["at the caret", "ab", 1, 1, false, "aTEXTb"],
    ["in place of what is selected", "abcd", 1, 3, false, "aTEXTd"],
    ["behind a slash that is no query", "/ab", 3, 3, false, "/abTEXT"],
  ])("%s", (_, value, start, end, isSearch, expected) => {
    expect(applied(value, start, end, "TEXT", isSearch)).toBe(expected);
  });

  it("into the field, which tells its listeners, where the browser cannot type for us", () => {
    const input = document.createElement("textarea");
    document.body.append(input);
    input.value = "hello world";
    const heard: string[] = [];
    input.addEventListener("input", () => heard.push(input.value));
    insertInto(input, { from: 6, to: 11, text: "all\nof you" });
    expect(input.value).toBe("hello all\nof you");
    expect(heard).toEqual(["hello all\nof you"]);
    expect(input.selectionStart).toBe(input.value.length);
    input.remove();
  });
});
