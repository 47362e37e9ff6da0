import assert from "node:assert/strict";
import { crashScenarios, tryCrashPoints } from "../../local/chaos/crash-points.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { createTally } from "../../local/chaos/tally.ts";
import { thoroughly } from "./thoroughly.ts";

Deno.test("a worker killed at any point leaves a call that is made exactly once", async (t) => {
  const db = await startChaosDatabase();
  try {
    for (const scenario of crashScenarios) {
      await t.step(`${scenario.name}, killed at each of its steps`, async () => {
        const steps = await tryCrashPoints({ db, tally: createTally(), every: thoroughly }, scenario);
        assert.ok(steps >= 3, `only ${steps} steps`);
      });
    }
  } finally {
    await db.close();
  }
});
