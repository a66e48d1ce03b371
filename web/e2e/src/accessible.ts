import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}
interface Axe {
  run(options: object): Promise<{ violations: Violation[] }>;
}

const kAxe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Axe finds nothing wrong with this page, or this frame of one; frames inside of it are not looked at. It is put in by
 * the test's own door, which the page's policy does not close.
 */
export async function assertAccessible(scope: Page | Frame, where: string): Promise<void> {
  await scope.evaluate(kAxe);
  const violations = await scope.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run({ runOnly, iframes: false });
    return found.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
    }));
  }, kRules);
  assert.deepEqual(violations, [], where);
}
