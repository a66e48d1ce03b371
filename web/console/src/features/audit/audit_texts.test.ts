import { expect, it } from "vitest";
import { kActionTexts } from "./audit_texts";

const kSources: Record<string, string> = import.meta.glob(
  "../../../../../server/features/**/*.cpp",
  { query: "?raw", import: "default", eager: true },
);
/** Statements of SQL have names of the same form; they stand in files of their own. */
const kOtherFiles = /_(store|queries|test|testing)\.cpp$/;

/** The names of what was done, "trunk.added", that the server writes into the log. */
function writtenActions(): string[] {
  const sources = Object.entries(kSources).filter(([path]) => !kOtherFiles.test(path));
  const names = sources.flatMap(([, source]) =>
    [...source.matchAll(/"([a-z]\w+\.\w*(?:ed|[mM]ade|wn))"/g)].map((match) => match[1] ?? ""),
  );
  return [...new Set(names)].sort();
}

it("has words for every action that the server writes, and for no other", () => {
  expect(writtenActions()).toEqual(Object.keys(kActionTexts).sort());
});
