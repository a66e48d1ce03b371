import type { TextKey } from "../../i18n/i18n";

export const kShortestPassword = 10;

/** Why a new password cannot be taken, or null. */
export function whyNotPassword(password: string, again: string): TextKey | null {
  if (Array.from(password).length < kShortestPassword) return "password.short";
  return password === again ? null : "password.differ";
}
