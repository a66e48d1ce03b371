const kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** A new id for a message, 20 characters of 6 random bits: unique without asking the server. */
export function makeClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return Array.from(bytes, (byte) => kAlphabet[byte & 63]).join("");
}
