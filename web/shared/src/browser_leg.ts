import type { LegTimers } from "./phone_leg";

let context: AudioContext | null = null;

/** One audio context for all calls of a page: browsers allow few of them. */
export function sharedContext(): AudioContext {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  return context;
}

/** A connection to our server, whose own address is all that it needs. */
export function makePeer(): RTCPeerConnection {
  return new RTCPeerConnection({ iceServers: [], bundlePolicy: "max-bundle" });
}

export const kLegTimers: LegTimers = {
  after(milliseconds, run) {
    const id = setTimeout(run, milliseconds);
    return () => clearTimeout(id);
  },
};
