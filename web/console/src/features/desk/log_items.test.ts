import { describe, expect, it } from "vitest";
import { makeMessage } from "../../live/testing";
import { logItems } from "./log_items";

const kNoon = new Date(2026, 10, 20, 12, 0).getTime();
const kMinute = 60_000;

function kinds(items: ReturnType<typeof logItems>): string[] {
  return items.map((item) =>
    item.kind === "message" ? `${item.isFirst ? "<" : ""}m${item.isLast ? ">" : ""}` : item.kind,
  );
}

describe("the log", () => {
  it("puts a pill before each day", () => {
    const items = logItems(
      [
        makeMessage(1, { at: kNoon }),
        makeMessage(2, { at: kNoon + kMinute }),
        makeMessage(3, { at: kNoon + 24 * 60 * kMinute }),
      ],
      [],
    );
    expect(kinds(items)).toEqual(["day", "<m>", "<m>", "day", "<m>"]);
  });

  it("keeps together what one person says within a minute", () => {
    const at = (seconds: number) => kNoon + seconds * 1000;
    const items = logItems(
      [
        makeMessage(1, { at: at(0) }),
        makeMessage(2, { at: at(10) }),
        makeMessage(3, { at: at(20), kind: "reply", authorId: "1" }),
        makeMessage(4, { at: at(30), kind: "reply", authorId: "2" }),
        makeMessage(5, { at: at(40), kind: "note", authorId: "2" }),
        makeMessage(6, { at: at(50), kind: "system" }),
        makeMessage(7, { at: at(55), kind: "note", authorId: "2" }),
      ],
      [],
    );
    expect(kinds(items)).toEqual(["day", "<m", "m>", "<m>", "<m>", "<m>", "system", "<m>"]);
  });

  it("ends with what is on its way, under the key that it will keep", () => {
    const own = {
      clientId: "abc",
      contactId: "100",
      kind: "reply" as const,
      text: "x",
      files: [],
      at: kNoon,
      status: "sending" as const,
      problem: null,
    };
    const pending = logItems([], [own]).at(-1);
    const stored = logItems(
      [makeMessage(1, { kind: "reply", authorId: "1", clientId: "abc", at: kNoon })],
      [],
    ).at(-1);
    expect(pending?.key).toBe("abc");
    expect(stored?.key).toBe("abc");
  });
});
