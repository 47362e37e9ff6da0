import assert from "node:assert/strict";
import { examine } from "../../local/doctor/examine.ts";
import { startTestStack } from "../support/start-test-stack.ts";

Deno.test("doctor tells of each HubSpot connection what is right, what is wrong, and how to mend it", async (t) => {
  await using stack = await startTestStack({ syncEveryMinutes: 60 });
  const { sql, hubspot } = stack;
  const ask = async () => {
    const findings = await examine(stack.functionEnvironment());
    return (name: string) =>
      findings.find((finding) => finding.name === name) ?? assert.fail(`nothing on ${name}`);
  };

  await t.step("all is well", async () => {
    // The database may be a copy of one that was made a while ago: what cron does in two minutes.
    for (let run = 0; run < 2; run++) await sql`select private.seal_audit()`;
    const on = await ask();
    for (
      const name of [
        "settings",
        "supabase",
        "time zones",
        "calling policy",
        "sync",
        "deliver",
        "bolna",
        "agent-tools",
        "hubspot acme",
        "sync tick",
        "acme's contacts",
        "workers",
        "old history",
        "audit trail",
        "recovery",
        "alerts",
      ]
    ) {
      assert.equal(on(name).state, "ok", `${name}: ${on(name).says}`);
    }
    assert.equal(
      hubspot.requests.filter(({ method }) => method !== "GET").every(({ path }) =>
        path.endsWith("/search") || path.endsWith("/contacts/0")
      ),
      true,
      "nothing is written in HubSpot",
    );
  });

  await t.step(
    "agents of which nobody has said what they say, and calls that wait for a registry",
    async () => {
      await sql`update public.agents set opening = null where name = 'Check-up assistant'`;
      await sql`
      insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
        purpose, scheduled_at, not_before, status_reason_code, status_reason)
      select a.org_id, a.id, '1', 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', repeat('a', 64),
        'marketing', now() + interval '1 day', now() + interval '1 day', 'registry_check_stale', 'It waits.'
      from public.agents a where a.name = 'Check-up assistant'`;
      await sql`
      insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, purpose, zones, jurisdictions, rule_ids, data)
      select org_id, id, now(), 'plan', 'defer', 'registry_check_stale', purpose, '{}', '{US}', '{}', '{"registry": "US-DNC"}'
      from public.call_schedules where status_reason_code = 'registry_check_stale'`;
      const on = await ask();
      assert.deepEqual([on("agents").state, on("acme's registry").state], ["warning", "warning"]);
      assert.match(on("agents").says, /Check-up assistant \(acme\)$/);
      assert.match(on("agents").advice ?? "", /PATCH .*agents/);
      assert.equal(
        on("acme's registry").says,
        "1 marketing calls wait for their numbers to be looked up in US-DNC",
      );
      assert.match(on("acme's registry").advice ?? "", /suppressions\/import\?registry=US-DNC/);
      await sql`delete from public.call_schedules where status_reason_code = 'registry_check_stale'`;
      await sql`update public.agents set opening = enum_range(null::public.opening_mark)`;
    },
  );

  await t.step(
    "a worker that does not come, history that cannot be pruned, and a restore that is open",
    async () => {
      await sql`
      update private.workers set rung_at = now() - interval '10 minutes' where name = 'sweep'`;
      await sql`delete from private.worker_runs where worker = 'sweep'`;
      await sql`
      update private.retention set failing_since = now() - interval '1 hour', failure = '55006: it is held'
      where name = 'call_events'`;
      await sql`insert into private.recoveries (backup_taken_at) values (now() - interval '1 hour')`;
      const on = await ask();
      assert.equal(on("recovery").state, "warning");
      assert.match(on("recovery").says, /^nothing is dialled since the restore to 20/);
      assert.equal(on("recovery").advice, "select public.finish_recovery();");
      await sql`delete from private.recoveries`;
      assert.equal(on("workers").state, "wrong");
      assert.match(on("workers").says, /^sweep has been rung for 1\d minutes and does not come$/);
      assert.equal(on("old history").state, "warning");
      assert.match(
        on("old history").says,
        /^call_events has not been pruned for 6\d minutes \(55006: it is held\)$/,
      );
      await sql`update private.workers set rung_at = null`;
      await sql`update private.retention set failing_since = null, failure = null`;
    },
  );

  await t.step("a key that may only read", async () => {
    const token = hubspot.token;
    hubspot.setKey({ token, scopes: ["crm.objects.contacts.read"] });
    const finding = (await ask())("hubspot acme");
    assert.deepEqual([finding.state, finding.advice], [
      "wrong",
      "give the key the scope crm.objects.contacts.write",
    ]);
    hubspot.setKey({ token });
  });

  await t.step("a property that HubSpot does not have", async () => {
    hubspot.removeProperty("contacts", "ai_last_call_outcome");
    const finding = (await ask())("hubspot acme");
    assert.equal(finding.state, "wrong");
    assert.match(finding.says, /ai_last_call_outcome/);
  });

  await t.step("a key that was revoked", async () => {
    hubspot.revokeKey(hubspot.token);
    const finding = (await ask())("hubspot acme");
    assert.deepEqual([finding.state, finding.advice], ["wrong", "set a token that is valid"]);
  });

  await t.step("a zone whose law is newer than the server's data, and no override", async () => {
    await sql`
      update private.zone_overrides set instead = 'Etc/GMT+8' where zone = 'America/Vancouver'`;
    const finding = (await ask())("time zones");
    assert.equal(finding.state, "wrong");
    assert.match(finding.says, /America\/Vancouver 12:00 for 13:00/);
    assert.match(finding.advice ?? "", /zone_overrides/);
    await sql`update private.zone_overrides set instead = 'Etc/GMT+7' where zone = 'America/Vancouver'`;
  });

  await t.step("calls that HubSpot refused, and a tick that is off", async () => {
    await sql`
      with call as (
        insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc,
          contact_phone_hash, scheduled_at, purpose)
        select a.org_id, a.id, '501', 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', repeat('0', 64),
          now() + interval '1 day', 'service'
        from public.agents a join public.organizations o on o.id = a.org_id and o.slug = 'acme'
        returning id, org_id, agent_id
      ), attempt as (
        insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger,
          worker, due_at, lease_expires_at)
        select c.org_id, c.id, c.agent_id, 1, repeat('0', 64), 'sweep', 'test', now(), now() + interval '1 hour' from call c
        returning id, org_id, schedule_id
      )
      insert into public.crm_outbox (org_id, schedule_id, attempt_id, contact_id, state, reason)
      select t.org_id, t.schedule_id, t.id, '501', 'dead', 'HubSpot refused it.' from attempt t`;
    await sql`select public.configure_hubspot_sync(enabled => false)`;
    const on = await ask();
    assert.match(on("acme's contacts").says, /^1 calls? could not be written/);
    assert.match(on("sync tick").advice ?? "", /configure_hubspot_sync/);
  });
});
