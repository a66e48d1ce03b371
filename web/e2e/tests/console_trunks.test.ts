import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../src/browser.js";
import { type Desk, openDesk } from "../src/desk.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { trunkSupport } from "../src/trunk.js";

let browser: Browser;
let server: TrialServer;
let desk: Desk;

before(async () => {
  browser = await launch();
  server = await startTrial(["--trunk-check", "1"]);
  desk = await openDesk(browser, server);
});

after(async () => {
  await browser.close();
  await server.remove();
});

test("a trunk is added, goes down with its reason, comes back, and is removed", async () => {
  const { page } = desk;
  const { kTrunkAddress, TrunkPeer } = await trunkSupport();
  let peer = await TrunkPeer.open();
  const { port } = peer;
  await page.goto(`${server.address}/admin/trunks`);
  const fixed = page.getByRole("row", { name: /trial/ });
  await fixed.getByText("設定ファイル").waitFor();
  await fixed.getByText("確認なし").waitFor();

  await page.getByRole("button", { name: "回線を追加" }).click();
  const dialog = page.getByRole("dialog", { name: "回線を追加" });
  await dialog.getByRole("button", { name: "保存" }).click();
  assert.equal(await dialog.getByText("入力してください").count(), 2);
  await dialog.getByLabel("回線名").fill("ひかり回線");
  await dialog.getByLabel("IPアドレス").fill("127.0.0.1");
  await dialog.getByLabel("ポート").fill(String(port));
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("同じものがすでにあります").first().waitFor();
  await dialog.getByLabel("IPアドレス").fill(kTrunkAddress);
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "detached" });

  const row = page.getByRole("row", { name: /ひかり回線/ });
  await row.getByText("接続中").waitFor();
  peer.status = "503 Service Unavailable";
  await row.getByText("不通").waitFor();
  await row.getByText("電話を受け付けないと答えました（503）").waitFor();
  peer.status = null;
  await row.getByText("応答がありません").waitFor();
  peer.close();
  await row.getByText("このポートでは待ち受けていません").waitFor();
  peer = await TrunkPeer.open(port);
  await row.getByText("接続中").waitFor();

  await row.getByRole("button", { name: "ひかり回線" }).click();
  const change = page.getByRole("dialog", { name: "回線を変更" });
  await change.getByRole("button", { name: "削除" }).click();
  const question = page.getByRole("alertdialog", { name: "ひかり回線 を削除しますか？" });
  await question.getByRole("button", { name: "削除" }).click();
  await row.waitFor({ state: "detached" });
  peer.close();
});

test("a number leads to a queue, once however it is written", async () => {
  const { page } = desk;
  await page.goto(`${server.address}/admin/trunks`);
  await page.getByRole("row", { name: /ほかのすべての番号/ }).waitFor();
  const add = async (number: string) => {
    await page.getByRole("button", { name: "番号を追加" }).click();
    await page.getByRole("dialog").getByLabel("電話番号").fill(number);
    await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  };
  await add("03-9876-5432");
  await page.getByRole("row", { name: /03-9876-5432/ }).waitFor();
  await add("+81398765432");
  await page.getByRole("dialog").getByText("同じものがすでにあります").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "キャンセル" }).click();

  await page.getByRole("button", { name: "03-9876-5432" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "削除" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "削除" }).click();
  await page.getByRole("row", { name: /03-9876-5432/ }).waitFor({ state: "detached" });
});
