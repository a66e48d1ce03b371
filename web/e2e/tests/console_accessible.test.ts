import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, openPage } from "../src/browser.js";
import { type Desk, openChat, openDesk } from "../src/desk.js";
import { composer, log } from "../src/operator.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { Visitor } from "../src/visitor.js";

interface Violation {
  id: string;
  nodes: { html: string }[];
}

const kAxe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let browser: Browser;
let server: TrialServer;
let desk: Desk;
let axe: string;

before(async () => {
  axe = await readFile(kAxe, "utf8");
  browser = await launch();
  server = await startTrial();
  desk = await openDesk(browser, server);
  await openChat(browser, server, desk, "岡田 真理", "本当に使えないですね");
  await composer(desk.page).fill("ご不便をおかけしました");
  await desk.page.keyboard.press("Enter");
});

after(async () => {
  await browser.close();
  await server.remove();
});

async function assertAccessible(page: Page, where: string): Promise<void> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
    };
    const result = await checker.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((n) => n.html) }));
  });
  assert.deepEqual(violations, [], where);
}

async function inTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, theme);
}

const kPages = [
  "/inbox/mine",
  "/inbox/waiting",
  "/inbox/ended",
  "/me",
  "/admin/chat",
  "/admin/ng-words",
  "/admin/message-templates",
  "/admin/caller-numbers",
  "/admin/operators",
  "/admin/queues",
  "/admin/work-reasons",
  "/admin/services",
  "/admin/audit-log",
];

for (const path of kPages) {
  test(`${path} has no violation in light and dark`, async () => {
    const { page } = desk;
    await page.goto(`${server.address}${path}`);
    await page.locator("h1").first().waitFor();
    await page.waitForLoadState("networkidle");
    for (const theme of ["light", "dark"] as const) {
      await inTheme(page, theme);
      await assertAccessible(page, `${path} ${theme}`);
    }
  });
}

test("a room with its menus has no violation", async () => {
  const { page } = desk;
  await page.goto(`${server.address}/inbox/mine`);
  await page.locator(".list-pane .row").first().click();
  await page.locator(".side-fields, .side-register").first().waitFor();
  for (const theme of ["light", "dark"] as const) {
    await inTheme(page, theme);
    await assertAccessible(page, `room ${theme}`);
  }
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("対応");
  await page.getByRole("option").first().waitFor();
  await assertAccessible(page, "palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+c");
  await page.getByRole("dialog", { name: "電話をかける" }).waitFor();
  await assertAccessible(page, "dial pad");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "引き継ぎ" }).click();
  await page.getByRole("option").first().waitFor();
  await assertAccessible(page, "hand-over");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "スヌーズ" }).click();
  await page.getByText("お客さまの次の発言まで").waitFor();
  await assertAccessible(page, "snooze");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "業務" }).first().click();
  await page.getByRole("menu").waitFor();
  await assertAccessible(page, "work reasons");
  await page.keyboard.press("Escape");
});

test("the pages before the console have no violation", async () => {
  const { page } = await openPage(browser);
  await page.goto(`${server.address}/sign-in`);
  await page.getByLabel("パスワード").waitFor();
  await assertAccessible(page, "sign-in");
  await page.goto(`${server.address}/invitation/none`);
  await page.getByText("この招待リンクは使えません").waitFor();
  await assertAccessible(page, "invitation");
});

test("a chat is answered and ended by keyboard alone", async () => {
  const { page } = desk;
  const visitor = await Visitor.arrive(browser, server.address, desk.key, "森 千尋");
  await visitor.write("マウスが壊れています");
  await page.goto(`${server.address}/inbox/mine`);
  await page.locator(".list-pane .row", { hasText: "森 千尋" }).waitFor();
  await page.keyboard.press("j");
  await log(page).getByText("マウスが壊れています").waitFor();
  await page.keyboard.press("r");
  await page.keyboard.type("キーボードで承ります");
  await page.keyboard.press("Enter");
  await visitor.reply("キーボードで承ります");
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await page.getByText("対応を終了しました").waitFor();
  await visitor.close();
});

test("wherever Tab leads, it is seen", async () => {
  const { page } = desk;
  for (const path of ["/inbox/mine", "/admin/chat"]) {
    await page.goto(`${server.address}${path}`);
    await page.locator("h1").first().waitFor();
    const unseen: string[] = [];
    for (let stop = 0; stop < 30; stop += 1) {
      await page.keyboard.press("Tab");
      const hidden = await page.evaluate(() => {
        const stop = document.activeElement;
        if (!stop || stop === document.body) return null;
        const ringed = [stop, stop.parentElement, stop.nextElementSibling].some((element) => {
          if (!element) return false;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
        });
        return ringed ? null : stop.outerHTML.slice(0, 120);
      });
      if (hidden) unseen.push(hidden);
    }
    assert.deepEqual(unseen, [], path);
  }
});
