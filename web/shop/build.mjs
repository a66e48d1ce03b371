// Writes the example shop of the trial mode to dist/shop: one page a language, no script but the widget's.
// {{widget_origin}} and {{service_key}} stay in the pages: the server fills them in when it sends them.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const source = join(import.meta.dirname, "src");
const output = join(import.meta.dirname, "../dist/shop");
const template = readFileSync(join(source, "page.html.in"), "utf8");

/** Puts the texts in place of [[name]]; a name without a text is a mistake. */
function filled(texts, language) {
  return template.replace(/\[\[(\w+)\]\]/g, (_, name) => {
    if (!(name in texts)) throw new Error(`texts/${language}.json has no "${name}"`);
    return texts[name].replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  });
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
for (const file of readdirSync(join(source, "texts"))) {
  const language = basename(file, ".json");
  const texts = JSON.parse(readFileSync(join(source, "texts", file), "utf8"));
  writeFileSync(
    join(output, language === "ja" ? "index.html" : `${language}.html`),
    filled({ ...texts, language }, language),
  );
}
cpSync(join(source, "shop.css"), join(output, "shop.css"));
cpSync(join(source, "pictures"), join(output, "pictures"), { recursive: true });
