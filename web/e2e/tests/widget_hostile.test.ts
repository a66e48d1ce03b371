import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import {
  beginChat,
  chatFrame,
  customer,
  kRoot,
  launch,
  Operator,
  says,
  startHost,
  startTrial,
  type TrialServer,
  until,
  write,
} from "../src/widget.js";

const kSecret = "himitsu-4711";

describe("a hostile page around the chat", () => {
  let trial: TrialServer;
  let browser: Browser;
  let operator: Operator;
  let host: { origin: string; stop: () => void };

  before(async () => {
    trial = await startTrial();
    browser = await launch();
    operator = await Operator.signIn(browser, trial);
    await operator.ready();
    const page = readFileSync(join(kRoot, "web/widget/test/hostile.html.in"), "utf8")
      .replaceAll("{{widget_origin}}", trial.address)
      .replaceAll("{{service_key}}", operator.serviceKey);
    host = await startHost(() => page);
  });
  after(async () => {
    host?.stop();
    await browser?.close();
    await trial?.remove();
  });

  it("cannot embed the chat when its origin is not registered", async () => {
    const context = await customer(browser);
    const page = await context.newPage();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await page.goto(host.origin);
    await page.waitForFunction(() => Object.isFrozen((window as { madoguchi?: object }).madoguchi));
    await page.evaluate(() =>
      (window as unknown as { madoguchi: { open(): void } }).madoguchi.open(),
    );
    await until("the refusal", async () => said.some((text) => text.includes("frame-ancestors")));
    const frame = page.frames()[1];
    assert.ok(!frame?.url().startsWith(trial.address));
    await context.close();
  });

  it("reads nothing of the chat when it may embed it", async () => {
    await operator.settings({ origins: [host.origin] });
    const context = await customer(browser);
    const page = await context.newPage();
    await page.goto(host.origin);
    await page.waitForFunction(() => Object.isFrozen((window as { madoguchi?: object }).madoguchi));
    await page.evaluate(() =>
      (window as unknown as { madoguchi: { open(): void } }).madoguchi.open(),
    );
    const frame = await chatFrame(page);
    await beginChat(frame);
    await write(frame, kSecret);
    const contact = await operator.contact();
    await operator.open(contact.id);
    await operator.reply(contact.id, `${kSecret} reply`);
    await says(frame, `${kSecret} reply`);

    const loot = await page.evaluate(() =>
      (window as unknown as { attack(): Promise<[string, string][]> }).attack(),
    );
    const all = JSON.stringify(loot);
    // The traps were set: they caught what the loader does, and the page's own attacks.
    assert.ok(loot.some(([what]) => what === "message"));
    assert.ok(loot.some(([what]) => what === "String.slice"));
    assert.ok(loot.some(([what]) => what === "WebSocket"));
    assert.ok(!all.includes(kSecret), all);
    assert.ok(!/madoguchi_visitor|clientId|visitorId|greeting/.test(all), all);
    // What crosses the border is what docs/events.md lists, and nothing else.
    const border = loot.filter(([what]) => what === "message").map(([, data]) => JSON.parse(data));
    const fromFrame = border.filter((data) => data.title !== "forged" && data.count !== 99);
    for (const data of fromFrame) {
      assert.ok(["ready", "close", "unread", "config"].includes(data.type), JSON.stringify(data));
      const allowed = ["madoguchi", "type", "count", "isRunning", "color", "title"];
      for (const key of Object.keys(data)) assert.ok(allowed.includes(key), key);
    }
    const readings = [
      "document",
      "contentDocument",
      "location",
      "globals",
      "text",
      "frames",
      "socket",
    ];
    assert.deepEqual(
      loot.filter(([what]) => readings.includes(what)),
      [],
    );
    assert.deepEqual(
      loot.filter(([what]) => what.startsWith("fetch session")),
      [],
    );

    // The chat goes on, and what was forged changed nothing.
    await write(frame, "まだいます");
    await says(frame, "まだいます");
    const texts = await until("it is stored", async () => {
      const now = await operator.texts(contact.id);
      return now.at(-1) === "まだいます" ? now : null;
    });
    assert.deepEqual(texts, [kSecret, `${kSecret} reply`, "まだいます"]);
    const look = await page.evaluate(() => {
      const { stolenRoot } = window as unknown as { stolenRoot: ShadowRoot };
      const outer = getComputedStyle(stolenRoot.host);
      const button = stolenRoot.querySelector("button");
      const inner = stolenRoot.querySelector("iframe");
      const box = inner?.getBoundingClientRect();
      return {
        opacity: outer.opacity,
        transform: outer.transform,
        visibility: outer.visibility,
        color: button && getComputedStyle(button).backgroundColor,
        title: inner?.title,
        isOpen: inner?.className,
        width: box?.width,
      };
    });
    assert.deepEqual(
      { ...look, color: look.color !== "rgb(255, 0, 0)" },
      {
        opacity: "1",
        transform: "none",
        visibility: "visible",
        color: true,
        title: "こよみ舎 お客様窓口",
        isOpen: "on",
        width: 372,
      },
    );
    assert.equal((await operator.row(contact.id)).visit.pageUrl, `${host.origin}/`);
    await context.close();
  });
});
