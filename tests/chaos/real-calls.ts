import assert from "node:assert/strict";
import type { Sql } from "postgres";
import { z } from "zod";
import type { BolnaSimulator } from "../../local/simulators/bolna/start-bolna-simulator.ts";
import { acmeAgent, type CallApi } from "../support/call-api.ts";
import { waitFor } from "../support/wait-for.ts";

const booked = z.object({ id: z.string(), contact_phone: z.string() });

/** Books so many calls that fall due in so many seconds, each to a number of its own, through the API. */
export async function bookCalls(admin: CallApi, count: number, dueIn: number): Promise<string[]> {
  const scheduled_at = new Date(Date.now() + dueIn * 1000).toISOString();
  const book = async (index: number) => {
    const answer = await admin("POST", "acme/call-schedules", {
      agent_id: acmeAgent,
      contact_id: `c-${index}`,
      contact_name: `Contact ${index}`,
      contact_phone: `+1570555${4000 + index}`,
      scheduled_at,
    });
    assert.equal(answer.status, 201, answer.text);
    return booked.parse(answer.body.schedule).id;
  };
  // Twenty at a time: on a busy machine more would wait for one another longer than a request may.
  const ids: string[] = [];
  while (ids.length < count) {
    const most = Math.min(20, count - ids.length);
    ids.push(...await Promise.all(Array.from({ length: most }, (_, index) => book(ids.length + index))));
  }
  return ids;
}

/**
 * Ends the waiting that time alone would end: leases, the next look at a live call, the ten minutes after which absence is
 * proven, and retries are all due now.
 */
async function hurry(sql: Sql): Promise<void> {
  await sql`update public.call_attempts set lease_expires_at = now() where state = 'placing'`;
  await sql`update public.call_attempts
    set claimed_at = claimed_at - interval '11 minutes', next_check_at = now()
    where state = 'unknown' and claimed_at > now() - interval '10 minutes'`;
  await sql`update public.call_attempts set next_check_at = now() where state in ('placed', 'unknown')`;
  await sql`update public.call_schedules set retry_at = now()
    where call_status = 'scheduled' and retry_at > now()`;
}

/** Sweeps, in a hurry, until every call is over. */
export async function sweepToTheEnd(sql: Sql, sweep: () => Promise<unknown>): Promise<void> {
  let open: readonly unknown[] = [];
  try {
    await waitFor("the end of all calls", async () => {
      await hurry(sql);
      await sweep();
      open = await sql`
        select call.call_status, call.retry_at, call.not_before, call.dial_after, call.status_reason, call.attention_code,
          attempt.attempt_number, attempt.state, attempt.lease_expires_at, attempt.next_check_at
        from public.call_schedules as call
        left join public.call_attempts as attempt on attempt.schedule_id = call.id
        where call.call_status in ('scheduled', 'in_progress')`;
      return open.length === 0 || undefined;
    }, { withinMs: 180_000 });
  } catch (error) {
    throw new Error(`Still open: ${JSON.stringify(open, undefined, 1)}`, { cause: error });
  }
}

/** Every call was made once and completed: Bolna's records and the rows agree. */
export async function assertAllMadeOnce(sql: Sql, bolna: BolnaSimulator, count: number): Promise<void> {
  const statuses = await sql<{ status: string; count: number }[]>`
    select call_status as status, count(*)::int from public.call_schedules group by 1`;
  assert.deepEqual([...statuses.map((row) => ({ ...row }))], [{ status: "completed", count }]);
  const perNumber = bolna.executionsPerNumber();
  assert.equal(perNumber.size, count, "numbers that were called");
  assert.deepEqual(new Set(perNumber.values()), new Set([1]), "calls for each number");
  const known = await sql<{ id: string }[]>`
    select bolna_execution_id as id from public.call_attempts where bolna_execution_id is not null`;
  assert.deepEqual(known.map(({ id }) => id).sort(), bolna.executions().map(({ id }) => id).sort());
}
