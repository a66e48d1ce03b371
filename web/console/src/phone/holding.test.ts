import { describe, expect, it } from "vitest";
import { Holding } from "./holding";
import { FakeLocks, settle } from "./testing";

/** The tabs of one browser, and which of them believes to hold the phone. */
function setUp() {
  const locks = new FakeLocks();
  const held = new Map<string, boolean>();
  const open = (name: string) => {
    const tab = new Holding(locks, (isHeld) => held.set(name, isHeld));
    tab.wait();
    return tab;
  };
  const holders = () => [...held].filter(([, isHeld]) => isHeld).map(([name]) => name);
  return { locks, open, holders };
}

describe("the tabs of a browser", () => {
  it("agree on the first one", async () => {
    const { open, holders } = setUp();
    open("a");
    open("b");
    await settle();
    expect(holders()).toEqual(["a"]);
  });

  it("pass the phone on when its tab is closed, in their order", async () => {
    const { open, holders } = setUp();
    const a = open("a");
    const b = open("b");
    open("c");
    await settle();
    a.stop();
    await settle();
    expect(holders()).toEqual(["b"]);
    b.stop();
    await settle();
    expect(holders()).toEqual(["c"]);
  });

  it("give it to the one that takes it, which has it when the promise resolves", async () => {
    const { open, holders } = setUp();
    open("a");
    const b = open("b");
    await settle();
    await b.take();
    expect(holders()).toContain("b");
    await settle();
    expect(holders()).toEqual(["b"]);
  });

  it("get it back when the one that took it is closed", async () => {
    const { open, holders } = setUp();
    open("a");
    const b = open("b");
    await settle();
    await b.take();
    await settle();
    b.stop();
    await settle();
    expect(holders()).toEqual(["a"]);
  });

  it("do not lose it by taking what they have", async () => {
    const { open, holders } = setUp();
    const a = open("a");
    await settle();
    await a.take();
    expect(holders()).toEqual(["a"]);
  });

  it("do not ask a browser again that refuses locks", async () => {
    let requests = 0;
    const refusing = {
      request: async () => {
        requests += 1;
        throw new DOMException("no", "SecurityError");
      },
    };
    const tab = new Holding(refusing, () => undefined);
    tab.wait();
    await settle();
    expect(requests).toBe(1);
    await tab.take();
    expect(requests).toBe(2);
  });
});
