/** A stretch of text; `href` when it is an address that may become a link. */
export interface Piece {
  text: string;
  href?: string;
}

// ASCII only: Japanese that follows an address without a space is not part of it, and a look-alike
// host in other letters stays text.
const kAddress = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi;

/** Without the punctuation of the sentence; a closing bracket stays when it was opened inside. */
function trimmed(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address.charAt(end - 1);
    const inside = address.slice(0, end);
    const isUnpaired = last === ")" && inside.split("(").length < inside.split(")").length;
    if (!isUnpaired && !/[.,;:!?'\]]/.test(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}

function hrefOf(address: string): string | undefined {
  try {
    const url = new URL(address);
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    return isWeb && url.username === "" && url.password === "" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts a text into plain stretches and addresses of the web; joined, they are the text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(kAddress)) {
    const address = trimmed(match[0]);
    const href = hrefOf(address);
    if (!href) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
