import type { Ordered } from "./contract";
import type { Saved, State } from "./state";

const kYear = 31_536_000;

type Unsent = Pick<Saved, "outbox" | "draft">;

/**
 * sessionStorage, where the browser allows it: in a frame of another site every access may throw. Then what is not
 * sent lives as long as the page.
 */
function loadUnsent(key: string): Unsent | null {
  try {
    const unsent = JSON.parse(sessionStorage.getItem(key) ?? "null") as Unsent | null;
    return Array.isArray(unsent?.outbox) ? unsent : null;
  } catch {
    return null;
  }
}

/** How far one has read is in a cookie like the visit's own, for every page and tab of the site around the frame. */
function loadSeen(): Ordered | null {
  try {
    const [, contactId, number] = /(?:^|; )seen=(\d+)\.(\d+)/.exec(document.cookie) ?? [];
    return contactId ? { contactId, number: Number(number) } : null;
  } catch {
    return null;
  }
}

export function loadSaved(key: string): Partial<Saved> {
  return { ...loadUnsent(key), seen: loadSeen() };
}

export function saveUnsent(key: string, { outbox, draft }: State): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ outbox, draft } satisfies Unsent));
  } catch {
    // Not allowed or full: nothing is kept.
  }
}

export function saveSeen({ seen }: State): void {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store
    document.cookie = `seen=${seen?.contactId}.${seen?.number}; Path=${location.pathname}; Max-Age=${kYear}; Secure; SameSite=None; Partitioned`;
  } catch {
    // Not allowed: the next page takes all that is there as read.
  }
}
