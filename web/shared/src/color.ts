/** Contrast of colors by WCAG 2.2, section 1.4.3. Colors are written #rrggbb. */
function channel(hex: string, at: number): number {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

export function isHexColor(text: string): boolean {
  return /^#[0-9a-fA-F]{6}$/.test(text);
}

export function luminance(hex: string): number {
  return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
}

export function contrast(a: string, b: string): number {
  const first = luminance(a);
  const second = luminance(b);
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

function darker(hex: string, factor: number): string {
  const part = (at: number) =>
    Math.round(Number.parseInt(hex.slice(at, at + 2), 16) * factor)
      .toString(16)
      .padStart(2, "0");
  return `#${part(1)}${part(3)}${part(5)}`;
}

/** The nearest darker shade of the same hue that white text can be read on. */
export function darkenToContrast(hex: string, least = 4.5): string {
  for (let step = 100; step > 0; step -= 2) {
    const candidate = darker(hex, step / 100);
    if (contrast(candidate, "#ffffff") >= least) return candidate;
  }
  return "#000000";
}
