// What call_load.mjs measures: each { name, pid, afterCalls(), stop() } with `count` desk phones that take the calls of one queue.
import { installAsterisk, startAsterisk } from './asterisk.mjs';
import { inParallel } from './crowd.mjs';
import { extensionOf, hireWithExtension } from './console_crowd.mjs';
import { freePort, startTrial } from '../../tests/scenario/support/server.mjs';
import { sleep } from '../../tests/scenario/support/wait.mjs';

/** Callers are behind this address: it is the trunk. Phones are at 127.0.0.1. */
export const kCarrier = '127.0.0.9';
const kRtpPorts = [20_000, 29_998];
const kWrapUpSeconds = 1;

export async function asteriskTarget({ sipPort, phones, count, folder }) {
  installAsterisk(folder);
  const names = Array.from({ length: count }, (_, i) => `phone${i}`);
  const ports = { sipPort, phonePort: phones.port, rtpPorts: kRtpPorts, carrier: kCarrier };
  const asterisk = await startAsterisk(folder, { ...ports, phones: names });
  return {
    name: 'asterisk ',
    pid: asterisk.pid,
    afterCalls: () => sleep(1000),
    stop: asterisk.stop,
  };
}

/** An operator without a console, at whose desk phone calls ring. */
async function hireDeskPhone(server, admin, phones, i) {
  const { operator } = await hireWithExtension(server, admin, i);
  const { password } = await admin.ask('POST', `/api/v1/operators/${operator.id}/desk-phone`);
  await phones.register(extensionOf(i), password);
  await operator.takesCalls();
}

export async function madoguchiTarget({ sipPort, phones, count }) {
  const [first, last] = kRtpPorts;
  const metrics = `127.0.0.1:${await freePort()}`;
  const ports = ['--rtp-ports', `${first}-${last + 1}`, '--metrics', metrics];
  const args = ['--sip', `127.0.0.1:${sipPort}`, '--trunk', `carrier=${kCarrier}`, ...ports];
  const server = await startTrial({ args });
  const [admin] = await server.operators();
  await admin.ask('PATCH', `/api/v1/services/${admin.serviceId}`, { longestWrapUpSeconds: kWrapUpSeconds });
  await inParallel(count, 2, (i) => hireDeskPhone(server, admin, phones, i));
  return {
    name: 'madoguchi',
    pid: server.pid,
    metrics: `http://${metrics}/metrics`,
    // Until the last phone is out of wrap-up.
    afterCalls: () => sleep(1000 * (kWrapUpSeconds + 2)),
    stop: () => server.remove(),
  };
}
