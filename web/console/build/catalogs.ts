import { readFile } from "node:fs/promises";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

/** Compiles the ICU texts of the catalogs while building, so that no parser travels to the browser. */
export function catalogs(): Plugin {
  return {
    name: "catalogs",
    enforce: "pre",
    load: {
      filter: { id: /\/i18n\/catalogs\/[a-z]+\.json$/ },
      async handler(id) {
        const texts: Record<string, string> = JSON.parse(await readFile(id, "utf8"));
        const compiled = Object.entries(texts).map(([key, text]) => [
          key,
          flat(compileMessage(text)),
        ]);
        return JSON.stringify(Object.fromEntries(compiled));
      },
    },
  };
}

/** A text without arguments stays a plain string. */
function flat(tokens: ReturnType<typeof compileMessage>) {
  return tokens.length === 1 && typeof tokens[0] === "string" ? tokens[0] : tokens;
}
