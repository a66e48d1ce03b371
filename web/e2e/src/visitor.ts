import type { Browser, Page } from "playwright-core";
import { openPage } from "./browser.js";

/** What a visitor's page keeps while it runs. */
interface VisitorWindow {
  socket: WebSocket;
  frames: { type: string; [key: string]: unknown }[];
}

interface Arrival {
  /** The page that they come from. */
  pageTitle?: string;
  language?: "ja" | "en" | "ko";
}

/**
 * A customer without the widget's looks: the same requests and the same socket, from a page of the same
 * origin. For tests of the console, which do not depend on how the widget is drawn.
 */
export class Visitor {
  private readonly page: Page;
  private readonly key: string;

  private constructor(page: Page, key: string) {
    this.page = page;
    this.key = key;
  }

  static async arrive(
    browser: Browser,
    address: string,
    key: string,
    name = "",
    arrival: Arrival = {},
  ): Promise<Visitor> {
    const { page } = await openPage(browser, {
      userAgent:
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    });
    await page.goto(`${address}/healthz`);
    const visitor = new Visitor(page, key);
    await visitor.begin(name, { pageTitle: "白磁の飯碗", language: "ja", ...arrival });
    return visitor;
  }

  private async begin(name: string, arrival: Required<Arrival>): Promise<void> {
    await this.page.evaluate(
      async ({ key, name, arrival }) => {
        const answer = await fetch(`/api/widget/v1/${key}/session`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({
            consent: true,
            name,
            pageUrl: "https://koyomisha.example/items/bowl",
            ...arrival,
          }),
        });
        if (!answer.ok) throw new Error(`session ${answer.status} ${await answer.text()}`);
      },
      { key: this.key, name, arrival },
    );
    await this.connect();
  }

  /** Opens the socket: the customer has the page open. */
  async connect(): Promise<void> {
    await this.page.evaluate(async (key) => {
      const own = window as unknown as VisitorWindow;
      own.frames = [];
      own.socket = new WebSocket(
        `${location.origin.replace("http", "ws")}/api/widget/v1/${key}/socket`,
      );
      own.socket.onmessage = (event) => own.frames.push(JSON.parse(String(event.data)));
      await new Promise((done, fail) => {
        own.socket.onopen = done;
        own.socket.onerror = fail;
      });
      own.socket.send(JSON.stringify({ type: "hello", after: null }));
    }, this.key);
    await this.frame("view");
  }

  /** Closes the page's socket: the customer has left. */
  async leave(): Promise<void> {
    await this.page.evaluate(() => (window as unknown as VisitorWindow).socket.close());
  }

  async write(text: string, fileIds: string[] = []): Promise<void> {
    const clientId = `visitor-${Math.random().toString(36).slice(2, 12)}`;
    await this.send({ type: "message", clientId, text, fileIds });
    await this.page.waitForFunction(
      (id) =>
        (window as unknown as VisitorWindow).frames.some(
          (frame) => frame.type === "ack" && frame.clientId === id,
        ),
      clientId,
    );
  }

  /** Stores a file, which a message can then carry. */
  async upload(name: string, bytes: Buffer): Promise<string> {
    return this.page.evaluate(
      async ({ key, name, content }) => {
        const answer = await fetch(`/api/widget/v1/${key}/files`, {
          method: "POST",
          headers: {
            "Content-Type": "application/octet-stream",
            "X-File-Name": encodeURIComponent(name),
          },
          body: Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)),
        });
        if (!answer.ok) throw new Error(`file ${answer.status} ${await answer.text()}`);
        return ((await answer.json()) as { id: string }).id;
      },
      { key: this.key, name, content: bytes.toString("base64") },
    );
  }

  /** Has seen everything up to the last reply. */
  async read(): Promise<void> {
    const last = await this.page.evaluate(() =>
      (window as unknown as VisitorWindow).frames
        .map((frame) => frame.message as { contactId: string; number: number } | undefined)
        .filter((message) => message !== undefined)
        .at(-1),
    );
    if (last) await this.send({ type: "read", contactId: last.contactId, number: last.number });
  }

  async send(frame: object): Promise<void> {
    await this.page.evaluate(
      (text) => (window as unknown as VisitorWindow).socket.send(text),
      JSON.stringify(frame),
    );
  }

  async typing(isTyping = true): Promise<void> {
    await this.send({ type: "typing", isTyping });
  }

  async end(): Promise<void> {
    await this.send({ type: "end" });
  }

  /** Waits until a frame of this type has come. */
  async frame(type: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        (window as unknown as VisitorWindow).frames.some((frame) => frame.type === wanted),
      type,
    );
  }

  /** Waits until a reply with this text has come. */
  async reply(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        (window as unknown as VisitorWindow).frames.some(
          (frame) =>
            frame.type === "message" && (frame.message as { text: string }).text === wanted,
        ),
      text,
    );
  }

  /** The replies that have come, in their order. */
  async replies(): Promise<string[]> {
    return this.page.evaluate(() =>
      (window as unknown as VisitorWindow).frames.flatMap((frame) => {
        const message = frame.message as { kind: string; text: string } | undefined;
        return frame.type === "message" && message?.kind === "reply" ? [message.text] : [];
      }),
    );
  }

  /** Ends the chat, which frees its place, and goes. */
  async close(): Promise<void> {
    await this.end();
    await this.page.context().close();
  }
}

/** The key of the trial's service, as an operator's session sees it. */
export async function serviceKey(operatorPage: Page): Promise<string> {
  return operatorPage.evaluate(async () => {
    const me = (await (await fetch("/api/v1/me")).json()) as { services: { key: string }[] };
    return me.services[0]?.key ?? "";
  });
}
