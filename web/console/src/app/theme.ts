import type { Preferences } from "../features/me/preferences";

type Theme = Preferences["theme"];

const kRemembered = "madoguchi.theme";
const systemDark = () => matchMedia("(prefers-color-scheme: dark)");
let chosen: Theme = "system";
let isWatching = false;

function draw(): void {
  const isDark = chosen === "dark" || (chosen === "system" && systemDark().matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

/** Shows the chosen theme and keeps it for the next start, before the operator is known again. */
export function applyTheme(theme: Theme): void {
  chosen = theme;
  draw();
  if (!isWatching) systemDark().addEventListener("change", draw);
  isWatching = true;
  try {
    localStorage.setItem(kRemembered, theme);
  } catch {
    // The next start follows the device until the operator is known.
  }
}

export function applyRememberedTheme(): void {
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem(kRemembered);
  } catch {
    // Follows the device.
  }
  applyTheme(remembered === "dark" || remembered === "light" ? remembered : "system");
}
