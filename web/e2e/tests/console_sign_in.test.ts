import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch, openPage } from "../src/browser.js";
import { account } from "../src/desk.js";
import { signIn } from "../src/operator.js";
import { startServe, startTrial, type TrialServer } from "../src/server.js";

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

test("a wrong password is refused without saying what was wrong", async () => {
  const { page } = await openPage(browser);
  await page.goto(`${server.address}/`);
  await page.waitForURL(/\/sign-in/);
  await page.getByText("株式会社こよみ舎").waitFor();
  for (const email of [account(server, "suzuki").email, "nobody@koyomisha.example"]) {
    await page.getByLabel("メールアドレス").fill(email);
    await page.getByLabel("パスワード").fill("not the password");
    await page.getByRole("button", { name: "サインイン" }).click();
    await page.getByText("メールアドレスかパスワードが違います").waitFor();
  }
});

test("after the sign-in the page that was wanted opens, and chat is asked about once", async () => {
  const { page } = await openPage(browser);
  await page.goto(`${server.address}/admin/operators`);
  const { email, password } = account(server, "suzuki");
  await page.getByLabel("メールアドレス").fill(email);
  await page.getByLabel("パスワード").fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/admin\/operators/);
  const question = page.getByRole("dialog", { name: "チャットをオンラインにしますか？" });
  await question.getByRole("button", { name: "オフラインのまま" }).click();
  await page.reload();
  await page.getByRole("heading", { name: "オペレーター" }).waitFor();
  assert.equal(await question.count(), 0);
});

test("a session that is ended elsewhere leads back to the sign-in", async () => {
  const here = await openPage(browser);
  const there = await openPage(browser);
  await signIn(here.page, server.address, account(server, "watanabe"));
  await signIn(there.page, server.address, account(server, "watanabe"));
  await there.page.goto(`${server.address}/me`);
  await there.page.getByRole("button", { name: "サインアウトさせる" }).first().click();
  await here.page.waitForURL(/\/sign-in/);
  await here.page.getByText("もう一度サインインしてください").waitFor();
});

test("who signs out is out", async () => {
  const { page } = await openPage(browser);
  await signIn(page, server.address, account(server, "tanaka"));
  await page.goto(`${server.address}/me`);
  await page.getByRole("button", { name: "サインアウト", exact: true }).click();
  await page.waitForURL(/\/sign-in/);
  await page.goto(`${server.address}/inbox/mine`);
  await page.waitForURL(/\/sign-in/);
});

test("an operator without admin rights sees no settings", async () => {
  const { page } = await openPage(browser);
  await signIn(page, server.address, account(server, "tanaka"));
  assert.equal(await page.getByRole("link", { name: "設定" }).count(), 0);
  await page.goto(`${server.address}/admin/chat`);
  await page.getByText("このページを見る権限がありません").waitFor();
});

test("an invited operator chooses a password and is in", async () => {
  const admin = await openPage(browser);
  await signIn(admin.page, server.address, account(server, "suzuki"));
  await admin.page.goto(`${server.address}/admin/operators`);
  await admin.page.getByRole("button", { name: "招待" }).click();
  await admin.page.getByLabel("名前").fill("伊藤 美穂");
  await admin.page.getByLabel("メールアドレス").fill("ito@koyomisha.example");
  await admin.page.getByRole("button", { name: "招待リンクを作る" }).click();
  const link = await admin.page.locator(".link-box .code-box").innerText();
  await admin.page.getByText("招待中").waitFor();

  const { page } = await openPage(browser);
  await page.goto(link.trim());
  await page.getByText("伊藤 美穂 さん、ようこそ").waitFor();
  await page.getByLabel("パスワード").fill("short");
  await page.getByRole("button", { name: "はじめる" }).click();
  await page.getByText("10文字以上にしてください").waitFor();
  await page.getByLabel("パスワード").fill("a long password");
  await page.getByLabel("もう一度").fill("a long password");
  await page.getByRole("button", { name: "はじめる" }).click();
  await page.waitForURL(/\/inbox\/mine/);

  await page.goto(link.trim());
  await page.getByText("この招待リンクは使えません").waitFor();
});

test("a new installation is set up with its token", async () => {
  const fresh = await startServe();
  try {
    const { page, complaints } = await openPage(browser);
    await page.goto(`${fresh.address}/`);
    await page.waitForURL(/\/setup/);
    await page.getByLabel("設定トークン").fill("wrong");
    await page.getByLabel("組織の名前").fill("株式会社みなと");
    await page.getByRole("button", { name: "次へ" }).click();
    await page.getByLabel("名前").fill("港 太郎");
    await page.getByLabel("メールアドレス").fill("minato@minato.example");
    await page.getByLabel("パスワード").fill("a long password");
    await page.getByRole("button", { name: "次へ" }).click();
    await page.getByLabel("サービス名").fill("みなと商店");
    await page.getByRole("button", { name: "登録して次へ" }).click();

    await page.getByRole("heading", { name: "組織を登録する" }).waitFor();
    await page.getByLabel("設定トークン").fill(fresh.setupToken);
    await page.getByRole("button", { name: "次へ" }).click();
    await page.getByRole("button", { name: "次へ" }).click();
    await page.getByRole("button", { name: "登録して次へ" }).click();

    await page.getByRole("heading", { name: "オペレーターを招く" }).waitFor();
    await page.getByRole("button", { name: "あとで招待する" }).click();
    await page.getByText("組織と管理者を登録").waitFor();
    await page.getByRole("button", { name: "受信トレイを開く" }).click();
    await page.waitForURL(/\/inbox\/mine/);
    assert.deepEqual(complaints, []);
  } finally {
    await fresh.remove();
  }
});
