import { describe, expect, it } from "vitest";
import type { ServerFrame } from "./frames";
import {
  apply,
  compareIds,
  kTypingLasts,
  withAnswer,
  withContacts,
  withFailed,
  withInbox,
  withMessages,
  withoutPending,
  withoutSilentTypists,
  withoutUnshown,
  withPage,
  withPending,
  withReadByMe,
} from "./reduce";
import { kEmptyState, type LiveState, type Pending } from "./state";
import { makeContact, makeMessage, makeState } from "./testing";

const kCounts = { mine: 1, waiting: 2, team: 3, unopened: 0 };

function after(frames: ServerFrame[], start: LiveState = kEmptyState): LiveState {
  return frames.reduce((state, frame) => apply(state, frame, 0), start);
}

function numbers(state: LiveState, contactId = "100"): number[] {
  return (state.messages[contactId] ?? []).map((message) => message.number);
}

function pending(part: Partial<Pending> = {}): Pending {
  return {
    clientId: "client-100-2",
    contactId: "100",
    kind: "reply",
    text: "text 2",
    files: [],
    at: 5,
    status: "sending",
    problem: null,
    ...part,
  };
}

const one = makeMessage(1);
const two = makeMessage(2, { kind: "reply", authorId: "1" });
const three = makeMessage(3);

describe("the number that was reached", () => {
  it.each<[string, ServerFrame, number]>([
    ["subscribed", { type: "subscribed", through: 7 }, 7],
    ["alive", { type: "alive", through: 9 }, 9],
    ["an older alive", { type: "alive", through: 3 }, 5],
    ["messages", { type: "messages", through: 8, messages: [one] }, 8],
    ["contacts", { type: "contacts", through: 6, contacts: [makeContact()] }, 6],
    ["counts, which carry none", { type: "counts", counts: { "10": kCounts } }, 5],
  ])("follows %s", (_, frame, expected) => {
    expect(apply({ ...kEmptyState, through: 5 }, frame, 0).through).toBe(expected);
  });
});

describe("messages", () => {
  it.each<[string, ServerFrame[], number[]]>([
    ["in order", [frame(1, one), frame(2, two), frame(3, three)], [1, 2, 3]],
    ["out of order", [frame(3, three), frame(1, one), frame(2, two)], [1, 2, 3]],
    ["twice", [frame(1, one), frame(1, one), frame(2, two), frame(1, one)], [1, 2]],
    ["several in a frame", [frame(3, three, one, two)], [1, 2, 3]],
  ])("stand once and sorted when they come %s", (_, frames, expected) => {
    expect(numbers(after(frames))).toEqual(expected);
  });

  it("of two contacts do not mix", () => {
    const other = makeMessage(1, { contactId: "101" });
    const state = after([frame(1, one), frame(2, other)]);
    expect(numbers(state)).toEqual([1]);
    expect(numbers(state, "101")).toEqual([1]);
  });

  it("end the typing of their author", () => {
    const state = after([
      typing({ who: "customer", operatorId: null }),
      typing({ who: "operator", operatorId: "2" }),
      frame(1, one),
    ]);
    expect(state.typists.map((typist) => typist.who)).toEqual(["operator"]);
  });
});

describe("a reconnect", () => {
  it("with what was missed ends where a console that never left is", () => {
    const all = [frame(1, one), frame(2, two), frame(3, three)];
    const stayed = after(all);
    const left = after(all.slice(0, 1));
    const back = after([frame(3, two, three), { type: "subscribed", through: 3 }], left);
    expect(back.messages).toEqual(stayed.messages);
    expect(back.through).toBe(stayed.through);
  });

  it("that missed too much starts over and asks to fetch anew", () => {
    const state = after([frame(1, one), { type: "reset", through: 900 }]);
    expect(state.messages).toEqual({});
    expect(state.threads).toEqual({});
    expect(state.through).toBe(900);
    expect(state.generation).toBe(1);
  });

  it("keeps own messages that were not confirmed", () => {
    const state = after([{ type: "reset", through: 9 }], withPending(kEmptyState, pending()));
    expect(state.pending["100"]).toHaveLength(1);
  });
});

describe("rows", () => {
  const row = (text: string) => makeContact({ lastMessage: text });
  it.each<[string, [string, number][], string]>([
    [
      "the newer one",
      [
        ["a", 1],
        ["b", 2],
      ],
      "b",
    ],
    [
      "the newer one, whichever comes first",
      [
        ["b", 2],
        ["a", 1],
      ],
      "b",
    ],
    [
      "the later of equal numbers",
      [
        ["a", 2],
        ["b", 2],
      ],
      "b",
    ],
  ])("show %s", (_, steps, expected) => {
    const state = steps.reduce(
      (known, [text, through]) => withContacts(known, [row(text)], through),
      kEmptyState,
    );
    expect(state.rows["100"]?.contact.lastMessage).toBe(expected);
  });

  it("take the answer to an action unless a frame was faster", () => {
    const start = withContacts(kEmptyState, [row("before")], 1);
    const before = start.rows["100"];
    expect(withAnswer(start, row("answer"), before).rows["100"]?.contact.lastMessage).toBe(
      "answer",
    );
    const newer = withContacts(start, [row("frame")], 2);
    expect(withAnswer(newer, row("answer"), before).rows["100"]?.contact.lastMessage).toBe("frame");
  });

  it("show whether the customer looks, and who left does not type", () => {
    const start = after(
      [typing({ who: "customer", operatorId: null })],
      withContacts(kEmptyState, [makeContact()], 1),
    );
    const state = after([{ type: "presence", contactId: "100", isCustomerOnline: false }], start);
    expect(state.rows["100"]?.contact.isCustomerOnline).toBe(false);
    expect(state.typists).toEqual([]);
  });
});

describe("an answer of a box", () => {
  const mine = makeContact();
  const gone = makeContact({ id: "101" });
  const start = withContacts(kEmptyState, [mine, gone], 5);
  const answer = { through: 9, contacts: [mine], counts: kCounts };

  it("removes rows that left the box unseen", () => {
    const state = withInbox(start, "mine", "10", "1", answer, true);
    expect(Object.keys(state.rows)).toEqual(["100"]);
    expect(state.counts["10"]).toEqual(kCounts);
  });

  it("keeps rows that a newer frame brought", () => {
    const newer = withContacts(start, [gone], 12);
    const state = withInbox(newer, "mine", "10", "1", answer, true);
    expect(Object.keys(state.rows)).toEqual(["100", "101"]);
  });

  it.each([
    ["of another box", "ended" as const, "10", true],
    ["of another service", "mine" as const, "11", true],
    ["when the answer is only a page", "mine" as const, "10", false],
  ])("keeps rows %s", (_, box, serviceId, isComplete) => {
    const state = withInbox(start, box, serviceId, "1", answer, isComplete);
    expect(state.rows["101"]).toBeDefined();
  });
});

describe("pages of a thread", () => {
  const start = withContacts(kEmptyState, [makeContact()], 1);

  it("join what is here already", () => {
    const live = withMessages(start, [three]);
    const state = withPage(live, "50", { messages: [one, two, three], hasMore: true }, true);
    expect(numbers(state)).toEqual([1, 2, 3]);
    expect(state.threads["50"]).toEqual({ isLoaded: true, hasMore: true });
  });

  it("cut off what may be older than a gap", () => {
    const stale = withMessages(start, [one]);
    const page = { messages: [makeMessage(80), makeMessage(81)], hasMore: true };
    expect(numbers(withPage(stale, "50", page, true))).toEqual([80, 81]);
  });

  it("put older pages in front", () => {
    const newest = withPage(start, "50", { messages: [two, three], hasMore: true }, true);
    const state = withPage(newest, "50", { messages: [one], hasMore: false }, false);
    expect(numbers(state)).toEqual([1, 2, 3]);
    expect(state.threads["50"]?.hasMore).toBe(false);
  });
});

describe("own messages", () => {
  it("are shown at once and leave when the server has them", () => {
    const sending = withPending(kEmptyState, pending());
    expect(sending.pending["100"]).toHaveLength(1);
    const stored = after([frame(2, two)], sending);
    expect(stored.pending["100"]).toEqual([]);
    expect(numbers(stored)).toEqual([2]);
  });

  it("stand once when the answer and the frame both bring them", () => {
    const sending = withPending(kEmptyState, pending());
    const state = withMessages(after([frame(2, two)], sending), [two]);
    expect(numbers(state)).toEqual([2]);
  });

  it("stay with their problem when they failed, and go on when sent again", () => {
    const failed = withFailed(withPending(kEmptyState, pending()), pending(), "unavailable");
    expect(failed.pending["100"]?.[0]).toMatchObject({ status: "failed", problem: "unavailable" });
    const again = withPending(failed, pending());
    expect(again.pending["100"]).toHaveLength(1);
    expect(again.pending["100"]?.[0]).toMatchObject({
      status: "sending",
      clientId: "client-100-2",
    });
  });

  it("are not failed any more when the frame came although the answer was lost", () => {
    const stored = after([frame(2, two)], withPending(kEmptyState, pending()));
    const state = withFailed(stored, pending(), "unavailable");
    expect(state.pending["100"]).toEqual([]);
    expect(withPending(state, pending()).pending["100"]).toEqual([]);
  });

  it("can be given up", () => {
    const state = withoutPending(withPending(kEmptyState, pending()), "100", "client-100-2");
    expect(state.pending["100"]).toEqual([]);
  });

  it("look the same on both consoles of one operator", () => {
    const frames = [frame(1, one), frame(2, two), frame(3, three)];
    const writer = after(frames, withPending(kEmptyState, pending()));
    const other = after(frames);
    expect(writer.messages).toEqual(other.messages);
    expect(writer.pending["100"] ?? []).toEqual(other.pending["100"] ?? []);
  });
});

describe("typing", () => {
  it("is renewed by the same person and ended by a false", () => {
    const state = after([typing({}), typing({})]);
    expect(state.typists).toHaveLength(1);
    expect(after([typing({ isTyping: false })], state).typists).toEqual([]);
  });

  it("is forgotten after six seconds", () => {
    const state = apply(kEmptyState, typing({}), 1000);
    expect(withoutSilentTypists(state, 1000 + kTypingLasts - 1)).toBe(state);
    expect(withoutSilentTypists(state, 1000 + kTypingLasts).typists).toEqual([]);
  });
});

describe("own state and rosters", () => {
  it("are what the server said last", () => {
    const me = makeState();
    const operator = {
      id: "2",
      name: "田中 誠",
      state: me,
      canChat: true,
      canTakeChat: true,
      reason: "" as const,
    };
    const state = after([
      { type: "me", state: me, cause: "chosen" },
      { type: "operators", serviceId: "10", operators: [operator] },
    ]);
    expect(state.me).toEqual(me);
    expect(state.rosters["10"]).toEqual([operator]);
  });

  it("read marks go up only", () => {
    const start = withContacts(kEmptyState, [makeContact({ readByOwner: 3 })], 1);
    expect(withReadByMe(start, "100", 5).rows["100"]?.contact.readByOwner).toBe(5);
    expect(withReadByMe(start, "100", 2)).toBe(start);
  });
});

describe("ids", () => {
  it.each([
    ["9", "10", -1],
    ["10", "9", 1],
    ["123", "123", 0],
    ["9007199254740993", "9007199254740992", 1],
  ])("%s and %s", (a, b, expected) => {
    expect(Math.sign(compareIds(a, b))).toBe(expected);
  });
});

function frame(through: number, ...messages: ReturnType<typeof makeMessage>[]): ServerFrame {
  return { type: "messages", through, messages };
}

function typing(part: Partial<Extract<ServerFrame, { type: "typing" }>>) {
  return {
    type: "typing" as const,
    contactId: "100",
    who: "operator" as const,
    operatorId: "2",
    name: "田中 誠",
    kind: "reply" as const,
    isTyping: true,
    ...part,
  };
}

describe("what is neither shown nor followed", () => {
  const rows = [
    makeContact({ id: "100" }),
    makeContact({ id: "99", threadId: "50", conversation: "ended" }),
    makeContact({ id: "200", threadId: "60", ownerId: "2", conversation: "active" }),
    makeContact({ id: "300", threadId: "70", ownerId: "2", conversation: "ended" }),
  ];
  const full: LiveState = {
    ...withContacts(kEmptyState, rows, 5),
    messages: Object.fromEntries(rows.map(({ id }) => [id, [makeMessage(1, { contactId: id })]])),
    threads: Object.fromEntries(
      rows.map(({ threadId }) => [threadId, { isLoaded: true, hasMore: false }]),
    ),
    pending: { "100": [], "300": [] },
  };
  const left = (part: Partial<Parameters<typeof withoutUnshown>[1]>, start = full) => {
    const shown = { myId: "1", box: "mine" as const, openContactId: null, ...part };
    const { rows, messages, threads } = withoutUnshown(start, shown);
    return [rows, messages, threads].map((each) => Object.keys(each).sort());
  };

  it("is forgotten; the own contacts stay with their threads", () => {
    expect(left({})).toEqual([["100", "99"], ["100", "99"], ["50"]]);
  });

  it("leaves the rows of the box, but not logs that are not followed", () => {
    expect(left({ box: "team" })).toEqual([["100", "200", "99"], ["100", "99"], ["50"]]);
  });

  it("leaves the open room", () => {
    const [rows, messages, threads] = left({ openContactId: "300" });
    expect([rows, messages]).toEqual([
      ["100", "300", "99"],
      ["100", "300", "99"],
    ]);
    expect(threads).toEqual(["50", "70"]);
  });

  it("leaves a contact with a message that was not sent, and no empty lists", () => {
    const start = { ...full, pending: { "100": [], "300": [pending({ contactId: "300" })] } };
    expect(left({}, start)[0]).toContain("300");
    const shown = { myId: "1", box: "mine" as const, openContactId: null };
    expect(Object.keys(withoutUnshown(start, shown).pending)).toEqual(["300"]);
  });
});
