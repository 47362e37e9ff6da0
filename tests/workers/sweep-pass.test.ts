import assert from "node:assert/strict";
import { createDoorbell } from "../../supabase/functions/_shared/platform/doorbell.ts";
import { runLingeringSweep, runSweepOnce } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { composeDependencies } from "../../supabase/functions/_shared/dependencies.ts";
import type { FollowUp } from "../../supabase/functions/_shared/calls/call-store-schemas.ts";
import { createApp } from "../../supabase/functions/sweep/app.ts";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

// Nothing here rings the served sweep: it would stay on and take the calls of these passes.
Deno.test("the sweep's own manners", async (t) => {
  await using world = await startWorld();
  const { sql, bolna, stack, book, schedule, settled, sweepDeps, createOrganization } = world;
  const org = await createOrganization({ maxConcurrentCalls: 1000 });

  await t.step("a sweep takes so many calls, and then rings for another", async () => {
    const ids = await Promise.all(Array.from({ length: 7 }, () => book(org)));
    let rings = 0;
    const deps = { ...sweepDeps(), maxCalls: 5, ringAgain: () => Promise.resolve(void (rings += 1)) };
    assert.equal((await runSweepOnce(deps)).claimed, 5);
    assert.equal((await runLingeringSweep({ ...deps, maxCalls: 1 }, createDoorbell())).claimed, 1);
    assert.equal(rings, 2);
    assert.equal((await runSweepOnce(deps)).claimed, 1);
    assert.equal(rings, 2);
    for (const id of ids) assert.equal((await settled(id)).call_status, "completed");
  });

  await t.step("a sweep whose time is over leaves a later call to the next one", async () => {
    const id = await book(org, { dueIn: 9 });
    let rings = 0;
    const ringAgain = () => Promise.resolve(void (rings += 1));
    await runLingeringSweep({ ...sweepDeps(), budgetSeconds: 0.3, ringAgain }, createDoorbell());
    assert.deepEqual([rings, (await schedule(id)).call_status], [1, "scheduled"]);
    await sql`update public.call_schedules set scheduled_at = scheduled_at + interval '1 day' where id = ${id}`;
  });

  await t.step("what a full sweep still has in hand keeps no call waiting", async () => {
    const deps = sweepDeps();
    const gate = Promise.withResolvers<void>();
    let posts = 0;
    const app = createApp({
      ...deps,
      maxCalls: 1,
      // Those that it rings for after the second call take nobody's call any more.
      isSchedulerEnabled: () => posts < 2,
      bolna: {
        ...deps.bolna,
        placeCall: async (body) => {
          if ((posts += 1) === 1) await gate.promise;
          return await deps.bolna.placeCall(body);
        },
      },
      calls: {
        ...deps.calls,
        claimFollowUps: async (limit) => {
          if (posts < 2) await gate.promise;
          return await deps.calls.claimFollowUps(limit);
        },
      },
      ringAgain: () => Promise.resolve(void ring()),
    });
    const ring = () => app.request("/sweep", { method: "POST", headers: { apikey: stack.secretKey } });
    const ids = [await book(org), await book(org)];
    try {
      await ring();
      await until(() => Promise.resolve(posts === 2), "the next sweep has placed the other call");
    } finally {
      gate.resolve();
    }
    for (const id of ids) assert.equal((await settled(id)).call_status, "completed");
  });

  await t.step("and the silent calls that it has not looked at go to the next", async () => {
    const deps = sweepDeps();
    const dialled = Promise.withResolvers<void>();
    let batches = 0;
    const id = await book(org);
    await runLingeringSweep({
      ...deps,
      maxCalls: 1,
      budgetSeconds: 5,
      bolna: {
        ...deps.bolna,
        placeCall: (body) => {
          dialled.resolve();
          return deps.bolna.placeCall(body);
        },
        readExecution: () => Promise.reject(new Error("It is not asked.")),
      },
      calls: {
        ...deps.calls,
        claimFollowUps: async (limit) => {
          await dialled.promise;
          batches += 1;
          return Array.from({ length: limit }, () => silent);
        },
      },
    }, createDoorbell());
    assert.equal(batches, 1);
    assert.equal((await settled(id)).call_status, "completed");
  });

  await t.step("CALL_SCHEDULER_INTERVAL is how far ahead a sweep stays on", async () => {
    const id = await book(org, { dueIn: 9 });
    // The database ticks as often: the longer of the two counts.
    await sql`update private.workers set interval_seconds = 1 where name = 'sweep'`;
    const deps = sweepDeps();
    const stay = (schedulerIntervalSeconds: number) =>
      runLingeringSweep(
        { ...deps, settings: { ...deps.settings, schedulerIntervalSeconds } },
        createDoorbell(),
      );
    // Two seconds are added for a late tick.
    assert.equal((await stay(1)).claimed, 0);
    assert.equal((await stay(10)).claimed, 1);
    assert.equal((await settled(id)).call_status, "completed");
  });

  await t.step("the switch is obeyed in the middle of a pass", async () => {
    await Promise.all(Array.from({ length: 3 }, () => book(org)));
    let asked = 0;
    const isSchedulerEnabled = () => (asked += 1) === 1;
    const counts = await runSweepOnce({ ...sweepDeps(), isSchedulerEnabled });
    assert.deepEqual([counts.claimed, counts.enabled], [3, false]);
    const late = await book(org);
    assert.equal((await runSweepOnce({ ...sweepDeps(), isSchedulerEnabled: () => false })).claimed, 0);
    assert.equal((await schedule(late)).call_status, "scheduled");
    await runSweepOnce(sweepDeps());
  });

  await t.step("its log holds no number, name or key", async () => {
    const lines: string[] = [];
    const phone = somePhone();
    const refused = somePhone();
    bolna.setFaults([{ fault: "from-number-outage", to: refused }]);
    const id = await book(org, { phone });
    const other = await createOrganization();
    await book(other, { phone: refused });
    await runSweepOnce(sweepDeps({ write: (line) => lines.push(line) }));
    bolna.setFaults();
    const text = lines.join("\n");
    assert.match(text, /"event":"call_placed"/);
    assert.match(text, /"event":"call_paused"/);
    for (
      const secret of [phone.slice(2), refused.slice(2), "Asha", "8035735900", bolna.apiKey, stack.secretKey]
    ) {
      assert.equal(text.includes(secret), false, secret.slice(0, 3));
    }
    assert.equal((await settled(id)).call_status, "completed");
  });

  const lastPost = () => bolna.requests.findLast(({ method }) => method === "POST");
  const settingsSeen = [
    ["BOLNA_CALLS_PATH", "/v9/dial", () => lastPost()?.path],
    ["BOLNA_AGENT_ID", "b0000000-0000-4000-8000-00000000000b", () => Object(lastPost()?.body).agent_id],
    ["BOLNA_FROM_NUMBER", "+15705550199", () => Object(lastPost()?.body).from_phone_number],
    ["BOLNA_API_KEY", "bn-another", () => lastPost()?.headers.authorization?.replace("Bearer ", "")],
  ] as const;
  for (const [name, value, seen] of settingsSeen) {
    await t.step(`${name} decides what Bolna is asked`, async () => {
      const environment = { ...stack.functionEnvironment(), [name]: value };
      const log = createLogger({ functionName: "sweep", level: "error", write: () => {} });
      const app = createApp(composeDependencies(parseSettings(environment), log));
      const own = await createOrganization();
      await book(own);
      const before = bolna.callRequests().length;
      const request = new Request("http://functions/sweep?wait=true", {
        method: "POST",
        headers: { apikey: stack.secretKey },
      });
      const response = await app.fetch(request);
      assert.equal(response.status, 200);
      const counts = await response.json();
      assert.equal(seen(), value);
      // The simulator knows one path, agent and key, and takes any number to call from.
      assert.equal(name === "BOLNA_FROM_NUMBER" ? counts.placed : counts.paused, 1);
      assert.ok(name === "BOLNA_CALLS_PATH" || bolna.callRequests().length === before + 1);
    });
  }

  await t.step("an agent's own Bolna agent and number win over the environment's", async () => {
    const bolnaAgentId = crypto.randomUUID();
    const own = await createOrganization({ bolnaAgentId, fromNumber: "+15705550177" });
    bolna.setAgent({ id: bolnaAgentId });
    await book(own);
    await world.sweep();
    const body = Object(bolna.requests.findLast(({ path }) => path === "/call")?.body);
    assert.deepEqual([body.agent_id, body.from_phone_number], [bolnaAgentId, "+15705550177"]);
  });
});

const silent: FollowUp = {
  attempt_id: crypto.randomUUID(),
  schedule_id: crypto.randomUUID(),
  org_id: crypto.randomUUID(),
  state: "placed",
  bolna_agent_id: null,
  bolna_execution_id: "silent",
  bolna_status: null,
  bolna_status_at: null,
  claimed_at: new Date(),
  placed_at: new Date(),
  check_count: 0,
  queue_deadline_seconds: 300,
};
