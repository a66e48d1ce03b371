import type { Browser, Page } from "playwright-core";
import { kPhone, openPage } from "../src/browser.js";
import { account, type Desk, openDesk } from "../src/desk.js";
import { chooseState, composer, log, row, signIn } from "../src/operator.js";
import type { TrialServer } from "../src/server.js";
import { Visitor } from "../src/visitor.js";
import { kPdf, take } from "./camera.js";
import { kGuests, kRooms, type Language, type RoomStory } from "./stories.js";

/** The console of an operator in the middle of a working day. */
export async function deskPictures(browser: Browser, server: TrialServer): Promise<void> {
  const desk = await openDesk(browser, server);
  const guests = await arriveAll(browser, server, desk);
  for (const story of Object.values(kRooms)) await converse(desk.page, story, guests);
  await register(desk.page);
  await consolePictures(desk.page);
  await templatePictures(desk.page);
  await waitingPictures(browser, server, desk.page, guests);
  await phonePicture(browser, server);
  await adminPicture(desk.page, server);
}

type Guests = ReadonlyMap<string, Visitor>;

async function arriveAll(browser: Browser, server: TrialServer, desk: Desk): Promise<Guests> {
  const guests = new Map<string, Visitor>();
  for (const { name, language, pageTitle, words } of kGuests) {
    const arrival = { language, pageTitle };
    const visitor = await Visitor.arrive(browser, server.address, desk.key, name, arrival);
    await visitor.write(words);
    guests.set(name, visitor);
  }
  return guests;
}

async function reply(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "送信" }).click();
  await log(page).locator(".bubble", { hasText: text }).waitFor();
}

async function converse(page: Page, story: RoomStory, guests: Guests): Promise<void> {
  const guest = guests.get(story.guest);
  if (!guest) throw new Error(`${story.guest} is not there`);
  await row(page, story.guest).click();
  await composer(page).waitFor();
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: story.attachment, mimeType: "application/pdf", buffer: kPdf });
  await page.locator(".uploads").getByText(story.attachment).waitFor();
  await reply(page, story.reply);
  await guest.reply(story.reply);
  await guest.write(story.answer);
  await page.getByRole("tab", { name: "社内メモ" }).click();
  await page.getByRole("textbox", { name: "社内メモ" }).fill(story.note);
  await page.keyboard.press("Enter");
  await log(page).getByText(story.note).waitFor();
  await page.getByRole("tab", { name: "返信" }).click();
  await reply(page, story.last);
  await guest.reply(story.last);
  await guest.read();
  await log(page).getByText("既読").last().waitFor();
  await composer(page).fill(story.draft);
}

async function register(page: Page): Promise<void> {
  await row(page, kRooms.ja.guest).click();
  await page.getByRole("button", { name: "顧客を登録" }).click();
  await page.getByLabel("フリガナ").fill("オカダ マリ");
  await page.getByLabel("電話番号").fill("090-1234-5678");
  await page.getByLabel("メール", { exact: true }).fill("mari.okada@example.jp");
  await page.getByLabel("会員番号").fill("M-0048213");
  await page.getByRole("button", { name: "登録", exact: true }).click();
  await page.locator(".identity").getByText("M-0048213").waitFor();
}

const kOwnLanguage: Readonly<Record<Language, string>> = {
  ja: "日本語",
  en: "English",
  ko: "한국어",
};

async function speak(page: Page, language: Language): Promise<void> {
  await page.goto(new URL("/me", page.url()).href);
  await page.getByText(kOwnLanguage[language], { exact: true }).click();
  await page.locator(`html[lang=${language}]`).waitFor();
}

async function showRoom(page: Page, guest: string): Promise<void> {
  await page.goto(new URL("/inbox/mine", page.url()).href);
  await row(page, guest).click();
  await page.locator(".log .message.out").last().waitFor();
  await page.locator(".side-fields, .side-register").first().waitFor();
  await page.mouse.move(0, 0);
}

async function consolePictures(page: Page): Promise<void> {
  for (const language of ["en", "ko", "ja"] as const) {
    await speak(page, language);
    await showRoom(page, kRooms[language].guest);
    await take(page, `console-${language}`);
  }
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
  });
  await take(page, "dark");
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "light";
  });
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "岡田 真理" }).first().waitFor();
  await take(page, "palette");
  await page.keyboard.press("Escape");
}

/** The templates that a service begins with: where a reply takes one, and where they are edited. */
async function templatePictures(page: Page): Promise<void> {
  await showRoom(page, kRooms.ja.guest);
  await composer(page).focus();
  await page.keyboard.press("Alt+t");
  await page.locator(".template-picker").getByRole("option").nth(2).waitFor();
  await take(page, "templates");
  await page.keyboard.press("Escape");
  await page.goto(new URL("/admin/message-templates", page.url()).href);
  await page.getByText("お届け日の目安").click();
  await page.getByRole("heading", { name: "お届け日の目安" }).waitFor();
  await take(page, "message-templates");
}

/** Who waits in line, and then, with a colleague who is free, to whom a chat can be handed over. */
async function waitingPictures(
  browser: Browser,
  server: TrialServer,
  page: Page,
  guests: Guests,
): Promise<void> {
  const resting = await openPage(browser);
  await signIn(resting.page, server.address, account(server, "watanabe"), { ready: false });
  await chooseState(resting.page, "休憩");
  await page.goto(`${server.address}/inbox/waiting`);
  await row(page, "小林 さくら").getByText("3番目").waitFor();
  await row(page, "中村 大輔").click();
  await log(page).getByText("送料はいくらからですか？").waitFor();
  await page.locator(".side-register").waitFor();
  await page.mouse.move(0, 0);
  await take(page, "waiting");

  const colleague = await openDesk(browser, server, "tanaka");
  await showRoom(page, kRooms.ja.guest);
  await guests.get(kRooms.ja.guest)?.typing();
  await page.getByText("岡田 真理さんが入力中").waitFor();
  await page.getByRole("button", { name: "引き継ぎ" }).click();
  await page.getByRole("option", { name: "田中 誠" }).click();
  await take(page, "hand-over");
  await page.keyboard.press("Escape");
  await colleague.page.context().close();
  await resting.page.context().close();
}

async function phonePicture(browser: Browser, server: TrialServer): Promise<void> {
  const { page } = await openPage(browser, {
    viewport: kPhone,
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  });
  await signIn(page, server.address, account(server, "suzuki"), { chat: null });
  await row(page, kRooms.ja.guest).tap();
  await log(page).getByText(kRooms.ja.last).waitFor();
  await take(page, "phone");
  await page.context().close();
}

async function adminPicture(page: Page, server: TrialServer): Promise<void> {
  await page.goto(`${server.address}/admin/chat`);
  await page.getByLabel("見出し").fill("こよみ舎 お客さま窓口");
  await page.getByText("変更 1件").waitFor();
  await take(page, "admin");
}
