// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import { submitted, typed } from "./draft";
import { initialState } from "./state";
import { loadSaved, saveSeen, saveUnsent } from "./storage";
import { linked } from "./testing";
import { networkLost } from "./update";

beforeEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

it("keeps what was not sent over a reload", () => {
  const { state } = linked().do(networkLost, typed("一"), submitted("client-1"), typed("二"));
  saveUnsent("k", state);
  expect(initialState(loadSaved("k"), true)).toMatchObject({
    outbox: [{ clientId: "client-1", text: "一" }],
    draft: "二",
    inFlight: null,
  });
});

it.each(["", "{", "null", "7", '{"outbox":1}', "[]"])("begins anew with %j", (text) => {
  sessionStorage.setItem("k", text);
  expect(loadSaved("k")).toEqual({ seen: null });
});

it("keeps how far one has read, apart from what is not sent", () => {
  const site = { cookie: "" };
  vi.stubGlobal("document", site);
  saveSeen({ ...linked().state, seen: { contactId: "7300000000000000001", number: 12 } });
  expect(site.cookie).toMatch(/; Secure; SameSite=None; Partitioned$/);
  site.cookie = `other=1; ${site.cookie.split(";")[0]}`;
  expect(loadSaved("k")).toEqual({ seen: { contactId: "7300000000000000001", number: 12 } });
  saveSeen({ ...linked().state, seen: null });
  expect(loadSaved("k")).toEqual({ seen: null });
});

it("lives without storage", () => {
  const refusing = {
    get: () => {
      throw new Error("SecurityError");
    },
    set: () => {
      throw new Error("SecurityError");
    },
  };
  vi.stubGlobal("document", Object.defineProperty({}, "cookie", refusing));
  vi.stubGlobal("sessionStorage", { getItem: refusing.get, setItem: refusing.set });
  expect(loadSaved("k")).toEqual({ seen: null });
  expect(() => saveUnsent("k", linked().state)).not.toThrow();
  expect(() => saveSeen(linked().state)).not.toThrow();
});
