import type { Saved, State } from "./state";

/**
 * sessionStorage, where the browser allows it: in a frame of another site every access may throw. Then the state
 * lives as long as the page.
 */
export function loadSaved(key: string): Saved | null {
  try {
    const saved = JSON.parse(sessionStorage.getItem(key) ?? "null") as Saved | null;
    return Array.isArray(saved?.outbox) ? saved : null;
  } catch {
    return null;
  }
}

export function save(key: string, { outbox, draft, seen }: State): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ outbox, draft, seen } satisfies Saved));
  } catch {
    // Not allowed or full: nothing is kept.
  }
}
