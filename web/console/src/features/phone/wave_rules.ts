export const kBars = 9;
const kQuiet = 3;

/** The newest level comes in the middle and moves outward on both sides. */
export function pushed(levels: readonly number[], level: number): readonly number[] {
  const middle = (levels.length - 1) / 2;
  return levels.map((_, index) => {
    if (index === middle) return level;
    return (index < middle ? levels[index + 1] : levels[index - 1]) ?? 0;
  });
}

/** Heights of the bars in a box of so many pixels; silence is a row of dots, never nothing. */
export function barHeights(levels: readonly number[], height: number): number[] {
  return levels.map((level) => kQuiet + Math.min(1, Math.max(0, level)) * (height - kQuiet));
}
