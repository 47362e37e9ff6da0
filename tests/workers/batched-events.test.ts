import assert from "node:assert/strict";
import { createApp } from "../../supabase/functions/bolna-webhook/app.ts";
import { runSweepOnce } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import { until } from "../support/wait-for.ts";
import { watchDatabase } from "../support/watch-database.ts";
import { somePhone, startWorld } from "./world.ts";

const calls = 24;
const [many, one] = ["receive_bolna_events", "receive_bolna_event"];

Deno.test("events received in batches", async (t) => {
  await using world = await startWorld({
    withFunctions: false,
    bolna: { clockFactor: 100, callsPerMinute: 100_000, concurrencyMax: 1000 },
  });
  const { sql, book, stack, bolna, createOrganization, attempts, sweepDeps } = world;
  const org = await createOrganization({ maxConcurrentCalls: 1000 });

  /** Calls that Bolna has; gives their executions. */
  async function place(count: number): Promise<string[]> {
    const ids = await Promise.all(Array.from({ length: count }, () => book(org)));
    assert.equal((await runSweepOnce(sweepDeps())).placed, count);
    const rows = await Promise.all(ids.map((id) => world.attempt(id)));
    return rows.map(({ bolna_execution_id: id }) => {
      assert.ok(id);
      return id;
    });
  }

  /** The receiver, in this process. Resolves to each one's status and whether its event was committed when it was answered. */
  function receiver(options: Parameters<typeof sweepDeps>[0] = {}) {
    const app = createApp(sweepDeps(options));
    return async (body: { id: string; status: string }) => {
      const answer = await app.fetch(
        new Request("http://functions/bolna-webhook", {
          method: "POST",
          headers: { "content-type": "application/json", "x-webhook-secret": stack.webhookSecret },
          body: JSON.stringify(body),
        }),
      );
      await answer.body?.cancel();
      const rows = await sql`
        select 1 from public.call_events e where e.execution_id = ${body.id} and e.status = ${body.status}`;
      return { status: answer.status, isStored: rows.length > 0 };
    };
  }

  const stored = { status: 200, isStored: true };
  const statusesOf = async (executions: string[]) => {
    const rows = await sql<{ status: string }[]>`
      select distinct bolna_status as status from public.call_attempts where bolna_execution_id = any (${executions})`;
    return rows.map(({ status }) => status);
  };

  await t.step(
    "events that come side by side share transactions, and each is answered after its own is committed",
    async () => {
      const executions = await place(calls);
      const database = watchDatabase();
      const hear = receiver({ fetch: database.fetch });
      const bodies = ["ringing", "in-progress", "initiated"].flatMap((status) =>
        executions.map((id) => ({ id, status }))
      );
      const answers = await Promise.all(bodies.map(hear));
      assert.deepEqual(answers, bodies.map(() => stored));
      // Of a call that is in both batches under way, one goes by itself: of any 32 in a row these are eight at most.
      assert.ok(database.count(many) + database.count(one) <= bodies.length / 2, "hardly any in a batch");
      assert.deepEqual(await statusesOf(executions), ["in-progress"]);
    },
  );

  await t.step("ends that come side by side are read, and settled in batches", async () => {
    const executions = await place(calls);
    bolna.setFaults();
    const database = watchDatabase();
    const hear = receiver({ fetch: database.fetch });
    // Bolna cannot be asked: an authenticated word is the best there is.
    bolna.setFaults([{ fault: "read-500" }]);
    await Promise.all(executions.map((id) => hear({ id, status: "completed" })));
    await until(async () => {
      const [live] = await sql`
        select 1 from public.call_attempts where bolna_execution_id = any (${executions}) and state <> 'ended' limit 1`;
      return live === undefined;
    }, "all are settled");
    bolna.setFaults();
    assert.ok(database.count("settle_calls") >= 1, "no batch");
    assert.ok(database.count("settle_calls") + database.count("settle_call") <= calls / 2);
  });

  await t.step("BATCH_WRITES=false has each received by itself", async () => {
    const executions = await place(calls);
    const database = watchDatabase();
    const hear = receiver({ fetch: database.fetch, env: { BATCH_WRITES: "false" } });
    assert.deepEqual(
      await Promise.all(executions.map((id) => hear({ id, status: "ringing" }))),
      executions.map(() => stored),
    );
    assert.deepEqual([database.count(many), database.count(one)], [0, calls]);
  });

  await t.step("a batch that was committed and whose answer is lost is stored once", async () => {
    const executions = await place(calls);
    const database = watchDatabase({
      [many]: async (send) => {
        await (await send()).body?.cancel();
        throw new TypeError("connection reset");
      },
    });
    const hear = receiver({ fetch: database.fetch });
    const answers = await Promise.all(executions.map((id) => hear({ id, status: "ringing" })));
    assert.deepEqual(answers, executions.map(() => stored));
    const [kept] = await sql<{ count: number }[]>`
      select count(*)::int from public.call_events where execution_id = any (${executions})`;
    assert.equal(kept?.count, calls);
  });

  await t.step(
    "one that cannot be stored is refused so that it comes again; every other is stored",
    async () => {
      const executions = await place(calls);
      const poisoned = executions[5] ?? "";
      await sql.unsafe(`
      create function private.test_refuse() returns trigger language plpgsql as $$
      begin raise exception 'poison' using errcode = '53100'; end $$;
      create trigger test_refuse before insert on public.call_events
        for each row when (new.execution_id = '${poisoned}') execute function private.test_refuse()`);
      const hear = receiver();
      const answers = await Promise.all(executions.map((id) => hear({ id, status: "ringing" })));
      assert.deepEqual(
        answers,
        executions.map((id) => id === poisoned ? { status: 503, isStored: false } : stored),
      );
      await sql.unsafe(`drop trigger test_refuse on public.call_events; drop function private.test_refuse`);
    },
  );

  await t.step("a row that somebody holds keeps no other event waiting", async () => {
    const executions = await place(calls);
    const [held = "", ...free] = executions;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let hold: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      hold = sql.begin(async (tx) => {
        await tx`select from public.call_attempts where bolna_execution_id = ${held} for no key update`;
        resolve();
        await released;
      });
    });
    const hear = receiver();
    // The first writes alone: it is not to be the one that is held.
    const answers = free.map((id) => hear({ id, status: "ringing" }));
    const late = hear({ id: held, status: "ringing" });
    assert.deepEqual(await Promise.all(answers), free.map(() => stored));
    assert.deepEqual(await statusesOf([held]), ["queued"]);
    release();
    await hold;
    assert.deepEqual(await late, stored);
  });

  await t.step("what is nobody's, and what adopts a call, goes by itself", async () => {
    const phone = somePhone();
    const id = await book(org, { phone });
    const deps = sweepDeps();
    await deps.calls.claimDueCalls("a worker that dies", 1);
    const callRef = (await world.attempt(id)).id;
    const hear = receiver();
    const strangers = Array.from({ length: 5 }, () => crypto.randomUUID());
    const adopted = crypto.randomUUID();
    const bodies = [...strangers, adopted].map((execution) => ({
      id: execution,
      status: "ringing",
      ...(execution === adopted && { context_details: { recipient_data: { call_ref: callRef } } }),
    }));
    const answers = await Promise.all(bodies.map(hear));
    assert.deepEqual(answers, bodies.map(() => stored));
    assert.deepEqual(
      (await attempts(id)).map(({ state, bolna_execution_id }) => [state, bolna_execution_id]),
      [[
        "placed",
        adopted,
      ]],
    );
  });

  await t.step("a database without the functions hears one by one", async () => {
    const executions = await place(calls);
    await sql`drop function public.receive_bolna_events`;
    const database = watchDatabase();
    const hear = receiver({ fetch: database.fetch });
    const answers = await Promise.all(executions.map((id) => hear({ id, status: "ringing" })));
    assert.deepEqual(answers, executions.map(() => stored));
    assert.equal(database.count(one), calls);
    assert.ok(database.count(many) <= 2, "two were under way when the first was told so, and none since");
  });
});
