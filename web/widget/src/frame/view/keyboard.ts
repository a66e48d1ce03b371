export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

type Key = Pick<KeyboardEvent, "key" | "isComposing" | "keyCode" | "shiftKey" | "altKey">;

/**
 * Enter that belongs to an input method picks a word and must never send. On a touch keyboard it makes a new line:
 * there is no Shift+Enter, and the button is near.
 */
export function sends(event: Key): boolean {
  const composes = event.isComposing || event.keyCode === 229;
  return event.key === "Enter" && !composes && !event.shiftKey && !event.altKey && !isTouch();
}
