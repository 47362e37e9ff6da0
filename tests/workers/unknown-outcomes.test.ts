import assert from "node:assert/strict";
import { placeCall } from "../../supabase/functions/_shared/calls/place-call.ts";
import { runSweepOnce } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

const lostAnswers = [
  "accept-then-drop",
  "accept-then-502",
  "accept-then-504",
  "broken-json",
  "no-execution-id",
] as const;

Deno.test("an unknown outcome never dials twice, and is cleared up by Bolna's records", async (t) => {
  // Bolna says nothing by itself here, so that each step decides what is heard.
  await using world = await startWorld({
    bolna: { clockFactor: 0.005, webhooks: { dropAll: true } },
  });
  const { sql, bolna, book, sweep, schedule, attempt, attempts, silence } = world;
  const org = await world.createOrganization({ maxConcurrentCalls: 1000 });

  for (const fault of lostAnswers) {
    await t.step(`${fault}: one call exists, and it is found in Bolna's list`, async () => {
      const phone = somePhone();
      bolna.setFaults([{ fault, to: phone }]);
      const id = await book(org, { phone });
      assert.equal((await sweep()).unknown, 1);
      assert.equal((await attempt(id)).state, "unknown");
      assert.equal((await schedule(id)).call_status, "in_progress");
      bolna.setFaults();
      await sweep();
      await sweep();
      await silence();
      assert.equal((await sweep()).followed_up, 1);
      const { bolna_execution_id } = await attempt(id);
      assert.equal(bolna_execution_id, bolna.executions({ to: phone })[0]?.id);
      await until(async () => {
        await silence();
        await sweep();
        return (await schedule(id)).call_status === "completed";
      }, "the call is read to its end");
      assert.equal((await schedule(id)).bolna_call_id, bolna_execution_id);
      assert.equal(bolna.executions({ to: phone }).length, 1);
      assert.equal(bolna.callRequests().filter(({ to }) => to === phone).length, 1);
    });
  }

  for (const listRows of ["trimmed", "bare"] as const) {
    await t.step(`it is found also when the list gives ${listRows} rows`, async () => {
      const phone = somePhone();
      bolna.changeSettings({ listRows });
      bolna.setFaults([{ fault: "accept-then-drop", to: phone }]);
      const id = await book(org, { phone });
      await sweep();
      await silence();
      await sweep();
      assert.equal((await attempt(id)).bolna_execution_id, bolna.executions({ to: phone })[0]?.id);
      bolna.changeSettings({ listRows: "full" });
      bolna.setFaults();
    });
  }

  await t.step("a webhook that carries our reference closes the case at once", async () => {
    const phone = somePhone();
    bolna.setFaults([{ fault: "accept-then-drop", to: phone }]);
    bolna.scriptCalls({ to: phone, outcome: "stuck" });
    const id = await book(org, { phone });
    await sweep();
    const [execution] = bolna.executions({ to: phone });
    assert.equal((await world.deliver(execution)).status, 200);
    const { state, bolna_execution_id } = await attempt(id);
    assert.deepEqual([state, bolna_execution_id], ["placed", execution?.id]);
    bolna.setFaults();
  });

  await t.step("lost together, found together: the list is walked once for twenty calls", async () => {
    bolna.setFaults(["accept-then-502"]);
    const ids = await Promise.all(Array.from({ length: 20 }, () => book(org)));
    assert.equal((await sweep()).unknown, 20);
    bolna.setFaults();
    const countPages = () => bolna.requests.filter(({ path }) => path.startsWith("/v2/agent")).length;
    const before = countPages();
    await silence();
    await sweep();
    assert.ok(countPages() - before <= 4, `${countPages() - before} pages were read for 20 calls`);
    for (const id of ids) assert.ok((await attempt(id)).bolna_execution_id);
    assert.deepEqual([...bolna.executionsPerCallRef().values()].filter((count) => count > 1), []);
  });

  await t.step(
    "what Bolna never made is tried again only when four complete lists without it prove that",
    async () => {
      const phone = somePhone();
      bolna.setFaults([{ fault: "refuse-with-500", to: phone }]);
      const id = await book(org, { phone });
      await sweep();
      bolna.setFaults();
      const look = async () => {
        await silence();
        await sweep();
        return [(await attempt(id)).state, (await schedule(id)).attention];
      };
      assert.deepEqual(await look(), ["unknown", false]);
      await sql`update public.call_attempts set claimed_at = clock_timestamp() - interval '11 minutes' where schedule_id = ${id}`;
      assert.deepEqual(await look(), ["unknown", true], "after ten minutes a person is told");
      assert.deepEqual(await look(), ["unknown", true], "three lists prove nothing yet");
      bolna.setFaults(["list-500"]);
      assert.deepEqual(await look(), ["unknown", true], "nor does one that could not be read");
      bolna.setFaults();
      assert.deepEqual(await look(), ["ended", false]);
      const { call_status, retry_at } = await schedule(id);
      assert.deepEqual([(await attempt(id)).outcome, call_status], ["absent", "scheduled"]);
      assert.ok(retry_at !== null && retry_at > new Date(), "it waits for its second try");
      assert.equal(bolna.callRequests().filter(({ to }) => to === phone).length, 1);
    },
  );

  await t.step("a list that fails proves nothing: the call stays unknown", async () => {
    const phone = somePhone();
    bolna.setFaults([{ fault: "accept-then-504", to: phone }, { fault: "list-500" }]);
    const id = await book(org, { phone });
    await sweep();
    await silence();
    await sweep();
    assert.equal((await attempt(id)).state, "unknown");
    bolna.setFaults();
    await silence();
    await sweep();
    assert.equal((await attempt(id)).bolna_execution_id, bolna.executions({ to: phone })[0]?.id);
  });

  await t.step("a worker that died after its claim leaves an unknown call, not a due one", async () => {
    const phone = somePhone();
    const id = await book(org, { phone });
    await sql`select public.claim_due_calls('a worker that dies', 50, 5)`;
    await sql`update public.call_attempts set lease_expires_at = clock_timestamp() where schedule_id = ${id}`;
    const counts = await sweep();
    assert.deepEqual([counts.expired_leases, counts.claimed], [1, 0]);
    assert.equal((await attempt(id)).state, "unknown");
    await sweep();
    assert.equal((await attempts(id)).length, 1);
    assert.equal(bolna.callRequests().filter(({ to }) => to === phone).length, 0);
  });
});

Deno.test("a Bolna that answers after the time-out is asked once, and its late answer changes nothing", async () => {
  await using world = await startWorld();
  const { bolna, schedule } = world;
  const org = await world.createOrganization();
  const phone = somePhone();
  bolna.setFaults([{ fault: "accept-then-hang", to: phone, seconds: 1 }]);
  const id = await world.book(org, { phone });
  // Its webhooks adopt and settle the call long before the request times out.
  const pass = runSweepOnce(world.sweepDeps({ timeoutMs: 800 }));
  await until(async () => (await schedule(id)).call_status === "completed", "the call is completed");
  assert.equal((await pass).unknown, 1);
  assert.equal((await world.attempt(id)).outcome, "completed");
  assert.equal((await schedule(id)).call_status, "completed");
  assert.equal(bolna.callRequests().filter(({ to }) => to === phone).length, 1);
});

Deno.test("an accepted call is written down though the database fails for a moment", async () => {
  await using world = await startWorld({ bolna: { clockFactor: 1 } });
  const id = await world.book(await world.createOrganization());
  const deps = world.sweepDeps();
  let failures = 0;
  const recordCallPlaced: typeof deps.calls.recordCallPlaced = (call) => {
    if (failures === 3) return deps.calls.recordCallPlaced(call);
    failures += 1;
    return Promise.reject(new Error("the database is away"));
  };
  const counts = await runSweepOnce({ ...deps, calls: { ...deps.calls, recordCallPlaced } });
  assert.deepEqual([failures, counts.placed], [3, 1]);
  const { state, bolna_execution_id } = await world.attempt(id);
  assert.deepEqual([state, bolna_execution_id], ["placed", world.bolna.executions()[0]?.id]);
});

Deno.test("an accepted call that no try could write down is told as unknown, found by its lease, and never dialled again", async () => {
  await using world = await startWorld({ bolna: { clockFactor: 0.005, webhooks: { dropAll: true } } });
  const { sql, bolna, schedule, attempt, sweep, silence } = world;
  const phone = somePhone();
  const id = await world.book(await world.createOrganization(), { phone });
  const lines: string[] = [];
  const deps = world.sweepDeps({ write: (line) => lines.push(line) });
  let tries = 0;
  const recordCallPlaced: typeof deps.calls.recordCallPlaced = () => {
    tries += 1;
    return Promise.reject(new Error("the database is away"));
  };
  const [call] = await deps.calls.claimDueCalls("a cut-off worker", 1);
  assert.ok(call);
  const result = await placeCall({ ...deps, calls: { ...deps.calls, recordCallPlaced } }, call);
  assert.equal(tries, 5);
  assert.deepEqual([result.outcome, "reasonCode" in result && result.reasonCode], ["unknown", "worker_died"]);
  assert.ok(lines.some((line) => line.includes('"event":"outcome_not_recorded"')));
  assert.equal((await attempt(id)).state, "placing");
  assert.equal((await sweep()).claimed, 0, "a call whose outcome is not known is not due");

  await sql`update public.call_attempts set lease_expires_at = clock_timestamp() where schedule_id = ${id}`;
  assert.equal((await sweep()).expired_leases, 1);
  assert.equal((await attempt(id)).state, "unknown");
  await until(async () => {
    await silence();
    await sweep();
    return (await schedule(id)).call_status === "completed";
  }, "Bolna's records tell of it");
  assert.equal((await attempt(id)).bolna_execution_id, bolna.executions({ to: phone })[0]?.id);
  assert.equal(bolna.callRequests().filter(({ to }) => to === phone).length, 1);
});
