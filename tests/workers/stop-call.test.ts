import assert from "node:assert/strict";
import { stopCall } from "../../supabase/functions/_shared/calls/stop-call.ts";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

Deno.test("a call is stopped only as far as Bolna really stopped it", async (t) => {
  // No line is free, so that calls stay queued at Bolna until a step makes room.
  await using world = await startWorld({ bolna: { clockFactor: 0.005, concurrencyMax: 0 } });
  const { sql, bolna, schedule, attempt, sweepDeps } = world;
  const org = await world.createOrganization({ maxConcurrentCalls: 100 });

  async function placeQueued(script: { outcome?: "stuck" } = {}) {
    const phone = somePhone();
    // Bolna settles what a call will come to when it takes it.
    bolna.scriptCalls({ to: phone, ...script });
    const id = await world.book(org, { phone });
    assert.equal((await world.sweep()).placed, 1);
    const { id: attemptId, bolna_execution_id } = await attempt(id);
    assert.ok(bolna_execution_id);
    return { id, phone, request: { attemptId, executionId: bolna_execution_id } };
  }
  /** Stops it as a user's cancel does. */
  async function stop(request: { attemptId: string; executionId: string }) {
    const { stopped, callStatus } = await stopCall(sweepDeps(), request);
    return { stopped, callStatus };
  }
  const statusOf = (phone: string) => bolna.executions({ to: phone })[0]?.status;

  for (const stoppedStatus of ["stopped", "canceled"] as const) {
    await t.step(`a queued call that Bolna calls ${stoppedStatus} is cancelled`, async () => {
      bolna.changeSettings({ stoppedStatus });
      const { id, phone, request } = await placeQueued();
      assert.deepEqual(await stop(request), { stopped: true, callStatus: "cancelled" });
      assert.deepEqual([(await schedule(id)).call_status, statusOf(phone)], ["cancelled", stoppedStatus]);
    });
  }

  await t.step("a call that rings already is not called off", async () => {
    const { id, phone, request } = await placeQueued({ outcome: "stuck" });
    bolna.changeSettings({ concurrencyMax: 10 });
    await until(() => statusOf(phone) === "in-progress", "the call is talking");
    bolna.changeSettings({ concurrencyMax: 0 });
    assert.deepEqual(await stop(request), { stopped: false, callStatus: "in_progress" });
    assert.equal((await schedule(id)).call_status, "in_progress");
  });

  await t.step("a call that has ended meanwhile is settled by its true end", async () => {
    bolna.changeSettings({ webhooks: { dropAll: true } });
    const { id, phone, request } = await placeQueued();
    bolna.changeSettings({ concurrencyMax: 10 });
    await until(() => statusOf(phone) === "completed", "the call is completed");
    bolna.changeSettings({ concurrencyMax: 0 });
    assert.deepEqual(await stop(request), { stopped: false, callStatus: "completed" });
    assert.equal((await schedule(id)).call_status, "completed");
  });

  await t.step("where the record cannot be read, Bolna's own answer to the stop counts", async () => {
    const { request } = await placeQueued();
    bolna.setFaults(["read-500"]);
    assert.deepEqual(await stop(request), { stopped: true, callStatus: "cancelled" });
    bolna.setFaults();
  });

  await t.step("where Bolna does not answer at all, nothing is claimed to be stopped", async () => {
    const { id, request } = await placeQueued();
    bolna.setFaults(["forbidden"]);
    assert.deepEqual(await stop(request), { stopped: false, callStatus: "in_progress" });
    bolna.setFaults();
    assert.equal((await schedule(id)).call_status, "in_progress");
  });

  await t.step("a call that Bolna kept undialled for hours is taken back", async () => {
    const { id, phone } = await placeQueued();
    await sql`update public.call_attempts set placed_at = clock_timestamp() - interval '241 minutes' where schedule_id = ${id}`;
    await world.silence();
    await world.sweep();
    assert.deepEqual([(await attempt(id)).state, statusOf(phone)], ["ended", "canceled"]);
  });

  await t.step(
    "a call that Bolna no longer knows after half an hour is failed, with the reason",
    async () => {
      const { id } = await placeQueued();
      bolna.setFaults([{ fault: "read-404-fresh", seconds: 3600 }]);
      await world.silence();
      await world.sweep();
      assert.equal((await schedule(id)).call_status, "in_progress");
      await sql`update public.call_attempts set placed_at = clock_timestamp() - interval '31 minutes' where schedule_id = ${id}`;
      await world.silence();
      await world.sweep();
      const { call_status, status_reason_code, status_reason } = await schedule(id);
      assert.deepEqual([call_status, status_reason_code], ["failed", "lost"]);
      assert.match(status_reason ?? "", /no longer knows/);
    },
  );
});
