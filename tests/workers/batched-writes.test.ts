import assert from "node:assert/strict";
import { runSweepOnce } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import { until } from "../support/wait-for.ts";
import { watchDatabase } from "../support/watch-database.ts";
import { startWorld } from "./world.ts";

const calls = 24;
const batch = "record_calls_placed";
const single = "record_call_placed";

Deno.test("outcomes recorded in batches", async (t) => {
  await using world = await startWorld({
    withFunctions: false,
    bolna: { clockFactor: 100, callsPerMinute: 100_000, concurrencyMax: 1000 },
  });
  const { sql, book, bolna, createOrganization, attempts, sweepDeps } = world;
  const org = await createOrganization({ maxConcurrentCalls: 1000 });

  const bookMany = (count: number) => Promise.all(Array.from({ length: count }, () => book(org)));

  /** Sweeps over new calls; every one was requested once. */
  async function dispatch(options: Parameters<typeof sweepDeps>[0]) {
    const ids = await bookMany(calls);
    const before = bolna.callRequests().length;
    const counts = await runSweepOnce(sweepDeps(options));
    assert.equal(bolna.callRequests().length - before, calls);
    return { ids, counts };
  }

  /** Each has its one attempt, placed under the execution that Bolna made for it. */
  async function assertPlaced(ids: string[]) {
    const rows = (await Promise.all(ids.map((id) => attempts(id)))).flat();
    assert.deepEqual(rows.map(({ state }) => state), ids.map(() => "placed"));
    const made = new Map(bolna.executions().map(({ id, call_ref }) => [call_ref, id]));
    assert.deepEqual(rows.map((row) => row.bolna_execution_id), rows.map(({ id }) => made.get(id)));
  }

  await t.step("calls that are placed side by side share transactions", async () => {
    const database = watchDatabase();
    const { ids, counts } = await dispatch({ fetch: database.fetch });
    assert.equal(counts.placed, calls);
    assert.ok(database.count(batch) >= 1, "no batch");
    assert.ok(database.count(batch) + database.count(single) <= calls / 2, "hardly any in a batch");
    await assertPlaced(ids);
  });

  await t.step("BATCH_WRITES=false has each written by itself", async () => {
    const database = watchDatabase();
    const { ids, counts } = await dispatch({ fetch: database.fetch, env: { BATCH_WRITES: "false" } });
    assert.equal(counts.placed, calls);
    assert.deepEqual([database.count(batch), database.count(single)], [0, calls]);
    await assertPlaced(ids);
  });

  await t.step("a batch that was written and whose answer is lost is written once", async () => {
    const database = watchDatabase({
      [batch]: async (send) => {
        await (await send()).body?.cancel();
        throw new TypeError("connection reset");
      },
    });
    const lines: string[] = [];
    const { ids, counts } = await dispatch({ fetch: database.fetch, write: (line) => lines.push(line) });
    assert.equal(counts.placed, calls);
    assert.ok(lines.some((line) => line.includes("batch_failed")));
    await assertPlaced(ids);
    const [written] = await sql<{ count: number }[]>`
      select count(*)::int from public.audit_log l join public.call_attempts t on t.id::text = l.row_id
      where t.schedule_id = any (${ids}) and l.action = 'update'`;
    assert.equal(written?.count, calls);
  });

  await t.step("a batch that never answers is given up after three seconds", async () => {
    const database = watchDatabase({ [batch]: () => new Promise(() => {}) });
    const startedAt = performance.now();
    const { ids, counts } = await dispatch({ fetch: database.fetch });
    assert.equal(counts.placed, calls);
    // By one that was never given up it would not end; a busy machine may take long for all else.
    assert.ok(performance.now() - startedAt < 60_000);
    await assertPlaced(ids);
  });

  await t.step("a row that somebody holds keeps no other call from being recorded", async () => {
    const ids = await bookMany(calls);
    const held = await book(org);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let hold: Promise<unknown> = Promise.resolve();
    const takeHold = () =>
      new Promise<void>((resolve) => {
        hold = sql.begin(async (tx) => {
          await tx`select from public.call_schedules where id = ${held} for no key update`;
          resolve();
          await released;
        });
      });
    // From when its attempt is there until the others are recorded.
    const database = watchDatabase({
      claim_due_calls: async (send) => {
        const answer = await send();
        await takeHold();
        return answer;
      },
    });
    const sweeping = runSweepOnce(sweepDeps({ fetch: database.fetch }));
    const others = () =>
      sql<{ count: number }[]>`
        select count(*)::int from public.call_attempts where schedule_id = any (${ids}) and state = 'placed'`;
    await until(async () => (await others())[0]?.count === calls, "the others are recorded");
    assert.deepEqual((await attempts(held)).map(({ state }) => state), ["placing"]);
    release();
    await hold;
    assert.equal((await sweeping).placed, calls + 1);
    await assertPlaced([...ids, held]);
  });

  await t.step("one that cannot be written costs no other its record", async () => {
    const poisoned = await book(org);
    await sql.unsafe(`
      create function private.test_refuse() returns trigger language plpgsql as $$
      begin raise exception 'poison' using errcode = '23514'; end $$;
      create trigger test_refuse before update of state on public.call_attempts
        for each row when (old.schedule_id = '${poisoned}' and new.state = 'placed') execute function private.test_refuse()`);
    const ids = await bookMany(calls - 1);
    const counts = await runSweepOnce(sweepDeps());
    assert.deepEqual([counts.placed, counts.unknown], [calls - 1, 1]);
    await assertPlaced(ids);
    assert.deepEqual((await attempts(poisoned)).map(({ state }) => state), ["placing"]);
    await sql.unsafe(`drop trigger test_refuse on public.call_attempts; drop function private.test_refuse`);
  });

  await t.step("a database without the functions is written to one by one", async () => {
    await sql`drop function public.record_calls_placed`;
    const database = watchDatabase();
    const { ids, counts } = await dispatch({ fetch: database.fetch });
    assert.equal(counts.placed, calls);
    assert.deepEqual([database.count(batch), database.count(single)], [1, calls]);
    await assertPlaced(ids);
  });
});
