import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { assertAccessible } from "../src/accessible.js";
import { kPhone, launch, openPage } from "../src/browser.js";
import { account, type Desk, openChat, openDesk } from "../src/desk.js";
import { assertFits } from "../src/fits.js";
import { composer, signIn } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
import type { Visitor } from "../src/visitor.js";

let browser: Browser;
let server: TrialServer;
let desk: Desk;
let visitor: Visitor;

before(async () => {
  browser = await launch();
  server = await startTrial();
  desk = await openDesk(browser, server);
  visitor = await openChat(browser, server, desk, "岡田 真理", "送料はいくらですか");
});

after(async () => {
  await browser.close();
  await server.remove();
});

const kPath = "/admin/message-templates";

function picker(page: Page) {
  return page.locator(".template-picker");
}

async function openRoom(page: Page): Promise<void> {
  await page.goto(`${server.address}/inbox/mine`);
  await page.locator(".list-pane .row", { hasText: "岡田 真理" }).click();
  await composer(page).waitFor();
}

test("an admin makes a template with the keyboard, and it comes to the customer by a slash", async () => {
  const { page } = desk;
  await page.goto(`${server.address}${kPath}`);
  const add = page.getByRole("button", { name: "テンプレートを追加" });
  await add.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("送料");
  await page.keyboard.press("Tab");
  await page.keyboard.type("お届け");
  await page.keyboard.press("Tab");
  await page.keyboard.type("送料は全国一律500円です。");
  await page.keyboard.press("Enter");
  await page.keyboard.type("5,000円以上は無料です。");
  await page.getByRole("button", { name: "保存" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("変更はありません").waitFor();
  await page.getByRole("heading", { name: "送料" }).waitFor();

  await openRoom(page);
  await page.keyboard.press("r");
  await page.keyboard.type("/そうりょう");
  await picker(page).getByText("「そうりょう」は見つかりません").waitFor();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.type("/送料");
  await picker(page).getByRole("option", { name: "送料" }).waitFor();
  await page.keyboard.press("Enter");
  assert.equal(
    await composer(page).inputValue(),
    "送料は全国一律500円です。\n5,000円以上は無料です。",
  );
  await page.keyboard.press("Enter");
  await visitor.reply("送料は全国一律500円です。\n5,000円以上は無料です。");
});

test("arrows choose, Escape leaves what was typed, Ctrl+Z takes an insertion back", async () => {
  const { page } = desk;
  await openRoom(page);
  const field = composer(page);
  await field.focus();
  await page.keyboard.type("/");
  await picker(page).getByRole("option").nth(3).waitFor();
  await page.keyboard.press("ArrowDown");
  assert.equal(
    await page.getByRole("option", { selected: true }).locator("b").innerText(),
    "おわりのあいさつ",
  );
  await page.keyboard.press("Escape");
  await picker(page).waitFor({ state: "hidden" });
  assert.equal(await field.inputValue(), "/");
  await page.keyboard.type("5個は");
  assert.equal(await picker(page).count(), 0);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");

  await page.keyboard.type("/お届け日");
  await picker(page).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  assert.match(await field.inputValue(), /^ご注文から3〜5営業日/);
  await page.keyboard.press("Control+Z");
  assert.equal(await field.inputValue(), "/お届け日");
  await field.fill("");
});

test("the button inserts at the caret and keeps what is written; nothing becomes too long", async () => {
  const { page } = desk;
  await openRoom(page);
  const field = composer(page);
  await field.fill("岡田様また");
  for (let step = 0; step < 2; step += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Alt+t");
  await page.keyboard.type("送料");
  await picker(page).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  assert.equal(
    await field.inputValue(),
    "岡田様送料は全国一律500円です。\n5,000円以上は無料です。また",
  );
  assert.ok(await field.evaluate((element) => element === document.activeElement));

  await field.fill("x".repeat(3990));
  await page.keyboard.press("Alt+t");
  await picker(page).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page
    .getByText("4,000文字を超えるため")
    .or(page.getByText("4000文字を超えるため"))
    .waitFor();
  assert.equal((await field.inputValue()).length, 3990);
  await page.keyboard.press("Escape");
  await picker(page).waitFor({ state: "hidden" });
  await field.fill("");
});

test("a note takes one, too, and NG words in it are found as typed ones are", async () => {
  const { page } = desk;
  await page.evaluate(async () => {
    const me = (await (await fetch("/api/v1/me")).json()) as { services: { id: string }[] };
    const path = `/api/v1/services/${me.services[0]?.id}/message-templates`;
    const list = (await (await fetch(path)).json()) as { messageTemplates: object[] };
    const bad = { group: "", name: "だめ", text: "それは使えないものです" };
    const body = JSON.stringify({ ...list, messageTemplates: [...list.messageTemplates, bad] });
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "PUT", headers, body });
    if (!answer.ok) throw new Error(await answer.text());
  });
  await openRoom(page);
  await page.keyboard.press("r");
  await page.keyboard.type("/だめ");
  await picker(page).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("NGワードを直すと送信できます").waitFor();
  await composer(page).fill("");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("/だめ");
  await picker(page).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.locator(".log").getByText("それは使えないものです").waitFor();
});

test("page and picker have no violation and fit, in light and dark, wide and narrow", async () => {
  const narrow = await openPage(browser, { viewport: kPhone });
  await signIn(narrow.page, server.address, account(server, "suzuki"), { chat: null });
  for (const page of [desk.page, narrow.page]) {
    await page.goto(`${server.address}${kPath}`);
    await page.getByRole("option", { name: "お届け日の目安" }).click();
    await page.getByRole("heading", { name: "お届け日の目安" }).waitFor();
    for (const theme of ["light", "dark"]) {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      await assertAccessible(page, `page ${theme}`);
    }
    await assertFits(page, "page");
    await openRoom(page);
    await page.keyboard.press("Alt+t");
    await picker(page).getByRole("option").first().waitFor();
    await assertAccessible(page, "picker by the button");
    await assertFits(page, "picker");
    await page.keyboard.press("Escape");
    await page.keyboard.type("/");
    await picker(page).getByRole("option").first().waitFor();
    await assertAccessible(page, "picker by a slash");
    await composer(page).fill("");
  }
  await narrow.page.context().close();
});

test("two admins who edit at once keep both changes", async () => {
  const { page } = desk;
  const other = await openPage(browser);
  await signIn(other.page, server.address, account(server, "suzuki"), { chat: null });
  const change = async (on: Page, name: string, text: string) => {
    await on.getByRole("option", { name }).click();
    await on.getByLabel("本文").fill(text);
  };
  for (const each of [page, other.page]) {
    await each.goto(`${server.address}${kPath}`);
    await each.getByRole("option", { name: "はじめのあいさつ" }).waitFor();
  }
  await change(page, "はじめのあいさつ", "一人目の文です");
  await change(other.page, "おわりのあいさつ", "二人目の文です");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("変更はありません").waitFor();
  await other.page.getByRole("button", { name: "保存" }).click();
  await other.page.getByText("ほかの管理者の変更を取り込みました").waitFor();
  await other.page.getByRole("button", { name: "保存" }).click();
  await other.page.getByText("変更はありません").waitFor();
  await page.reload();
  await page.getByText("一人目の文です").waitFor();
  await page.getByText("二人目の文です").waitFor();

  await page.getByRole("option", { name: "だめ" }).click();
  await page.getByRole("button", { name: "削除" }).click();
  await page.getByText("「だめ」を削除しました").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "だめ" }).waitFor();
  await page.getByText("変更はありません").waitFor();
  await other.page.context().close();
});
