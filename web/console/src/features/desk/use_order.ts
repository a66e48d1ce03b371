import { useMemo, useRef } from "react";

/** Keeps the order of what is listed while it is frozen: new items stand at the end, gone ones leave. */
export function keepOrder(before: readonly string[], now: readonly string[]): string[] {
  const present = new Set(now);
  const kept = before.filter((id) => present.has(id));
  const known = new Set(kept);
  return [...kept, ...now.filter((id) => !known.has(id))];
}

/** The order that the screen shows: a list never jumps while the pointer is in it. */
export function useOrder(ids: readonly string[], isFrozen: boolean): readonly string[] {
  const shown = useRef<readonly string[]>(ids);
  const key = ids.join(" ");
  return useMemo(() => {
    const wanted = key === "" ? [] : key.split(" ");
    shown.current = isFrozen ? keepOrder(shown.current, wanted) : wanted;
    return shown.current;
  }, [key, isFrozen]);
}
