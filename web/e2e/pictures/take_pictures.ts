// Takes the pictures of docs/pictures from the real program, with a state that was made through its pages.
//   npm run build && npm run pictures [desk|calls|entrance|shop ...]
// MADOGUCHI_BINARY names another program; the pages come from web/dist unless MADOGUCHI_WEB_ROOT says otherwise.
import { resolve } from "node:path";
import type { Browser } from "playwright-core";
import { launch as launchDesk } from "../src/browser.js";
import { startTrial, type TrialServer } from "../src/server.js";
import { launch as launchCustomer } from "../src/widget.js";
import { callPictures } from "./call_pictures.js";
import { deskPictures } from "./desk_pictures.js";
import { setupPicture, signInPicture } from "./entrance_pictures.js";
import { shopPictures } from "./shop_pictures.js";

process.env.MADOGUCHI_WEB_ROOT ??= resolve(import.meta.dirname, "../../../dist");

async function using(
  launch: () => Promise<Browser>,
  work: (browser: Browser, server: TrialServer) => Promise<void>,
): Promise<void> {
  const browser = await launch();
  const server = await startTrial();
  try {
    await work(browser, server);
  } finally {
    await browser.close();
    await server.remove();
  }
}

/** A frame of another site in a process of its own does not get the screen of the emulated phone. */
const kOneProcess = [
  "--disable-site-isolation-trials",
  "--disable-features=IsolateOrigins,site-per-process",
];

const kParts: Readonly<Record<string, () => Promise<void>>> = {
  desk: () => using(launchDesk, deskPictures),
  calls: callPictures,
  entrance: () =>
    using(launchDesk, async (browser, server) => {
      await signInPicture(browser, server);
      await setupPicture(browser);
    }),
  shop: () => using(() => launchCustomer(kOneProcess), shopPictures),
};

const wanted = process.argv.slice(2);
for (const [name, takePart] of Object.entries(kParts)) {
  if (wanted.length === 0 || wanted.includes(name)) await takePart();
}
