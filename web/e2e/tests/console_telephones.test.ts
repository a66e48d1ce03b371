import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { assertNothingLost, assertPitch, heardPitch, received, watchPeers } from "../src/audio.js";
import { openPage } from "../src/browser.js";
import { account } from "../src/desk.js";
import { signIn } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { launchThatSays } from "../src/speaking.js";
import { CustomersTelephone } from "../src/telephone.js";
import { until } from "../src/until.js";

// Customers with telephones that others wrote: what they send differs from what SIPp sends in every header.
const kNumber = "0312345678";
const kTelephoneTone = 440;
const kOperatorTone = 620;
/** Of which half a percent may be lost. */
const kPackets = 400;

let browser: Browser;
let server: TrialServer;
let page: Page;

before(async () => {
  browser = await launchThatSays(kOperatorTone);
  server = await startTrial();
  ({ page } = await openPage(browser));
  await watchPeers(page);
  await signIn(page, server.address, account(server, "tanaka"));
});

after(async () => {
  await browser.close();
  await server.remove();
});

for (const program of ["Baresip", "Linphone"] as const) {
  test(`${program} calls the console, and both hear each other without loss`, {
    timeout: 120_000,
  }, async () => {
    const telephone = await CustomersTelephone.start(program, server);
    try {
      await telephone.call(kNumber);
      const popUp = page.getByRole("alertdialog", { name: "着信" });
      await popUp.getByText("090-1111-2222").first().waitFor();
      await popUp.getByRole("button", { name: /^応答/ }).click();
      await page.getByRole("button", { name: /^終話/ }).first().waitFor();
      await until("audio", async () => (await received(page)).packets > 50);

      assertPitch(await heardPitch(page), kTelephoneTone, "the operator hears the customer");
      await until("enough audio", async () => (await received(page)).packets > kPackets);
      await assertNothingLost(page, server);

      await page.getByRole("button", { name: /^終話/ }).first().click();
      await telephone.wasHungUp();
      await telephone.heard(4, kOperatorTone);
      await page.getByRole("button", { name: /待機に戻る/ }).click();
    } finally {
      await telephone.close();
    }
  });
}
