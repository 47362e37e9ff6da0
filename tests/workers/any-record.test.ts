import assert from "node:assert/strict";
import fc from "fast-check";
import { createBolnaClient } from "../../supabase/functions/_shared/bolna/client.ts";
import { webhookSchema } from "../../supabase/functions/_shared/bolna/schemas.ts";
import { isTerminal } from "../../supabase/functions/_shared/bolna/status.ts";
import { followUpCalls } from "../../supabase/functions/_shared/calls/follow-up-calls.ts";
import { receiveEvent } from "../../supabase/functions/_shared/calls/receive-event.ts";
import { anyRecord, writeRecord } from "../support/any-record.ts";
import { type Organization, startWorld, type World } from "./world.ts";

/** A call that Bolna accepted so many hours ago and that nobody has heard of since. */
async function placedCall(
  { sql }: World,
  { orgId, agentId }: Organization,
  hoursAgo: number,
): Promise<{ attemptId: string; executionId: string }> {
  const hash = (crypto.randomUUID() + crypto.randomUUID()).replaceAll("-", "");
  const executionId = crypto.randomUUID();
  const [row] = await sql<{ id: string }[]>`
    with s as (
      insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc,
        contact_phone_hash, scheduled_at, purpose, call_status)
      values (${orgId}, ${agentId}, '1', 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', ${hash}, now(), 'service',
        'in_progress') returning id
    ), moment as (select now() - make_interval(hours => ${hoursAgo}) as at)
    insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, state,
      worker, due_at, claimed_at, lease_expires_at, placed_at, bolna_execution_id, bolna_status, next_check_at)
    select ${orgId}, s.id, ${agentId}, 1, ${hash}, 'sweep', 'placed', 'test', at, at, at, at, ${executionId}, 'queued', at
    from s, moment returning id`;
  assert.ok(row);
  return { attemptId: row.id, executionId };
}

/** What a worker needs, with a Bolna whose reads answer with this text and that stops nothing. */
function depsWith(world: World, recordText: string) {
  const answer = (_input: RequestInfo | URL, init?: RequestInit) =>
    Promise.resolve(
      init?.method === "POST"
        ? new Response("{}", { status: 400 })
        : new Response(recordText, { status: 200 }),
    );
  return {
    ...world.sweepDeps(),
    bolna: createBolnaClient({
      apiUrl: "http://bolna.test",
      apiKey: "key",
      callsPath: "/call",
      fetch: answer,
    }),
  };
}

async function stateOf({ sql }: World, attemptId: string) {
  const [row] = await sql<{ state: string; attention: boolean; size: number; hangup_code: string | null }[]>`
    select a.state, s.attention, a.hangup_code,
      (select coalesce(max(octet_length(e.snapshot::text)), 0) from public.call_events e where e.attempt_id = a.id) as size
    from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id where a.id = ${attemptId}`;
  assert.ok(row);
  return row;
}

/** A webhook with this record comes, and Bolna's own record says the same. */
async function deliver(world: World, executionId: string, recordText: string): Promise<void> {
  const heard = webhookSchema.safeParse(JSON.parse(recordText));
  if (!heard.success) return;
  const rest = await receiveEvent(depsWith(world, recordText), { ...heard.data, id: executionId });
  await rest?.();
}

Deno.test("whatever a record of Bolna's holds, its call ends or is shown to a person", async (t) => {
  await using world = await startWorld({ withFunctions: false });
  const org = await world.createOrganization({ maxConcurrentCalls: 1000 });

  const reported: [string, Record<string, unknown>][] = [
    ["an error message cut inside an emoji", { error_message: `${"x".repeat(299)}😀` }],
    ["one that was cut before it came", {
      error_message: "half \ud83d",
      telephony_data: { hangup_reason: "\ude00" },
    }],
    ["NUL", { error_message: "a\0b", telephony_data: { hangup_reason: "\0", hangup_provider_code: "\0" } }],
    ["a lone surrogate in the code", { telephony_data: { hangup_provider_code: "40\ud800" } }],
    ["900 KB in the code", { telephony_data: { hangup_provider_code: "9".repeat(900_000) } }],
    ["900 KB of emoji everywhere", {
      agent_id: "😀".repeat(50_000),
      error_message: "😀".repeat(50_000),
      termination_reason: "😀".repeat(50_000),
      provider: "😀".repeat(50_000),
      telephony_data: Object.fromEntries(
        ["provider_call_id", "call_type", "provider", "hangup_by", "hangup_reason", "hangup_provider_code"]
          .map((name) => [name, "😀".repeat(50_000)]),
      ),
    }],
    ["numbers that no column holds", {
      conversation_duration: "1e400",
      total_cost: 1e308,
      retry_count: 2 ** 60,
    }],
    ["times of no calendar", { updated_at: "+275760-09-13T00:00:00Z", created_at: "0000-01-01T00:00:00Z" }],
  ];
  for (const [what, fields] of reported) {
    await t.step(`${what}: the webhook ends the call`, async () => {
      const { attemptId, executionId } = await placedCall(world, org, 0);
      await deliver(world, executionId, JSON.stringify({ id: executionId, status: "failed", ...fields }));
      const { state, size, hangup_code } = await stateOf(world, attemptId);
      assert.equal(state, "ended");
      assert.ok(size > 0 && size <= 16_384, `${size} bytes`);
      assert.ok((hangup_code ?? "").length <= 300);
    });
  }

  await t.step("any JSON: a terminal one ends the call at once, any other by its deadline", async () => {
    await fc.assert(
      fc.asyncProperty(anyRecord, async (record) => {
        const { attemptId, executionId } = await placedCall(world, org, 5);
        const text = writeRecord({ ...record, id: executionId });
        await deliver(world, executionId, text);
        const heard = webhookSchema.safeParse(JSON.parse(text));
        if (heard.success && isTerminal(heard.data.status)) {
          assert.equal((await stateOf(world, attemptId)).state, "ended");
        }
        await followUpCalls(depsWith(world, text), () => false);
        await world.sweepDeps().calls.beginSweep("test");
        const { state, attention, size } = await stateOf(world, attemptId);
        assert.ok(state === "ended" || attention, "the call is live and nobody is told");
        assert.ok(size <= 16_384);
        await world.sql`update public.organizations set calling_paused_reason = null`;
      }),
      // Printed with the path of a failure, so that it can be replayed.
      { seed: 20261124, numRuns: 150, endOnFailure: true },
    );
  });
});
