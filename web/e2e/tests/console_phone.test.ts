import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { kPhone, kZoomed, launch, openPage } from "../src/browser.js";
import { account } from "../src/desk.js";
import { assertFits } from "../src/fits.js";
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
  assert.equal(heights.length, 5);
  for (const height of heights) assert.ok(height >= 44, `${height} px`);
});

const kLongName =
  "寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る処に住む処藪ら柑子の藪柑子パイポパイポ";
const kLongWord = `https://koyomisha.example/${"kobiki-no-hachi-".repeat(12)}`;
const kLongText = `${kLongWord} ${"お問い合わせありがとうございます。".repeat(12)}${"あ".repeat(80)}`;
/** Of the phone, of a desk at 200 %, and on both sides of where the layout changes. */
const kWidths = [390, 720, 899, 900, 1100, 1101, 1280, 1281, 1440];

test("long names and texts stay inside of every width", async () => {
  const { page } = await openPage(browser);
  await signIn(page, server.address, account(server, "suzuki"));
  const key = await serviceKey(page);
  const arrival = { pageTitle: kLongText.slice(0, 300) };
  const visitor = await Visitor.arrive(browser, server.address, key, kLongName, arrival);
  await visitor.write(kLongText);
  await row(page, kLongName).click();
  await log(page).getByText("パイポ").or(log(page).getByText(kLongWord)).first().waitFor();
  await composer(page).fill(kLongText);
  await page.getByRole("button", { name: "送信" }).click();
  await visitor.reply(kLongText);
  await composer(page).fill(kLongText);
  const room = page.url();
  for (const width of kWidths) {
    await page.setViewportSize({ width, height: 900 });
    await log(page).waitFor();
    await assertFits(page, `the room at ${width} px`);
  }
  await page.setViewportSize(kPhone);
  await page.getByRole("tab", { name: "顧客" }).click();
  await page.locator(".side-register").waitFor();
  await assertFits(page, "the customer on a phone");
  for (const path of ["/inbox/mine", "/inbox/waiting", "/inbox/team"]) {
    await page.goto(`${server.address}${path}`);
    await row(page, kLongName).waitFor();
    for (const width of kWidths) {
      await page.setViewportSize({ width, height: 900 });
      await assertFits(page, `${path} at ${width} px`);
    }
  }
  await page.goto(room);
  await visitor.close();
});

const kPages = [
  "/inbox/ended",
  "/calls",
  "/me",
  "/me/devices",
  "/admin/chat",
  "/admin/ng-words",
  "/admin/message-templates",
  "/admin/caller-numbers",
  "/admin/operators",
  "/admin/queues",
  "/admin/work-reasons",
  "/admin/trunks",
  "/admin/services",
  "/admin/audit-log",
];

test("every page fits a phone and a desk at 200 %, in each language", async () => {
  const { page } = await openPage(browser);
  await signIn(page, server.address, account(server, "suzuki"));
  for (const [language, path] of kPages.flatMap((one) =>
    ["ja", "en", "ko"].map((code) => [code, one] as const),
  )) {
    await page.evaluate(async (code) => {
      const { preferences } = await (await fetch("/api/v1/me")).json();
      await fetch("/api/v1/me", {
        method: "PATCH",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ preferences: { ...preferences, language: code } }),
      });
    }, language);
    await page.goto(`${server.address}${path}`);
    await page.locator(`html[lang=${language}]`).waitFor();
    await page.locator("h1").first().waitFor();
    await page.waitForLoadState("networkidle");
    for (const size of [kPhone, kZoomed]) {
      await page.setViewportSize(size);
      await assertFits(page, `${path} in ${language} at ${size.width} px`);
    }
  }
});
