import { ApiError, unreachable } from "@madoguchi/shared/api";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { drafts } from "../features/desk/drafts";
import { countChanges, useSettingsForm } from "./settings_form";

interface Settings {
  title: { ja: string; en: string };
  origins: string[];
}

const kSaved: Settings = { title: { ja: "窓口", en: "Desk" }, origins: ["https://a.example"] };

describe("changes", () => {
  it.each([
    [kSaved, kSaved, 0],
    [kSaved, { ...kSaved, title: { ja: "x", en: "Desk" } }, 1],
    [kSaved, { ...kSaved, title: { ja: "x", en: "y" } }, 2],
    [kSaved, { ...kSaved, origins: [] }, 1],
    [kSaved, { ...kSaved, origins: ["https://a.example", "https://b.example"] }, 1],
  ])("%#: are counted by place", (before, now, expected) => {
    expect(countChanges(before, now)).toBe(expected);
  });
});

describe("a form of settings", () => {
  beforeEach(() => drafts.write("test", ""));

  function setUp(store = vi.fn(async (value: Settings) => value)) {
    return {
      store,
      hook: renderHook(({ saved }) => useSettingsForm("test", saved, store), {
        initialProps: { saved: kSaved },
      }),
    };
  }

  it("keeps a draft that the next visit begins with", () => {
    const first = setUp();
    act(() => first.hook.result.current.set({ origins: [] }));
    expect(first.hook.result.current.changes).toBe(1);
    const second = setUp();
    expect(second.hook.result.current.value.origins).toEqual([]);
    act(() => second.hook.result.current.discard());
    expect(second.hook.result.current.changes).toBe(0);
    expect(drafts.has("test")).toBe(false);
  });

  it("has no changes once the server kept them", async () => {
    const { hook, store } = setUp();
    act(() => hook.result.current.set({ origins: [] }));
    await act(() => hook.result.current.save());
    hook.rerender({ saved: { ...kSaved, origins: [] } });
    expect(store).toHaveBeenCalledOnce();
    expect(hook.result.current.changes).toBe(0);
    expect(drafts.has("test")).toBe(false);
  });

  it("keeps changes that were refused, and knows the field", async () => {
    const refuse = vi.fn(async () => {
      throw new ApiError({
        ...unreachable(),
        status: 400,
        code: "invalidInput",
        field: "title.ja",
      });
    });
    const { hook } = setUp(refuse);
    act(() => hook.result.current.set({ title: { ja: "", en: "" } }));
    await act(() => hook.result.current.save());
    expect(hook.result.current.changes).toBe(2);
    expect(hook.result.current.isRefused("title")).toBe(true);
    expect(hook.result.current.isRefused("origins")).toBe(false);
    act(() => hook.result.current.set({ origins: [] }));
    expect(hook.result.current.problem).toBeNull();
  });

  it("does not undo by an old draft what others saved since", () => {
    const first = setUp();
    act(() => first.hook.result.current.set({ origins: [] }));
    first.hook.unmount();
    const saved = { ...kSaved, title: { ja: "新", en: "New" } };
    const { result } = renderHook(() => useSettingsForm("test", saved, vi.fn()));
    expect(result.current.value).toEqual({ title: { ja: "新", en: "New" }, origins: [] });
    expect(result.current.changes).toBe(1);
  });

  it("takes over what others save while it is open, and does not call it a change", () => {
    const { hook } = setUp();
    act(() => hook.result.current.set({ origins: [] }));
    hook.rerender({ saved: { ...kSaved, title: { ja: "新", en: "New" } } });
    expect(hook.result.current.value).toEqual({ title: { ja: "新", en: "New" }, origins: [] });
    expect(hook.result.current.changes).toBe(1);
  });

  it("keeps what is typed while it saves", async () => {
    let answer: (stored: Settings) => void = () => undefined;
    const store = vi.fn((_: Settings) => new Promise<Settings>((resolve) => (answer = resolve)));
    const { hook } = setUp(store);
    act(() => hook.result.current.set({ title: { ja: "a ", en: "Desk" } }));
    let saving = Promise.resolve();
    act(() => {
      saving = hook.result.current.save();
    });
    act(() => hook.result.current.set({ origins: [] }));
    await act(async () => {
      answer({ ...kSaved, title: { ja: "a", en: "Desk" } });
      await saving;
    });
    expect(hook.result.current.value).toEqual({ title: { ja: "a", en: "Desk" }, origins: [] });
    expect(hook.result.current.changes).toBe(1);
    expect(drafts.has("test")).toBe(true);
  });

  it("shows each part that was stored, and what is left as a change", async () => {
    const store = async (value: Settings, onPart: (part: Settings) => void) => {
      onPart({ ...value, title: { ja: "1", en: "1" } });
      throw new ApiError(unreachable());
    };
    const { result } = renderHook(() => useSettingsForm("test", kSaved, store));
    act(() => result.current.set({ origins: [] }));
    await act(() => result.current.save());
    expect(result.current.value).toEqual({ title: { ja: "1", en: "1" }, origins: [] });
    expect(result.current.changes).toBe(3);
  });

  it("begins with what was saved when the draft is broken", () => {
    drafts.write("test", "{");
    expect(setUp().hook.result.current.value).toEqual(kSaved);
  });
});
