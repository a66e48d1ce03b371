import { type ComponentType, createElement, type FunctionComponent, lazy, useState } from "react";

/** A component whose code comes after the first screen. To be shown inside of a Suspense. */
export interface Later<P> extends FunctionComponent<P> {
  /** Brings the code, and may be called again: from then on it is shown at once. */
  fetchCode(): Promise<unknown>;
}

/**
 * In place of React.lazy, which shows its fallback once even when the code is there, and then keeps it for at
 * least 300 ms: far too long for a call that rings.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let loaded: ComponentType<P> | null = null;
  const fetchCode = async () => {
    loaded ??= await load();
    return loaded;
  };
  const Fetched: ComponentType<P> = lazy(async () => ({ default: await fetchCode() }));
  function Part(props: P) {
    // Chosen once: another component in its place would lose the state of what it shows.
    const [chosen] = useState(() => loaded ?? Fetched);
    return createElement(chosen, props);
  }
  return Object.assign(Part, { fetchCode });
}

/** Fetches code before it is needed, once the page has nothing to do. */
export function fetchWhenIdle(fetchCode: () => Promise<unknown>): void {
  const wait = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 500));
  wait(() => void fetchCode().catch(() => undefined));
}
