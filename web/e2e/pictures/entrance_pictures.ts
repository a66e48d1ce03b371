import type { Browser } from "playwright-core";
import { openPage } from "../src/browser.js";
import { account } from "../src/desk.js";
import { startServe, type TrialServer } from "../src/server.js";
import { take } from "./camera.js";

export async function signInPicture(browser: Browser, server: TrialServer): Promise<void> {
  const { page } = await openPage(browser);
  await page.goto(`${server.address}/sign-in`);
  const { email, password } = account(server, "suzuki");
  await page.getByLabel("メールアドレス").fill(email);
  await page.getByLabel("パスワード").fill(password);
  await take(page, "sign-in");
  await page.context().close();
}

/** A new installation at its third step. */
export async function setupPicture(browser: Browser): Promise<void> {
  const fresh = await startServe();
  try {
    const { page } = await openPage(browser);
    await page.goto(`${fresh.address}/setup`);
    await page.getByLabel("設定トークン").fill(fresh.setupToken);
    await page.getByLabel("組織の名前").fill("株式会社こよみ舎");
    await page.getByRole("button", { name: "次へ" }).click();
    await page.getByLabel("名前").fill("鈴木 彩");
    await page.getByLabel("メールアドレス").fill("suzuki@koyomisha.example");
    await page.getByLabel("パスワード").fill("a long password");
    await page.getByRole("button", { name: "次へ" }).click();
    await page.getByLabel("サービス名").fill("こよみ舎");
    await page.mouse.move(0, 0);
    await take(page, "setup");
    await page.context().close();
  } finally {
    await fresh.remove();
  }
}
