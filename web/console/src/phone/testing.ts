import type { Timers } from "../live/socket";
import type { Locks } from "./holding";

/** Timers that run when the test says so. */
export function makeTimers() {
  let waiting: { at: number; run: () => void }[] = [];
  let now = 0;
  const timers: Timers = {
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
    random: () => 0,
  };
  const pass = (milliseconds: number) => {
    now += milliseconds;
    const due = waiting.filter((timer) => timer.at <= now);
    waiting = waiting.filter((timer) => timer.at > now);
    for (const timer of due) timer.run();
  };
  return { timers, pass };
}

interface Holder {
  fail: (error: unknown) => void;
}

/** One lock for all tabs of a browser, as the Web Locks API gives it: a line, and who steals is first. */
export class FakeLocks implements Locks {
  private holder: Holder | null = null;
  private line: (() => void)[] = [];

  request(
    _name: string,
    { steal = false, signal }: { steal?: boolean; signal?: AbortSignal },
    held: () => Promise<void>,
  ): Promise<void> {
    return new Promise((done, fail) => {
      const grant = () => {
        const mine = { fail };
        this.holder = mine;
        void held().then(() => {
          if (this.holder === mine) this.next();
          done();
        });
      };
      if (steal) {
        this.holder?.fail(new DOMException("stolen", "AbortError"));
        grant();
        return;
      }
      signal?.addEventListener("abort", () => {
        this.line = this.line.filter((waiting) => waiting !== grant);
        fail(new DOMException("given up", "AbortError"));
      });
      if (this.holder === null) grant();
      else this.line.push(grant);
    });
  }

  private next(): void {
    this.holder = null;
    this.line.shift()?.();
  }
}

/** Lets promises that are settled run on. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}
