import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";
import { scenarioSupport } from "./scenario_support.js";

/** What RTCPeerConnection.getStats() says of the audio that came. */
export interface Received {
  packets: number;
  lost: number;
}

/** To be called before the page is opened: remembers the connections that it makes. */
export async function watchPeers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const peers: RTCPeerConnection[] = [];
    Object.assign(window, { testPeers: peers });
    window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
      construct(target, args) {
        const peer = Reflect.construct(target, args) as RTCPeerConnection;
        peers.push(peer);
        return peer;
      },
    });
  });
}

/** Of the last connection of the page, or of a frame in it. */
export function received(page: Page | Frame): Promise<Received> {
  return page.evaluate(async () => {
    const peers = (window as unknown as { testPeers: RTCPeerConnection[] }).testPeers;
    const result = { packets: 0, lost: 0 };
    for (const row of (await peers.at(-1)?.getStats())?.values() ?? []) {
      if (row.type !== "inbound-rtp") continue;
      result.packets += row.packetsReceived;
      result.lost += row.packetsLost;
    }
    return result;
  });
}

/** The strongest frequency of what the page's last connection receives, in Hz. */
export function heardPitch(page: Page | Frame): Promise<number> {
  return page.evaluate(async () => {
    const peers = (window as unknown as { testPeers: RTCPeerConnection[] }).testPeers;
    const track = peers.at(-1)?.getReceivers()[0]?.track;
    if (!track) return 0;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 32_768 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    await new Promise((go) => setTimeout(go, 1_500));
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    const rate = context.sampleRate;
    await context.close();
    return (loudest * rate) / 32_768;
  });
}

/** What is heard is the tone that is said, as near as two clocks allow. */
export function assertPitch(heard: number, wanted: number, whose: string): void {
  assert.ok(Math.abs(heard - wanted) <= 3, `${whose}: ${heard.toFixed(1)} Hz, not ${wanted}`);
}

interface DropsSupport {
  socketDrops(pid: number): number;
}

/** Of what came to the page at most half a percent may be missing, and of what came to the server nothing. */
export async function assertNothingLost(page: Page, server: { pid(): number }): Promise<void> {
  const { packets, lost } = await received(page);
  assert.ok(lost <= packets * 0.005, `${lost} of ${packets} packets were lost`);
  const { socketDrops } = await scenarioSupport<DropsSupport>("socket_drops.mjs");
  assert.equal(socketDrops(server.pid()), 0, "dropped at the server's sockets");
}
