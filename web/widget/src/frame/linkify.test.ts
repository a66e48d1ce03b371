import { describe, expect, it } from "vitest";
import { linkify } from "./linkify";

const links = (text: string) => linkify(text).flatMap((piece) => piece.href ?? []);

describe("linkify", () => {
  it.each([
    ["https://a.example/x?y=1#z", ["https://a.example/x?y=1#z"]],
    ["詳しくはhttps://a.example/xをご覧ください。", ["https://a.example/x"]],
    ["(https://a.example/x).", ["https://a.example/x"]],
    [
      "https://a.example/x_(y) と http://b.example",
      ["https://a.example/x_(y)", "http://b.example/"],
    ],
    ["「https://a.example」", ["https://a.example/"]],
    ["javascript:alert(1)", []],
    ["data:text/html,x ftp://a.example", []],
    ["https://", []],
    ["https://user:pass@a.example/", []],
    ["https://раураl.example", []],
    ['https://a.example/"onclick="x', ["https://a.example/"]],
    ["<img src=https://a.example/x>", ["https://a.example/x"]],
  ])("%j has %j", (text, expected) => {
    expect(links(text)).toEqual(expected);
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("is not slow on what looks like an address a thousand times", () => {
    const text = "https://(((".repeat(1000);
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});
