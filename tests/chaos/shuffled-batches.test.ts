import assert from "node:assert/strict";
import postgres, { type Sql } from "postgres";
import { seedRandom } from "../../local/chaos/seeded-random.ts";
import { startWorld } from "../workers/world.ts";

const calls = 40;
const connections = 8;
const milliseconds = 4000;

type Draw = () => number;
const statuses = ["initiated", "ringing", "in-progress", "completed"];
const end = {
  outcome: "completed",
  call_status: "completed",
  reason_code: "answered",
  reason: "The call was answered and has ended.",
};

/** So many of them at most, in an order of its own. */
function shuffle(ids: string[], draw: Draw, most: number): string[] {
  const rest = [...ids];
  return Array.from(
    { length: Math.min(rest.length, 1 + Math.floor(draw() * most)) },
    () => rest.splice(Math.floor(draw() * rest.length), 1)[0] ?? "",
  );
}

/** An attempt's execution has its id, so that every part says the same of it. */
function event(id: string, draw: Draw) {
  const status = statuses[Math.floor(draw() * statuses.length)] ?? "ringing";
  return {
    execution_id: id,
    call_ref: id,
    status,
    retry_count: 0,
    snapshot: {},
    snapshot_hash: `${status}-${Math.floor(draw() * 5)}`.padEnd(16, "-"),
    source: "webhook",
  };
}

/** What the functions do to calls, many at a time and one by one. */
const acts: ((sql: Sql, ids: string[], draw: Draw) => Promise<unknown>)[] = [
  (sql, ids, draw) => {
    const some = shuffle(ids, draw, 20);
    return sql`select public.record_calls_placed(${some}::uuid[], ${some}::text[], ${
      some.map(() => "queued")
    }::text[])`;
  },
  (sql, ids, draw) => {
    const [id = ""] = shuffle(ids, draw, 1);
    return sql`select public.record_call_placed(${id}::uuid, ${id}::text, 'queued')`;
  },
  (sql, ids, draw) =>
    sql`select public.receive_bolna_events(${sql.json(shuffle(ids, draw, 20).map((id) => event(id, draw)))})`,
  (sql, ids, draw) => {
    const [id = ""] = shuffle(ids, draw, 1);
    const { status, snapshot_hash } = event(id, draw);
    return sql`select public.receive_bolna_event(${id}, ${id}::uuid, ${status}, 0, '{}', ${snapshot_hash}, 'webhook')`;
  },
  (sql, ids, draw) =>
    sql`select public.settle_calls(${
      sql.json(shuffle(ids, draw, 3).map((id) => ({ attempt_id: id, execution_id: id, result: end })))
    })`,
  (sql, ids, draw) => {
    const [id = ""] = shuffle(ids, draw, 1);
    return sql`select public.settle_call(${id}::uuid, ${id}, ${sql.json(end)})`;
  },
  (sql) => sql`select public.claim_follow_ups(10)`,
];

Deno.test("batches in any order beside each other and beside single writes never lock each other up, and write each end once", async () => {
  await using world = await startWorld({ withFunctions: false });
  const org = await world.createOrganization({ maxConcurrentCalls: 1000 });
  await Promise.all(Array.from({ length: calls }, () => world.book(org)));
  const claimed = await world.sweepDeps().calls.claimDueCalls("a worker", calls);
  const ids = claimed.flatMap((call) => call.looks_first ? [] : [call.attempt_id]);
  assert.equal(ids.length, calls);

  const until = performance.now() + milliseconds;
  const failures: string[] = [];
  let done = 0;
  const run = async (index: number) => {
    const sql = postgres(world.stack.dbUrl, { max: 1, onnotice: () => {} });
    const draw = seedRandom(index + 1);
    try {
      // So many at least, however slow the machine is.
      while (performance.now() < until || done <= 100) {
        const act = acts[Math.floor(draw() * acts.length)];
        await act?.(sql, ids, draw).catch((error) => failures.push(`${error.code} ${error.message}`));
        done += 1;
      }
    } finally {
      await sql.end();
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => run(index)));
  assert.deepEqual(failures, []);

  const [told] = await world.sql<{ foreign: number; ended: number; ends: number }[]>`
    select count(*) filter (where t.state <> 'placing' and t.bolna_execution_id is distinct from t.id::text)::int as foreign,
      count(*) filter (where t.state = 'ended')::int as ended,
      (select count(*)::int from public.audit_log l
        where l.table_name = 'call_attempts' and l.action = 'update' and l.changes -> 'state' ->> 1 = 'ended') as ends
    from public.call_attempts t`;
  assert.equal(told?.foreign, 0);
  assert.ok(told !== undefined && told.ended > 0);
  assert.equal(told.ends, told.ended, "each end is written once");
});
