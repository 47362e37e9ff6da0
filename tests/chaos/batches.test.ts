import assert from "node:assert/strict";
import { batchScenarios, tryBatchCrashPoints } from "../../local/chaos/batch-crash-points.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { createTally } from "../../local/chaos/tally.ts";
import { thoroughly } from "./thoroughly.ts";

Deno.test("a worker killed or frozen inside a batch leaves calls that are each made exactly once", async (t) => {
  const db = await startChaosDatabase();
  try {
    for (const scenario of batchScenarios) {
      await t.step(`${scenario.name}, at each of its steps`, async () => {
        const batches = await tryBatchCrashPoints({ db, tally: createTally(), every: thoroughly }, scenario);
        assert.ok(batches >= (thoroughly ? 20 : 6), `only ${batches} batches`);
      });
    }
  } finally {
    await db.close();
  }
});
