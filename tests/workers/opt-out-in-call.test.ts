import assert from "node:assert/strict";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

Deno.test("who asks in a call not to be called is not called any more", async (t) => {
  await using world = await startWorld({ bolna: { clockFactor: 0.005 } });
  const { sql, bolna, book, sweep, schedule, createOrganization, settled } = world;
  const org = await createOrganization();

  const entriesOf = async (scheduleId: string) => [
    ...await sql`
      select x.scope::text, x.topic, x.source::text, x.contact_id, x.evidence, x.needs_review
      from public.suppressions x where x.schedule_id = ${scheduleId} order by x.added_at, x.source`,
  ];
  const entry = { topic: null, contact_id: null, needs_review: false };

  /** A call in which the person says this, and another that waits for the same number. */
  async function call(script: { says?: string[]; extracts?: Record<string, unknown> }, webhooks = true) {
    const phone = somePhone();
    bolna.changeSettings({ webhooks: { dropAll: !webhooks } });
    bolna.scriptCalls({ to: phone, outcome: "answered", ...script });
    const id = await book(org, { phone });
    const other = await book(org, { phone, dueIn: 3600 });
    const foreign = await book(await createOrganization(), { phone, dueIn: 3600 });
    assert.equal((await sweep()).placed, 1);
    return { id, other, foreign, phone };
  }

  await t.step(
    "by the words of the transcript, in the transaction of the event that first has them",
    async () => {
      const { id, other, foreign } = await call({ says: ["Who is this?", "Please don't call me again."] });
      await until(
        async () => (await schedule(other)).call_status === "cancelled",
        "the other call is withdrawn",
      );
      assert.equal((await schedule(other)).status_reason_code, "opted_out");
      assert.equal((await schedule(foreign)).call_status, "scheduled", "another organisation's is its own");
      const [event] = await sql`
      select e.status from public.call_events e join public.suppressions x on x.attempt_id = e.attempt_id
      where x.schedule_id = ${id} and e.received_at = x.added_at`;
      assert.equal(event?.status, "call-disconnected", "one transaction with the event of the hanging up");
      await settled(id);
      assert.deepEqual(await entriesOf(id), [
        { ...entry, scope: "all", source: "transcript", evidence: "do not call me again" },
      ], "once, though the last event says it again");
    },
  );

  await t.step("though an entry of before is being lifted at that moment", async () => {
    const [entry] = await sql<{ id: string; attempt_id: string }[]>`
      select x.id, x.attempt_id from public.suppressions x where x.source = 'transcript'`;
    assert.ok(entry);
    const wish = { source: "transcript", action: "opt_out", scope: "all", evidence: "stop calling me" };
    const hear = () => sql`select private.hear_wishes(${entry.attempt_id}, ${sql.json([wish])})`.execute();
    let hearing: Promise<unknown> = Promise.resolve();
    await sql.begin(async (lifting) => {
      await lifting`
        update public.suppressions set removed_at = now(), removed_reason = 'In error.' where id = ${entry.id}`;
      let isHeard = false;
      hearing = hear().then(() => isHeard = true);
      await until(
        async () =>
          isHeard || (await sql`
            select from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%hear_wishes%'`)
              .length > 0,
        "it is heard, or waits for what becomes of the entry",
      );
    });
    await hearing;
    const kept = await sql`
      select x.evidence from public.suppressions x where x.attempt_id = ${entry.attempt_id} and x.removed_at is null`;
    assert.deepEqual(kept.map(({ evidence }) => evidence), ["stop calling me"]);
  });

  await t.step("a wrong number is one for this contact alone", async () => {
    const { id } = await call({ says: ["Sorry, wrong number"] });
    await settled(id);
    assert.deepEqual(await entriesOf(id), [
      { ...entry, scope: "all", source: "transcript", contact_id: "c-1", evidence: "wrong number" },
    ]);
  });

  await t.step("by what is extracted, and a no there takes back nothing that was said", async () => {
    const extracted = (objective: string) => ({ compliance: { opt_out: { objective } } });
    const spoken = await call({ extracts: extracted("this_topic") });
    await settled(spoken.id);
    assert.deepEqual(await entriesOf(spoken.id), [{
      ...entry,
      scope: "topic",
      topic: "follow_up",
      source: "extracted_data",
      evidence: "$.*.opt_out.objective is this_topic",
    }]);
    const contradicted = await call({ says: ["stop calling me"], extracts: extracted("no") });
    await settled(contradicted.id);
    assert.equal((await entriesOf(contradicted.id)).length, 1);
    assert.equal((await schedule(contradicted.other)).call_status, "cancelled");
  });

  await t.step(
    "where the agent has it stand elsewhere, by the admin's own mapping, in its own words",
    async () => {
      await sql`update public.agents set dispositions = ${
        sql.json([{
          path: "$.*.wunsch.objective",
          values: { "nie wieder": "opt_out_all", später: "call_later" },
        }])
      } where org_id = ${org.orgId}`;
      const { id, other } = await call({ extracts: { Ende: { wunsch: { objective: " Nie wieder " } } } });
      await settled(id);
      assert.deepEqual(await entriesOf(id), [{
        ...entry,
        scope: "all",
        source: "extracted_data",
        evidence: "$.*.wunsch.objective is nie wieder",
      }]);
      assert.equal((await schedule(other)).status_reason_code, "opted_out");
      const later = await call({ extracts: { Ende: { wunsch: { objective: "später" } } } });
      await settled(later.id);
      assert.deepEqual(await entriesOf(later.id), [], "another time is no refusal");
    },
  );

  await t.step("where no webhook comes, by reading the record", async () => {
    const { id, other } = await call({ says: ["unsubscribe"] }, false);
    await until(async () => {
      await sql`update public.call_attempts set next_check_at = clock_timestamp() where schedule_id = ${id}
        and state = 'placed'`;
      await sweep();
      return (await schedule(id)).call_status === "completed";
    }, "the call is read and settled");
    assert.deepEqual(await entriesOf(id), [
      { ...entry, scope: "all", source: "transcript", evidence: "unsubscribe", needs_review: true },
    ]);
    assert.equal((await schedule(other)).call_status, "cancelled");
  });

  await t.step(
    "who says nothing of the kind is on no list, and no word of a call is kept anywhere",
    async () => {
      const secret = "My sister's name is Ortrud";
      const { id, other } = await call({ says: [secret, "don't call me before five"] });
      await settled(id);
      assert.deepEqual(await entriesOf(id), []);
      assert.equal((await schedule(other)).call_status, "scheduled");
      const tables = await sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'private')`;
      for (const { name } of tables) {
        const found = await sql.unsafe(`select 1 from ${name} t where t::text like '%Ortrud%' limit 1`);
        assert.equal(found.length, 0, name);
      }
    },
  );
});

Deno.test("calls that were stored before the operator's list had hashes are held against it by the next sweep", async () => {
  await using world = await startWorld({ bolna: { clockFactor: 0.005 } });
  const { sql, book, sweep, schedule, createOrganization, cipher } = world;
  const org = await createOrganization();
  const [free, listed] = [somePhone(), somePhone()];
  const [one, other] = [await book(org, { phone: free }), await book(org, { phone: listed })];
  await sql`insert into private.global_suppressions (phone_hash, reason)
    values (${await cipher.globalHash(listed)}, 'A court order')`;
  assert.equal((await sweep()).placed, 1);
  assert.deepEqual([(await schedule(one)).call_status, (await schedule(other)).status_reason_code], [
    "in_progress",
    "suppressed_global",
  ]);
  assert.equal((await schedule(other)).call_status, "cancelled");
});
