import { useSyncExternalStore } from "react";

/** What is open on the screen and belongs to no single component: actions open it, components show it. */
export interface UiState {
  palette: { prefix: string } | null;
  /** The dial pad, with the number that was clicked and its service; null: closed. */
  dial: { number: string; serviceId: string | null } | null;
  isHelpOpen: boolean;
  roomMenu: "handOver" | "snooze" | "templates" | null;
  isSideOpen: boolean;
  isStateMenuOpen: boolean;
  /** The contact whose end is asked about; null: none. */
  endAskedOf: string | null;
  areNgWordsMasked: boolean;
  composer: "reply" | "note";
  /** Grows when the composer is to take the focus. */
  composerFocus: number;
  /** Grows when the search of the list is to take the focus. */
  searchFocus: number;
  /** The contacts of the list as they stand on the screen, for J and K. */
  rowOrder: readonly string[];
  /** The room whose unsent text is asked about, and so on. */
  unsaved: readonly string[];
}

let state: UiState = {
  palette: null,
  dial: null,
  isHelpOpen: false,
  roomMenu: null,
  isSideOpen: false,
  isStateMenuOpen: false,
  endAskedOf: null,
  areNgWordsMasked: true,
  composer: "reply",
  composerFocus: 0,
  searchFocus: 0,
  rowOrder: [],
  unsaved: [],
};

const listeners = new Set<() => void>();

export const ui = {
  get: (): UiState => state,
  set(part: Partial<UiState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  },
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useUi<T>(select: (state: UiState) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}
