import type { Browser, Page } from "playwright-core";
import { type OpenedPage, openPage } from "./browser.js";
import { signIn } from "./operator.js";
import type { Account, TrialServer } from "./server.js";
import { serviceKey, Visitor } from "./visitor.js";

/** The operators of the trial by family name. */
export function account(
  server: { accounts: Account[] },
  family: "suzuki" | "tanaka" | "watanabe",
): Account {
  const found = server.accounts.find((known) => known.email.startsWith(family));
  if (!found) throw new Error(`${family} is not among the trial's operators`);
  return found;
}

export interface Desk extends OpenedPage {
  key: string;
}

/** An operator who is ready and online for chat. */
export async function openDesk(
  browser: Browser,
  server: TrialServer,
  family: "suzuki" | "tanaka" | "watanabe" = "suzuki",
): Promise<Desk> {
  const opened = await openPage(browser);
  await signIn(opened.page, server.address, account(server, family));
  return { ...opened, key: await serviceKey(opened.page) };
}

/** A customer who has written, and whose chat the operator has opened. */
export async function openChat(
  browser: Browser,
  server: TrialServer,
  desk: { page: Page; key: string },
  name: string,
  text: string,
): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser, server.address, desk.key, name);
  await visitor.write(text);
  await desk.page.locator(".list-pane .row", { hasText: name }).first().click();
  await desk.page.locator(".log .message.in").last().waitFor();
  return visitor;
}
