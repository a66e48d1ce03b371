/**
 * What the loader on the customer's page and the frame on our origin say to each other by postMessage
 * (docs/events.md). No text of the chat and no token crosses this border.
 */
export type ToFrame =
  | { madoguchi: 1; type: "page"; url: string; title: string }
  | { madoguchi: 1; type: "open" }
  | { madoguchi: 1; type: "close" };

export type ToLoader =
  | { madoguchi: 1; type: "ready" }
  | { madoguchi: 1; type: "close" }
  /** `isRunning`: a chat is not ended, so the next page loads the frame at once. */
  | { madoguchi: 1; type: "unread"; count: number; isRunning: boolean }
  | { madoguchi: 1; type: "config"; color: string; title: string };

/** The message of an event that comes from exactly this window and origin; null for all others. */
export function received<T extends ToFrame | ToLoader>(
  event: MessageEvent,
  source: Window | null | undefined,
  origin: string,
): T | null {
  const isTheirs = source && event.source === source && event.origin === origin;
  return isTheirs && event.data?.madoguchi === 1 ? event.data : null;
}
