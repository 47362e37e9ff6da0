import assert from "node:assert/strict";
import { book, organizationAt } from "../../local/chaos/acts.ts";
import { tick } from "../../local/chaos/calm-down.ts";
import { liveOn } from "../../local/chaos/live-on.ts";
import { runInWorld } from "../../local/chaos/run-in-world.ts";
import { runMachine } from "../../local/chaos/run-machine.ts";
import { type ChaosDatabase, startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { createTally } from "../../local/chaos/tally.ts";
import { execute } from "../../local/chaos/workloads.ts";
import { takeUnknownForNotSent } from "./take-unknown-for-not-sent.ts";
import { thoroughly } from "./thoroughly.ts";

// The short version of `deno task chaos`, which runs thousands.
const seed = 20261122;
const leastOfAll = {
  posts: 80,
  looks: 25,
  engagements: 20,
  crashes: 3,
  campaigns: 5,
  "campaign calls": 10,
};

const db = await startChaosDatabase();

Deno.test("random histories of faults, crashes and disorder break no promise", async () => {
  const tally = createTally();
  const failure = await runMachine({
    db,
    tally,
    runs: thoroughly ? 60 : 20,
    seed,
    shrinkSeconds: 10,
    withReceivers: thoroughly,
    withKeyChange: thoroughly,
  });
  assert.equal(failure, null, `found by seed ${seed}: ${JSON.stringify(failure, null, 2)}`);
  for (const [what, least] of Object.entries(leastOfAll)) {
    assert.ok(tally.get(what) > least, `only ${tally.get(what)} ${what}: too tame to prove anything`);
  }
});

Deno.test("the same seed gives the same histories, line by line, over the Data API too", async () => {
  const histories = [await tellHistories(db, 2), await tellHistories(db, 2)];
  assert.ok(histories[0] && histories[0].length > 500, "the histories were too short to prove anything");
  const api = await startChaosDatabase({ throughApi: true });
  try {
    histories.push(await tellHistories(api, 2));
  } finally {
    await api.close();
  }
  for (const history of histories) assert.deepEqual(history, histories[0]);
});

// A seed with which it is found soon: most of the time goes by until then.
const seedOfAMissingGuard = 110;
for (const shrinkSeconds of [0, 2]) {
  Deno.test(`the machine finds a missing guard by itself, makes it small for ${shrinkSeconds} s, and replays it from what it prints`, async () => {
    const blind = { calls: takeUnknownForNotSent };
    const options = {
      db,
      tally: createTally(),
      runs: 40,
      seed: seedOfAMissingGuard,
      sabotage: blind,
      shrinkSeconds,
      withReceivers: false,
      withKeyChange: false,
    };
    const found = await runMachine(options);
    assert.ok(found, "an unknown outcome that is tried again must be noticed");
    const { path, commandsPath } = found;
    const replayed = await runMachine({ ...options, path, commandsPath });
    assert.deepEqual({ ...replayed, commandsPath }, found, "to the last line of its trace");
    assert.equal(await runMachine({ ...options, sabotage: {}, path, commandsPath, runs: 1 }), null);
  });
}

for (const frozenSeconds of [60, 900]) {
  Deno.test(`a worker that wakes up ${frozenSeconds} s after its claim dials nobody`, async () => {
    await runInWorld({ db, tally: createTally() }, async (world) => {
      const { id } = await book(world, { organization: 0, number: 1, dueIn: -30, outcome: "answered" });
      const fate = { step: 1, when: "before", frozenSeconds } as const;
      await world.finish([world.start("execute", execute(id, organizationAt(0).adminId), fate)]);
      for (let seconds = 0; seconds < frozenSeconds + 60; seconds += 10) {
        await world.pass(10);
        await tick(world);
      }
      await liveOn(world);
      assert.equal(world.bolna.executions().length, 1);
    });
  });
}

Deno.test("the chaos database ends", () => db.close());

/** Everything that happened in its runs; the machine is made anew, the database is not. */
async function tellHistories(on: ChaosDatabase, runs: number): Promise<string[]> {
  const lines: string[] = [];
  const failure = await runMachine({
    db: on,
    tally: createTally(),
    runs,
    seed,
    shrinkSeconds: 10,
    withKeyChange: thoroughly,
    onRun: (_runs, history) => void lines.push(...history),
  });
  assert.equal(failure, null, `found by seed ${seed}: ${JSON.stringify(failure, null, 2)}`);
  return lines;
}
