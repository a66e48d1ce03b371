// Writes dist/THIRD_PARTY.txt: the licences of the npm packages whose code or fonts the bundles may hold, which ask
// that their text goes with every copy. Fails on a package that names no licence.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const kLicenseFile = /^(licen[cs]e|copying|notice|ofl)([.-].*)?$/i;

/** What is installed to be bundled, not to build or test with. */
function bundledFolders() {
  const { packages } = readJson(join(root, "package-lock.json"));
  return Object.entries(packages)
    .filter(
      ([folder, each]) =>
        folder.includes("node_modules/") && !each.link && !each.dev && !each.optional,
    )
    .map(([folder]) => folder)
    .sort();
}

function textsOf(folder) {
  const names = readdirSync(join(root, folder))
    .filter((name) => kLicenseFile.test(name))
    .sort();
  return names.map((name) => readFileSync(join(root, folder, name), "utf8").trim()).join("\n\n");
}

function entryOf(folder) {
  const { name, version, license, author } = readJson(join(root, folder, "package.json"));
  if (!license) throw new Error(`${folder} names no licence`);
  const by = typeof author === "string" ? author : (author?.name ?? "");
  return {
    title: `${name} ${version} (${license})`,
    text: textsOf(folder) || `${license}${by && `, ${by}`}`,
  };
}

/** One text stands once, under all the packages that have it. */
function byText(entries) {
  const groups = new Map();
  for (const { title, text } of entries) groups.set(text, [...(groups.get(text) ?? []), title]);
  return [...groups].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`);
}

const entries = bundledFolders().map(entryOf);
const line = `\n${"-".repeat(80)}\n\n`;
const head = "Madoguchi's pages in the browser hold code and fonts of these packages.\n";
writeFileSync(join(root, "dist/THIRD_PARTY.txt"), [head, ...byText(entries)].join(line));
console.log(`the licences of ${entries.length} packages`);
