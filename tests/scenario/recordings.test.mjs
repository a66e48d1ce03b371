// What a killed program left of a recording can be heard after the next start, by whom it may concern.
import assert from 'node:assert/strict';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import { openChat } from './support/opened_chat.mjs';
import { withTrial } from './support/server.mjs';
import { eventually } from './support/wait.mjs';

const kHeader = 58;
const kSeconds = 30;
const kBytes = kSeconds * 16_000;

/** The file of a call that runs: a header without lengths, half of a frame too much, the customer loud in the second half. */
function unfinishedFile() {
  const audio = Buffer.alloc(kBytes + 1, 0xff);
  for (let at = kBytes / 2; at < kBytes; at += 2) audio[at] = 0x80;
  return Buffer.concat([Buffer.alloc(kHeader), audio]);
}

test(
  'a recording that a killed program left is repaired and heard in parts',
  { timeout: 120_000 },
  withTrial({ metrics: true }, async (server) => {
    const [admin, colleague] = await server.operators();
    const { contactId } = await openChat(server, admin);
    const path = `/api/v1/services/${admin.serviceId}/contacts/${contactId}/recording`;
    assert.equal((await admin.get(path)).status, 404);

    await server.end('SIGKILL');
    const folder = join(server.data, 'recordings');
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    await mkdir(join(folder, 'live'), { recursive: true });
    await writeFile(join(folder, 'live', `${admin.serviceId}-${contactId}.wav`), unfinishedFile());
    await server.start();

    const shown = await eventually('the repair', async () => {
      const answer = await admin.get(path);
      return answer.status === 200 && answer.json;
    });
    assert.equal(shown.state, 'repaired');
    assert.equal(shown.durationMs, kSeconds * 1000);
    const [customer, operator] = shown.peaks;
    const half = (kSeconds * 1000) / shown.peakMs / 2;
    assert.equal(customer.length, 2 * half);
    assert.deepEqual([customer[half - 1], customer[half]], [0, 250]);
    assert.equal(Math.max(...operator), 0);
    assert.deepEqual(await readdir(join(folder, 'live')), []);

    const audio = (headers) => admin.get(`${path}/audio`, headers);
    const whole = await audio({});
    assert.equal(whole.status, 200);
    assert.equal(whole.bytes.length, kHeader + kBytes);
    assert.equal(whole.bytes.toString('latin1', 0, 4), 'RIFF');
    assert.equal(whole.bytes.readUInt32LE(54), kBytes);
    const part = await audio({ range: `bytes=${kHeader + kBytes - 10}-` });
    assert.equal(part.status, 206);
    assert.deepEqual(part.bytes, whole.bytes.subarray(-10));
    assert.equal((await colleague.get(path)).status, 403);

    const log = await admin.ask('GET', `/api/v1/services/${admin.serviceId}/audit-log?limit=50`);
    const played = log.entries.filter(({ action }) => action === 'recording.played');
    assert.equal(played.length, 1);
    const { recordings, recordings_failed_total: failed } = await server.metrics();
    assert.deepEqual([recordings, failed], [0, 0]);
  }),
);
