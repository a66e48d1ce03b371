import type { LegTimers } from "./phone_leg";

/** Timers that run when the test says so. */
export function makeTimers() {
  let waiting: { at: number; run: () => void }[] = [];
  let now = 0;
  const timers: LegTimers & { random(): number } = {
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

/** Lets promises that are settled run on. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}
