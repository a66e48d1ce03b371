/** Whether two plain values hold the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((part, at) => isSame(part, b[at]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame(a[key], b[key]));
}

/**
 * `mine` was made from `base`, which is `theirs` by now: what was not touched is as theirs, what was touched stays.
 * Items of a list are told apart by their `id`.
 */
export function rebased<T>(base: T, mine: T, theirs: T): T;
export function rebased(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (isSame(mine, base)) return theirs;
  if (isSame(theirs, base)) return mine;
  if (isRecord(base) && isRecord(mine) && isRecord(theirs)) return byKey(base, mine, theirs);
  if (!Array.isArray(base) || !Array.isArray(mine) || !Array.isArray(theirs)) return mine;
  return correspond(base, theirs) && correspond(base, mine)
    ? mine.map((item, at) => rebased(base[at], item, theirs[at]))
    : byId(base, mine, theirs);
}

type Plain = Record<string, unknown>;

function isRecord(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function byKey(base: Plain, mine: Plain, theirs: Plain): Plain {
  const keys = [...Object.keys(theirs), ...Object.keys(mine).filter((key) => !(key in theirs))];
  return Object.fromEntries(keys.map((key) => [key, rebased(base[key], mine[key], theirs[key])]));
}

function idOf(item: unknown): unknown {
  return isRecord(item) ? (item.id ?? null) : null;
}

/** A list that was stored has the same items in the same places; the new ones got their ids by that. */
function correspond(base: readonly unknown[], theirs: readonly unknown[]): boolean {
  const isKept = (item: unknown, at: number) =>
    idOf(item) === null || idOf(item) === idOf(theirs[at]);
  return base.length === theirs.length && base.every(isKept);
}

function byId(base: unknown[], mine: unknown[], theirs: unknown[]): unknown[] {
  const find = (list: unknown[], item: unknown) =>
    idOf(item) === null ? undefined : list.find((other) => idOf(other) === idOf(item));
  const kept = mine.flatMap((item) => {
    const [before, now] = [find(base, item), find(theirs, item)];
    if (before !== undefined && now !== undefined) return [rebased(before, item, now)];
    return before !== undefined && isSame(item, before) ? [] : [item];
  });
  const added = theirs.filter(
    (item) => idOf(item) !== null && !find(base, item) && !find(mine, item),
  );
  return [...kept, ...added];
}
