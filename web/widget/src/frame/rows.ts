import type { StoredFile, VisitorMessage } from "./contract";
import { t } from "./i18n";
import type { Outgoing, State } from "./state";
import { clock, day } from "./time";

interface Line {
  key: string;
  kind: "line" | "day" | "consent" | "greeting" | "place";
  text?: string;
}

/** A message of the customer ("own"), of an operator ("reply") or one that the server refused ("failed"). */
interface Said {
  key: string;
  kind: "own" | "reply" | "failed";
  author: string;
  text: string;
  files: StoredFile[];
  /** Time and state; empty when the next message says the same. */
  meta: string;
  outgoing?: Outgoing;
}

/** One entry of the log, ready to be shown. Its key stays while a message goes from sending to sent. */
export type Row = Line | Said;

/** What a line of the system says to the customer; empty when it is of no interest to them. */
export function systemText({ system }: VisitorMessage): string {
  if (system?.what === "joined" || system?.what === "handedOver")
    return t(system.what, { name: system.name });
  if (system?.what === "silenceWarning") return t("silenceWarning");
  if (system?.what !== "ended") return "";
  return t(system.name === "customerSilent" ? "endedSilent" : "ended");
}

function ownMeta(state: State, { contactId, number, at }: VisitorMessage): string {
  const read = state.read[contactId];
  if (read === undefined) return clock(at);
  return `${clock(at)}・${t(number <= read ? "read" : "sent")}`;
}

function rowOf(state: State, message: VisitorMessage): Row | null {
  const { id, clientId, kind, text, files, at, authorName } = message;
  if (kind === "system") {
    const says = systemText(message);
    return says ? { key: id, kind: "line", text: `${says}・${clock(at)}` } : null;
  }
  if (kind === "customer")
    return {
      key: clientId,
      kind: "own",
      author: t("you"),
      text,
      files,
      meta: ownMeta(state, message),
    };
  const meta = `${authorName}・${clock(at)}`;
  return { key: id, kind: "reply", author: authorName, text, files, meta };
}

function outgoingRow(outgoing: Outgoing): Row {
  const { clientId, text, files, at, problem } = outgoing;
  const kind = problem ? "failed" : "own";
  const meta = `${clock(at)}・${t("sending")}`;
  return { key: clientId, kind, author: t("you"), text, files, meta, outgoing };
}

/** Messages in a row that would say the same below share the last one's line. */
function withoutRepeats(rows: Row[]): Row[] {
  return rows.map((row, index) => {
    const next = rows[index + 1];
    const repeats = "meta" in row && next && "meta" in next && row.meta === next.meta;
    return repeats && row.kind === next.kind ? { ...row, meta: "" } : row;
  });
}

/** Everything that the log shows, in order (design: the order of a conversation). */
export function rowsOf(state: State, now: number): Row[] {
  const rows: Row[] = [];
  const line = (kind: Line["kind"], text = "") => rows.push({ key: kind + text, kind, text });
  const { consentAt, thread, place, contactId } = state;
  if (state.hasMore) line("line", t("earlier"));
  else {
    if (consentAt) line("consent", `${t("consentGiven")}・${clock(consentAt)}`);
    line("greeting");
  }
  let today = day(now, now);
  const placeAt = thread.findIndex((message) => message.contactId === contactId);
  thread.forEach((message, index) => {
    const row = rowOf(state, message);
    const date = day(message.at, now);
    if (index === placeAt && place) line("place");
    if (row && date !== today) line("day", date);
    if (row) rows.push(row);
    if (row) today = date;
  });
  if (placeAt < 0 && place) line("place");
  const isOver = !contactId && thread.at(-1)?.system?.what === "ended";
  if (isOver && state.isOnline) line("line", t("writeAgain"));
  return withoutRepeats([...rows, ...state.outbox.map(outgoingRow)]);
}
