// Prints what a first load weighs (JS + CSS, gzip) from the built manifests and fails over the limits
// of bundle-sizes.json. Fonts and images are not counted.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

const root = new URL("..", import.meta.url).pathname;
const budgets = JSON.parse(readFileSync(join(root, "bundle-sizes.json"), "utf8"));

function reachable(manifest, entries) {
  const files = new Set();
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`bundle-sizes.json names ${key}, which the build does not have`);
    if (/\.(js|css)$/.test(chunk.file)) files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const entry of entries) visit(entry);
  return files;
}

function weigh(budget) {
  if (budget.files) return budget.files.map((file) => join(root, file));
  const manifestPath = join(root, budget.manifest);
  const base = dirname(dirname(manifestPath));
  const manifest = JSON.parse(readFileSync(manifestPath, "utf8"));
  return [...reachable(manifest, budget.entries)].map((file) => join(base, file));
}

let failed = false;
for (const [name, budget] of Object.entries(budgets)) {
  const source = join(root, budget.manifest ?? budget.files[0]);
  if (!existsSync(source)) {
    console.log(`${name}: not built`);
    failed ||= process.argv.includes("--all");
    continue;
  }
  const rows = weigh(budget)
    .map((file) => ({ file, bytes: gzipSync(readFileSync(file), { level: 9 }).length }))
    .sort((a, b) => b.bytes - a.bytes);
  const total = rows.reduce((sum, row) => sum + row.bytes, 0);
  const verdict = total <= budget.limit ? "ok" : "OVER";
  failed ||= total > budget.limit;
  console.log(`${name}: ${total} of ${budget.limit} bytes gzip, ${verdict}`);
  for (const row of rows)
    console.log(`  ${String(row.bytes).padStart(8)}  ${row.file.slice(root.length)}`);
}
process.exit(failed ? 1 : 0);
