/** The keys of a telephone with the letters below them (ITU-T E.161). */
export const kKeys: readonly (readonly [key: string, letters: string])[] = [
  ["1", ""],
  ["2", "ABC"],
  ["3", "DEF"],
  ["4", "GHI"],
  ["5", "JKL"],
  ["6", "MNO"],
  ["7", "PQRS"],
  ["8", "TUV"],
  ["9", "WXYZ"],
  ["*", ""],
  ["0", "+"],
  ["#", ""],
];

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The telephone key that a key of the keyboard means, full-width digits included, or null. */
export function keyOf({ key, ctrlKey, metaKey, altKey }: Press): string | null {
  if (ctrlKey || metaKey || altKey) return null;
  const plain = key.normalize("NFKC");
  return /^[0-9*#]$/.test(plain) ? plain : null;
}
