import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { assertNothingLost, assertPitch, heardPitch, received, watchPeers } from "../src/audio.js";
import { kDesk, kPhone, kZoomed, openPage } from "../src/browser.js";
import { Caller } from "../src/caller.js";
import { account } from "../src/desk.js";
import { assertFits } from "../src/fits.js";
import { signIn } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { launchThatSays } from "../src/speaking.js";
import { pitchOf, shareOf } from "../src/tone.js";
import { until } from "../src/until.js";

const kCallerTone = 440;
const kOperatorTone = 620;
const limit = { timeout: 120_000 };

let browser: Browser;
let server: TrialServer;
let page: Page;
let complaints: string[];

before(async () => {
  browser = await launchThatSays(kOperatorTone);
  server = await startTrial();
  ({ page, complaints } = await openPage(browser));
  await watchPeers(page);
  await signIn(page, server.address, account(server, "tanaka"));
});

after(async () => {
  await browser.close();
  await server.remove();
});

const ringing = () => page.getByRole("alertdialog", { name: "着信" });

async function answeredCall(): Promise<Caller> {
  const caller = await Caller.call(server, { tone: kCallerTone });
  await ringing().getByRole("button", { name: /^応答/ }).click();
  await page.getByRole("button", { name: /^終話/ }).first().waitFor();
  await until("audio", async () => (await received(page)).packets > 50);
  return caller;
}

test("a call is answered, both sides hear each other, and nothing is lost", limit, async () => {
  const caller = await answeredCall();
  assertPitch(await heardPitch(page), kCallerTone, "the operator hears the caller");
  assertPitch(pitchOf(await caller.hears(100)), kOperatorTone, "the caller hears the operator");
  await assertNothingLost(page, server);
  for (const size of [kPhone, kZoomed, kDesk]) {
    await page.setViewportSize(size);
    await assertFits(page, `the call at ${size.width} px`);
  }

  await page.getByRole("button", { name: /^終話/ }).first().click();
  await caller.wasHungUp();
  await page.getByText("後処理").first().waitFor();
  await page.getByRole("button", { name: /待機に戻る/ }).click();
  assert.deepEqual(complaints, []);
});

test("on hold the caller hears music and the operator still hears the caller", limit, async () => {
  const caller = await answeredCall();
  assertPitch(pitchOf(await caller.hears(50)), kOperatorTone, "before");
  await page.getByRole("button", { name: /^保留/ }).first().click();
  await page
    .getByText(/保留中/)
    .first()
    .waitFor();
  await caller.hears(20);
  const music = await caller.hears(50);
  assert.ok(shareOf(music, kOperatorTone) < 0.3, "the caller still hears the operator");
  assert.ok(
    music.some((sample) => Math.abs(sample) > 600),
    "it is silence, not music",
  );
  assertPitch(await heardPitch(page), kCallerTone, "the operator on hold");
  await page.getByRole("button", { name: /再開/ }).first().click();
  await caller.hears(10);
  assertPitch(pitchOf(await caller.hears(50)), kOperatorTone, "after");
  await page.getByRole("button", { name: /^終話/ }).first().click();
  await caller.wasHungUp();
  await page.getByRole("button", { name: /待機に戻る/ }).click();
});

test("a console that is loaded anew goes on with its call", limit, async () => {
  const caller = await answeredCall();
  await page.reload();
  await page.getByRole("button", { name: /^終話/ }).first().waitFor();
  await until("audio", async () => (await received(page)).packets > 50);
  await caller.hears(10);
  assertPitch(pitchOf(await caller.hears(50)), kOperatorTone, "the caller, after the reload");
  assertPitch(await heardPitch(page), kCallerTone, "the operator, after the reload");
  await page.getByRole("button", { name: /^終話/ }).first().click();
  await caller.wasHungUp();
  await page.getByRole("button", { name: /待機に戻る/ }).click();
});

test("a declined call leaves the screen, and the caller stays in the line", limit, async () => {
  const caller = await Caller.call(server);
  await ringing().getByRole("button", { name: /^拒否/ }).click();
  await ringing().waitFor({ state: "hidden" });
  await caller.hears(20);
  caller.close();
});

test("the pop-up can be used while a dialog is open", limit, async () => {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  const caller = await Caller.call(server);
  await ringing().getByRole("button", { name: /^応答/ }).click();
  await page.getByRole("button", { name: /^終話/ }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^終話/ }).first().click();
  await caller.wasHungUp();
  await page.getByRole("button", { name: /待機に戻る/ }).click();
});
