import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "vite";

/**
 * Writes csp.json: the hash of the one style element that React Aria adds at run time (usePress). The
 * server adds it to style-src; everything else of the console is allowed by 'self'.
 */
export function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    generateBundle() {
      const hash = createHash("sha256").update(pressStyle()).digest("base64");
      const source = `${JSON.stringify({ styleHashes: [`sha256-${hash}`] }, null, 2)}\n`;
      this.emitFile({ type: "asset", fileName: "csp.json", source });
    },
  };
}

function pressStyle(): string {
  const entry = createRequire(import.meta.url).resolve("react-aria/package.json");
  const path = join(entry, "../dist/private/interactions/usePress.mjs");
  const code = readFileSync(path, "utf8");
  const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(code)?.[1];
  const template = /style\.textContent = `([^`]+)`\.trim\(\)/.exec(code)?.[1];
  if (!attribute || !template) throw new Error(`${path} no longer holds the style it used to`);
  return template.replace(/\$\{[^}]+\}/, attribute).trim();
}
