import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";
import type { Live } from "./live";
import type { LiveState } from "./state";

const LiveContext = createContext<Live | null>(null);

export function LiveProvider({ live, children }: { live: Live; children: ReactNode }) {
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

export function useLiveDesk(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("outside of the signed-in part of the console");
  return live;
}

/** A part of the live state; the component renders again only when that part is another. */
export function useLive<T>(
  select: (state: LiveState) => T,
  isEqual: (a: T, b: T) => boolean = Object.is,
): T {
  const live = useLiveDesk();
  const read = useMemo(() => {
    let last: { value: T } | null = null;
    let lastState: LiveState | null = null;
    return () => {
      const state = live.getState();
      if (last && state === lastState) return last.value;
      const value = select(state);
      lastState = state;
      if (!last || !isEqual(last.value, value)) last = { value };
      return last.value;
    };
  }, [live, select, isEqual]);
  return useSyncExternalStore(live.subscribeToState, read);
}

/** Equal when the same items stand in the same order. */
export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
