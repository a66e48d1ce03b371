import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const kOptions = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium of the system with a fresh profile. */
export function launch(more: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [...kOptions, ...more],
  });
}

/** The same with a microphone that hears this file (WAV), which it may use without being asked. */
export function launchWithMicrophone(file: string): Promise<Browser> {
  return launch([
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-audio-capture=${file}`,
    "--autoplay-policy=no-user-gesture-required",
  ]);
}

export const kDesk = { width: 1440, height: 900 };
export const kPhone = { width: 390, height: 844 };
/** The desk at 200 %. */
export const kZoomed = { width: 720, height: 450 };

export interface OpenedPage {
  page: Page;
  /** What the page reported: errors, refused scripts and styles. */
  complaints: string[];
}

/** A page in a context of its own: other cookies, other storage. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: kDesk,
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedScript|TrustedHTML/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  return { page, complaints };
}
