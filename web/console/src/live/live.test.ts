import { ApiError, unreachable } from "@madoguchi/shared/api";
import { describe, expect, it, vi } from "vitest";
import type { DeskApi } from "./desk_api";
import type { Contact, ServerFrame } from "./frames";
import { Live } from "./live";
import type { WireEvents } from "./socket";
import { makeContact, makeMessage, makeState } from "./testing";

const kMe = makeState();

const kCounts = { mine: 1, waiting: 0, team: 1, unopened: 0 };

/** A desk with one contact; single requests are replaced by the test. */
function makeApi(contact: Contact, part: Partial<DeskApi> = {}): DeskApi {
  return {
    inbox: vi.fn(async () => ({ through: 10, contacts: [contact], counts: kCounts })),
    contact: vi.fn(async () => ({ through: 10, contact })),
    messages: vi.fn(async () => ({ through: 10, messages: [makeMessage(1)], hasMore: true })),
    write: vi.fn(async (_s, _c, body) =>
      makeMessage(2, { kind: body.kind, text: body.text, clientId: body.clientId, authorId: "1" }),
    ),
    open: vi.fn(async () => undefined),
    read: vi.fn(async () => undefined),
    take: vi.fn(async () => contact),
    handOver: vi.fn(async () => contact),
    snooze: vi.fn(async () => contact),
    end: vi.fn(async () => ({ ...contact, conversation: "ended" as const })),
    roster: vi.fn(async () => ({ operators: [], queues: [] })),
    ...part,
  } as DeskApi;
}

async function setUp(
  part: Partial<DeskApi> = {},
  contact: Contact = makeContact(),
  serviceIds: string[] = ["10"],
) {
  const sent: { type: string; [key: string]: unknown }[] = [];
  let events: WireEvents | null = null;
  const onSignedOut = vi.fn();
  const api = makeApi(contact, part);
  let now = 1_000_000;
  const waiting = new Set<{ milliseconds: number; run: () => void }>();
  const after = (milliseconds: number, run: () => void) => {
    const timer = { milliseconds, run };
    waiting.add(timer);
    return () => void waiting.delete(timer);
  };
  const live = new Live(
    {
      api,
      myId: "1",
      serviceIds,
      connect: (wire) => {
        events = wire;
        return { send: (text) => sent.push(JSON.parse(text)), close: () => undefined };
      },
      timers: { after, random: () => 0 },
      now: () => now,
      onSignedOut,
    },
    kMe,
  );
  await live.start();
  const wire = () => {
    if (!events) throw new Error("no connection");
    return events;
  };
  wire().opened();
  const receive = (frame: ServerFrame) => wire().received(JSON.stringify(frame));
  receive({ type: "subscribed", through: 10 });
  return {
    live,
    api,
    sent,
    receive,
    wire,
    onSignedOut,
    state: () => live.getState(),
    /** Runs the timers that were set for this long, and says how many there were. */
    fire: (milliseconds: number) => {
      const due = [...waiting].filter((timer) => timer.milliseconds === milliseconds);
      for (const timer of due) {
        waiting.delete(timer);
        timer.run();
      }
      return due.length;
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe("start", () => {
  it("fetches the own contacts and follows from their number on", async () => {
    const { sent, state } = await setUp();
    expect(sent[0]).toMatchObject({ type: "subscribe", since: 10, services: ["10"] });
    expect(state().rows["100"]).toBeDefined();
    expect(state().connection).toBe("open");
  });

  it("subscribes to no more services than the server takes", async () => {
    const serviceIds = Array.from({ length: 501 }, (_, index) => String(index));
    const { sent } = await setUp({}, makeContact(), serviceIds);
    expect(sent[0]?.services).toHaveLength(500);
  });

  it("fetches later what it could not fetch at first", async () => {
    let isUp = false;
    const contact = makeContact();
    const { state } = await setUp({
      inbox: vi.fn(async () => {
        if (!isUp) {
          isUp = true;
          throw new ApiError(unreachable());
        }
        return { through: 10, contacts: [contact], counts: kCounts };
      }),
    });
    await vi.waitFor(() => expect(state().rows["100"]).toBeDefined());
  });

  it("asks after a reconnect for what came since the last number", async () => {
    const { sent, receive, wire } = await setUp();
    receive({ type: "messages", through: 42, messages: [makeMessage(1)] });
    wire().opened();
    expect(sent.at(-1)).toMatchObject({ type: "subscribe", since: 42 });
  });

  it("fetches the screen anew when too much was missed", async () => {
    const { live, api, receive } = await setUp();
    await live.openRoom("10", "100");
    const before = vi.mocked(api.messages).mock.calls.length;
    receive({ type: "reset", through: 500 });
    await vi.waitFor(() => expect(vi.mocked(api.messages).mock.calls.length).toBe(before + 1));
  });

  it("tries again when the screen could not be fetched anew", async () => {
    const { live, api, receive, fire, state } = await setUp();
    await live.openRoom("10", "100");
    vi.mocked(api.messages).mockRejectedValueOnce(new ApiError(unreachable()));
    receive({ type: "reset", through: 500 });
    await vi.waitFor(() => expect(fire(500)).toBe(1));
    await vi.waitFor(() => expect(state().threads["50"]?.isLoaded).toBe(true));
  });

  it("does not ask again for a room that the server refuses", async () => {
    const { live, api, receive, fire } = await setUp();
    await live.openRoom("10", "100");
    const before = vi.mocked(api.messages).mock.calls.length;
    const problem = { ...unreachable(), status: 404, code: "notFound" as const };
    vi.mocked(api.messages).mockRejectedValueOnce(new ApiError(problem));
    receive({ type: "reset", through: 500 });
    await vi.waitFor(() => expect(vi.mocked(api.messages).mock.calls.length).toBe(before + 1));
    await new Promise((resolve) => setTimeout(resolve));
    expect(fire(500)).toBe(0);
  });

  it("says when the session ended", async () => {
    const { wire, onSignedOut } = await setUp();
    wire().closed(4001);
    expect(onSignedOut).toHaveBeenCalledOnce();
  });
});

describe("the own state", () => {
  it("is as the answer says", async () => {
    const { live, state } = await setUp();
    await live.changeMyState(async () => makeState({ state: "break" }));
    expect(state().me?.state).toBe("break");
  });

  it("is not undone by an answer that is older than its frame", async () => {
    const { live, receive, state } = await setUp();
    await live.changeMyState(async () => {
      receive({ type: "me", state: makeState({ activity: "ringing" }), cause: "call" });
      return makeState();
    });
    expect(state().me?.activity).toBe("ringing");
  });
});

describe("several services", () => {
  const answer = (through: number, contacts: Contact[] = []) => ({
    through,
    contacts,
    counts: kCounts,
  });

  it("are followed from the least number that one of them answered", async () => {
    const inbox = vi.fn(async (serviceId: string) => answer(serviceId === "10" ? 12 : 9));
    const { sent } = await setUp({ inbox }, makeContact(), ["10", "11"]);
    expect(sent[0]).toMatchObject({ type: "subscribe", since: 9 });
  });

  it("go on with what ended where each answer stopped, whenever its last contact ended", async () => {
    const ended = (id: number) =>
      makeContact({ id: String(id), conversation: "ended", endedAt: id === 1300 ? 9999 : 100 });
    const page = Array.from({ length: 200 }, (_, index) => ended(1499 - index));
    const inbox = vi.fn<DeskApi["inbox"]>(async (serviceId, box, _limit, before) =>
      answer(10, box === "ended" && serviceId === "10" && !before ? page : []),
    );
    const { live } = await setUp({ inbox }, makeContact(), ["10", "11"]);
    await live.showBox("ended");
    inbox.mockClear();
    expect(live.getState().endedUntil).toEqual({ "10": "1300", "11": null });
    await live.loadMoreEnded();
    expect(live.getState().endedUntil).toEqual({ "10": null, "11": null });
    expect(inbox.mock.calls).toEqual([["10", "ended", 200, "1300"]]);
  });
});

describe("the row that an alert is about", () => {
  it("is waited for when its frame comes behind the alert", async () => {
    const { live, receive } = await setUp();
    const row = live.rowSoon("101");
    receive({ type: "contacts", through: 20, contacts: [makeContact({ id: "101" })] });
    expect((await row)?.id).toBe("101");
  });

  it("is there at once when it is known", async () => {
    const { live } = await setUp();
    expect((await live.rowSoon("100"))?.id).toBe("100");
  });

  it("is none when no frame came", async () => {
    const { live, fire } = await setUp();
    const row = live.rowSoon("101");
    fire(1000);
    expect(await row).toBeNull();
  });
});

describe("a room", () => {
  it("is loaded, followed and noted as opened", async () => {
    const { live, api, sent, state } = await setUp({}, makeContact({ isOpened: false }));
    await live.openRoom("10", "100");
    expect(sent.at(-1)).toMatchObject({ contacts: ["100"] });
    expect(state().threads["50"]).toEqual({ isLoaded: true, hasMore: true });
    expect(api.open).toHaveBeenCalledOnce();
  });

  it("of a colleague is not noted as opened", async () => {
    const { live, api } = await setUp({}, makeContact({ ownerId: "2", isOpened: false }));
    await live.openRoom("10", "100");
    expect(api.open).not.toHaveBeenCalled();
  });

  it("is followed no more once it is closed", async () => {
    const { live, sent } = await setUp();
    await live.openRoom("10", "100");
    live.closeRoom("100");
    expect(sent.at(-1)).toMatchObject({ contacts: [] });
  });

  it("asks for older messages by the oldest one here", async () => {
    const { live, api } = await setUp();
    await live.openRoom("10", "100");
    await live.loadOlder(makeContact());
    expect(vi.mocked(api.messages).mock.calls.at(-1)?.[3]).toBe(makeMessage(1).id);
  });
});

describe("writing", () => {
  it("shows the message at once and once", async () => {
    const { live, state } = await setUp();
    const done = live.write(makeContact(), "reply", "承知しました", []);
    expect(state().pending["100"]?.[0]).toMatchObject({ status: "sending", text: "承知しました" });
    await done;
    expect(state().pending["100"]).toEqual([]);
    expect(state().messages["100"]?.map((message) => message.text)).toContain("承知しました");
  });

  it("keeps a message that failed and sends it again with the same id", async () => {
    const write = vi
      .fn<DeskApi["write"]>()
      .mockRejectedValueOnce(new ApiError(unreachable()))
      .mockImplementation(async (_s, _c, body) =>
        makeMessage(2, { text: body.text, clientId: body.clientId }),
      );
    const { live, state } = await setUp({ write });
    await live.write(makeContact(), "reply", "承知しました", []);
    const failed = state().pending["100"]?.[0];
    expect(failed).toMatchObject({ status: "failed", problem: "unavailable" });
    if (!failed) return;
    await live.resend(makeContact(), failed);
    expect(write.mock.calls[0]?.[2].clientId).toBe(write.mock.calls[1]?.[2].clientId);
    expect(state().pending["100"]).toEqual([]);
  });

  it("tells of typing at most every three seconds, and of its end", async () => {
    const { live, sent, pass } = await setUp();
    const typing = () => sent.filter((frame) => frame.type === "typing").map((f) => f.isTyping);
    live.typing(makeContact(), "reply", true);
    live.typing(makeContact(), "reply", true);
    expect(typing()).toEqual([true]);
    pass(3000);
    live.typing(makeContact(), "reply", true);
    live.typing(makeContact(), "reply", false);
    live.typing(makeContact(), "reply", false);
    expect(typing()).toEqual([true, true, false]);
  });
});

describe("reading", () => {
  it("is told once and counts at once", async () => {
    const { live, api, state } = await setUp({}, makeContact({ messageCount: 3 }));
    const contact = state().rows["100"]?.contact ?? makeContact();
    await live.markRead(contact, 3);
    expect(api.read).toHaveBeenCalledWith("10", "100", 3);
    expect(state().rows["100"]?.contact.readByOwner).toBe(3);
    await live.markRead(state().rows["100"]?.contact ?? contact, 3);
    expect(api.read).toHaveBeenCalledOnce();
  });

  it("is told again when it did not arrive, unless it was refused", async () => {
    const read = vi.fn<DeskApi["read"]>().mockRejectedValueOnce(new ApiError(unreachable()));
    const { live, fire, state } = await setUp({ read }, makeContact({ messageCount: 3 }));
    await live.markRead(state().rows["100"]?.contact ?? makeContact(), 3);
    const problem = { ...unreachable(), status: 403, code: "forbidden" as const };
    read.mockRejectedValueOnce(new ApiError(problem));
    expect(fire(5000)).toBe(1);
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
    await new Promise((resolve) => setTimeout(resolve));
    expect(fire(5000)).toBe(0);
  });

  it("of a colleague's contact is not told", async () => {
    const { live, api } = await setUp();
    await live.markRead(makeContact({ ownerId: "2", messageCount: 3 }), 3);
    expect(api.read).not.toHaveBeenCalled();
  });
});

it("shows the outcome of an action before its frame comes", async () => {
  const { live, state } = await setUp();
  await live.end(makeContact());
  expect(state().rows["100"]?.contact.conversation).toBe("ended");
});

describe("the phone", () => {
  const told = (sent: { type: string; holds?: unknown }[]) =>
    sent.filter((frame) => frame.type === "phone").map((frame) => frame.holds);

  it("is told to the server when it is held, and again after a reconnect", async () => {
    const { live, sent, wire } = await setUp();
    live.setHoldsPhone(true);
    live.setHoldsPhone(true);
    expect(told(sent)).toEqual([true]);
    wire().opened();
    expect(told(sent)).toEqual([true, true]);
    live.setHoldsPhone(false);
    wire().opened();
    expect(told(sent)).toEqual([true, true, false]);
  });

  it("tells why the own state changed", async () => {
    const { live, receive, state } = await setUp();
    const causes: string[] = [];
    live.onMe((frame) => causes.push(frame.cause));
    receive({ type: "me", state: makeState({ state: "work" }), cause: "notAnswering" });
    expect(causes).toEqual(["notAnswering"]);
    expect(state().me?.state).toBe("work");
  });
});
