import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Page } from "playwright-core";

const kFolder = resolve(import.meta.dirname, "../../../../docs/pictures");
const kLargest = 200_000;
const kQualities = [90, 84, 78, 70, 60];

/**
 * Writes docs/pictures/NAME.jpg with the best quality that keeps it small enough for the repository; to look at
 * closely, NAME.png in the folder of MADOGUCHI_PICTURES.
 */
export async function take(page: Page, name: string): Promise<void> {
  await settle(page);
  const { MADOGUCHI_PICTURES: closeUps } = process.env;
  if (closeUps) await page.screenshot({ path: resolve(closeUps, `${name}.png`) });
  for (const quality of kQualities) {
    const picture = await page.screenshot({ type: "jpeg", quality, caret: "initial" });
    if (picture.length > kLargest) continue;
    await mkdir(kFolder, { recursive: true });
    await writeFile(resolve(kFolder, `${name}.jpg`), picture);
    console.log(`${name}.jpg  ${Math.round(picture.length / 1000)} kB, quality ${quality}`);
    return;
  }
  throw new Error(`${name} is over ${kLargest} bytes in every quality`);
}

/** Fonts and pictures of the page and of its frames are there, and what was changed last is drawn. */
async function settle(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    await frame.evaluate(async () => {
      await document.fonts.ready;
      await Promise.all([...document.images].map((image) => image.decode().catch(() => null)));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
  }
}

/** A photograph to send: the shop's white bowl with a chip in its rim. */
export async function chippedBowl(page: Page, shop: string): Promise<Buffer> {
  await page.setViewportSize({ width: 620, height: 448 });
  await page.goto(`${shop}/pictures/white_bowl.svg`);
  await page.evaluate(() => {
    const crack = document.createElementNS("http://www.w3.org/2000/svg", "path");
    crack.setAttribute("d", "M213 108l-5 14 8 9-6 16");
    crack.setAttribute("fill", "none");
    crack.setAttribute("stroke", "#6b5f4c");
    crack.setAttribute("stroke-width", "2");
    const chip = document.createElementNS("http://www.w3.org/2000/svg", "path");
    chip.setAttribute("d", "M203 110l6-5 9 1 4 6-10 5z");
    chip.setAttribute("fill", "#a2937b");
    document.documentElement.append(chip, crack);
  });
  return page.screenshot({ type: "jpeg", quality: 90 });
}

/** A PDF of one empty page, as long as one with a page of text. */
export const kPdf = Buffer.from(
  [
    "%PDF-1.4",
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj",
    `%${" ".repeat(183_000)}`,
    "trailer<</Root 1 0 R>>",
    "%%EOF",
  ].join("\n"),
);
