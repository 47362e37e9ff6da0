import assert from "node:assert/strict";
import { crashScenarios, tryCrashPoints } from "../../local/chaos/crash-points.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { createTally } from "../../local/chaos/tally.ts";

Deno.test("a worker killed at any point leaves a call that is made exactly once", async (t) => {
  const db = await startChaosDatabase();
  try {
    for (const scenario of crashScenarios) {
      await t.step(`${scenario.name}, killed before and after each of its steps`, async () => {
        const points = await tryCrashPoints({ db, tally: createTally() }, scenario);
        assert.ok(points >= 6, `only ${points} points`);
      });
    }
  } finally {
    await db.close();
  }
});
