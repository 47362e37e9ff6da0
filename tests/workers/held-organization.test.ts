import assert from "node:assert/strict";
import { startWorld } from "./world.ts";

Deno.test("an organisation that somebody holds keeps no other's calls waiting, though its own have waited for longer", async () => {
  await using world = await startWorld({ withFunctions: false });
  const { sql, book, createOrganization, sweepDeps } = world;
  const [held, free] = [await createOrganization(), await createOrganization()];
  await book(held, { dueIn: -600 });
  const id = await book(free, { dueIn: -1 });
  const { calls } = sweepDeps();
  await sql.begin(async (tx) => {
    await tx`select from public.organizations where id = ${held.orgId} for no key update`;
    const claimed = await calls.claimDueCalls("a worker", 1);
    assert.deepEqual(claimed.map(({ schedule_id }) => schedule_id), [id]);
    assert.deepEqual(await calls.claimDueCalls("a worker", 1), []);
  });
  assert.deepEqual((await calls.claimDueCalls("a worker", 1)).map(({ org_id }) => org_id), [held.orgId]);
});
