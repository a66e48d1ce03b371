import { useSyncExternalStore } from "react";

let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) timer = setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The time, in steps of whole `every` milliseconds: one timer for all clocks of the screen. */
export function useNow(every = 1000): number {
  return useSyncExternalStore(subscribe, () => {
    if (timer === null) now = Math.max(now, Date.now() - 1000);
    return Math.floor(now / every) * every;
  });
}
