import type { Browser, Page } from "playwright-core";
import { kPhone, openPage } from "../src/browser.js";
import { Caller } from "../src/caller.js";
import { account, openDesk } from "../src/desk.js";
import { signIn } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { launchThatSays } from "../src/speaking.js";
import { take } from "./camera.js";

const kNumber = "09012345678";

/** Calls of one operator from the ringing to the list, with a microphone that hears a tone. */
export async function callPictures(): Promise<void> {
  const browser = await launchThatSays(300);
  const server = await startTrial();
  try {
    const desk = await openDesk(browser, server, "tanaka");
    await missedCall(server);
    await deskPictures(desk.page, server);
    await dialPicture(desk.page);
    await sandboxPicture(browser, desk.page, server);
    const phone = await openPage(browser, {
      viewport: kPhone,
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
    });
    await signIn(phone.page, server.address, account(server, "tanaka"), { chat: null });
    await phonePictures(phone.page, server);
  } finally {
    await browser.close();
    await server.remove();
  }
}

async function missedCall(server: TrialServer): Promise<void> {
  const caller = await Caller.call(server, { number: "0312340000" });
  await caller.hears(30);
  caller.close();
}

const dialog = (page: Page) => page.getByRole("alertdialog", { name: "着信" });
const hangUp = (page: Page) => page.getByRole("button", { name: /^終話/ }).first();

async function deskPictures(page: Page, server: TrialServer): Promise<void> {
  await dialog(page).waitFor({ state: "hidden" });
  const caller = await Caller.call(server, { number: kNumber });
  await dialog(page).waitFor();
  await take(page, "ringing");
  await dialog(page).getByRole("button", { name: /^応答/ }).click();
  await hangUp(page).waitFor();
  await register(page);
  await caller.hears(50);
  await take(page, "call");
  await page.getByRole("button", { name: /^保留/ }).first().click();
  await page.getByText("保留中").first().waitFor();
  await take(page, "held");
  await hangUp(page).click();
  await caller.wasHungUp();
  await page.getByRole("button", { name: /待機に戻る/ }).waitFor();
  await page.locator(".player canvas").first().waitFor();
  await take(page, "wrap-up");
  await page.getByRole("button", { name: /待機に戻る/ }).click();
  await page.goto(`${server.address}/calls`);
  await page.getByText("岡田 真理").first().waitFor();
  await take(page, "calls");
}

async function dialPicture(page: Page): Promise<void> {
  await page.keyboard.press("Alt+c");
  const pad = page.getByRole("dialog", { name: "電話をかける" });
  await pad.getByRole("textbox").fill("090-1234-5678");
  await take(page, "dial-pad");
  await page.keyboard.press("Escape");
}

/** The customer's telephone of the trial, while the operator talks to it. */
async function sandboxPicture(browser: Browser, desk: Page, server: TrialServer): Promise<void> {
  const { page } = await openPage(browser);
  await signIn(page, server.address, account(server, "suzuki"), { chat: null });
  await page.goto(`${server.address}/sandbox`);
  await page.getByRole("button", { name: "電話をかける" }).click();
  await dialog(desk).getByRole("button", { name: /^応答/ }).click();
  await page.getByText("通話中").waitFor();
  await take(page, "sandbox");
  await hangUp(desk).click();
  await desk.getByRole("button", { name: /待機に戻る/ }).click();
}

async function register(page: Page): Promise<void> {
  await page.getByRole("button", { name: "顧客を登録" }).click();
  await page.getByLabel("氏名").fill("岡田 真理");
  await page.getByLabel("フリガナ").fill("オカダ マリ");
  await page.getByRole("button", { name: "登録", exact: true }).click();
  await page.locator(".identity").first().waitFor();
}

async function phonePictures(page: Page, server: TrialServer): Promise<void> {
  const caller = await Caller.call(server, { number: kNumber });
  await dialog(page).waitFor();
  await take(page, "ringing-phone");
  await dialog(page).getByRole("button", { name: /^応答/ }).tap();
  await hangUp(page).waitFor();
  await caller.hears(50);
  await take(page, "call-phone");
  await hangUp(page).tap();
  await caller.wasHungUp();
}
