import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
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

// One red pixel.
const kPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);
const kEvil = `<img src=x onerror="document.title='evil'"><script>document.title='evil'</script>`;

describe("a conversation on the full page", () => {
  let trial: TrialServer;
  let browser: Browser;
  let operator: Operator;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    trial = await startTrial();
    browser = await launch();
    operator = await Operator.signIn(browser, trial);
  });
  after(async () => {
    await browser?.close();
    await trial?.remove();
  });
  beforeEach(async () => {
    await operator.ready();
    await context?.close();
    context = await customer(browser);
    page = await context.newPage();
    await page.goto(`${trial.address}/chat/${operator.serviceKey}`);
    await beginChat(page);
  });

  async function begun(text: string): Promise<string> {
    await write(page, text);
    await says(page, text);
    const contact = await operator.chatThatSays(text);
    await operator.open(contact.id);
    await operator.watch(contact.id);
    return contact.id;
  }

  it("shows typing to both sides, and presence to the operator", async () => {
    const contactId = await begun("入力の表示");
    await page.getByRole("textbox", { name: "メッセージ", exact: true }).fill("まだ途中");
    await until("the customer types", async () =>
      (await operator.heard<{ who: string; isTyping: boolean }>("typing")).some(
        (frame) => frame.who === "customer" && frame.isTyping,
      ),
    );
    await operator.say({ type: "typing", contactId, kind: "reply", isTyping: true });
    await page.getByText(/が入力中$/).waitFor();
    await operator.reply(contactId, "お待たせしました");
    await says(page, "お待たせしました");
    assert.equal(await page.getByText(/が入力中$/).count(), 0);
    assert.equal((await operator.row(contactId)).isCustomerOnline, true);
    await page.close();
    await until("the customer left", async () => !(await operator.row(contactId)).isCustomerOnline);
    await operator.end(contactId);
  });

  it("says whether a message was read", async () => {
    const contactId = await begun("読みましたか");
    await page.getByText("送信済み").waitFor();
    const { messageCount } = await operator.row(contactId);
    await operator.read(contactId, messageCount);
    await page.getByText("既読").waitFor();
    await operator.end(contactId);
  });

  it("sends pictures and files, which open and save with their names", async () => {
    const contactId = await begun("写真を送ります");
    await page.locator("input[type=file]").setInputFiles([
      { name: "欠けた鉢.png", mimeType: "image/png", buffer: kPng },
      {
        name: `${kEvil}.txt`.replaceAll("/", "_"),
        mimeType: "text/plain",
        buffer: Buffer.from("本文"),
      },
    ]);
    const chosen = page.locator("ul.tray > li");
    await until("both are uploaded", async () => {
      return (await chosen.count()) === 2 && (await page.locator("progress").count()) === 0;
    });
    await page.getByRole("button", { name: "送信" }).click();
    const files = await until("the files", async () => {
      const all = (await operator.messages(contactId)).flatMap((message) => message.files);
      return all.length === 2 ? all : null;
    });
    assert.deepEqual(files.map((file) => [file.name, file.isImage])[0], ["欠けた鉢.png", true]);

    const thumb = page.getByRole("button", { name: "欠けた鉢.png を拡大" });
    await thumb.click();
    const picture = page.getByRole("dialog").getByRole("img");
    await until("it is drawn", () =>
      picture.evaluate((image) => (image as HTMLImageElement).naturalWidth === 1),
    );
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await until("the focus is back", () =>
      thumb.evaluate((button) => document.activeElement === button),
    );

    await page.reload();
    await until("the picture again", () =>
      page
        .locator(".thumb img")
        .evaluate((image) => (image as HTMLImageElement).naturalWidth === 1),
    );
    const download = page.waitForEvent("download");
    await page.locator(".file").click();
    const saved = await (await download).path();
    assert.equal(readFileSync(saved, "utf8"), "本文");
    await operator.end(contactId);
  });

  it("says what is wrong with files before they travel", async () => {
    const contactId = await begun("大きなファイル");
    const buffer = Buffer.alloc(10 * 1024 * 1024 + 1);
    await page.locator("input[type=file]").setInputFiles({ name: "a.bin", mimeType: "", buffer });
    await page.getByRole("alert").getByText("10 MB まで").waitFor();
    const many = Array.from({ length: 11 }, (_, n) => ({
      name: `${n}.txt`,
      mimeType: "text/plain",
      buffer: Buffer.from(`${n}`),
    }));
    await page.locator("input[type=file]").setInputFiles(many);
    await page.getByRole("alert").getByText("10 件まで").waitFor();
    assert.equal(await page.locator(".chip").count(), 10);
    await page.getByRole("button", { name: "3.txt を取り消す" }).click();
    assert.equal(await page.locator(".chip").count(), 9);
    await operator.end(contactId);
  });

  it("shows HTML in texts as text, on both ways", async () => {
    const contactId = await begun(kEvil);
    await operator.reply(contactId, `${kEvil} https://example.com/?q=<b>`);
    await until("the reply", async () => (await bubbles(page)).length === 2);
    const [own, reply] = await bubbles(page);
    assert.equal(own, kEvil);
    assert.equal(reply, `${kEvil} https://example.com/?q=<b>`);
    assert.equal(await page.locator(".log img, .log script, .log b").count(), 0);
    assert.notEqual(await page.title(), "evil");
    const link = page.locator(".log a");
    assert.equal(await link.getAttribute("href"), "https://example.com/?q=");
    assert.match(String(await link.getAttribute("rel")), /noopener/);
    await operator.end(contactId);
  });

  it("ends when the customer asks, and begins anew when they write again", async () => {
    const first = await begun("一度目");
    await page.getByRole("button", { name: "メニュー" }).click();
    await page.getByRole("button", { name: "チャットを終了" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "キャンセル" }).click();
    assert.equal((await operator.row(first)).conversation === "ended", false);
    await page.getByRole("button", { name: "メニュー" }).click();
    await page.getByRole("button", { name: "チャットを終了" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "チャットを終了" }).click();
    await says(page, "チャットを終了しました");
    assert.equal((await operator.row(first)).endReason, "customerEnded");
    await page.getByText("新しいチャットが始まります").waitFor();
    const second = await begun("二度目");
    assert.notEqual(second, first);
    assert.deepEqual(await bubbles(page), ["一度目", "二度目"]);
    await operator.end(second);
    await until(
      "the end line",
      async () => (await page.getByText(/チャットを終了しました/).count()) === 2,
    );
  });

  it("saves the conversation as a text", async () => {
    const contactId = await begun("記録をください");
    await operator.reply(contactId, "どうぞ\n二行目");
    await says(page, "二行目");
    await page.getByRole("button", { name: "メニュー" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "会話を保存" }).click();
    const text = readFileSync(await (await download).path(), "utf8");
    assert.match(text, /お客様: 記録をください\r\n/);
    assert.match(text, /鈴木 彩: どうぞ\n +二行目\r\n/);
    await operator.end(contactId);
  });

  it("tells the place in line while nobody is free", async () => {
    const held: string[] = [];
    // The one operator has five places.
    for (let n = 0; n < 5; ++n) held.push(await newChat(`埋める ${n}`));
    await write(page, "待っています");
    const place = page.getByText("ただいまの順番");
    await place.waitFor();
    assert.match(String(await place.textContent()), /1番目/);
    for (const id of held) await operator.end(id);
    await place.waitFor({ state: "detached" });
    for (const row of await operator.inbox("team")) await operator.end(row.id);
  });

  async function newChat(text: string): Promise<string> {
    const visitor = await customer(browser);
    const other = await visitor.newPage();
    await other.goto(`${trial.address}/chat/${operator.serviceKey}`);
    await beginChat(other);
    await write(other, text);
    await says(other, text);
    const { id } = await operator.chatThatSays(text);
    await operator.open(id);
    await visitor.close();
    return id;
  }

  it("leaves no dead input when nobody is there, but goes on with a running chat", async () => {
    const contactId = await begun("まだいますか");
    await operator.leave();
    await page.getByText(/^オフライン/).waitFor();
    assert.equal(
      await page.getByRole("textbox", { name: "メッセージ", exact: true }).isVisible(),
      true,
    );
    await operator.end(contactId);
    await page
      .getByRole("textbox", { name: "メッセージ", exact: true })
      .waitFor({ state: "detached" });
    const away = await customer(browser);
    const other = await away.newPage();
    await other.goto(`${trial.address}/chat/${operator.serviceKey}`);
    await other.locator(".away").waitFor();
    assert.equal(await other.getByRole("textbox").count(), 0);
    await away.close();
  });
});
