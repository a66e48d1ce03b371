import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The folder of the project. */
export const kRoot = resolve(import.meta.dirname, "../../../..");

/** A file of tests/scenario/support: the same telephones and trunks serve both kinds of tests. */
export async function scenarioSupport<T>(file: string): Promise<T> {
  const path = join(kRoot, "tests/scenario/support", file);
  return (await import(pathToFileURL(path).href)) as T;
}
