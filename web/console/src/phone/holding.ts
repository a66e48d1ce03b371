/** The part of the browser's LockManager that is used here. */
export interface Locks {
  request(
    name: string,
    options: { steal?: boolean; signal?: AbortSignal },
    held: () => Promise<void>,
  ): Promise<void>;
}

export const kLockName = "madoguchi-phone";

/**
 * Which tab of this browser holds the phone. All tabs wait for one Web Lock; when the one that has it is
 * closed, the browser gives it to the next. A tab in which the operator answers takes it away from the
 * others ("steal" of the Web Locks API), so that the microphone is where the operator is; the robbed tab
 * learns it from its request, which fails, and waits again.
 */
export class Holding {
  private readonly locks: Locks;
  private readonly onChange: (isHeld: boolean) => void;
  private isHeld = false;
  private current: AbortController | null = null;
  private release: () => void = () => undefined;

  constructor(locks: Locks, onChange: (isHeld: boolean) => void) {
    this.locks = locks;
    this.onChange = onChange;
  }

  /** Waits for the lock, for as long as it takes. */
  wait(): void {
    if (this.current === null) void this.request(false);
  }

  /** Has the lock when it resolves, whoever had it before. */
  async take(): Promise<void> {
    if (this.isHeld) return;
    const waiting = this.current;
    await new Promise<void>((done) => void this.request(true, done));
    waiting?.abort();
  }

  stop(): void {
    const last = this.current;
    this.current = null;
    last?.abort();
    this.release();
    this.set(false);
  }

  private async request(isSteal: boolean, held: () => void = () => undefined): Promise<void> {
    const mine = new AbortController();
    this.current = mine;
    let wasHeld = false;
    const hold = () => {
      wasHeld = true;
      this.set(true);
      held();
      return new Promise<void>((done) => {
        this.release = done;
      });
    };
    try {
      const options = isSteal ? { steal: true } : { signal: mine.signal };
      await this.locks.request(kLockName, options, hold);
    } catch {
      // Another tab took it, or this tab does not wait for it any more.
    }
    if (this.current !== mine) return;
    this.current = null;
    this.set(false);
    // A browser that refuses locks altogether is not asked again and again.
    if (wasHeld) this.wait();
    else held();
  }

  private set(isHeld: boolean): void {
    if (isHeld === this.isHeld) return;
    this.isHeld = isHeld;
    this.onChange(isHeld);
  }
}
