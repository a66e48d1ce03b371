import assert from 'node:assert/strict';
import test from 'node:test';

import { surviveKills } from './support/kill_story.mjs';
import { withTrial } from './support/server.mjs';

// bench/durability_kill.mjs does the same 200 times.
test(
  'five kills under load lose nothing that was acknowledged',
  { timeout: 180_000 },
  withTrial({}, async (server) => {
    const told = await surviveKills(server, { kills: 5, chats: 12 });
    assert.ok(told.acknowledged > 50, JSON.stringify(told));
    assert.equal(told.compared, 12);
  }),
);
