import { type RefObject, useEffect } from "react";
import { type UiState, ui, useUi } from "./ui";

type Wish = "composerFocus" | "searchFocus";

/** The last wish of each kind that was granted: another input may stand in the place of the one that was asked for. */
const granted: Record<Wish, number> = { composerFocus: 0, searchFocus: 0 };

/** Asks the input for the caret; granted once, also by one that is shown a moment later. */
export function wishFocus(wish: Wish, part: Partial<UiState> = {}): void {
  ui.set({ ...part, [wish]: ui.get()[wish] + 1 });
}

/** Puts the caret into an input when it is wished for; one that is only shown leaves the focus where it is. */
export function useFocusWish(wish: Wish, input: RefObject<HTMLElement | null>): void {
  const count = useUi((state) => state[wish]);
  useEffect(() => {
    if (count > granted[wish]) input.current?.focus();
    granted[wish] = count;
  }, [count, wish, input]);
}
