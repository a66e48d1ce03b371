import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { assertPitch, heardPitch, received, watchPeers } from "../src/audio.js";
import { openPage } from "../src/browser.js";
import { Callee } from "../src/callee.js";
import { account } from "../src/desk.js";
import { signIn } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { launchThatSays } from "../src/speaking.js";
import { pitchOf } from "../src/tone.js";
import { until } from "../src/until.js";

const kCalleeTone = 440;
const kOperatorTone = 620;
const kRingBack = 400;
const limit = { timeout: 120_000 };

let browser: Browser;
let callee: Callee;
let server: TrialServer;
let page: Page;
let complaints: string[];

before(async () => {
  browser = await launchThatSays(kOperatorTone);
  callee = await Callee.open();
  server = await startTrial(["--trunk", `trial=127.0.0.1:${callee.sip.port}`]);
  ({ page, complaints } = await openPage(browser));
  await watchPeers(page);
  await signIn(page, server.address, account(server, "tanaka"));
  await page.getByText("内線 201").first().waitFor();
});

after(async () => {
  await browser.close();
  await server.remove();
  callee.close();
});

const pad = () => page.getByRole("dialog", { name: "電話をかける" });
const hangUp = () => page.getByRole("button", { name: /^終話/ }).first();
const bar = () => page.getByRole("region", { name: "発信中" });

async function openPad(): Promise<void> {
  await page.keyboard.press("Alt+c");
  await pad().waitFor();
}

async function dial(number: string): Promise<void> {
  await openPad();
  await pad().getByRole("textbox", { name: "電話番号" }).fill(number);
  await page.keyboard.press("Enter");
}

async function backToReady(): Promise<void> {
  await page.getByRole("button", { name: /待機に戻る/ }).click();
  await page.getByRole("button", { name: /待機に戻る/ }).waitFor({ state: "hidden" });
}

test("a number is called from the pad; both hear each other after the answer", limit, async () => {
  callee.sip.onCall = (called) => called.ring();
  await openPad();
  for (const key of "09011112222") {
    await pad().getByRole("button", { name: key, exact: true }).click();
  }
  assert.equal(
    await pad().getByRole("textbox", { name: "電話番号" }).inputValue(),
    "090-1111-2222",
  );
  await pad().getByRole("button", { name: "発信", exact: true }).click();
  await bar().getByText("呼び出し中").first().waitFor();
  await until("audio", async () => (await received(page)).packets > 50);
  // It sounds for one second of three.
  await until("the ring-back tone", async () => {
    return Math.abs((await heardPitch(page)) - kRingBack) <= 20;
  });
  assert.equal(callee.sip.number, "09011112222");

  callee.pickUp(kCalleeTone);
  await page.getByRole("region", { name: "通話中" }).waitFor();
  await callee.hears(25);
  assertPitch(pitchOf(await callee.hears(100)), kOperatorTone, "the called hears the operator");
  assertPitch(await heardPitch(page), kCalleeTone, "the operator hears the called");
  await hangUp().click();
  await callee.sip.hears("BYE");
  callee.silence();
  await backToReady();
  assert.deepEqual(complaints, []);
});

test("who is busy is said in words, and can be tried again", limit, async () => {
  callee.sip.onCall = (called) => called.refuse("486 Busy Here");
  await dial("０９０ー１１１１ー２２２２");
  await page.getByRole("alert").getByText("話し中でした").first().waitFor();
  callee.sip.onCall = (called) => called.ring();
  await page
    .getByRole("button", { name: /に発信$/ })
    .first()
    .click();
  assert.equal(
    await pad().getByRole("textbox", { name: "電話番号" }).inputValue(),
    "090-1111-2222",
  );
  await page.keyboard.press("Enter");
  await bar().getByText("呼び出し中").first().waitFor();
  await hangUp().click();
  await callee.sip.hears("CANCEL");
  await backToReady();
});

test("what cannot be called is said before anything is sent", limit, async () => {
  for (const [number, why] of [
    ["110", "緊急通報"],
    ["+1 212 555 0100", "国際電話"],
    ["12345", "10桁か11桁"],
  ] as const) {
    await dial(number);
    await pad().getByText(new RegExp(why)).waitFor();
    await page.keyboard.press("Escape");
    await pad().waitFor({ state: "hidden" });
  }
});
