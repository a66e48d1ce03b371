import type { Action } from "./action";

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** True while an input method composes: Enter and letters belong to it then. */
export function isComposing(event: { isComposing: boolean; keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}

export function isSingleKey(shortcut: string): boolean {
  return !shortcut.includes("+") || shortcut === "+";
}

/** Whether a key press is a shortcut as it is written: "E", "?", "Ctrl+K" (⌘ on a Mac), "Alt+1". */
export function matches(shortcut: string, press: KeyPress): boolean {
  const parts = shortcut.split("+");
  const key = parts.at(-1) ?? "";
  const isCtrl = parts.includes("Ctrl");
  const isAlt = parts.includes("Alt");
  if (isCtrl !== (press.ctrlKey || press.metaKey) || isAlt !== press.altKey) return false;
  if (isAlt && /^[0-9]$/.test(key)) return press.code === `Digit${key}`;
  if (/^[A-Z]$/.test(key)) {
    return press.code === `Key${key}` || press.key.toUpperCase() === key;
  }
  return press.key === key;
}

/** Where letters are text: there they are no shortcuts. */
export function isTextInput(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === "TEXTAREA") return true;
  if (target.tagName === "SELECT") return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button)$/.test(target.type);
}

interface Situation {
  isInText: boolean;
  isOverlayOpen: boolean;
  areSingleKeysOn: boolean;
}

/** The action that a key press means where the user is, or null. */
export function actionFor(
  actions: readonly Action[],
  press: KeyPress,
  situation: Situation,
): Action | null {
  if (isComposing(press)) return null;
  const areLettersOff = situation.isInText || situation.isOverlayOpen || !situation.areSingleKeysOn;
  for (const action of actions) {
    if (!action.shortcut || !matches(action.shortcut, press)) continue;
    if (isSingleKey(action.shortcut) && areLettersOff) continue;
    return action;
  }
  return null;
}
