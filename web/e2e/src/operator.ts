import type { Page } from "playwright-core";
import type { Account } from "./server.js";

interface SignInOptions {
  /** Whether to go online for chat when asked; null leaves the question open. */
  chat?: boolean | null;
  /** Whether to go to 待機. */
  ready?: boolean;
}

/** Signs in through the page as a person would. */
export async function signIn(
  page: Page,
  address: string,
  account: Account,
  { chat = true, ready = true }: SignInOptions = {},
): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel("メールアドレス").fill(account.email);
  await page.getByLabel("パスワード").fill(account.password);
  await page.getByRole("button", { name: "サインイン" }).click();
  await page.waitForURL(/\/inbox\//);
  if (chat === null) return;
  const dialog = page.getByRole("dialog", { name: "チャットをオンラインにしますか？" });
  const online = page.locator(".strip-switch", { hasText: "オンライン" });
  await dialog.or(online).first().waitFor();
  if (await dialog.isVisible()) {
    const answer = chat ? "オンラインにする" : "オフラインのまま";
    await dialog.getByRole("button", { name: answer }).click();
    await dialog.waitFor({ state: "hidden" });
  }
  if (ready) await chooseState(page, "待機");
}

export async function chooseState(page: Page, state: string): Promise<void> {
  const segment = page.getByRole("button", { name: state, exact: true }).first();
  await segment.click();
  await page.locator(`.state-segment.is-on:has-text("${state}")`).waitFor();
}

/** The row of a contact in the list. */
export function row(page: Page, text: string) {
  return page.locator(".list-pane .row", { hasText: text });
}

export function log(page: Page) {
  return page.getByRole("log", { name: "会話" });
}

export function composer(page: Page) {
  return page.getByRole("textbox", { name: "お客さまへの返信" });
}
