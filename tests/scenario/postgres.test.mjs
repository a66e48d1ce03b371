import assert from 'node:assert/strict';
import test from 'node:test';

import { tellChat } from './support/chat_story.mjs';
import { PostgresCluster } from './support/postgres.mjs';
import { startTrial } from './support/server.mjs';
import { Visitor } from './support/visitor.mjs';

const limit = { timeout: 180_000 };

function onPostgres(body) {
  return async () => {
    const cluster = await PostgresCluster.start();
    try {
      const server = await startTrial({ database: cluster.makeDatabase('madoguchi') });
      try {
        await body(server, cluster);
      } finally {
        await server.remove();
      }
    } finally {
      await cluster.remove();
    }
  };
}

test(
  'a chat from the first word to the next visit, on PostgreSQL',
  limit,
  onPostgres(async (server, cluster) => {
    await tellChat(server);
    assert.equal(cluster.query('madoguchi', 'SHOW fsync'), 'on');
    assert.equal(
      cluster.query('madoguchi', "SELECT count(*) FROM messages WHERE kind = 'customer'"),
      '3',
    );
  }),
);

test(
  'kill -9 loses nothing that was acknowledged, on PostgreSQL',
  limit,
  onPostgres(async (server) => {
    const [, operator] = await server.operators();
    const visitor = await Visitor.open(server.origin, operator.serviceKey);
    const before = await visitor.say('before the end');
    await server.restart('SIGKILL');
    await visitor.connect();
    assert.deepEqual(
      visitor.list().find(({ id }) => id === before.id),
      before,
    );
    assert.equal((await visitor.say('after it')).number, before.number + 2);
  }),
);
