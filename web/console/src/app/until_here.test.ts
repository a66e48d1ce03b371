import { expect, test, vi } from "vitest";
import { untilHere } from "./until_here";

/** Time that passes at once; what was waited for is noted. */
function setUp() {
  const waits: number[] = [];
  const after = (milliseconds: number, run: () => void) => {
    waits.push(milliseconds);
    queueMicrotask(run);
    return () => undefined;
  };
  return { waits, timers: { after, random: () => 0 }, onFailure: vi.fn() };
}

test("code that fails to come is asked for again, and the first failure is told", async () => {
  const { waits, timers, onFailure } = setUp();
  const load = vi.fn<() => Promise<string>>().mockResolvedValue("code");
  load.mockRejectedValueOnce(new Error("chunk")).mockRejectedValueOnce(new Error("chunk"));
  expect(await untilHere(load, timers, onFailure)).toBe("code");
  expect(waits).toEqual([1000, 2000]);
  expect(onFailure).toHaveBeenCalledOnce();
});

test("code that nobody wants any more is not asked for again", async () => {
  const { timers, onFailure } = setUp();
  const load = vi.fn().mockRejectedValue(new Error("chunk"));
  const isWanted = vi
    .fn(() => true)
    .mockReturnValueOnce(true)
    .mockReturnValue(false);
  expect(await untilHere(load, timers, onFailure, isWanted)).toBeNull();
  expect(load).toHaveBeenCalledOnce();
});
