import type { Locks } from "./holding";

export { makeTimers, settle } from "@madoguchi/shared/testing";

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
