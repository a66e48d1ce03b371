import { describe, expect, it } from "vitest";
import type { Box, Contact } from "./frames";
import { withContacts, withMessages } from "./reduce";
import { contactsOf, isInBox, messagesOfThread, sumOf, unreadOf, unreadOfMine } from "./select";
import { kEmptyState } from "./state";
import { makeContact, makeMessage } from "./testing";

describe("boxes", () => {
  it.each<[string, Partial<Contact>, Box[]]>([
    ["an own waiting chat", {}, ["mine", "waiting", "team"]],
    ["an own active chat", { conversation: "active" }, ["mine", "team"]],
    ["an own snoozed chat", { conversation: "snoozed" }, ["mine", "team"]],
    [
      "a queued chat",
      { assignment: "queued", conversation: "new", ownerId: null },
      ["waiting", "team"],
    ],
    ["a colleague's active chat", { conversation: "active", ownerId: "2" }, ["team"]],
    ["an ended chat", { conversation: "ended", assignment: "none" }, ["ended"]],
  ])("%s", (_, part, expected) => {
    const boxes: Box[] = ["mine", "waiting", "team", "ended"];
    const contact = makeContact(part);
    expect(boxes.filter((box) => isInBox(contact, box, "1"))).toEqual(expected);
  });

  it("stand in the order of their list", () => {
    const state = withContacts(
      kEmptyState,
      [
        makeContact({ id: "1", waitingSince: 300, lastMessageAt: 30 }),
        makeContact({ id: "2", waitingSince: 100, lastMessageAt: 10 }),
        makeContact({ id: "3", conversation: "snoozed", waitingSince: null, lastMessageAt: 99 }),
      ],
      1,
    );
    expect(contactsOf(state, "waiting", "1").map((row) => row.id)).toEqual(["2", "1"]);
    expect(contactsOf(state, "mine", "1").map((row) => row.id)).toEqual(["1", "2", "3"]);
  });
});

describe("unread counts", () => {
  const contact = makeContact({ messageCount: 4, readByOwner: 1 });
  const state = withContacts(kEmptyState, [contact], 1);

  it("are the difference while the messages are not here", () => {
    expect(unreadOf(state, contact)).toBe(3);
  });

  it("count what the customer wrote where the messages are here", () => {
    const loaded = withMessages(state, [
      makeMessage(1),
      makeMessage(2, { kind: "system" }),
      makeMessage(3),
      makeMessage(4, { kind: "note", authorId: "2" }),
    ]);
    expect(unreadOf(loaded, contact)).toBe(1);
    expect(unreadOfMine(loaded, "1")).toBe(1);
    expect(unreadOfMine(loaded, "2")).toBe(0);
  });

  it("are none when all was read", () => {
    expect(unreadOf(state, makeContact({ messageCount: 4, readByOwner: 4 }))).toBe(0);
  });
});

describe("a thread", () => {
  it("is the messages of all its contacts, oldest contact first", () => {
    const state = withMessages(
      withContacts(
        kEmptyState,
        [
          makeContact({ id: "100" }),
          makeContact({ id: "99" }),
          makeContact({ id: "98", threadId: "51" }),
        ],
        1,
      ),
      [
        makeMessage(1, { contactId: "100" }),
        makeMessage(1, { contactId: "99" }),
        makeMessage(2, { contactId: "99" }),
        makeMessage(1, { contactId: "98" }),
      ],
    );
    const ids = messagesOfThread(state, "50", "100").map((m) => `${m.contactId}.${m.number}`);
    expect(ids).toEqual(["99.1", "99.2", "100.1"]);
  });
});

it("sums the counts of all services", () => {
  const counts = { mine: 1, waiting: 2, team: 3, unopened: 1 };
  const state = { ...kEmptyState, counts: { a: counts, b: counts } };
  expect(sumOf(state, "waiting")).toBe(4);
});
