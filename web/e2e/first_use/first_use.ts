// What the README lets a newcomer try, on a trial that runs already: sign in, answer a chat from the shop, a call from
// the telephone at /sandbox and one from a SIP caller. Ends with an error where a newcomer would be stuck.
//   npm run first-use -- [--data FOLDER] [--http ADDRESS:PORT] [--shop ADDRESS:PORT] [--sip PORT]
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { assertPitch, heardPitch, received, watchPeers } from "../src/audio.js";
import { openPage } from "../src/browser.js";
import { Caller } from "../src/caller.js";
import { account } from "../src/desk.js";
import { composer, row, signIn } from "../src/operator.js";
import { kRoot } from "../src/scenario_support.js";
import { type Account, readAccounts } from "../src/server.js";
import { launchThatSays } from "../src/speaking.js";
import { pitchOf } from "../src/tone.js";
import { until } from "../src/until.js";
import { beginChat, chatFrame, pressLauncher, says, write } from "../src/widget.js";

const kCustomerTone = 440;
const kOperatorTone = 620;

interface Trial {
  address: string;
  shop: string;
  sipPort: number;
  accounts: Account[];
}

async function findTrial(): Promise<Trial> {
  const { values } = parseArgs({
    options: {
      data: { type: "string", default: join(kRoot, "data") },
      http: { type: "string", default: "127.0.0.1:8080" },
      shop: { type: "string", default: "localhost:8081" },
      sip: { type: "string", default: "5060" },
    },
  });
  const signIns = await readFile(join(resolve(values.data), "trial-sign-in.txt"), "utf8");
  return {
    address: `http://${values.http}`,
    shop: `http://${values.shop}`,
    sipPort: Number(values.sip),
    accounts: readAccounts(signIns),
  };
}

async function answerChat(desk: Page, customers: Browser, trial: Trial): Promise<void> {
  const { page } = await openPage(customers);
  await page.goto(trial.shop);
  await pressLauncher(page);
  const frame = await chatFrame(page);
  await beginChat(frame);
  const question = `この器は電子レンジで使えますか？（${Date.now()}）`;
  await write(frame, question);
  await row(desk, question).first().click();
  await desk.getByRole("log", { name: "会話" }).getByText(question).waitFor();
  await composer(desk).fill("はい、お使いいただけます。");
  await desk.keyboard.press("Control+Enter");
  await says(frame, "はい、お使いいただけます。");
  await page.context().close();
}

async function answer(desk: Page): Promise<void> {
  const ringing = desk.getByRole("alertdialog", { name: "着信" });
  await ringing.getByRole("button", { name: /^応答/ }).click();
  await desk.getByRole("button", { name: /^終話/ }).first().waitFor();
  await until("audio at the desk", async () => (await received(desk)).packets > 50);
}

async function endWrapUp(desk: Page): Promise<void> {
  await desk.getByRole("button", { name: /待機に戻る/ }).click();
}

async function answerSandbox(desk: Page, customers: Browser, trial: Trial): Promise<void> {
  const { page } = await openPage(customers);
  await watchPeers(page);
  await signIn(page, trial.address, account(trial, "watanabe"), { chat: false, ready: false });
  await page.goto(`${trial.address}/sandbox`);
  const phone = page.getByRole("group", { name: "お客様の電話" });
  await phone.getByRole("button", { name: "電話をかける" }).click();
  await answer(desk);
  assertPitch(await heardPitch(desk), kCustomerTone, "the operator hears the telephone");
  assertPitch(await heardPitch(page), kOperatorTone, "the telephone hears the operator");
  await phone.getByRole("button", { name: "終話" }).click();
  await endWrapUp(desk);
  await page.context().close();
}

async function answerSipCaller(desk: Page, trial: Trial): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), "madoguchi-caller-"));
  const caller = await Caller.call({ sipPort: trial.sipPort, dataFolder }, { tone: kCustomerTone });
  await answer(desk);
  assertPitch(await heardPitch(desk), kCustomerTone, "the operator hears the caller");
  assertPitch(pitchOf(await caller.hears(100)), kOperatorTone, "the caller hears the operator");
  await desk.getByRole("button", { name: /^終話/ }).first().click();
  await caller.wasHungUp();
  await endWrapUp(desk);
  await rm(dataFolder, { recursive: true, force: true });
}

async function step(what: string, work: Promise<void>): Promise<void> {
  await work;
  console.log(what);
}

const trial = await findTrial();
const operators = await launchThatSays(kOperatorTone);
const customers = await launchThatSays(kCustomerTone);
try {
  const { page: desk } = await openPage(operators);
  await watchPeers(desk);
  await step("signed in", signIn(desk, trial.address, account(trial, "tanaka")));
  await step("a chat is answered", answerChat(desk, customers, trial));
  await step("a call of the sandbox is answered", answerSandbox(desk, customers, trial));
  await step("a call of a SIP telephone is answered", answerSipCaller(desk, trial));
} finally {
  await operators.close();
  await customers.close();
}
