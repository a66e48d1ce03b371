import type { TextKey } from "../../i18n/i18n";

export const kMostWords = 1000;
export const kLongestWord = 50;

/** One word a line; blanks around it, empty lines and repetitions do not count. */
export function readWords(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}

export function whyNotWords(words: readonly string[]): TextKey | null {
  if (words.length > kMostWords) return "ngWords.tooMany";
  return words.some((word) => Array.from(word).length > kLongestWord) ? "ngWords.tooLong" : null;
}
