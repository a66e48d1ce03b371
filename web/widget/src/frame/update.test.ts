import { describe, expect, it } from "vitest";
import type { ProblemCode } from "./contract";
import { submitted, typed } from "./draft";
import { endAsked } from "./more/dialogs";
import type { Action, State } from "./state";
import { canWrite } from "./state";
import { kConfig, Life, linked, message, view } from "./testing";
import { unreadCount } from "./thread";
import {
  configLoaded,
  configMissing,
  linkClosed,
  linkDue,
  linkOpened,
  looked,
  networkFound,
  networkLost,
  pageMoved,
  received,
  retried,
  ticked,
  visitAsked,
  visitFound,
  visitMissing,
  visitProbeFailed,
  visitRefused,
  visitStarted,
} from "./update";

const state = (part: object): Action =>
  received({
    type: "state",
    contactId: "7",
    conversation: "active",
    place: null,
    operatorName: "鈴木",
    readByOperator: 0,
    isOnline: true,
    ...part,
  });

const write = (text: string, clientId: string): Action[] => [typed(text), submitted(clientId)];

const own = (number: number, clientId: string) => message(number, { kind: "customer", clientId });

const ack = (number: number, clientId: string): Action =>
  received({ type: "ack", clientId, message: own(number, clientId) });

const refusal = (clientId: string, code: ProblemCode, retryAfterSeconds?: number): Action =>
  received({ type: "refused", clientId, problem: { code, retryAfterSeconds } });

describe("beginning", () => {
  it.each<[string, Action[], Partial<State>]>([
    ["a service that is on", [configLoaded(kConfig)], { phase: "ready", isOnline: true }],
    ["one that is off", [configLoaded({ ...kConfig, isEnabled: false })], { phase: "disabled" }],
    ["no such service", [configMissing("disabled")], { phase: "disabled" }],
    ["no network", [configMissing("unreachable")], { phase: "unreachable" }],
    ["a second try", [configMissing("unreachable"), retried], { phase: "loading" }],
    [
      "a refresh that fails changes nothing",
      [configLoaded(kConfig), configMissing("unreachable")],
      { phase: "ready" },
    ],
    ["no cookie", [visitMissing], { visit: "none" }],
    ["a known cookie", [visitFound(view())], { visit: "open", link: "opening" }],
    ["consent given", [visitMissing, visitAsked(true, "")], { visit: "starting" }],
    [
      "a refused start",
      [visitMissing, visitRefused("rateLimited")],
      { visitProblem: "rateLimited" },
    ],
  ])("%s", (_, actions, expected) => {
    expect(new Life().do(...actions).state).toMatchObject(expected);
  });

  it("asks a server that was out of reach until its settings are here, also when the visit is", () => {
    const life = new Life().do(configMissing("unreachable"), visitFound(view()));
    expect(life.asked).toContain("openLinkLater");
    life.link().later(500, linkDue);
    expect(life.asked).toEqual(["getConfig"]);
    expect(life.do(configMissing("unreachable")).asked).toEqual(["openLinkLater"]);
    life.do(configLoaded(kConfig)).later(1_000, linkDue);
    expect(life.state.phase).toBe("ready");
    expect(life.asked).toEqual([]);
  });

  it("asks for a visit once, however often the button is pressed", () => {
    const life = new Life().do(configLoaded(kConfig), visitMissing);
    life.do(visitAsked(true, "山田"), visitAsked(true, "山田"));
    expect(life.effects).toEqual([["startVisit", true, "山田"]]);
  });

  it("begins by itself with the first message where no consent is asked for", () => {
    const life = new Life().do(configLoaded({ ...kConfig, consentRequired: false }), visitMissing);
    expect(life.asked).not.toContain("startVisit");
    life.do(...write("こんにちは", "client-1"));
    expect(life.effects).toEqual([["startVisit", false, ""]]);
    life.do(visitStarted(view())).link();
    expect(life.sent.map((frame) => frame.type)).toEqual(["hello", "message"]);
  });

  it("waits before it begins again after a refusal", () => {
    const life = new Life().do(configLoaded({ ...kConfig, consentRequired: false }), visitMissing);
    life.do(...write("こんにちは", "client-1"), visitRefused("tryLater"));
    expect(life.asked.filter((name) => name === "startVisit")).toHaveLength(1);
    expect(life.later(8_000, ticked).asked).toEqual(["startVisit"]);
  });

  it("lets nobody write into an empty room, but goes on with a running chat", () => {
    const life = new Life().do(configLoaded({ ...kConfig, isOnline: false }), visitMissing);
    expect(canWrite(life.state)).toBe(false);
    const running = linked(view({ contactId: "7", conversation: "active", isOnline: false }));
    expect(canWrite(running.state)).toBe(true);
    running.do(state({ contactId: null, conversation: null, isOnline: false }));
    expect(canWrite(running.state)).toBe(false);
  });
});

describe("sending", () => {
  it("sends one message at a time, in order", () => {
    const life = linked();
    life.do(...write("一", "client-1"), ...write("二", "client-2"), ...write("三", "client-3"));
    const texts = () => life.sent.flatMap((frame) => (frame.type === "message" ? frame.text : []));
    expect(texts()).toEqual(["一"]);
    expect(life.do(ack(1, "client-1")) && texts()).toEqual(["二"]);
    expect(life.do(ack(2, "client-2")) && texts()).toEqual(["三"]);
    life.do(ack(3, "client-3"));
    expect(life.state.outbox).toEqual([]);
    expect(life.state.thread.map((one) => one.number)).toEqual([1, 2, 3]);
  });

  it("repeats the same clientId after every lost link until it is answered", () => {
    const life = linked().do(...write("一", "client-1"));
    for (let round = 0; round < 3; ++round) {
      life.do(linkClosed(1006, true)).later(500, linkDue).link();
      expect(life.sent).toContainEqual({
        type: "message",
        clientId: "client-1",
        text: "一",
        fileIds: [],
      });
    }
    expect(life.do(ack(1, "client-1")).state.outbox).toEqual([]);
  });

  it.each<[string, Action]>([
    [
      "in the view after a reconnect",
      received({ type: "view", view: view({ messages: [own(1, "client-1")] }) }),
    ],
    ["in a frame", received({ type: "message", message: own(1, "client-1") })],
    ["in its answer", ack(1, "client-1")],
  ])("knows that a message is stored when it sees it %s", (_, action) => {
    const life = linked().do(...write("一", "client-1"), action);
    expect(life.state).toMatchObject({ outbox: [], inFlight: null });
    expect(life.state.thread).toHaveLength(1);
  });

  it("shows an answer that comes twice once", () => {
    const life = linked().do(...write("一", "client-1"), ack(1, "client-1"), ack(1, "client-1"));
    life.do(received({ type: "message", message: own(1, "client-1") }));
    expect(life.state.thread).toHaveLength(1);
  });

  it("holds everything back when it was too fast, then goes on in order", () => {
    const life = linked().do(...write("一", "client-1"), ...write("二", "client-2"));
    life.do(refusal("client-1", "rateLimited", 3));
    expect(life.effects).toEqual([["tickIn", 3000]]);
    expect(life.later(2_999, ticked).sent).toEqual([]);
    expect(life.later(1, ticked).sent).toMatchObject([{ clientId: "client-1" }]);
  });

  it.each<ProblemCode>(["invalidInput", "tooLarge", "forbidden", "conflict"])(
    "leaves a message that is refused with %s to the customer and goes on",
    (code) => {
      const life = linked().do(...write("一", "client-1"), ...write("二", "client-2"));
      life.do(refusal("client-1", code));
      expect(life.state.outbox[0]).toMatchObject({ clientId: "client-1", problem: code });
      expect(life.sent).toMatchObject([{ clientId: "client-2" }]);
    },
  );

  it("says that a frame was too large at the message that was under way", () => {
    const life = linked().do(...write("一", "client-1"), linkClosed(1009, true));
    expect(life.state.outbox[0]).toMatchObject({ problem: "tooLarge" });
  });

  it("ends the chat after what was written before", () => {
    const life = linked(view({ contactId: "7", conversation: "active" }));
    life.do(...write("一", "client-1"), endAsked);
    expect(life.sent.map((frame) => frame.type)).toEqual(["typing", "message"]);
    expect(life.do(ack(1, "client-1")).sent.map((frame) => frame.type)).toContain("end");
  });

  it("ends nothing when nothing runs", () => {
    expect(linked().do(endAsked).sent).toEqual([]);
  });

  it("says that the customer types at most every three seconds, and once that they stopped", () => {
    const life = linked();
    expect(life.do(typed("a"), typed("ab")).sent).toEqual([{ type: "typing", isTyping: true }]);
    expect(life.later(2_999, typed("abc")).sent).toEqual([]);
    expect(life.later(1, typed("abcd")).sent).toEqual([{ type: "typing", isTyping: true }]);
    expect(life.do(typed(""), typed("")).sent).toEqual([{ type: "typing", isTyping: false }]);
  });
});

describe("the link", () => {
  it("tells the last message it knows", () => {
    const life = linked(view({ messages: [message(1), message(2)] }));
    life.do(linkClosed(1006, true), linkDue);
    expect(life.do(linkOpened).sent).toEqual([{ type: "hello", after: "102" }]);
  });

  it("waits longer with every attempt, up to eight seconds", () => {
    const life = linked();
    const waits = Array.from({ length: 7 }, () => {
      life.do(linkClosed(1006, true));
      const wait = life.effects.find(([name]) => name === "openLinkLater");
      life.do(linkDue);
      return wait?.[1];
    });
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it("begins with short waits again after a view", () => {
    const life = linked();
    life.do(linkClosed(1006, true), linkDue, linkClosed(1006, true), linkDue).link();
    expect(life.do(linkClosed(1013, true)).effects).toContainEqual(["openLinkLater", 500]);
  });

  it.each([4400, 4008])("leaves the server alone for a minute after %i", (code) => {
    expect(linked().do(linkClosed(code, true)).effects).toContainEqual(["openLinkLater", 60_000]);
  });

  it("asks by HTTP why a handshake failed, and does not hurry when the visit is known", () => {
    const life = linked().do(linkClosed(1006, true), linkDue, linkClosed(1006, false));
    expect(life.effects).toContainEqual(["getVisit"]);
    life.do(visitFound(view()));
    expect(life.asked).toContain("openLinkLater");
    expect(life.asked).not.toContain("openLink");
  });

  it("opens one link, however often it is due", () => {
    const life = linked().do(linkClosed(1006, true), linkDue, linkDue, networkFound);
    expect(life.asked.filter((name) => name === "openLink")).toHaveLength(1);
  });

  it("tells the customer after a while, and stops when it is back", () => {
    const life = linked().do(linkClosed(1006, true));
    expect(life.later(2_000, ticked).state.isOffline).toBe(false);
    expect(life.later(500, ticked).state.isOffline).toBe(true);
    expect(life.do(linkDue).link().state.isOffline).toBe(false);
  });

  it("tells at once when the browser says so, and tries all the same", () => {
    const life = linked().do(networkLost);
    expect(life.state).toMatchObject({ isOffline: true, link: "down" });
    expect(life.asked).toEqual(["closeLink", "openLinkLater"]);
  });

  it("keeps what is written without a link", () => {
    const life = linked().do(networkLost, ...write("一", "client-1"));
    expect(life.sent).toEqual([]);
    expect(life.do(networkFound).link().sent).toContainEqual(
      expect.objectContaining({ clientId: "client-1" }),
    );
  });

  it("begins a new visit when the server forgot the visitor, with what is not sent", () => {
    const life = linked(view({ contactId: "7", conversation: "active", messages: [message(1)] }));
    life.do(networkLost, ...write("一", "client-1"), networkFound, linkClosed(4001, true));
    expect(life.state).toMatchObject({
      visit: "none",
      phase: "ready",
      thread: [],
      contactId: null,
    });
    expect(life.state.outbox).toHaveLength(1);
  });

  it("gives up when the browser keeps no cookie", () => {
    const life = new Life().do(configLoaded(kConfig), visitMissing, visitAsked(true, ""));
    life.do(visitStarted(view()), linkClosed(1006, false), visitMissing);
    expect(life.state.phase).toBe("blocked");
  });

  it("tries again to find the visit when the first request failed", () => {
    const life = new Life().do(visitProbeFailed);
    expect(life.effects).toEqual([["openLinkLater", 500]]);
    expect(life.do(linkDue).effects).toEqual([["getVisit"]]);
  });

  it("does not mind frames that it does not know", () => {
    const life = linked();
    const before = life.state;
    expect(life.do(received({ type: "weather" } as never)).state).toEqual(before);
  });
});

describe("what arrives", () => {
  it("orders by contact and number, whatever comes first", () => {
    const life = linked(view({ messages: [message(2), message(1)] }));
    life.do(
      received({ type: "message", message: message(1, { id: "300", contactId: "10" }) }),
      received({ type: "message", message: message(3) }),
    );
    expect(life.state.thread.map((one) => [one.contactId, one.number])).toEqual([
      ["7", 1],
      ["7", 2],
      ["7", 3],
      ["10", 1],
    ]);
  });

  it("starts the thread anew when a view left something out", () => {
    const life = linked(view({ messages: [message(1)] })).do(linkClosed(1006, true), linkDue);
    life.link(view({ messages: [message(80)], hasMore: true }));
    expect(life.state.thread.map((one) => one.number)).toEqual([80]);
    expect(life.state.hasMore).toBe(true);
  });

  it("shows who types for six seconds, or until they have written", () => {
    const typing = received({ type: "typing", isTyping: true, name: "鈴木" });
    const life = linked().do(typing);
    expect(life.later(5_999, ticked).state.typing).toBe("鈴木");
    expect(life.later(1, ticked).state.typing).toBeNull();
    life.do(typing, received({ type: "message", message: message(1) }));
    expect(life.state.typing).toBeNull();
  });

  it("forgets the place in line and the operator with the end", () => {
    const life = linked(view({ contactId: "7", conversation: "waiting", place: 3 }));
    expect(life.state.place).toBe(3);
    life.do(state({ conversation: "ended", place: null }));
    expect(life.state).toMatchObject({ contactId: null, place: null, operatorName: "" });
  });

  it("marks as read what is on the screen, once", () => {
    const life = linked(view({ contactId: "7", conversation: "active" }));
    life.do(received({ type: "message", message: message(1) }));
    expect(life.sent).toEqual([{ type: "read", contactId: "7", number: 1 }]);
    expect(life.do(ticked).sent).toEqual([]);
  });

  it.each([
    ["the frame is hidden", looked({ isShown: false })],
    ["another tab is in front", looked({ isPageVisible: false })],
    ["the customer reads further up", looked({ isAtBottom: false })],
  ])("counts as unread what comes while %s", (_, action) => {
    const life = linked(view({ contactId: "7", conversation: "active" })).do(action);
    life.do(received({ type: "message", message: message(1) }));
    life.do(received({ type: "message", message: message(2, { kind: "system" }) }));
    expect(life.sent).toEqual([]);
    expect(unreadCount(life.state)).toBe(1);
    life.do(looked({ isShown: true, isPageVisible: true, isAtBottom: true }));
    expect(unreadCount(life.state)).toBe(0);
    expect(life.sent).toEqual([{ type: "read", contactId: "7", number: 2 }]);
  });

  it("counts nothing of an old thread at the first visit of a page", () => {
    const life = new Life().do(configLoaded(kConfig), visitFound(view({ messages: [message(1)] })));
    expect(unreadCount(life.state)).toBe(0);
  });

  it("tells the page when it changes and after each new link", () => {
    const page = { url: "https://shop.example/a", title: "A" };
    const life = linked();
    expect(life.do(pageMoved(page)).sent).toEqual([{ type: "page", ...page }]);
    expect(life.do(pageMoved({ ...page })).sent).toEqual([]);
    life.do(linkClosed(1006, true), linkDue).link();
    expect(life.sent).toContainEqual({ type: "page", ...page });
  });
});
