import { readFile } from "node:fs/promises";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

/** Texts of pages that are not part of the first screen: they come with `?settings`. */
const kSettings =
  /^(account|audit|callerNumbers|chatSettings|deskPhone|devices|dialPad|invitation|messageTemplates|ngWords|numbers|operators|password|queues|sandbox|services|setup|trunks|workReasons)\./;

/**
 * Compiles the ICU texts of the catalogs while building, so that no parser travels to the browser. One file a
 * language becomes two parts: the first screen's, and the settings'.
 */
export function catalogs(): Plugin {
  return {
    name: "catalogs",
    enforce: "pre",
    load: {
      filter: { id: /\/i18n\/catalogs\/[a-z]+\.json(\?settings)?$/ },
      async handler(id) {
        const [file = id, part] = id.split("?");
        const texts: Record<string, string> = JSON.parse(await readFile(file, "utf8"));
        const compiled = Object.entries(texts)
          .filter(([key]) => kSettings.test(key) === (part === "settings"))
          .map(([key, text]) => [key, flat(compileMessage(text))]);
        return { code: JSON.stringify(Object.fromEntries(compiled)), moduleType: "json" };
      },
    },
  };
}

/** A text without arguments stays a plain string. */
function flat(tokens: ReturnType<typeof compileMessage>) {
  return tokens.length === 1 && typeof tokens[0] === "string" ? tokens[0] : tokens;
}
