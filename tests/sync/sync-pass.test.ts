import assert from "node:assert/strict";
import { finishSync } from "../../supabase/functions/sync/finish-sync.ts";
import { pullContacts } from "../../supabase/functions/_shared/contacts/pull-contacts.ts";
import { createSyncBudget } from "../../supabase/functions/_shared/contacts/sync-budget.ts";
import { evaluateRules } from "../../supabase/functions/_shared/rules/evaluate-rules.ts";
import { runSync, type SyncDeps } from "../../supabase/functions/sync/run-sync.ts";
import { manyContacts, startPullWorld } from "./pull-world.ts";

Deno.test("one pass of the sync", async (t) => {
  await using world = await startPullWorld({ withFunctions: false });
  const nothing = { written_back: 0, write_back_failed: 0, write_back_delayed: 0, finished: true };
  const run = (change: Partial<SyncDeps> = {}, options: { onlyDue?: boolean; notBefore?: Date } = {}) =>
    runSync({ ...world.deps, writeBack: () => Promise.resolve(nothing), ...change }, {
      onlyDue: options.onlyDue ?? true,
      notBefore: options.notBefore ?? new Date(),
    });

  await t.step("reads although the outbox cannot be written back", async () => {
    const org = await world.connect({ contacts: manyContacts(3) });
    const { finished } = await run({ writeBack: () => Promise.reject(new Error("no outbox today")) });
    assert.equal(finished, true);
    assert.equal((await world.contacts(org)).length, 3);
    assert.ok(world.lines.some((line) => line.includes("write_back_failed")));
    const [pulse] = await world.sql`
      select r.counts ->> 'organizations' as organizations, r.finished_at is not null as finished
      from private.worker_runs r where r.worker = 'sync' order by r.id desc limit 1`;
    assert.deepEqual({ ...pulse }, { organizations: "1", finished: true }, "a pass leaves its heartbeat");
  });

  await t.step(
    "writes back once where more waits than one pass takes, and is not finished",
    async () => {
      let passes = 0;
      const writeBack = () => {
        passes += 1;
        return Promise.resolve({ ...nothing, written_back: 40, finished: false });
      };
      const { written_back, finished } = await run({ writeBack });
      assert.deepEqual([passes, written_back, finished], [1, 40, false]);
    },
  );

  await t.step("ends unfinished where the calls that came meanwhile are more than it takes", async () => {
    let passes = 0;
    const writeBack = () => Promise.resolve({ ...nothing, finished: ++passes === 1 });
    assert.deepEqual([(await run({ writeBack })).finished, passes], [false, 2]);
  });

  await t.step(
    "ends with its pages, has everybody begun, and leaves the rest free for the next one at once",
    async () => {
      const notBefore = new Date();
      const orgs = [
        await world.connect({ contacts: manyContacts(450) }),
        await world.connect({ contacts: manyContacts(450) }),
      ];
      const first = await run({ maxPages: 2 }, { onlyDue: false, notBefore });
      assert.equal(first.finished, false);
      for (const org of orgs) assert.equal((await world.reading(org)).state, "running");
      const ends = [];
      for (let pass = 0; pass < 4; pass++) ends.push((await run({ maxPages: 2 })).finished);
      assert.deepEqual(ends.slice(-1), [true], `${ends}`);
      for (const org of orgs) {
        assert.equal((await world.reading(org)).contacts_read, 450);
        assert.equal((await world.contacts(org)).length, 450);
      }
    },
  );

  await t.step(
    "who waits for everything gets a reading of its own, also where another worker's has just ended",
    async () => {
      const org = await world.connect({ contacts: manyContacts(3) });
      const worker = "another";
      const held = await world.real.contacts.claimSync({ worker, onlyDue: false, orgId: org.orgId });
      assert.ok(held);
      let isFirst = true;
      const readProgress: typeof world.real.contacts.readProgress = async (...given) => {
        if (isFirst) {
          isFirst = false;
          const budget = createSyncBudget({ maxPages: 5, seconds: 60, now: () => new Date() });
          assert.equal(await pullContacts(world.deps, held, { worker, budget }), "completed");
          await world.real.plans.noteRulesEvaluated(org.orgId, new Date(Date.now() + 1000));
          org.portal.editContact("90", { firstname: "Newer" });
        }
        return await world.real.contacts.readProgress(...given);
      };
      const deps = {
        ...world.deps,
        contacts: { ...world.deps.contacts, readProgress },
        writeBack: () => Promise.resolve(nothing),
      };
      const { finished } = await finishSync(deps, { onlyDue: false });
      assert.equal(finished, true);
      assert.equal((await world.contact(org, "90")).contact_name, "Newer 0");
    },
  );

  await t.step(
    "a worker whose clock is a minute ahead takes one reading, and misses none meanwhile",
    async () => {
      const org = await world.connect({ contacts: manyContacts(3) });
      const { real, sql } = world;
      await sql`
      insert into public.call_schedule_rules (org_id, agent_id, rule_name, rule_type, checkup_threshold_days)
      values (${org.orgId}, ${org.agentId}, 'Check-ups', 'checkup_threshold', 5)`;
      const ahead = {
        ...world.deps,
        now: () => new Date(Date.now() + 60_000),
        writeBack: () => Promise.resolve(nothing),
      };
      const { finished } = await finishSync(ahead, { onlyDue: false, withinSeconds: 60 });
      const readings = await sql`select state from public.contact_syncs where org_id = ${org.orgId}`;
      assert.deepEqual([finished, ...readings.map(({ state }) => state)], [true, "completed"]);

      const rulesPending = async () => {
        const [row] =
          await sql`select rules_pending from public.hubspot_connections where org_id = ${org.orgId}`;
        return row?.rules_pending;
      };
      await sql`update public.hubspot_connections set rules_pending = true where org_id = ${org.orgId}`;
      const planRuleCalls: typeof real.plans.planRuleCalls = async (...given) => {
        assert.equal(await world.pull(org), "completed");
        return await real.plans.planRuleCalls(...given);
      };
      await evaluateRules({ ...ahead, plans: { ...real.plans, planRuleCalls } });
      assert.equal(await rulesPending(), true, "of a reading that ended while the rules were evaluated");
      await evaluateRules(ahead);
      assert.equal(await rulesPending(), false);
    },
  );

  await t.step("one organisation's trouble keeps no other waiting", async () => {
    const [bad, good] = [
      await world.connect({ contacts: manyContacts(3) }),
      await world.connect({ contacts: manyContacts(3) }),
    ];
    const savePage: typeof world.real.contacts.savePage = (page) =>
      world.real.contacts.savePage(page).finally(() => {
        if (page.contacts.some(({ contact_id }) => contact_id === "90") && isFirst) {
          isFirst = false;
          throw new Error("a defect of ours");
        }
      });
    let isFirst = true;
    const { finished } = await run({ contacts: { ...world.deps.contacts, savePage } });
    assert.equal(finished, false);
    const states = [(await world.reading(bad)).state, (await world.reading(good)).state].sort();
    assert.deepEqual(states, ["completed", "running"]);
  });
});
