/** Line drawings of 24 x 24. */
export const kBack = "M15 5l-7 7 7 7";
export const kClose = "M6 6l12 12M18 6L6 18";
export const kDots = "M5 12h.01M12 12h.01M19 12h.01";
export const kOut = "M14 5h5v5M19 5l-8 8M17 14v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h4";

/** Only repeats what the text beside it says. */
export function Icon({ path, size = 20 }: { path: string; size?: number }): JSX.Element {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
