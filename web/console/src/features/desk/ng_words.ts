/** A part of a text: `isNg` where a word of the service's list stands. */
export interface Segment {
  text: string;
  isNg: boolean;
}

/** NFKC, small letters, hiragana as katakana: バカ, ばか and ﾊﾞｶ are one word. */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

interface Folded {
  text: string;
  /** For each folded unit the index where its original begins. */
  starts: number[];
}

/** Folds letter by letter so that a find can be drawn on the original; half-width marks join their letter. */
function foldWithIndex(text: string): Folded {
  let folded = "";
  const starts: number[] = [];
  let index = 0;
  for (const cluster of text.match(/[\s\S][\uFF9E\uFF9F\u3099\u309A]*/gu) ?? []) {
    const piece = fold(cluster);
    for (let unit = 0; unit < piece.length; unit += 1) starts.push(index);
    folded += piece;
    index += cluster.length;
  }
  starts.push(index);
  return { text: folded, starts };
}

/** Ranges of the original text that hold one of the words; overlapping ones are joined. */
function findRanges(text: string, words: readonly string[]): [number, number][] {
  const folded = foldWithIndex(text);
  const ranges: [number, number][] = [];
  for (const word of words) {
    const wanted = fold(word.trim());
    if (wanted === "") continue;
    let at = folded.text.indexOf(wanted);
    while (at >= 0) {
      const from = folded.starts[at] ?? 0;
      const to = folded.starts[at + wanted.length] ?? text.length;
      ranges.push([from, to]);
      at = folded.text.indexOf(wanted, at + wanted.length);
    }
  }
  ranges.sort((a, b) => a[0] - b[0]);
  return joined(ranges);
}

function joined(ranges: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** The text cut where NG words begin and end; their joined texts are the text again. */
export function segmentsOf(text: string, words: readonly string[]): Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  for (const [from, to] of findRanges(text, words)) {
    if (from > done) segments.push({ text: text.slice(done, from), isNg: false });
    segments.push({ text: text.slice(from, to), isNg: true });
    done = to;
  }
  if (done < text.length) segments.push({ text: text.slice(done), isNg: false });
  return segments;
}

export function hasNgWord(text: string, words: readonly string[]): boolean {
  return findRanges(text, words).length > 0;
}

export function masked(text: string): string {
  return "＊".repeat(Array.from(text).length);
}
