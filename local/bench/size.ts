import type { Sql } from "postgres";
import {
  hashSnapshot,
  packSnapshot,
  takeSnapshot,
} from "../../supabase/functions/_shared/calls/execution-snapshot.ts";
import { bookDueCalls, createOrganization } from "./book-calls.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";

const tables = ["call_schedules", "call_attempts", "call_events", "call_decisions", "audit_log"];
const callsADay = 100_000;
const agentId = crypto.randomUUID();

/** What a call that is over takes on disk, with the four events that Bolna tells of one, and of what. */
export async function benchSize({ quick, rows, say }: BenchContext): Promise<void> {
  const calls = rows ?? (quick ? 1_000 : 5_000);
  say(`size: ${calls} calls booked, claimed, placed, told of by four events and settled, one at a time`);
  await using bench = await startBenchStack({ functions: false, seed: false, durable: false });
  const { sql } = bench.stack;
  const organization = await createOrganization(bench.stack);
  const empty = await readSizes(sql);
  await bookDueCalls(bench.stack, [organization], calls);
  // What booking by the API leaves of its own.
  await sql`select private.plan_call(s) from public.call_schedules s`;
  await completeCalls(sql, calls);
  await sql`select private.fold_call_tallies()`;
  await sealAll(sql);

  await sql`vacuum`;
  const lying = await readSizes(sql);
  // What the rows themselves take, without the room that is left for their updates.
  await sql`alter table public.call_attempts reset (fillfactor)`;
  await sql`vacuum full`;
  const packed = await readSizes(sql);
  const perCall = (sizes: Map<string, number>) =>
    new Map([...sizes].map(([name, bytes]) => [name, (bytes - (empty.get(name) ?? 0)) / calls]));
  say(`  as they lie: ${describe(perCall(lying))}`);
  say(`  packed: ${describe(perCall(packed))}`);
  const [seals] = await sql<{ bytes: number }[]>`
    select pg_total_relation_size('private.audit_seals')::float8 as bytes`;
  say(`  and its part of the seals of the trail: ${((seals?.bytes ?? 0) / calls / 1000).toFixed(1)} kB`);
  const yearly = sum(perCall(packed)) * callsADay * 365 / 1e9;
  say(`  at ${callsADay} calls a day that is ${yearly.toFixed(0)} GB a year, if all of it were kept`);
}

async function sealAll(sql: Sql): Promise<void> {
  for (let sealed = 1; sealed > 0;) {
    const [seal] = await sql<{ rows: number }[]>`
      select private.seal_audit_rows((select max(id) from public.audit_log)) as rows`;
    sealed = seal?.rows ?? 0;
  }
}

async function completeCalls(sql: Sql, calls: number): Promise<void> {
  for (let claimed = 0; claimed < calls; claimed += 500) {
    await sql`select from public.claim_due_calls('bench', 500, p_default_bolna_agent_id => ${agentId})`;
    await sql`
      select public.record_call_placed(t.id, t.id::text, 'queued') from public.call_attempts t where t.state = 'placing'`;
    for (const status of ["initiated", "ringing", "in-progress", "completed"]) await tellAll(sql, status);
    await sql`
      select public.settle_call(t.id, t.bolna_execution_id, ${sql.json(result)}) from public.call_attempts t
      where t.state = 'placed'`;
  }
  const [left] = await sql<{ count: number }[]>`
    select count(*)::int as count from public.call_schedules s where s.call_status <> 'completed'`;
  if (left?.count !== 0) throw new Error(`${left?.count} of ${calls} calls were not completed.`);
}

/** Stores this news of every live call, as the function that hears of it would. */
async function tellAll(sql: Sql, status: string): Promise<void> {
  const isOver = status === "completed";
  const snapshot = takeSnapshot({
    id: crypto.randomUUID(),
    agent_id: agentId,
    status,
    call_ref: crypto.randomUUID(),
    created_at: "2026-11-22T06:30:00.123456",
    updated_at: "2026-11-22T06:31:10.654321",
    error_message: null,
    termination_reason: null,
    conversation_duration: isOver ? 42.5 : 0,
    total_cost: isOver ? 12.375 : 0,
    answered_by_voice_mail: false,
    provider: "twilio",
    retry_count: 0,
    telephony_data: {
      duration: isOver ? 45 : 0,
      provider_call_id: "CA00000000000000000000000000000000",
      call_type: "outbound",
      provider: "twilio",
      hangup_by: isOver ? "Callee" : null,
      hangup_reason: isOver ? "Normal Hangup" : null,
      hangup_provider_code: isOver ? "4000" : null,
    },
  });
  await sql`
    select public.receive_bolna_event(t.bolna_execution_id, t.id, ${status}, 0,
      ${JSON.stringify(packSnapshot(snapshot))}::text::jsonb, ${hashSnapshot(snapshot)}, 'webhook')
    from public.call_attempts t where t.state = 'placed'`;
}

const result = {
  bolna_status: "completed",
  outcome: "completed",
  call_status: "completed",
  reason_code: "answered",
  reason: "The call was answered and has ended.",
  answered: true,
  voicemail: false,
  conversation_seconds: 42.5,
  duration_seconds: 45,
  cost_cents: 12.375,
  hangup_by: "Callee",
  hangup_reason: "Normal Hangup",
  hangup_code: "4000",
};

async function readSizes(sql: Sql): Promise<Map<string, number>> {
  const rows = await sql<{ name: string; bytes: number }[]>`
    select c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname = any (${tables})`;
  return new Map(rows.map(({ name, bytes }) => [name, bytes]));
}

function sum(bytes: Map<string, number>): number {
  return [...bytes.values()].reduce((total, value) => total + value, 0);
}

function describe(bytes: Map<string, number>): string {
  const parts = [...bytes].toSorted(([, one], [, other]) => other - one)
    .map(([name, value]) => `${name} ${(value / 1000).toFixed(1)}`);
  return `${(sum(bytes) / 1000).toFixed(1)} kB a call (${parts.join(", ")})`;
}
