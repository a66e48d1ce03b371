/** What comes in place of a part of the text: from `from` up to `to`. */
export interface Insertion {
  from: number;
  to: number;
  text: string;
}

interface Written {
  value: string;
  selectionStart: number;
  selectionEnd: number;
}

/** A text that is searched for: "/送料", from a keyboard or an input method; one line. */
export function isQuery(text: string): boolean {
  return /^[/／][^\n]*$/u.test(text);
}

/** Whether this key press began the search: a slash in an empty text. */
export function beginsQuery(before: string, now: string): boolean {
  return before === "" && (now === "/" || now === "／");
}

/** In place of the query, else where the caret stands or of what is selected. */
export function insertionFor(written: Written, text: string, replacesQuery: boolean): Insertion {
  if (replacesQuery) return { from: 0, to: written.value.length, text };
  return { from: written.selectionStart, to: written.selectionEnd, text };
}

export function lengthAfter(value: string, { from, to, text }: Insertion): number {
  return value.length - (to - from) + text.length;
}

/** As if it had been typed: the browser can undo it and whoever listens for input hears of it. */
export function insertInto(input: HTMLTextAreaElement, { from, to, text }: Insertion): void {
  input.focus();
  input.setSelectionRange(from, to);
  // Nothing else keeps the undo of a text field, and no browser plans to drop it.
  if (document.execCommand?.("insertText", false, text)) return;
  input.setRangeText(text, from, to, "end");
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}
