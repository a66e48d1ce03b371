import type { Browser, BrowserContextOptions, Frame, Page } from "playwright-core";
import type { TrialServer } from "../src/server.js";
import {
  chatFrame,
  customer,
  kPhone,
  Operator,
  pressLauncher,
  says,
  until,
} from "../src/widget.js";
import { chippedBowl, take } from "./camera.js";
import { kShops, type Language, type ShopStory } from "./stories.js";

const kLocales: Readonly<Record<Language, string>> = { ja: "ja-JP", en: "en-US", ko: "ko-KR" };

/** The chat in the example shop, on a desk and on a phone, in each language. */
export async function shopPictures(browser: Browser, server: TrialServer): Promise<void> {
  const operator = await Operator.signIn(browser, server);
  await operator.ready();
  const camera = await customer(browser);
  const photograph = await chippedBowl(await camera.newPage(), server.shop);
  await camera.close();
  const takeOne = async (language: Language, name: string, options: BrowserContextOptions) => {
    const context = await customer(browser, {
      locale: kLocales[language],
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    const end = await converse(page, server, operator, kShops[language], photograph);
    await take(page, `${name}-${language}`);
    await end();
    await context.close();
  };
  for (const language of ["ja", "en", "ko"] as const) {
    await takeOne(language, "shop", {});
    await takeOne(language, "widget", kPhone);
  }
}

/** A conversation up to the moment when the operator is writing again; returns how to end it. */
async function converse(
  page: Page,
  server: TrialServer,
  operator: Operator,
  story: ShopStory,
  photograph: Buffer,
): Promise<() => Promise<void>> {
  await page.goto(`${server.shop}${story.path}`);
  await pressLauncher(page);
  const frame = await chatFrame(page);
  await agree(frame, story.name);
  await write(frame, story.words);
  const { id } = await operator.chatThatSays(story.words);
  await frame
    .locator("input[type=file]")
    .setInputFiles({ name: "bowl.jpg", mimeType: "image/jpeg", buffer: photograph });
  await frame.locator(".tray .chip:not(:has(progress))").waitFor();
  await write(frame, "");
  await until("the photograph", async () =>
    (await operator.messages(id)).some((message) => message.files.length > 0),
  );
  await operator.open(id);
  await operator.watch(id);
  await operator.reply(id, story.reply);
  await says(frame, story.reply);
  await write(frame, story.answer);
  await says(frame, story.answer);
  const messages = await until("the answer", async () => {
    const known = await operator.messages(id);
    return known.at(-1)?.text === story.answer ? known : null;
  });
  await operator.read(id, messages.at(-1)?.number ?? 0);
  await operator.say({ type: "typing", contactId: id, kind: "reply", isTyping: true });
  await frame.locator(".dots").waitFor();
  return () => operator.end(id);
}

async function agree(frame: Frame, name: string): Promise<void> {
  await frame.locator("input[name=name]").fill(name);
  await frame.getByRole("checkbox").check();
  await frame.locator(".main").click();
  await frame.locator("textarea").waitFor();
}

async function write(frame: Frame, text: string): Promise<void> {
  if (text) await frame.locator("textarea").fill(text);
  await frame.locator("button.send").click();
}
