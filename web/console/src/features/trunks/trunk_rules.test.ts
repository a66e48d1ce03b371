import { describe, expect, it } from "vitest";
import type { Trunk, TrunkState } from "./queries";
import { faultsOf, inputOf, isNumber, numberInputOf, valuesOf } from "./trunk_rules";
import { lookOf, reasonOf } from "./trunk_words";

const trunk: Trunk = {
  id: "1",
  isFixed: false,
  name: "carrier",
  addresses: ["192.0.2.1", "2001:db8::1"],
  port: 5061,
  transport: "tcp",
  registers: true,
  user: "line1",
  hasPassword: true,
  assertsIdentity: false,
  isAsked: true,
  state: null,
};

const down: TrunkState = {
  health: "down",
  reason: "refused",
  status: 503,
  since: 1,
  checkedAt: 2,
  lastCallAt: null,
  calls: 0,
};

describe("a trunk", () => {
  it("is sent back as it came, and its password stays", () => {
    const { id, isFixed, hasPassword, state, ...input } = trunk;
    expect(inputOf(valuesOf(trunk))).toEqual({ ...input, password: null });
  });

  it("has no password to keep when it is new", () => {
    expect(valuesOf(null).password).toBe("");
    expect(inputOf(valuesOf(null)).port).toBe(5060);
  });

  it("may be typed in full width, with any separator between addresses", () => {
    const values = {
      ...valuesOf(null),
      addresses: "１９２.0.2.1、192.0.2.2,\n192.0.2.3",
      port: "５０６０",
    };
    expect(inputOf(values).addresses).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
    expect(inputOf(values).port).toBe(5060);
  });

  it("names the fields that are wrong", () => {
    expect(faultsOf(valuesOf(trunk))).toEqual({});
    expect(faultsOf({ ...valuesOf(null), registers: true, port: "0" })).toEqual({
      name: "form.required",
      addresses: "form.required",
      port: "trunks.portWrong",
      user: "form.required",
    });
    for (const addresses of ["sip.example.jp", "192.0.2", "192.0.2.256", "1 ".repeat(17)]) {
      expect(faultsOf({ ...valuesOf(trunk), addresses }).addresses).toBe("trunks.addressWrong");
    }
  });
});

describe("the state of a trunk", () => {
  it("is its health, or why there is none", () => {
    const unknown: TrunkState = { ...down, health: "unknown", reason: "none" };
    expect(lookOf({ ...trunk, state: null })).toBe("off");
    expect(lookOf({ ...trunk, state: down })).toBe("down");
    expect(lookOf({ ...trunk, state: unknown })).toBe("checking");
    expect(lookOf({ ...trunk, registers: false, isAsked: false, state: unknown })).toBe("unasked");
  });

  it("has a reason only while it is down", () => {
    expect(reasonOf(down)?.what).toBe("trunks.refused");
    expect(reasonOf({ ...down, health: "up" })).toBeNull();
    expect(reasonOf(null)).toBeNull();
  });
});

describe("a number", () => {
  it("has a digit or letter, or is a star", () => {
    for (const good of ["03-1234-5678", "+81 3", "*", "line1", "０３"])
      expect(isNumber(good)).toBe(true);
    for (const bad of ["", "--", "**", "03;x", "0".repeat(65)]) expect(isNumber(bad)).toBe(false);
  });

  it("leads to the default queue without a choice", () => {
    expect(numberInputOf({ number: " ０３ ", serviceId: "1", queueId: "" })).toEqual({
      number: "03",
      serviceId: "1",
      queueId: null,
    });
  });
});
