import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchWithMicrophone } from "./browser.js";
import { toneFile } from "./tone.js";

/** A browser whose microphone hears a tone for as long as it runs. */
export async function launchThatSays(hertz: number): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), "madoguchi-tone-"));
  const tone = join(folder, "tone.wav");
  await writeFile(tone, toneFile(1, { hertz, rate: 48_000, peak: 12_000 }));
  const browser = await launchWithMicrophone(tone);
  browser.on("disconnected", () => void rm(folder, { recursive: true, force: true }));
  return browser;
}
