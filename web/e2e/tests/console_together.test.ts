import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, openPage } from "../src/browser.js";
import { account, type Desk, openChat, openDesk } from "../src/desk.js";
import { chooseState, composer, log, row, signIn } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
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

afterEach(() => assert.deepEqual(desk.complaints, []));

/** What a console shows of a chat: the words of its log and the row in its list. */
async function shown(page: Page, name: string): Promise<string[]> {
  const words = await log(page).locator(".bubble, .system-line").allInnerTexts();
  const rows = await row(page, name).locator(".row-text").allInnerTexts();
  return [...words, ...rows].map((text) => text.trim());
}

test("two consoles of one operator stay equal", async () => {
  const other = await openPage(browser);
  await signIn(other.page, server.address, account(server, "suzuki"));
  const visitor = await openChat(browser, server, desk, "岡田 真理", "ひとつ目");
  await row(other.page, "岡田 真理").click();
  await composer(desk.page).fill("こちらから");
  await desk.page.keyboard.press("Enter");
  await log(other.page).getByText("こちらから").waitFor();
  await composer(other.page).fill("あちらから");
  await other.page.keyboard.press("Enter");
  await log(desk.page).getByText("あちらから").waitFor();
  await visitor.write("ふたつ目");
  await log(desk.page).getByText("ふたつ目").waitFor();
  await log(other.page).getByText("ふたつ目").waitFor();
  for (const page of [desk.page, other.page])
    await row(page, "岡田 真理").getByText("ふたつ目").waitFor();
  assert.deepEqual(await shown(other.page, "岡田 真理"), await shown(desk.page, "岡田 真理"));

  await chooseState(other.page, "休憩");
  await desk.page.locator(".state-segment.break.is-on").waitFor();
  await chooseState(desk.page, "待機");
  await other.page.locator(".state-segment.ready.is-on").waitFor();
  await visitor.close();
  await other.page.context().close();
});

test("a chat is handed over with a memo", async () => {
  const colleague = await openDesk(browser, server, "tanaka");
  await chooseState(colleague.page, "休憩");
  const visitor = await openChat(browser, server, desk, "김민준", "배송지를 변경하고 싶습니다");
  await desk.page.getByRole("button", { name: "引き継ぎ" }).click();
  const menu = desk.page.getByRole("dialog", { name: "引き継ぎ" });
  const target = menu.getByRole("option", { name: "田中 誠" });
  await target.getByText("休憩").waitFor();
  assert.equal(await target.getAttribute("aria-disabled"), "true");
  await chooseState(colleague.page, "待機");
  await target.getByText("待機").waitFor();
  await target.click();
  await menu.getByRole("textbox", { name: "引き継ぎメモ" }).fill("韓国語のお客様です");
  await menu.getByRole("button", { name: "田中 誠に引き継ぐ" }).click();
  await row(colleague.page, "김민준").click();
  await log(colleague.page).getByText("韓国語のお客様です").waitFor();
  await composer(colleague.page).fill("네, 변경해 드리겠습니다");
  await colleague.page.keyboard.press("Enter");
  await visitor.reply("네, 변경해 드리겠습니다");
  await desk.page.getByText("田中 誠 さんが対応しています").waitFor();
  await visitor.close();
  await colleague.page.context().close();
});

test("a snoozed chat is dimmed and wakes when the customer writes", async () => {
  const visitor = await openChat(browser, server, desk, "Emily Carter", "Just looking");
  await composer(desk.page).fill("Take your time.");
  await desk.page.keyboard.press("Enter");
  await visitor.reply("Take your time.");
  await desk.page.getByRole("button", { name: "スヌーズ" }).click();
  await desk.page.getByRole("button", { name: "お客さまの次の発言まで" }).click();
  await row(desk.page, "Emily Carter").getByText("スヌーズ中").waitFor();
  await visitor.write("I am back");
  await row(desk.page, "Emily Carter").getByText("対応待ち").waitFor();
  await visitor.close();
});

test("a chat that nobody could take waits in line and is taken by hand", async () => {
  await chooseState(desk.page, "休憩");
  const visitor = await Visitor.arrive(browser, server.address, desk.key, "森 千尋");
  await visitor.write("どなたかいますか");
  await desk.page.goto(`${server.address}/inbox/waiting`);
  await row(desk.page, "森 千尋").getByText("1番目").waitFor();
  await row(desk.page, "森 千尋").click();
  await desk.page.locator(".room").getByText("まだ担当がいません").waitFor();
  await desk.page.locator(".room-head").getByRole("button", { name: "対応する" }).click();
  await composer(desk.page).fill("お待たせしました");
  await desk.page.keyboard.press("Enter");
  await visitor.reply("お待たせしました");
  await chooseState(desk.page, "待機");
  await visitor.close();
});
