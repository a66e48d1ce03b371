import { scenarioSupport } from "./scenario_support.js";

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
export function trunkSupport(): Promise<TrunkSupport> {
  return scenarioSupport<TrunkSupport>("trunk.mjs");
}
