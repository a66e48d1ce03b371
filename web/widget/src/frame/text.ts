/**
 * What the server takes on one line: at most so many characters, none of them a control character or half of one. What
 * the host page calls itself is not ours to choose.
 */
export function oneLine(text: string, max: number): string {
  const whole = [...text].slice(0, max).join("");
  return whole.replace(/\p{Cc}+/gu, " ").replace(/\p{Cs}/gu, "\ufffd");
}

/** Stands for a picture of whoever has this name: its first character, whole. */
export const initial = (name: string): string => oneLine(name, 1);
