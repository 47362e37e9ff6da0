import assert from "node:assert/strict";
import { placeCall } from "../../supabase/functions/_shared/calls/place-call.ts";
import { startWorld } from "./world.ts";

Deno.test("a worker that was held up until its claim is nearly over sends nothing, and the call is tried again", async () => {
  await using world = await startWorld();
  const id = await world.book(await world.createOrganization());
  const deps = world.sweepDeps();
  const [call] = await deps.calls.claimDueCalls("a slow worker", 1);
  assert.ok(call);

  const late = new Date(call.dial_before.getTime() + 1);
  const placed = await placeCall({ ...deps, now: () => late }, call);

  assert.equal(placed.outcome, "not_sent");
  assert.equal(world.bolna.callRequests().length, 0);
  const { call_status, status_reason_code, retry_at } = await world.schedule(id);
  assert.deepEqual({ call_status, status_reason_code }, {
    call_status: "scheduled",
    status_reason_code: "worker_stalled",
  });
  assert.ok(retry_at);
});
