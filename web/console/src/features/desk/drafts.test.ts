import { describe, expect, it, vi } from "vitest";
import { Drafts, draftName, type Keep } from "./drafts";

function makeKeep(): Keep & { values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

describe("drafts", () => {
  it("are kept by contact and kind, and read again by the next start", () => {
    const keep = makeKeep();
    new Drafts(() => keep).write(draftName("100", "reply"), "書きかけ");
    const later = new Drafts(() => keep);
    expect(later.read(draftName("100", "reply"))).toBe("書きかけ");
    expect(later.read(draftName("100", "note"))).toBe("");
    expect(later.read(draftName("101", "reply"))).toBe("");
  });

  it("leave nothing behind when they are emptied", () => {
    const keep = makeKeep();
    const drafts = new Drafts(() => keep);
    drafts.write("reply.1", "x");
    drafts.write("reply.1", "");
    expect(keep.values.size).toBe(0);
    expect(drafts.has("reply.1")).toBe(false);
  });

  it("of blanks only are none", () => {
    const drafts = new Drafts(makeKeep);
    drafts.write("reply.1", "  \n");
    expect(drafts.has("reply.1")).toBe(false);
  });

  it("live in memory where the browser keeps nothing", () => {
    const drafts = new Drafts(() => {
      throw new DOMException("denied", "SecurityError");
    });
    drafts.write("reply.1", "still here");
    expect(drafts.read("reply.1")).toBe("still here");
    expect(drafts.read("reply.2")).toBe("");
  });

  it("are each operator's own, and are found again when that operator comes back", () => {
    const drafts = new Drafts(
      (
        (keep) => () =>
          keep
      )(makeKeep()),
    );
    drafts.belongTo("1");
    drafts.write("me", "A");
    drafts.belongTo("");
    expect(drafts.has("me")).toBe(false);
    drafts.belongTo("2");
    expect(drafts.has("me")).toBe(false);
    drafts.belongTo("1");
    expect(drafts.read("me")).toBe("A");
  });

  it("tell who listens", () => {
    const drafts = new Drafts(makeKeep);
    const listener = vi.fn();
    const stop = drafts.subscribe(listener);
    drafts.write("reply.1", "x");
    stop();
    drafts.write("reply.1", "y");
    expect(listener).toHaveBeenCalledOnce();
  });
});
