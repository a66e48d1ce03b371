import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import {
  beginChat,
  bubbles,
  customer,
  launch,
  Operator,
  says,
  startTrial,
  type TrialServer,
  until,
  write,
} from "../src/widget.js";

describe("a customer whose connection comes and goes", () => {
  let trial: TrialServer;
  let browser: Browser;
  let operator: Operator;

  before(async () => {
    trial = await startTrial();
    browser = await launch();
    operator = await Operator.signIn(browser, trial);
    await operator.ready();
  });
  after(async () => {
    await browser?.close();
    await trial?.remove();
  });

  it("loses nothing that was written without a network, and sends it once, in order", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(`${trial.address}/chat/${operator.serviceKey}`);
    await beginChat(page);
    await write(page, "つながっています");
    const contact = await operator.contact();
    await operator.open(contact.id);
    await until("it is sent", async () => (await page.getByText("送信中").count()) === 0);
    await context.setOffline(true);
    await page.getByText("接続が切れています").waitFor();
    for (const text of ["一", "二", "三"]) await write(page, text);
    assert.equal(await page.getByText("送信中").count(), 1);
    await operator.reply(contact.id, "お返事します");
    await context.setOffline(false);
    await says(page, "お返事します");
    await until("all is sent", async () => (await page.getByText("送信中").count()) === 0);
    assert.equal(await page.getByText("接続が切れています").count(), 0);
    assert.deepEqual(await operator.texts(contact.id), [
      "つながっています",
      "お返事します",
      "一",
      "二",
      "三",
    ]);
    assert.deepEqual(await bubbles(page), await operator.texts(contact.id));
    await operator.end(contact.id);
    await context.close();
  });

  it("keeps what was not sent over a reload", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(`${trial.address}/chat/${operator.serviceKey}`);
    await beginChat(page);
    await context.setOffline(true);
    await page.getByText("接続が切れています").waitFor();
    await write(page, "あとで届く");
    await page.getByRole("textbox", { name: "メッセージ", exact: true }).fill("書きかけ");
    await context.setOffline(false);
    await page.reload();
    await until("it is sent", async () => (await bubbles(page)).includes("あとで届く"));
    const contact = await operator.contact();
    await until("it is stored", async () => (await operator.texts(contact.id)).length === 1);
    assert.equal(
      await page.getByRole("textbox", { name: "メッセージ", exact: true }).inputValue(),
      "書きかけ",
    );
    await operator.end(contact.id);
    await context.close();
  });

  it("goes on after the server was started again", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(`${trial.address}/chat/${operator.serviceKey}`);
    await beginChat(page);
    await write(page, "前");
    const contact = await operator.contact();
    await until("it is stored", async () => (await page.getByText("送信中").count()) === 0);
    await trial.stop();
    await write(page, "その間");
    await page.getByText("接続が切れています").waitFor();
    await trial.start();
    await until("it is sent", async () => (await page.getByText("送信中").count()) === 0);
    assert.deepEqual(await operator.texts(contact.id), ["前", "その間"]);
    await page.reload();
    await until("the thread", async () => (await bubbles(page)).length === 2);
    await operator.connect();
    await operator.end(contact.id);
    await context.close();
  });
});
