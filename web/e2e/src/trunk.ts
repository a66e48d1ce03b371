import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const kRoot = resolve(import.meta.dirname, "../../../..");

/** A trunk that answers OPTIONS with its status, or not at all (null). */
export interface TrunkPeer {
  status: string | null;
  readonly port: number;
  close(): void;
}

interface TrunkSupport {
  kTrunkAddress: string;
  TrunkPeer: { open(port?: number): Promise<TrunkPeer> };
}

/** What tests/scenario/support/trunk.mjs gives: the same peer serves both. */
export async function trunkSupport(): Promise<TrunkSupport> {
  const file = join(kRoot, "tests/scenario/support/trunk.mjs");
  return (await import(pathToFileURL(file).href)) as TrunkSupport;
}
