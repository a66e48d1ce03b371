import { beforeAll, describe, expect, it } from "vitest";
import { catalog } from "./catalogs/ja";
import { submitted, typed } from "./draft";
import { addTexts } from "./i18n";
import { rowsOf, systemText } from "./rows";
import { type Life, linked, message, view } from "./testing";
import { networkLost, received } from "./update";

beforeAll(() => addTexts(catalog));

const kNow = Date.UTC(2026, 10, 19, 12);
const at = kNow - 60_000;

function shown({ state }: Life): string[] {
  return rowsOf(state, kNow).map((row) => {
    if ("author" in row) return `${row.kind} ${row.text}|${row.meta.replace(/\d\d:\d\d/, "0:00")}`;
    return row.text ? `${row.kind} ${row.text.replace(/\d\d:\d\d/, "0:00")}` : row.kind;
  });
}

const own = (number: number, part = {}) =>
  message(number, { kind: "customer", clientId: `client-${number}`, at, ...part });
const reply = (number: number, part = {}) => message(number, { at, ...part });
const system = (number: number, what: "joined" | "ended" | "started", name: string) =>
  message(number, { kind: "system", system: { what, name }, at, text: "" });

describe("the log", () => {
  it("has the order of a conversation", () => {
    const messages = [system(1, "started", ""), own(2), system(3, "joined", "鈴木"), reply(4)];
    const life = linked(
      view({ contactId: "7", conversation: "active", readByOperator: 2, messages }),
    );
    expect(shown(life)).toEqual([
      "consent 個人情報の取り扱いに同意しました・0:00",
      "greeting",
      "own text 2|0:00・既読",
      "line 担当の 鈴木 が参加しました・0:00",
      "reply text 4|鈴木・0:00",
    ]);
  });

  it("shows the place before the first message of the contact that waits", () => {
    const messages = [own(1, { contactId: "5", id: "50" }), own(1)];
    const life = linked(view({ contactId: "7", conversation: "waiting", place: 2, messages }));
    expect(shown(life).map((row) => row.split(" ")[0])).toEqual([
      "consent",
      "greeting",
      "own",
      "place",
      "own",
    ]);
  });

  it("writes time and state once for messages that share them", () => {
    const messages = [own(1), own(2), own(3)];
    const life = linked(
      view({ contactId: "7", conversation: "active", readByOperator: 1, messages }),
    );
    expect(shown(life).slice(-3)).toEqual([
      "own text 1|0:00・既読",
      "own text 2|",
      "own text 3|0:00・送信済み",
    ]);
  });

  it("shows what is not sent yet and what was refused", () => {
    const life = linked().do(typed("一"), submitted("client-1"));
    life.do(received({ type: "refused", clientId: "client-1", problem: { code: "invalidInput" } }));
    life.do(networkLost, typed("二"), submitted("client-2"));
    expect(shown(life).slice(-2)).toEqual(["failed 一|0:00・送信中", "own 二|0:00・送信中"]);
  });

  it("keeps a row's key when a message goes from sending to sent", () => {
    const life = linked().do(typed("一"), submitted("client-1"));
    const before = rowsOf(life.state, kNow).at(-1)?.key;
    life.do(received({ type: "ack", clientId: "client-1", message: own(1) }));
    expect(rowsOf(life.state, kNow).at(-1)?.key).toBe(before);
  });

  it("says that one can write again after the end", () => {
    const messages = [own(1), system(2, "ended", "customerSilent")];
    expect(shown(linked(view({ messages }))).slice(-2)).toEqual([
      "line しばらくご返信がなかったため、チャットを終了しました・0:00",
      "line 続けてご入力いただくと、新しいチャットが始まります",
    ]);
  });

  it("writes the day of what is not of today", () => {
    const yesterday = at - 86_400_000;
    const messages = [own(1, { at: yesterday }), own(2)];
    const days = shown(linked(view({ messages }))).filter((row) => row.startsWith("day"));
    expect(days).toHaveLength(2);
  });

  it("says when the beginning is missing", () => {
    const life = linked(view({ messages: [reply(60)], hasMore: true }));
    expect(shown(life)[0]).toBe("line これより前のメッセージは表示していません");
  });
});

describe("lines of the system", () => {
  it.each([
    [{ what: "handedOver", name: "田中" }, "担当が 田中 に代わりました"],
    [
      { what: "silenceWarning", name: "" },
      "しばらくご返信がありません。まもなくチャットを終了します。",
    ],
    [{ what: "ended", name: "operatorEnded" }, "チャットを終了しました"],
    [{ what: "started", name: "" }, ""],
  ] as const)("%j", (line, text) => {
    expect(systemText(message(1, { kind: "system", system: line }))).toBe(text);
  });
});
