/**
 * What the tests of the widget share: pages that embed the chat, and an operator who answers through the API.
 */
import assert from "node:assert/strict";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Frame,
  type Page,
} from "playwright-core";
import type { TrialServer } from "./server.js";
import { until } from "./until.js";

export { kRoot } from "./scenario_support.js";
export { startTrial, type TrialServer } from "./server.js";
export { until } from "./until.js";

interface Me {
  services: { id: string; key: string }[];
}
export interface ContactRow {
  id: string;
  conversation: string;
  ownerName: string;
  isCustomerOnline: boolean;
  readByCustomer: number;
  messageCount: number;
  endReason: string | null;
  customerName: string;
  visit: { pageUrl: string; pageTitle: string };
}
export interface MessageRow {
  id: string;
  contactId: string;
  number: number;
  kind: string;
  text: string;
  files: { id: string; name: string; isImage: boolean }[];
  clientId: string;
}

/** Somebody who answers chats, by the same API as the console. */
export class Operator {
  serviceId = "";
  serviceKey = "";
  private constructor(private readonly page: Page) {}

  static async signIn(browser: Browser, trial: TrialServer, index = 0): Promise<Operator> {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${trial.address}/sign-in`);
    const operator = new Operator(page);
    await operator.call("POST", "/api/v1/sign-in", trial.accounts[index]);
    const me = await operator.call<Me>("GET", "/api/v1/me");
    const [service] = me.services;
    assert.ok(service, "the trial has a service");
    operator.serviceId = service.id;
    operator.serviceKey = service.key;
    await operator.connect();
    return operator;
  }

  call<T = unknown>(method: string, path: string, body?: object): Promise<T> {
    return this.page.evaluate(
      async ([method, path, body]) => {
        const headers = { "Content-Type": "application/json" };
        const init = body ? { method, headers, body: JSON.stringify(body) } : { method };
        const response = await fetch(path as string, init as RequestInit);
        const text = await response.text();
        if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
        return text ? JSON.parse(text) : null;
      },
      [method, path, body ?? null] as const,
    ) as Promise<T>;
  }

  /** Opens the console's socket, which is what makes an operator present. */
  async connect(): Promise<void> {
    await this.page.evaluate(
      (serviceId) =>
        new Promise<void>((resolve, reject) => {
          const scope = window as unknown as { frames_: unknown[]; socket_: WebSocket };
          scope.frames_ = [];
          scope.socket_ = new WebSocket(`${location.origin.replace("http", "ws")}/api/v1/events`);
          scope.socket_.onerror = () => reject(new Error("no console socket"));
          scope.socket_.onmessage = (event) => scope.frames_.push(JSON.parse(event.data));
          scope.socket_.onopen = () => {
            const subscription = { services: [serviceId], lists: [], contacts: [], rosters: [] };
            const frame = { type: "subscribe", since: null, ...subscription };
            scope.socket_.send(JSON.stringify(frame));
            resolve();
          };
        }),
      this.serviceId,
    );
  }

  async ready(): Promise<void> {
    await this.call("PUT", "/api/v1/me/state", { state: "ready" });
    await this.call("PUT", "/api/v1/me/switches", { chat: true, doNotDisturb: false });
  }

  async leave(): Promise<void> {
    await this.call("PUT", "/api/v1/me/state", { state: "offline" });
  }

  private path(rest: string): string {
    return `/api/v1/services/${this.serviceId}/${rest}`;
  }

  /** Subscribes to a contact's messages, typing and presence. */
  async watch(contactId: string): Promise<void> {
    await this.page.evaluate(
      ([serviceId, contactId]) => {
        const { socket_ } = window as unknown as { socket_: WebSocket };
        const subscription = {
          services: [serviceId],
          lists: [],
          contacts: [contactId],
          rosters: [],
        };
        socket_.send(JSON.stringify({ type: "subscribe", since: null, ...subscription }));
      },
      [this.serviceId, contactId] as const,
    );
  }

  /** Frames of the console's socket of a type, oldest first. */
  heard<T>(type: string): Promise<T[]> {
    return this.page.evaluate(
      (type) =>
        (window as unknown as { frames_: { type: string }[] }).frames_.filter(
          (frame) => frame.type === type,
        ),
      type,
    ) as Promise<T[]>;
  }

  say(frame: object): Promise<void> {
    return this.page.evaluate((frame) => {
      (window as unknown as { socket_: WebSocket }).socket_.send(JSON.stringify(frame));
    }, frame);
  }

  async inbox(box: "mine" | "waiting" | "team" | "ended"): Promise<ContactRow[]> {
    const inbox = await this.call<{ contacts: ContactRow[] }>("GET", this.path(`inbox?box=${box}`));
    return inbox.contacts;
  }

  /** The newest chat that is not ended, once there is one. */
  contact(): Promise<ContactRow> {
    return until("a chat", async () => (await this.inbox("team")).at(0));
  }

  async row(contactId: string): Promise<ContactRow> {
    const path = this.path(`contacts/${contactId}`);
    return (await this.call<{ contact: ContactRow }>("GET", path)).contact;
  }

  async messages(contactId: string): Promise<MessageRow[]> {
    const path = this.path(`contacts/${contactId}/messages?limit=200`);
    return (await this.call<{ messages: MessageRow[] }>("GET", path)).messages;
  }

  /** What customer and operator said, oldest first. */
  async texts(contactId: string): Promise<string[]> {
    const messages = await this.messages(contactId);
    return messages.filter((one) => one.kind !== "system").map((one) => one.text);
  }

  open(contactId: string): Promise<unknown> {
    return this.call("POST", this.path(`contacts/${contactId}/open`));
  }

  read(contactId: string, number: number): Promise<unknown> {
    return this.call("POST", this.path(`contacts/${contactId}/read`), { number });
  }

  reply(contactId: string, text: string): Promise<MessageRow> {
    const clientId = `test-${Math.random().toString(36).slice(2).padEnd(12, "0")}`;
    const body = { clientId, kind: "reply", text };
    return this.call("POST", this.path(`contacts/${contactId}/messages`), body);
  }

  /** Ends a chat, also one that waits in the queue or went to a colleague meanwhile. */
  async end(contactId: string): Promise<void> {
    await this.call("POST", this.path(`contacts/${contactId}/take`)).catch(() => null);
    await this.call("POST", this.path(`contacts/${contactId}/end`));
  }

  /** The chat in which this was written last. */
  chatThatSays(text: string): Promise<ContactRow> {
    return until(`a chat that says ${text}`, async () => {
      for (const row of await this.inbox("team"))
        if ((await this.texts(row.id)).at(-1) === text) return row;
      return null;
    });
  }

  /** Changes some of the chat's settings (the admin only). */
  async settings(part: object): Promise<void> {
    const path = this.path("chat-settings");
    const settings = await this.call<object>("GET", path);
    await this.call("PUT", path, { ...settings, ...part });
  }
}

/** A browser that blocks third-party cookies, as most do or will. */
export function launch(more: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--test-third-party-cookie-phaseout", ...more],
  });
}

/** A customer's browser; what their pages complain about is an error of the test unless it is expected. */
export async function customer(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    viewport: { width: 1440, height: 900 },
    ...options,
  });
}

export const kPhone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};

/** The launcher is in a closed shadow: it is found where a customer would find it. */
export async function pressLauncher(page: Page): Promise<void> {
  await page.waitForFunction(() => "madoguchi" in window);
  const size = page.viewportSize();
  assert.ok(size);
  await page.mouse.click(size.width - 52, size.height - 52);
}

export async function chatFrame(page: Page): Promise<Frame> {
  return until("the frame", async () =>
    page.frames().find((frame) => frame.url().includes("/widget/")),
  );
}

/** Agrees where it is asked for and waits for the input. */
export async function beginChat(frame: Frame | Page): Promise<void> {
  const box = frame.getByRole("checkbox");
  const input = frame.getByRole("textbox", { name: "メッセージ", exact: true });
  await box.or(input).first().waitFor();
  if (await box.isVisible()) {
    await box.check();
    await frame.getByRole("button", { name: "チャットを始める" }).click();
  }
  await input.waitFor();
}

export async function write(frame: Frame | Page, text: string): Promise<void> {
  await frame.getByRole("textbox", { name: "メッセージ", exact: true }).fill(text);
  await frame.getByRole("button", { name: "送信" }).click();
}

/** Texts of the bubbles, oldest first, without the greeting. */
export function bubbles(frame: Frame | Page): Promise<string[]> {
  return frame
    .locator(".bubble")
    .evaluateAll((all) => all.slice(1).map((one) => one.textContent ?? ""));
}

export async function says(frame: Frame | Page, text: string): Promise<void> {
  await frame.getByRole("log").getByText(text).first().waitFor();
}

/** A page of a customer's own, at another site than the desk. */
export async function startHost(
  page: (path: string) => string,
): Promise<{ origin: string; stop: () => void }> {
  const server = createHttpServer((request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(page(request.url ?? "/"));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
