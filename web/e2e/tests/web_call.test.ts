import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Frame, Page } from "playwright-core";
import { assertAccessible } from "../src/accessible.js";
import { assertPitch, heardPitch, received, watchPeers } from "../src/audio.js";
import { kPhone, openPage } from "../src/browser.js";
import { account } from "../src/desk.js";
import { signIn } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { launchThatSays } from "../src/speaking.js";
import { until } from "../src/until.js";
import { beginChat, chatFrame, pressLauncher } from "../src/widget.js";

const kCustomerTone = 440;
const kOperatorTone = 620;
const limit = { timeout: 120_000 };

let operators: Browser;
let customers: Browser;
let server: TrialServer;
let desk: Page;
let complaints: string[];

before(async () => {
  operators = await launchThatSays(kOperatorTone);
  customers = await launchThatSays(kCustomerTone);
  server = await startTrial();
  ({ page: desk, complaints } = await openPage(operators));
  await watchPeers(desk);
  await signIn(desk, server.address, account(server, "tanaka"));
});

after(async () => {
  await operators.close();
  await customers.close();
  await server.remove();
});

const ringing = () => desk.getByRole("alertdialog", { name: "着信" });
const hangUpAtDesk = () => desk.getByRole("button", { name: /^終話/ }).first();

async function answer(): Promise<void> {
  await ringing().getByRole("button", { name: /^応答/ }).click();
  await hangUpAtDesk().waitFor();
  await until("audio at the desk", async () => (await received(desk)).packets > 50);
}

async function endWrapUp(): Promise<void> {
  await desk.getByRole("button", { name: /待機に戻る/ }).click();
}

/** A customer in the shop whose chat is open. */
async function enterShop(options = {}): Promise<{ page: Page; frame: Frame }> {
  const { page } = await openPage(customers, options);
  await watchPeers(page);
  await page.goto(server.shop);
  await pressLauncher(page);
  const frame = await chatFrame(page);
  await beginChat(frame);
  return { page, frame };
}

async function call(frame: Frame): Promise<void> {
  await frame.getByRole("button", { name: "電話で話す" }).click();
  await frame.getByRole("button", { name: "終話" }).waitFor();
}

test(
  "a customer calls from the shop, both hear each other, the operator hangs up",
  limit,
  async () => {
    const { page, frame } = await enterShop();
    await call(frame);
    await ringing().getByText("Webからの通話").first().waitFor();
    await until("music", async () => (await received(frame)).packets > 50);
    await answer();
    await frame.getByText(/通話中.*田中/).waitFor();
    assertPitch(await heardPitch(desk), kCustomerTone, "the operator hears the customer");
    assertPitch(await heardPitch(frame), kOperatorTone, "the customer hears the operator");
    await frame.getByRole("button", { name: "キーパッド" }).click();
    await frame.getByRole("button", { name: "5", exact: true }).click();
    await assertAccessible(frame, "the panel with its keys");
    await pressLauncher(page);
    assertPitch(await heardPitch(desk), kCustomerTone, "with the chat closed");
    await pressLauncher(page);
    await hangUpAtDesk().click();
    await frame.getByText("通話を終了しました").waitFor();
    await endWrapUp();
    await page.context().close();
    assert.deepEqual(complaints, []);
  },
);

test("a muted customer is not heard, and hangs up", limit, async () => {
  const { page, frame } = await enterShop({ ...kPhone, isMobile: true, hasTouch: true });
  await call(frame);
  await answer();
  await frame.getByRole("button", { name: "ミュート" }).click();
  const heard = await heardPitch(desk);
  assert.ok(Math.abs(heard - kCustomerTone) > 3, `the operator still hears ${heard} Hz`);
  await frame.getByRole("button", { name: "終話" }).click();
  await desk.getByText("後処理").first().waitFor();
  await frame.getByRole("button", { name: "もう一度かける" }).waitFor();
  await endWrapUp();
  await page.context().close();
});

test("a tab that is closed ends its call at once", limit, async () => {
  const { page, frame } = await enterShop();
  await call(frame);
  await answer();
  await page.close({ runBeforeUnload: true });
  await desk.getByText("後処理").first().waitFor();
  await endWrapUp();
});

test("a customer without a microphone is told so, and hears the operator", limit, async () => {
  const { page } = await openPage(customers);
  await watchPeers(page);
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    if (mediaDevices)
      mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.goto(server.shop);
  await pressLauncher(page);
  const frame = await chatFrame(page);
  await beginChat(frame);
  await call(frame);
  await frame.getByText("マイクの使用が許可されていません").waitFor();
  await answer();
  assertPitch(await heardPitch(frame), kOperatorTone, "the customer");
  await frame.getByRole("button", { name: "終話" }).click();
  await endWrapUp();
  await page.context().close();
});

test("the trial's telephone calls the shop beside the shop's page", limit, async () => {
  const { page } = await openPage(customers);
  await watchPeers(page);
  await signIn(page, server.address, account(server, "watanabe"), { chat: false, ready: false });
  await page.goto(`${server.address}/sandbox`);
  const phone = page.getByRole("group", { name: "お客様の電話" });
  for (const key of ["1", "1", "9"])
    await phone.getByRole("button", { name: key, exact: true }).click();
  await phone.getByRole("button", { name: "電話をかける" }).click();
  await phone.getByText(/110・118・119 にはつながりません/).waitFor();
  for (let digit = 0; digit < 3; digit += 1) await page.keyboard.press("Backspace");
  await phone.getByText("03-4520-1180").waitFor();
  await phone.getByRole("button", { name: "電話をかける" }).click();
  await ringing().getByText("090-0000-0000").first().waitFor();
  await answer();
  await phone.getByText(/通話中/).waitFor();
  assertPitch(await heardPitch(desk), kCustomerTone, "the operator");
  assertPitch(await heardPitch(page), kOperatorTone, "the customer");
  await page.frameLocator(`iframe[src^="${server.shop}"]`).getByRole("banner").waitFor();
  await assertAccessible(page, "/sandbox");
  await phone.getByRole("button", { name: "終話" }).click();
  await desk.getByText("後処理").first().waitFor();
  await endWrapUp();
  await page.context().close();
});

test("a test call brings back what one says, with its quality in words", limit, async () => {
  await desk.goto(`${server.address}/me/devices`);
  await desk.getByRole("button", { name: "テスト通話を始める" }).click();
  await desk.getByText("お話しください").waitFor();
  await until("audio", async () => (await received(desk)).packets > 100);
  assertPitch(await heardPitch(desk), kOperatorTone, "the echo");
  await desk.getByText(/ms・良好/).waitFor();
  await desk.getByText(/%・良好/).waitFor();
  await desk.getByRole("button", { name: "テスト通話を終える" }).click();
  await desk.getByRole("button", { name: "テスト通話を始める" }).waitFor();
});
