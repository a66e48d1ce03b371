import { describe, expect, it } from "vitest";
import { canSubmit, cleanText, submitted, textLength, typed } from "./draft";
import { fileFailed, fileRemoved, fileStored, filesChosen } from "./more/attachments";
import { kFile, linked } from "./testing";

describe("cleanText", () => {
  it.each([
    ["  a b  ", "a b"],
    ["a\r\nb\rc", "a\nb\nc"],
    ["a\u0000b\u0007\tc", "ab\tc"],
    ["\ud83d\ude00 \ud83d x \ude00", "😀 \ufffd x \ufffd"],
    ["\n \n", ""],
  ])("%j becomes %j", (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it("counts characters as the server does", () => {
    expect(textLength(" 😀あa ")).toBe(3);
  });
});

describe("a message", () => {
  it.each([
    ["", false],
    ["   ", false],
    ["a", true],
    ["あ".repeat(20), true],
    ["あ".repeat(21), false],
    ["😀".repeat(20), true],
  ])("%j can be sent: %s", (text, can) => {
    expect(canSubmit(linked().do(typed(text)).state)).toBe(can);
  });

  it("is emptied from the input when it goes", () => {
    const life = linked().do(typed(" a "), submitted("client-1"));
    expect(life.state).toMatchObject({ draft: "", isAtBottom: true });
    expect(life.sent.at(-1)).toMatchObject({ type: "message", text: "a", clientId: "client-1" });
  });

  it("is not made of nothing", () => {
    expect(linked().do(typed("  "), submitted("client-1")).state.outbox).toEqual([]);
  });
});

describe("files", () => {
  const chosen = (key: string, size = 10) => ({ key, name: `${key}.png`, size, isImage: true });

  it("wait until they are stored", () => {
    const life = linked().do(filesChosen([chosen("a")]), submitted("client-1"));
    expect(life.state.outbox).toEqual([]);
    life.do(fileStored("a", kFile), submitted("client-1"));
    expect(life.sent).toEqual([
      { type: "message", clientId: "client-1", text: "", fileIds: ["900"] },
    ]);
    expect(life.state.tray).toEqual([]);
  });

  it.each([
    ["too many", [chosen("a"), chosen("b"), chosen("c"), chosen("d")], 3, "tooManyFiles"],
    ["one too large", [chosen("a"), chosen("b", 1001)], 1, "fileTooLarge"],
    ["one empty", [chosen("a", 0)], 0, "fileEmpty"],
    ["what fits", [chosen("a", 1000)], 1, ""],
  ])("of %s", (_, files, taken, problem) => {
    const { state } = linked().do(filesChosen(files));
    expect(state.tray).toHaveLength(taken);
    expect(state.trayProblem).toBe(problem);
  });

  it("keep a message back when refused, until they are taken out", () => {
    const life = linked().do(typed("a"), filesChosen([chosen("a")]));
    life.do(fileFailed("a", "unsupportedType"));
    expect(canSubmit(life.state)).toBe(false);
    expect(canSubmit(life.do(fileRemoved("a")).state)).toBe(true);
  });

  it("wait for the network without a word", () => {
    const life = linked().do(filesChosen([chosen("a")]), fileFailed("a", "unavailable"));
    expect(life.state.tray[0]?.problem).toBe("");
  });
});
