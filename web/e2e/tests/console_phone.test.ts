import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { kPhone, launch, openPage } from "../src/browser.js";
import { account } from "../src/desk.js";
import { composer, log, row, signIn } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { serviceKey, Visitor } from "../src/visitor.js";

let browser: Browser;
let server: TrialServer;

before(async () => {
  browser = await launch();
  server = await startTrial();
});

after(async () => {
  await browser.close();
  await server.remove();
});

/** Nothing may stick out at the side. */
async function assertFits(page: Page, where: string): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= kPhone.width, `${where} is ${width} px wide`);
}

test("on a phone a chat is found, answered and left, one pane at a time", async () => {
  const { page } = await openPage(browser, { viewport: kPhone, hasTouch: true, isMobile: true });
  await signIn(page, server.address, account(server, "suzuki"), { ready: false });
  await page.locator(".bottom-nav").getByText("オフライン").tap();
  await page.getByRole("button", { name: "待機", exact: true }).tap();
  await page.locator(".bottom-nav").getByText("待機").waitFor();

  const visitor = await Visitor.arrive(
    browser,
    server.address,
    await serviceKey(page),
    "岡田 真理",
  );
  await visitor.write("スマホから");
  await row(page, "岡田 真理").tap();
  await log(page).getByText("スマホから").waitFor();
  assert.equal(await page.locator(".list-pane").isVisible(), false);
  await assertFits(page, "the room");

  await composer(page).fill("一行目");
  await page.keyboard.press("Enter");
  assert.equal(await composer(page).inputValue(), "一行目\n");
  await page.getByRole("button", { name: "送信" }).tap();
  await visitor.reply("一行目");

  await page.getByRole("tab", { name: "顧客" }).tap();
  await page.getByText("白磁の飯碗").waitFor();
  assert.equal(await log(page).isVisible(), false);
  await page.getByRole("tab", { name: "会話" }).tap();
  await page.getByRole("link", { name: "戻る" }).tap();
  await row(page, "岡田 真理").waitFor();
  await assertFits(page, "the list");
  for (const path of ["/me", "/admin/chat", "/admin/operators", "/admin/audit-log"]) {
    await page.goto(`${server.address}${path}`);
    await page.locator("h1").first().waitFor();
    await assertFits(page, path);
  }
});

test("what is touched is large enough", async () => {
  const { page } = await openPage(browser, { viewport: kPhone, hasTouch: true, isMobile: true });
  await signIn(page, server.address, account(server, "tanaka"), { ready: false });
  const heights = await page
    .locator(".bottom-nav a, .bottom-nav button")
    .evaluateAll((items) => items.map((item) => item.getBoundingClientRect().height));
  assert.equal(heights.length, 4);
  for (const height of heights) assert.ok(height >= 44, `${height} px`);
});
