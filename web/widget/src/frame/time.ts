import { active } from "./i18n";

/** 16:02, everywhere in the same form. */
export function clock(at: number): string {
  return new Date(at).toTimeString().slice(0, 5);
}

/** 11/19（木）; with the year only if it is not this one. */
export function day(at: number, now: number): string {
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  const text = date.toLocaleDateString(active, {
    month: active === "en" ? "short" : "numeric",
    day: "numeric",
    year: isThisYear ? undefined : "numeric",
  });
  const weekday = date.toLocaleDateString(active, { weekday: "short" });
  return active === "ja" ? `${text}（${weekday}）` : `${text} (${weekday})`;
}
