import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../src/browser.js";
import { type Desk, openChat, openDesk } from "../src/desk.js";
import { composer, log, row } from "../src/operator.js";
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

test("while the server is away the console says so, keeps what is written, and goes on afterwards", async () => {
  const { page } = desk;
  const visitor = await openChat(browser, server, desk, "岡田 真理", "前から");
  await composer(page).fill("返事");
  await page.keyboard.press("Enter");
  await visitor.reply("返事");

  await server.stop();
  await page.getByText("サーバーにつながりません。").waitFor();
  await composer(page).fill("届かない返事");
  await page.keyboard.press("Enter");
  await log(page).getByText("送れませんでした").waitFor();

  await server.start();
  const away = page.getByText("サーバーにつながりません。");
  const now = page.getByRole("button", { name: "今すぐつなぐ" });
  await now.click({ timeout: 5_000 }).catch(async (error) => {
    // The console may have come back by itself, which takes the button away.
    if (await away.isVisible()) throw error;
  });
  await away.waitFor({ state: "hidden" });
  await log(page).getByRole("button", { name: "再送" }).click();
  await log(page).getByText("送れませんでした").waitFor({ state: "hidden" });

  await visitor.connect();
  await visitor.write("戻りました");
  await log(page).getByText("戻りました").waitFor();
  const words = await log(page).locator(".bubble").allInnerTexts();
  assert.deepEqual(words, ["前から", "返事", "届かない返事", "戻りました"]);
  await row(page, "岡田 真理").getByText("戻りました").waitFor();

  const stayed = await log(page).locator(".bubble, .system-line").allInnerTexts();
  await page.reload();
  await log(page).getByText("戻りました").waitFor();
  assert.deepEqual(await log(page).locator(".bubble, .system-line").allInnerTexts(), stayed);
  await visitor.close();
});
