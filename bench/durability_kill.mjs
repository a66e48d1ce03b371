// Kills the real process again and again while customers and operators write:
//
//     node bench/durability_kill.mjs [--kills 200] [--chats 24]
//
// Every message that was acknowledged must be there exactly once, in one order for page, console and database; a fault
// ends the run with what was lost. The kernel outlives kill -9, so this proves the program's order of acknowledging and
// storing, not the disk: the power cuts are in server/storage.
import { surviveKills } from '../tests/scenario/support/kill_story.mjs';
import { binary, startTrial } from '../tests/scenario/support/server.mjs';
import { printMachine, readFlags } from './support/machine.mjs';

const flags = readFlags({ kills: 200, chats: 24 });
const server = await startTrial();
try {
  printMachine(server.data);
  console.log(`program: ${binary()}`);
  const begun = performance.now();
  const onKill = (i) =>
    i % 20 === 0 && console.log(`${i} kills, ${Math.round((performance.now() - begun) / 1000)} s`);
  const told = await surviveKills(server, { ...flags, onKill });
  const { kills, acknowledged, stored, resent, contacts } = told;
  console.log(
    `${kills} kills -9: ${acknowledged} messages acknowledged, every one stored exactly once with its number;`,
  );
  console.log(
    `${resent} sent again with their id; ${stored} rows in ${contacts} contacts, in one order for page, console and database`,
  );
} finally {
  await server.remove();
}
