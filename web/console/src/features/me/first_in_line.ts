import type { Contact } from "../../live/frames";
import { isInBox } from "../../live/select";
import type { Row } from "../../live/state";

/**
 * Who waits longest of those that were asked for. A row of the live state counts only when it is newer than the
 * answer: rows of lists that are no longer followed stay as they were.
 */
export function firstInLine(
  fetched: readonly Row[],
  rows: Readonly<Record<string, Row>>,
  myId: string,
): Contact | null {
  return fetched
    .map((row) => newer(row, rows[row.contact.id]))
    .filter((contact) => isInBox(contact, "waiting", myId))
    .reduce<Contact | null>(
      (best, contact) => (since(contact) < since(best) ? contact : best),
      null,
    );
}

function newer(fetched: Row, known: Row | undefined): Contact {
  return known && known.through > fetched.through ? known.contact : fetched.contact;
}

function since(contact: Contact | null): number {
  return contact?.waitingSince ?? Number.POSITIVE_INFINITY;
}
