import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch, openPage } from "../src/browser.js";
import { account, type Desk, openChat, openDesk } from "../src/desk.js";
import { composer, log, row, signIn } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { until } from "../src/until.js";
import { Visitor } from "../src/visitor.js";

let browser: Browser;
let server: TrialServer;
let desk: Desk;

before(async () => {
  browser = await launch();
  server = await startTrial();
  desk = await openDesk(browser, server);
});

after(async () => {
  await browser.close();
  await server.remove();
});

test("a chat comes in, is opened and answered, and ends", async () => {
  const { page } = desk;
  const visitor = await Visitor.arrive(browser, server.address, desk.key, "岡田 真理");
  await visitor.write("配送先の変更はできますか？");
  await row(page, "岡田 真理").getByText("未開封").waitFor();
  await page.waitForFunction(() => document.title.startsWith("(1)"));
  assert.match((await page.locator("link[rel=icon]").getAttribute("href")) ?? "", /icon-1\.svg$/);

  await row(page, "岡田 真理").click();
  await log(page).getByText("配送先の変更はできますか？").waitFor();
  await page.waitForFunction(() => !document.title.startsWith("("));
  await composer(page).fill("はい、承ります。");
  await page.keyboard.press("Enter");
  await visitor.reply("はい、承ります。");
  await log(page).getByText("鈴木 彩（あなた）").waitFor();
  assert.equal(await composer(page).inputValue(), "");

  await visitor.typing();
  await page.getByText("岡田 真理さんが入力中").waitFor();
  await visitor.write("ありがとうございます");
  await page.getByText("岡田 真理さんが入力中").waitFor({ state: "hidden" });

  await page.getByRole("button", { name: "対応終了" }).click();
  await page.getByText("対応を終了しました").waitFor();
  await visitor.close();

  await page.goto(`${server.address}/inbox/ended`);
  await row(page, "岡田 真理").waitFor();
  await page.getByText("すべて表示しました").waitFor();
  assert.equal(await page.getByRole("button", { name: "さらに読み込む" }).count(), 0);
  await page.goto(`${server.address}/inbox/mine`);
});

test("a note is for colleagues only", async () => {
  const { page } = desk;
  const visitor = await openChat(browser, server, desk, "小林 さくら", "在庫はありますか");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "社内メモ" }).click();
  await page.getByRole("textbox", { name: "社内メモ" }).fill("倉庫に確認中");
  await page.keyboard.press("Enter");
  await log(page).getByText("倉庫に確認中").waitFor();
  await page.getByRole("tab", { name: "返信" }).click();
  await composer(page).fill("確認いたします");
  await page.keyboard.press("Enter");
  await visitor.reply("確認いたします");
  assert.deepEqual(await visitor.replies(), ["確認いたします"]);
  await visitor.close();
});

test("an NG word is masked in what came and stops what goes out", async () => {
  const { page } = desk;
  const visitor = await openChat(browser, server, desk, "中村 大輔", "本当に使えないですね");
  const masked = log(page).locator(".masked");
  await masked.waitFor();
  assert.match(await masked.innerText(), /＊＊＊＊/);
  await page.getByText("NGワードを伏せる").click();
  await masked.waitFor({ state: "hidden" });
  await page.getByText("NGワードを伏せる").click();

  await composer(page).fill("それはバカげています");
  await page.getByText("NGワードを直すと送信できます").waitFor();
  assert.ok(await page.getByRole("button", { name: "送信" }).isDisabled());
  await page.keyboard.press("Enter");
  await composer(page).fill("ご不便をおかけしました");
  await page.keyboard.press("Enter");
  await visitor.reply("ご不便をおかけしました");
  assert.deepEqual(await visitor.replies(), ["ご不便をおかけしました"]);
  await visitor.close();
});

test("Enter during a composition of the input method does not send", async () => {
  const { page } = desk;
  const visitor = await openChat(browser, server, desk, "高橋 美咲", "こんにちは");
  await composer(page).click();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Input.imeSetComposition", {
    text: "しょうち",
    selectionStart: 4,
    selectionEnd: 4,
  });
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
  await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
  await devtools.send("Input.insertText", { text: "承知" });
  assert.equal(await composer(page).inputValue(), "承知");
  assert.equal(await log(page).locator(".message.out").count(), 0);
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("です");
  assert.equal(await composer(page).inputValue(), "承知\nです");
  await page.keyboard.press("Enter");
  await visitor.reply("承知\nです");
  await visitor.leave();
});

test("a file goes with a message; one that is too large says so", async () => {
  const { page } = desk;
  const visitor = await openChat(browser, server, desk, "山口 拓海", "資料をください");
  const input = page.locator("input[type=file]").first();
  await input.setInputFiles({
    name: "大きい.bin",
    mimeType: "application/octet-stream",
    buffer: Buffer.alloc(10 * 1024 * 1024 + 1),
  });
  await page.getByText("大きすぎます").waitFor();
  await page.getByRole("button", { name: "大きい.bin を外す" }).click();
  await input.setInputFiles({
    name: "申込書.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("申込書\n"),
  });
  await page.locator(".upload", { hasText: "申込書.txt" }).waitFor();
  await page.locator(".upload progress").waitFor({ state: "hidden" });
  await composer(page).fill("お送りします");
  await page.keyboard.press("Enter");
  await log(page).locator(".file-card", { hasText: "申込書.txt" }).waitFor();
  await visitor.reply("お送りします");
  await visitor.close();
});

test("an unsent reply is kept by contact, and ending asks about it", async () => {
  const { page } = desk;
  const visitor = await openChat(browser, server, desk, "佐藤 健一", "質問です");
  await composer(page).fill("書きかけ");
  await page.reload();
  await page.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>(".composer textarea")?.value === "書きかけ",
  );
  await page.getByRole("button", { name: "対応終了" }).click();
  const question = page.getByRole("alertdialog", { name: "対応を終了しますか？" });
  await question.getByText("送信していない返信があります").waitFor();
  await question.getByRole("button", { name: "戻る" }).click();
  assert.equal(await composer(page).inputValue(), "書きかけ");
  await page.getByRole("button", { name: "対応終了" }).click();
  await question.getByRole("button", { name: "対応を終了する" }).click();
  await page.getByText("対応を終了しました").waitFor();
  await visitor.close();
});

test("a visitor is registered as a customer and found again", async () => {
  const { page } = desk;
  const visitor = await openChat(browser, server, desk, "松本 由紀", "登録してください");
  await page.getByRole("button", { name: "顧客を登録" }).click();
  await page.getByLabel("電話番号").fill("090-3345-1120");
  await page.getByLabel("メール", { exact: true }).fill("not a mail");
  await page.getByRole("button", { name: "登録", exact: true }).click();
  await page.getByText("メールアドレスの形で入力してください").waitFor();
  await page.getByLabel("メール", { exact: true }).fill("yuki@example.jp");
  await page.getByRole("button", { name: "登録", exact: true }).click();
  await page.getByText("登録済みの顧客").waitFor();

  await page.getByLabel("フリガナ").fill("マツモト ユキ");
  await page.getByText("未保存").waitFor();
  await page.keyboard.press("Control+s");
  await page.getByText("変更はありません").waitFor();

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("@yuki@example");
  await page.getByRole("option", { name: "松本 由紀" }).waitFor();
  await page.keyboard.press("Escape");
  await visitor.close();
});

test("keys move through the list and open what they say", async () => {
  const { page } = desk;
  const visitor = await openChat(browser, server, desk, "加藤 亮", "もう一件あります");
  await page.goto(`${server.address}/inbox/team`);
  await page.locator(".list-pane .row").nth(1).waitFor();
  await page.keyboard.press("j");
  await page.waitForURL(/\/inbox\/team\/\d+/);
  const first = page.url();
  await page.keyboard.press("j");
  await page.waitForFunction((url) => location.href !== url, first);
  await page.keyboard.press("k");
  await page.waitForFunction((url) => location.href === url, first);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "ショートカット一覧" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "社内メモ" }).waitFor();
  await page.keyboard.type("jk");
  assert.equal(await page.getByRole("textbox", { name: "社内メモ" }).inputValue(), "jk");
  assert.equal(page.url(), first);
  await page.getByRole("textbox", { name: "社内メモ" }).fill("");
  await page.keyboard.press("Alt+3");
  await page.locator(".state-segment.break.is-on").waitFor();
  await page.keyboard.press("Alt+1");
  await page.locator(".state-segment.ready.is-on").waitFor();
  await visitor.close();
});

test("a thread that is longer than a page loads older messages on the way up", async () => {
  const { page } = desk;
  const visitor = await openChat(browser, server, desk, "小川 直子", "長い話 0");
  await page.goto(`${server.address}/inbox/mine`);
  const write = (text: string) =>
    page.evaluate(
      async ({ text }) => {
        const me = await (await fetch("/api/v1/me")).json();
        const service = me.services[0].id;
        const inbox = await (await fetch(`/api/v1/services/${service}/inbox?box=mine`)).json();
        const contact = inbox.contacts.find(
          (row: { customerName: string }) => row.customerName === "小川 直子",
        );
        const answer = await fetch(`/api/v1/services/${service}/contacts/${contact.id}/messages`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ clientId: crypto.randomUUID(), kind: "note", text }),
        });
        if (!answer.ok) throw new Error(await answer.text());
      },
      { text },
    );
  for (let number = 0; number < 80; number += 1) await write(`控え ${number}`);
  await row(page, "小川 直子").click();
  await log(page).getByText("控え 79").waitFor();
  assert.equal(await log(page).getByText("長い話 0", { exact: true }).count(), 0);
  const first = log(page).getByText("長い話 0", { exact: true });
  await log(page).hover();
  await until("the first message", async () => {
    await page.mouse.wheel(0, -1500);
    return (await first.count()) > 0;
  });
  await page.getByRole("button", { name: "最新へ" }).click();
  await log(page).getByText("控え 79").waitFor();
  await visitor.close();
});

test("a colleague without the chat open sees it in the team's box", async () => {
  const other = await openPage(browser);
  await signIn(other.page, server.address, account(server, "tanaka"));
  await other.page.goto(`${server.address}/inbox/team`);
  await row(other.page, "高橋 美咲").first().click();
  await other.page.getByText("鈴木 彩 さんが対応しています").waitFor();
  assert.equal(await composer(other.page).count(), 0);
  await other.page.context().close();
});

test("nothing was refused by the security policy", () => {
  assert.deepEqual(desk.complaints, []);
});
