import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import {
  beginChat,
  bubbles,
  chatFrame,
  customer,
  launch,
  Operator,
  pressLauncher,
  says,
  startTrial,
  type TrialServer,
  until,
  write,
} from "../src/widget.js";

describe("the widget in a shop of another site", () => {
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

  it("shows its button before it loads a frame, and adds one frozen global", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(trial.shop);
    await page.waitForFunction(() => "madoguchi" in window);
    assert.equal(page.frames().length, 1);
    assert.ok(asked.includes("/widget.js"));
    assert.ok(!asked.some((path) => path.startsWith("/widget/")));
    const globals = await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      const standard = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      const { madoguchi } = window as unknown as { madoguchi: object };
      return {
        own: Object.getOwnPropertyNames(window).filter(
          (name) => !standard.has(name) && !/^\d+$/.test(name),
        ),
        isFrozen: Object.isFrozen(madoguchi),
        keys: Object.keys(madoguchi),
        storage: Object.values(localStorage),
      };
    });
    assert.deepEqual(globals.own, ["madoguchi"]);
    assert.deepEqual(globals.keys.sort(), ["close", "open"]);
    assert.equal(globals.isFrozen, true);
    await context.close();
  });

  it("carries a conversation where third-party cookies are blocked, and finds it again", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(trial.shop);
    await pressLauncher(page);
    const frame = await chatFrame(page);
    assert.equal(new URL(frame.url()).origin, trial.address);
    assert.notEqual(new URL(trial.shop).hostname, new URL(trial.address).hostname);
    await beginChat(frame);

    // The browser does block: a cookie without Partitioned is gone at once.
    const plain = await frame.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: this is what is tried
      document.cookie = "plain=1; SameSite=None; Secure; Path=/";
      return document.cookie;
    });
    assert.equal(plain, "");

    await write(frame, "鉢のふちが欠けていました");
    const contact = await operator.contact();
    await operator.open(contact.id);
    await operator.reply(contact.id, "すぐに新しい鉢をお送りします");
    await says(frame, "すぐに新しい鉢をお送りします");
    await operator.read(contact.id, 2);
    await frame.getByText("既読").first().waitFor();
    assert.equal((await operator.row(contact.id)).visit.pageUrl, `${trial.shop}/`);

    // On the next page the running chat is there at once, and what came in meanwhile is on the button.
    await page.goto(`${trial.shop}/pictures/mark.svg`);
    await operator.reply(contact.id, "発送しました");
    await page.goto(`${trial.shop}/en.html`);
    const again = await chatFrame(page);
    await until("the badge", () => badgeOf(page));
    assert.equal(await badgeOf(page), "1");
    await pressLauncher(page);
    await until("the thread", async () => (await bubbles(again)).length === 3);
    assert.deepEqual(await bubbles(again), [
      "鉢のふちが欠けていました",
      "すぐに新しい鉢をお送りします",
      "発送しました",
    ]);
    await until("the read mark", async () => {
      const row = await operator.row(contact.id);
      return row.readByCustomer === row.messageCount;
    });
    assert.equal((await operator.row(contact.id)).visit.pageUrl, `${trial.shop}/en.html`);

    // Nothing of it stays on the shop's side but a color and "is running".
    const kept = await page.evaluate(() => Object.entries({ ...localStorage, ...sessionStorage }));
    assert.deepEqual(kept, [[`madoguchi:${operator.serviceKey}`, kept[0]?.[1]]]);
    assert.match(String(kept[0]?.[1]), /^#[0-9a-f]{6} 1$/);
    await operator.end(contact.id);
    await until("the end", async () =>
      (await page.evaluate(() => Object.values(localStorage).join())).endsWith(" "),
    );
    await context.close();
  });

  it("reads nothing while its button hides it, and counts what comes in", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(trial.shop);
    await pressLauncher(page);
    const frame = await chatFrame(page);
    await beginChat(frame);
    await write(frame, "在庫はありますか");
    const { id } = await operator.chatThatSays("在庫はありますか");
    await operator.open(id);
    await operator.reply(id, "お調べします");
    await says(frame, "お調べします");
    const read = await until("the read mark", async () => {
      const row = await operator.row(id);
      return row.readByCustomer === row.messageCount && row.readByCustomer;
    });
    await pressLauncher(page);
    await operator.reply(id, "ございます");
    assert.equal(await until("the badge", () => badgeOf(page)), "1");
    assert.equal((await operator.row(id)).readByCustomer, read);
    await pressLauncher(page);
    await until("it is read", async () => (await operator.row(id)).readByCustomer > read);
    await operator.end(id);
    await context.close();
  });

  it("forgets a chat that ended while the customer was away", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(trial.shop);
    await pressLauncher(page);
    const frame = await chatFrame(page);
    await beginChat(frame);
    await write(frame, "少し離れます");
    const { id } = await operator.chatThatSays("少し離れます");
    const kept = () => page.evaluate(() => Object.values(localStorage).join());
    await until("it runs", async () => (await kept()).endsWith(" 1"));
    await page.goto(`${trial.shop}/pictures/mark.svg`);
    await operator.end(id);
    await page.goto(`${trial.shop}/en.html`);
    await until("it is over", async () => (await kept()).endsWith(" "));
    await page.goto(trial.shop);
    await page.waitForFunction(() => "madoguchi" in window);
    assert.equal(page.frames().length, 1);
    await context.close();
  });

  it("leaves the page's focus alone when it is told to close and is not open", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(trial.shop);
    await page.waitForFunction(() => "madoguchi" in window);
    const focused = await page.evaluate(() => {
      document.querySelector("a")?.focus();
      (window as unknown as { madoguchi: { close(): void } }).madoguchi.close();
      return document.activeElement?.tagName;
    });
    assert.equal(focused, "A");
    await context.close();
  });

  it("gives the chat to the same visitor only", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(trial.shop);
    await pressLauncher(page);
    const frame = await chatFrame(page);
    await beginChat(frame);
    assert.deepEqual(await bubbles(frame), []);
    await context.close();
  });

  it("closes with Esc from inside and gives the focus back", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(trial.shop);
    await pressLauncher(page);
    const frame = await chatFrame(page);
    await beginChat(frame);
    await frame.getByRole("textbox").press("Escape");
    await until("the button has the focus", async () =>
      (await focusedName(page)).startsWith("チャット"),
    );
    assert.equal(await frame.evaluate(() => document.hasFocus()), false);
    await page.keyboard.press("Enter");
    await until("the input has the focus", () =>
      frame.evaluate(() => document.hasFocus() && document.activeElement?.tagName === "TEXTAREA"),
    );
    await context.close();
  });

  it("is there once when its script is there twice", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(trial.shop);
    await page.waitForFunction(() => "madoguchi" in window);
    const count = await page.evaluate(async () => {
      const first = document.querySelector("script");
      const second = document.createElement("script");
      for (const { name, value } of first?.attributes ?? []) second.setAttribute(name, value);
      const loaded = new Promise((resolve) => second.addEventListener("load", resolve));
      document.body.append(second);
      await loaded;
      return [...document.documentElement.children].filter((one) => one.tagName === "DIV").length;
    });
    assert.equal(count, 1);
    await context.close();
  });
});

/** Names of what the shop's own document shows, as assistive technology hears them; with a property, only those. */
async function namesOf(page: Page, property?: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes
    .filter(
      (node) =>
        !property || node.properties?.some(({ name, value }) => name === property && value.value),
    )
    .map((node) => String(node.name?.value ?? ""));
}

/** The number on the launcher's button, which says it in its name. */
async function badgeOf(page: Page): Promise<string | undefined> {
  const texts = (await namesOf(page)).map((name) => /(?:unread|未読) (\d+)/.exec(name)?.[1]);
  return texts.find(Boolean);
}

async function focusedName(page: Page): Promise<string> {
  return (await namesOf(page, "focused")).at(-1) ?? "";
}
