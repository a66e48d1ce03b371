// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import { submitted, typed } from "./draft";
import { initialState } from "./state";
import { loadSaved, save } from "./storage";
import { linked } from "./testing";
import { networkLost } from "./update";

beforeEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

it("keeps what was not sent over a reload", () => {
  const { state } = linked().do(networkLost, typed("一"), submitted("client-1"), typed("二"));
  save("k", state);
  expect(initialState(loadSaved("k"), true)).toMatchObject({
    outbox: [{ clientId: "client-1", text: "一" }],
    draft: "二",
    inFlight: null,
  });
});

it.each(["", "{", "null", "7", '{"outbox":1}', "[]"])("begins anew with %j", (text) => {
  sessionStorage.setItem("k", text);
  expect(loadSaved("k")).toBeNull();
});

it("lives without storage", () => {
  vi.stubGlobal("sessionStorage", {
    getItem: () => {
      throw new Error("SecurityError");
    },
    setItem: () => {
      throw new Error("SecurityError");
    },
  });
  expect(loadSaved("k")).toBeNull();
  expect(() => save("k", linked().state)).not.toThrow();
});
