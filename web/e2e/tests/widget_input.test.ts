import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContextOptions, Frame, Page } from "playwright-core";
import { assertFits } from "../src/fits.js";
import {
  beginChat,
  bubbles,
  chatFrame,
  customer,
  kPhone,
  launch,
  Operator,
  pressLauncher,
  says,
  startTrial,
  type TrialServer,
  until,
  write,
} from "../src/widget.js";

const kAxe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** What axe finds wrong. It is put in by the test's own door, which the page's policy does not close. */
async function findings(frame: Frame | Page): Promise<Finding[]> {
  await frame.evaluate(kAxe);
  const found = await frame.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: Finding[] }> } };
    return (await axe.run()).violations;
  });
  return found.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
}

describe("writing", () => {
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

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await customer(browser, options);
    const page = await context.newPage();
    await page.goto(`${trial.address}/chat/${operator.serviceKey}`);
    await beginChat(page);
    return page;
  }

  async function endAll(page: Page): Promise<void> {
    for (const row of await operator.inbox("team")) await operator.end(row.id);
    await page.context().close();
  }

  const input = (page: Page | Frame) =>
    page.getByRole("textbox", { name: "メッセージ", exact: true });

  it("sends with Enter, and makes lines with Shift+Enter", async () => {
    const page = await open();
    await input(page).pressSequentially("一行目");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("二行目");
    assert.deepEqual(await bubbles(page), []);
    await page.keyboard.press("Enter");
    await until("it is there", async () => (await bubbles(page))[0] === "一行目\n二行目");
    assert.equal(await input(page).inputValue(), "");
    await endAll(page);
  });

  it("never sends with the Enter that picks a word of an input method", async () => {
    const page = await open();
    await input(page).focus();
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", {
      text: "とうき",
      selectionStart: 3,
      selectionEnd: 3,
    });
    const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
    await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
    await session.send("Input.insertText", { text: "陶器" });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
    assert.equal(await input(page).inputValue(), "陶器");
    assert.deepEqual(await bubbles(page), []);
    await page.keyboard.press("Enter");
    await until("it is there", async () => (await bubbles(page))[0] === "陶器");
    await endAll(page);
  });

  it("brings everything in order when it was too fast, and says so", async () => {
    const page = await open();
    const texts = Array.from({ length: 9 }, (_, n) => `${n + 1} 番目`);
    for (const text of texts) await write(page, text);
    await page.getByText("少し待ってから送ります").waitFor();
    const contact = await operator.contact();
    await until("all are stored", async () => (await operator.texts(contact.id)).length === 9);
    assert.deepEqual(await operator.texts(contact.id), texts);
    await until(
      "the hint is gone",
      async () => (await page.getByText("少し待ってから").count()) === 0,
    );
    await endAll(page);
  });

  it("says by how much a text is too long, and lets it be mended", async () => {
    const page = await open();
    await input(page).fill("あ".repeat(4003));
    await page.getByText("3 文字超過しています").waitFor();
    assert.equal(await page.getByRole("button", { name: "送信" }).isDisabled(), true);
    await input(page).fill("😀".repeat(4000));
    await page.getByRole("button", { name: "送信" }).click();
    await until("it is stored", async () => (await page.getByText("送信済み").count()) === 1);
    await endAll(page);
  });

  it("does not jump when a reply comes while one reads further up", async () => {
    const page = await open({ viewport: { width: 1000, height: 480 } });
    await write(page, "行\n".repeat(40));
    const contact = await operator.contact();
    const log = page.getByRole("log");
    await log.evaluate((element) => element.scrollTo(0, 0));
    await until(
      "it is noticed",
      async () => (await log.evaluate((element) => element.scrollTop)) === 0,
    );
    await operator.reply(contact.id, "下に来ました");
    await page.getByRole("button", { name: "新着 1件" }).click();
    await until("the end", () =>
      log.evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight < 2),
    );
    await page.getByRole("button", { name: "新着 1件" }).waitFor({ state: "detached" });
    await endAll(page);
  });

  it("takes a picture from the clipboard and by dropping", async () => {
    const page = await open();
    for (const type of ["paste", "drop"]) {
      await input(page).evaluate((element, type) => {
        const data = new DataTransfer();
        data.items.add(new File(["x"], `${type}.txt`, { type: "text/plain" }));
        const init = { bubbles: true, cancelable: true };
        const event =
          type === "paste"
            ? new ClipboardEvent(type, { ...init, clipboardData: data })
            : new DragEvent(type, { ...init, dataTransfer: data });
        element.dispatchEvent(event);
      }, type);
      await page.getByText(`${type}.txt`).waitFor();
    }
    await endAll(page);
  });

  it("fits a phone of 390 px: large targets, no zoom, Enter makes a line", async () => {
    const page = await open(kPhone);
    await input(page).tap();
    await page.keyboard.type("一");
    await page.keyboard.press("Enter");
    assert.equal(await input(page).inputValue(), "一\n");
    await page.getByRole("button", { name: "送信" }).tap();
    await says(page, "一");
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, textarea")]
        .filter((one) => one.checkVisibility())
        .map((one) => ({ name: one.getAttribute("aria-label"), box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 44 || box.height < 44)
        .map(({ name }) => name),
    );
    assert.deepEqual(small, []);
    assert.equal(await input(page).evaluate((one) => getComputedStyle(one).fontSize), "16px");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 390);
    await endAll(page);
  });

  it("keeps long words, names and addresses inside of a phone and of the smallest screen", async () => {
    const long = `https://koyomisha.example/${"kobiki-no-hachi-".repeat(12)} ${"あ".repeat(80)}`;
    const page = await open(kPhone);
    await write(page, long);
    const { id } = await operator.chatThatSays(long);
    await operator.open(id);
    const reply = `${long}です`;
    await operator.reply(id, reply);
    await until("the reply", async () => (await bubbles(page)).includes(reply));
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 640 });
      await assertFits(page, `the chat at ${width} px`);
    }
    await operator.end(id);
    await page.context().close();
  });

  it("fills a phone's screen in the shop, with a way back", async () => {
    const context = await customer(browser, kPhone);
    const page = await context.newPage();
    await page.goto(trial.shop);
    await pressLauncher(page);
    const frame = await chatFrame(page);
    await beginChat(frame);
    assert.deepEqual(await frame.evaluate(() => [innerWidth, innerHeight]), [390, 844]);
    await frame.getByRole("button", { name: "チャットを閉じる" }).tap();
    await until("it is hidden", () =>
      frame.evaluate(() => document.visibilityState === "visible" && !document.hasFocus()),
    );
    await context.close();
  });

  for (const language of ["ja", "en", "ko"]) {
    it(`has nothing that axe finds wrong in ${language}`, async () => {
      const context = await customer(browser);
      const page = await context.newPage();
      await page.goto(`${trial.shop}/${language === "ja" ? "index" : language}.html`);
      assert.deepEqual(await findings(page), []);
      await pressLauncher(page);
      const frame = await chatFrame(page);
      const box = frame.getByRole("checkbox");
      if (
        await box
          .or(frame.getByRole("textbox"))
          .first()
          .waitFor()
          .then(() => box.isVisible())
      ) {
        assert.deepEqual(await findings(frame), []);
        await box.check();
        await frame.locator("button.main").click();
      }
      await frame.locator("textarea").fill("Hello https://example.com/");
      await frame.locator(".send").click();
      const contact = await operator.contact();
      await operator.open(contact.id);
      await operator.reply(contact.id, "こんにちは");
      await says(frame, "こんにちは");
      assert.equal(await frame.evaluate(() => document.documentElement.lang), language);
      assert.deepEqual(await findings(frame), []);
      await frame.locator(".menu").click();
      await frame.locator(".items").waitFor();
      assert.deepEqual(await findings(frame), []);
      await frame.locator(".items button").last().click();
      await frame.locator("dialog[open]").waitFor();
      assert.deepEqual(await findings(frame), []);
      await endAll(page);
    });
  }
});
