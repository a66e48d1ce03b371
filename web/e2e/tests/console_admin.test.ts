import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../src/browser.js";
import { type Desk, openDesk } from "../src/desk.js";
import { startTrial, type TrialServer } from "../src/server.js";

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

test("chat settings: changes are counted, kept as a draft, refused with their reason, saved", async () => {
  const { page } = desk;
  await page.goto(`${server.address}/admin/chat`);
  await page.getByLabel("見出し").fill("こよみ舎の窓口");
  await page.getByText("変更 1件").waitFor();
  await page.getByLabel("ブランドの色").fill("#f0b429");
  await page.getByText("白い文字が読みにくい色です").waitFor();
  assert.ok(await page.getByRole("button", { name: "保存" }).isDisabled());
  await page.getByRole("button", { name: /にする$/ }).click();
  await page.getByText("変更 2件").waitFor();

  await page.getByRole("link", { name: "NGワード" }).click();
  const question = page.getByRole("alertdialog", { name: "保存せずに移動しますか？" });
  await question.getByRole("button", { name: "とどまる" }).click();
  assert.match(page.url(), /\/admin\/chat$/);
  await page.reload();
  await page.getByText("変更 2件").waitFor();
  assert.equal(await page.getByLabel("見出し").inputValue(), "こよみ舎の窓口");

  await page.getByRole("button", { name: "サイトを追加" }).click();
  await page.getByLabel("サイト 2").fill("https://Shop.Example/items?x=1");
  await page.getByLabel("サイト 2").blur();
  assert.equal(await page.getByLabel("サイト 2").inputValue(), "https://shop.example");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("変更はありません").waitFor();
  await page.reload();
  assert.equal(await page.getByLabel("見出し").inputValue(), "こよみ舎の窓口");
  assert.equal(await page.getByLabel("サイト 2").inputValue(), "https://shop.example");
});

test("the script to copy names the service and this server", async () => {
  const { page } = desk;
  await page.goto(`${server.address}/admin/chat`);
  const script = await page.locator(".inspector .code-box").first().innerText();
  const line = script.replace(/\s+/g, " ").trim();
  assert.equal(
    line,
    `<script async src="${server.address}/widget.js" data-service="${desk.key}"></script>`,
  );
});

test("NG words are saved without blanks and repetitions", async () => {
  const { page } = desk;
  await page.goto(`${server.address}/admin/ng-words`);
  await page.getByLabel("NGワード").fill("ばか\n\n  使えない \nばか\nださい");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("変更はありません").waitFor();
  assert.equal(await page.getByLabel("NGワード").inputValue(), "ばか\n使えない\nださい");
});

test("a new work reason can be chosen at once", async () => {
  const { page } = desk;
  await page.goto(`${server.address}/admin/work-reasons`);
  await page.getByRole("button", { name: "理由を追加" }).click();
  await page.getByText("直すところが 1件あります").waitFor();
  await page.getByRole("textbox", { name: "日本語" }).last().fill("棚卸し");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("変更はありません").waitFor();
  await page.getByRole("button", { name: "業務" }).first().click();
  await page.getByRole("menuitem", { name: "棚卸し" }).click();
  await page.getByText("業務・棚卸し").waitFor();
});

test("rights and capacity of an operator change, and who is disabled is out", async () => {
  const { page } = desk;
  await page.goto(`${server.address}/admin/operators`);
  await page.getByRole("button", { name: "渡辺 剛" }).click();
  await page.getByLabel("同時に受けるチャットの数").fill("3");
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator("tr", { hasText: "渡辺 剛" }).getByText("3", { exact: true }).waitFor();
  await page.getByRole("button", { name: "無効にする" }).click();
  await page.locator("tr", { hasText: "渡辺 剛" }).getByText("無効").waitFor();
  await page.goto(`${server.address}/admin/audit-log`);
  await page.getByText("オペレーターを変更").first().waitFor();
});

test("a second service is added and chosen for the settings", async () => {
  const { page } = desk;
  await page.goto(`${server.address}/admin/services`);
  await page.getByRole("button", { name: "サービスを追加" }).click();
  const dialog = page.getByRole("dialog", { name: "サービスを追加" });
  await dialog.getByLabel("サービス名").fill("こよみ茶房");
  await dialog.getByRole("button", { name: "追加" }).click();
  await page.getByRole("heading", { name: "こよみ茶房" }).waitFor();
});

test("preferences apply at once and are still there at the next sign-in", async () => {
  const { page } = desk;
  await page.goto(`${server.address}/me`);
  await page.getByText("English", { exact: true }).click();
  await page.getByRole("heading", { name: "My account" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.getByText("Dark", { exact: true }).click();
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await page.reload();
  await page.getByRole("heading", { name: "My account" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await page.getByText("日本語", { exact: true }).click();
  await page.getByRole("heading", { name: "マイアカウント" }).waitFor();
});

test("nothing was refused by the security policy", () => {
  assert.deepEqual(desk.complaints, []);
});
