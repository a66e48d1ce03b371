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

/** Since when somebody has to be answered: nobody writes in a call, so who calls waits from the begin. */
export function waitsSince({ waitingSince, call, assignment, startedAt }: Contact): number | null {
  if (waitingSince !== null) return waitingSince;
  return call && assignment === "queued" ? startedAt : null;
}

function since(contact: Contact | null): number {
  return (contact && waitsSince(contact)) ?? Number.POSITIVE_INFINITY;
}
