import assert from "node:assert/strict";
import { listCalls } from "../../local/chaos/acts.ts";
import { syncTick, tick } from "../../local/chaos/calm-down.ts";
import { deleteContact, hubspotDown, putToken, setHours } from "../../local/chaos/hubspot-acts.ts";
import { liveOn } from "../../local/chaos/live-on.ts";
import { createRule } from "../../local/chaos/rule-acts.ts";
import { runInWorld } from "../../local/chaos/run-in-world.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { createTally } from "../../local/chaos/tally.ts";
import type { World } from "../../local/chaos/world.ts";

// 70 hours of calling hours, just under the three days after which a call is given up.
const hours = 70;

Deno.test("a HubSpot that is silent for three days costs a call a look an hour and no attempt, and then it is made", async () => {
  const db = await startChaosDatabase();
  try {
    const tally = createTally();
    await runInWorld({ db, tally }, async (world) => {
      for (const which of [1, 2, 3]) await deleteContact(world, { organization: 0, which });
      await putToken(world, 0);
      await setHours(world, { organization: 0, from: "00:00", to: "24:00" });
      await createRule(world, { organization: 0, kind: "checkup_threshold", days: 5, most: 100 });
      await syncTick(world);
      assert.equal((await listCalls(world)).length, 1);
      await hubspotDown(world, { on: true });
      await sweepFor(world, hours);
      const looks = tally.get("looks");
      assert.ok(looks > 1 && looks <= hours + 10, `${looks} looks`);
      assert.equal((await world.db.sql`select from public.call_attempts`).length, 0);
      assert.equal(tally.get("posts"), 0);
      await hubspotDown(world, { on: false });
      await liveOn(world);
      assert.equal(tally.get("posts"), 1);
    });
  } finally {
    await db.close();
  }
});

/** A tick whenever the database wants one. */
async function sweepFor(world: World, hours: number): Promise<void> {
  const end = world.time.now() + hours * 3_600_000;
  while (world.time.now() < end) {
    const [row] = await world.db.sql<{ at: Date | null }[]>`
      select greatest(min(s.dial_after), private.current_time() + interval '10 seconds') as at
      from public.call_schedules s`;
    await world.pass(((row?.at?.getTime() ?? end) - world.time.now()) / 1000);
    await tick(world);
  }
}
