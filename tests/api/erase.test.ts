import assert from "node:assert/strict";
import { z } from "zod";
import { verifyDatabase, verifyWithin } from "../../local/audit/verify-trail.ts";
import { erasure, exportedPerson } from "../../supabase/functions/call-scheduling/privacy/schema.ts";
import { acmeAgent, type Answer, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { dumpRows } from "../support/dump-rows.ts";
import { keepContacts } from "../support/keep-contacts.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { until } from "../support/wait-for.ts";

const hubspotId = "7001";
const name = "Lakshmi Venkataraman";
const phone = "+919876512345";
/** What the person is known by, and words of theirs; the number in the ways that people write it. */
const traces = ["Lakshmi", "Venkataraman", "9876512345", "98765 12345", "98765-12345", "grandmother"];

const logged: string[] = [];
const stack = await startTestStack({
  withFunctions: ["call-scheduling", "bolna-webhook"],
  sweepEverySeconds: false,
  log: (line) => logged.push(line),
});
const { sql } = stack;
const { admin, member, foreigner } = await signInAll(stack);
Deno.test.afterAll(() => stack.close());

async function seal() {
  for (let run = 0; run < 2; run++) await sql`select private.seal_audit()`;
}

async function findTraces(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { table, row } of dumpRows(sql)) {
    const text = row.toLowerCase();
    for (const word of words) {
      if (text.includes(word.toLowerCase())) found.push(`${table}: ${word} in ${row}`);
    }
  }
  return found;
}

async function verify(): Promise<{ holds: boolean; said: string }> {
  const said: string[] = [];
  return { holds: await verifyDatabase(sql, {}, (line) => said.push(line)), said: said.join("\n") };
}

const personOf = ({ status, text, body }: Answer) => {
  assert.equal(status, 200, text);
  return exportedPerson.parse(body.person);
};
const erasureOf = ({ status, text, body }: Answer) => {
  assert.equal(status, 200, text);
  return erasure.parse(body.erasure);
};
const why = { reason: "Asked by letter" };

/** A life with calls made and waiting, a consent, a do-not-call entry, a campaign, a webhook and kept answers. */
async function live(contactId: string): Promise<{ over: string; waiting: string }> {
  const [{ id: org } = { id: "" }] = await sql<
    { id: string }[]
  >`select id from public.organizations where slug = 'acme'`;
  await sql`insert into public.webhooks (org_id, url, events, secret_id)
    values (${org}, 'https://hooks.example.com/', '{call.completed,call.cancelled,number.opted_out}', gen_random_uuid())`;
  const about = { contact_id: contactId, contact_name: name, contact_phone: phone };
  const topic = { call_topic: "Lakshmi's grandmother" };
  const over = scheduleOf(
    await member("POST", "acme/call-schedules", makeBooking({ ...about, ...topic }), {
      "idempotency-key": "one",
    }),
  ).id;
  const waiting = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking(about))).id;
  assert.equal(
    (await admin("POST", `acme/call-schedules/${over}/execute`, undefined, { "idempotency-key": "two" }))
      .status,
    200,
  );
  await until(async () => {
    const [call] = await sql`select call_status from public.call_schedules where id = ${over}`;
    return call?.call_status !== "in_progress";
  }, "the end of the call");
  await admin("POST", "acme/consents", {
    ...about,
    kind: "express",
    purposes: ["marketing"],
    artificial_voice: true,
    obtained_at: "2026-11-01T10:00:00Z",
    source: "web form",
    evidence: `scans/${name}.pdf`,
  });
  const campaign = z.looseObject({ id: z.string() }).parse(
    (await admin("POST", "acme/campaigns", { name: "Spring", agent_id: acmeAgent })).body.campaign,
  );
  const audience = `contact_id,contact_name,contact_phone\n${contactId},${name},${phone}\n`;
  const loaded = await admin("PUT", `acme/campaigns/${campaign.id}/audience`, audience, {
    "content-type": "text/csv",
  });
  assert.equal(loaded.status, 200, loaded.text);
  return { over, waiting };
}

/** What else holds the number: a restore, a registry's answer, and an audience that is being loaded. */
async function holdNumber(waiting: string) {
  const { id: campaign } = z.looseObject({ id: z.string() }).parse(
    (await admin("POST", "acme/campaigns", { name: "Summer", agent_id: acmeAgent })).body.campaign,
  );
  await sql`
    with call as (select * from public.call_schedules where id = ${waiting}), restore as (
      insert into private.recoveries (backup_taken_at, finished_at) values (now(), now()) returning id
    ), number as (
      insert into private.recovery_holds (recovery_id, org_id, phone_hash)
      select r.id, c.org_id, c.contact_phone_hash from restore r, call c
    ), held as (
      insert into private.recovery_holds (recovery_id, org_id, schedule_id) select r.id, c.org_id, c.id from restore r, call c
    ), looked_up as (
      insert into private.registry_checks (org_id, registry, phone_hash, listed, checked_at)
      select c.org_id, 'US-DNC', c.global_phone_hash, true, now() from call c
    ), upload as (
      insert into public.audience_uploads (org_id, campaign_id, source, rows_total)
      select c.org_id, ${campaign}, 'csv', 2 from call c returning id
    )
    insert into private.audience_rows (upload_id, line, id, contact_name, phone_enc, phone_hash, global_phone_hash, phone_last4)
    select u.id, 2, gen_random_uuid(), c.contact_name, c.contact_phone_enc, c.contact_phone_hash, c.global_phone_hash, '2345'
    from upload u, call c`;
}

/** The number as it is kept: under the organisation's key, under the key that all share, and closed. */
async function keptNumbers(): Promise<string[]> {
  const rows = await sql<{ kept: string[] }[]>`
    select array[contact_phone_hash, global_phone_hash, contact_phone_enc] as kept from public.call_schedules
    union all select array[phone_hash, global_phone_hash, phone_enc] from public.campaign_contacts
    union all select array[phone_hash, phone_enc] from public.contacts`;
  return [...new Set(rows.flatMap(({ kept }) => kept.filter((text) => text)))];
}

Deno.test("an admin reads everything of a contact in one file, the number whole, and erases it: no trace is left in a dump", async () => {
  await keepContacts(stack, "acme", [{ contact_id: hubspotId, contact_name: name, phone }]);
  const before = await live(hubspotId);
  const suppressed = {
    contact_phone: phone,
    scope: "marketing",
    reason: "Lakshmi asked, she is a grandmother",
  };
  await admin("POST", "acme/suppressions", suppressed, { "idempotency-key": "three" });
  await seal();
  await sql`select private.fold_call_tallies()`;
  await holdNumber(before.waiting);
  const kept = await keptNumbers();
  assert.ok((await findTraces(traces)).length > 5);
  const holders = new Set((await findTraces(kept)).map((found) => found.split(":")[0]));
  for (const table of ["recovery_holds", "registry_checks", "audience_rows", "call_names"]) {
    assert.ok(holders.has(`private.${table}`), table);
  }

  const file = personOf(await admin("GET", `acme/contacts/${hubspotId}/export`));
  assert.deepEqual(file.contacts.map(({ contact_name, contact_phone }) => [contact_name, contact_phone]), [[
    name,
    phone,
  ]]);
  assert.deepEqual(new Set(file.call_schedules.map(({ id }) => id)), new Set(Object.values(before)));
  assert.ok(file.call_schedules.every(({ contact_phone }) => contact_phone === phone));
  assert.equal(
    z.array(z.unknown()).parse(file.call_schedules.find(({ id }) => id === before.over)?.attempts).length,
    1,
  );
  for (
    const part of [file.suppressions, file.consents, file.campaigns, file.audit, file.webhook_deliveries]
  ) {
    assert.ok(part.length > 0, JSON.stringify(file));
  }
  assert.doesNotMatch(JSON.stringify(file), /"v1\.|[0-9a-f]{64}/);

  const erased = erasureOf(
    await admin("POST", `acme/contacts/${hubspotId}/erase`, why, { "idempotency-key": "four" }),
  );
  assert.deepEqual([erased.calls, erased.cancelled, erased.contacts, erased.consents, erased.suppressions], [
    2,
    1,
    1,
    1,
    1,
  ]);
  assert.equal(erased.bolna_call_ids.length, 1);
  assert.ok(erased.audit_rows > 0);
  assert.deepEqual(await findTraces(traces), []);
  // What proves that the number is not called, and that there was a consent.
  const lawful = /^public\.(suppressions|consents): [0-9a-f]{64} in /;
  assert.deepEqual((await findTraces(kept)).filter((found) => !lawful.test(found)), []);
  assert.equal((await sql`select from private.recovery_holds`).length, 0);
  // By itself: its four digits also come in hashes, ids and times.
  const holdsId = new RegExp(`(^|[^0-9.a-f-])${hubspotId}([^0-9.a-f-]|$)`);
  const rowOf = (found: string) => found.slice(found.indexOf(" in ") + " in ".length);
  assert.deepEqual(
    (await findTraces([hubspotId])).filter((found) =>
      !found.startsWith("private.erased_contacts") && holdsId.test(rowOf(found))
    ),
    [],
  );
});

Deno.test("the trail holds after it, its facts proven as before, and a row that is changed as if by erasing is named", async () => {
  await seal();
  const whole = await verify();
  assert.equal(whole.holds, true, whole.said);
  assert.match(whole.said, /what was personal in \d+ of them was erased/);
  const entries = z.array(z.looseObject({ action: z.string(), changes: z.looseObject({}) }))
    .parse((await admin("GET", "acme/audit?table=people")).body.entries);
  assert.deepEqual(entries.map(({ action }) => action), ["erase", "export"]);
  assert.equal(entries[0]?.changes.reason, why.reason);
  const behindTheGuards = async (change: string) => {
    const said: string[] = [];
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`set local time zone 'UTC'`;
      await tx.unsafe(change);
      await verifyWithin(tx, {}, (line) => said.push(line));
      throw new Error("undone");
    }).catch((error) => assert.equal(error.message, "undone"));
    return said.join("\n");
  };
  for (
    const change of [
      `'{"call_status": ["scheduled", "failed"]}' from private.audit_erasures e where e.audit_id = a.id`,
      `'{"call_topic": "Somebody else"}' from private.audit_erasures e where e.audit_id = a.id`,
      `'{"reason": "erased"}' where a.action = 'export'`,
    ]
  ) {
    const said = await behindTheGuards(`update public.audit_log a set changes = a.changes || ${change}`);
    assert.match(said, /row \d+ .*was changed after it was sealed/, change);
  }
});

Deno.test("what the law asks for stays: when and how calls went, that the number is not called, that a consent was given", async () => {
  const [call] = await sql`
    select s.call_status, s.contact_name, t.outcome, t.cost_cents is not null as costed, t.placed_at is not null as placed
    from public.call_schedules s join public.call_attempts t on t.schedule_id = s.id where s.contact_id like 'erased-%'`;
  assert.deepEqual({ ...call }, {
    call_status: "completed",
    contact_name: "Erased",
    outcome: "completed",
    costed: true,
    placed: true,
  });
  const listed = await member("GET", "acme/call-schedules");
  assert.match(listed.text, /"contact_name":"Erased","contact_phone":null/);
  assert.deepEqual(logged.filter((line) => line.includes("phone_not_decrypted")), [], "that is no fault");
  const found = await member("POST", "acme/suppressions/find", { contact_phone: phone });
  assert.equal(z.array(z.unknown()).parse(found.body.suppressions).length, 1);
  const [consent] =
    await sql`select kind, revoked_via, contact_name from public.consents where contact_id like 'erased-%'`;
  assert.deepEqual({ ...consent }, { kind: "express", revoked_via: "erasure", contact_name: null });
});

Deno.test("the contact does not come back with the next reading of HubSpot, and may be let in again", async () => {
  const read = () =>
    sql`select private.save_contacts((select id from public.organizations where slug = 'acme'), ${
      sql.json([{
        contact_id: hubspotId,
        contact_name: name,
        phone_problem: "missing",
        checkup_problem: "missing",
      }, {
        contact_id: "7002",
        contact_name: "Merged",
        phone_problem: "missing",
        checkup_problem: "missing",
        merged_ids: [hubspotId],
      }])
    })`;
  await read();
  assert.equal((await sql`select from public.contacts where contact_id in (${hubspotId}, '7002')`).length, 0);
  await sql`delete from private.erased_contacts where contact_id = ${hubspotId}`;
  await read();
  assert.equal((await sql`select from public.contacts where contact_id in (${hubspotId}, '7002')`).length, 2);
  await sql`delete from public.contacts where contact_id in (${hubspotId}, '7002')`;
  await sql`insert into private.erased_contacts (org_id, contact_id) select id, ${hubspotId} from public.organizations where slug = 'acme'`;
});

Deno.test("erasing again finds nothing more, and nobody's contact is 404", async () => {
  const again = erasureOf(await admin("POST", `acme/contacts/${hubspotId}/erase`, why));
  assert.deepEqual([again.calls, again.contacts], [0, 0]);
  assert.equal((await admin("POST", "acme/contacts/99999/erase", why)).status, 404);
  assert.equal((await admin("GET", "acme/contacts/99999/export")).status, 404);
});

Deno.test("a number that a restore holds is held on while somebody else is called by it", async () => {
  const shared = "+919876567890";
  const booked = (contact_id: string, contact_name: string) =>
    admin("POST", "acme/call-schedules", makeBooking({ contact_id, contact_name, contact_phone: shared }));
  await booked("7004", "Ravi Menon");
  const { id: other } = scheduleOf(await booked("7005", "Usha Menon"));
  await sql`
    insert into private.recovery_holds (recovery_id, org_id, phone_hash)
    select r.id, s.org_id, s.contact_phone_hash from private.recoveries r, public.call_schedules s where s.id = ${other}`;
  const holds = async () =>
    (await sql`select from private.recovery_holds where phone_hash is not null`).length;
  erasureOf(await admin("POST", "acme/contacts/7004/erase", why));
  assert.equal(await holds(), 1);
  erasureOf(await admin("POST", "acme/contacts/7005/erase", why));
  assert.equal(await holds(), 0);
});

Deno.test("whoever is no contact is told and erased by the number, a waiting call cancelled first, and not while one is live", async () => {
  const other = "+919876554321";
  const about = { contact_id: "walk-in", contact_name: "Meenakshi Iyer", contact_phone: other };
  const waiting = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking(about))).id;
  assert.equal(
    personOf(await admin("POST", "acme/people/export", { contact_phone: other })).call_schedules.length,
    1,
  );
  assert.equal((await foreigner("POST", "globex/people/export", { contact_phone: other })).status, 200);
  await sql`insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
      lease_expires_at, state, next_check_at)
    select org_id, id, agent_id, 1, contact_phone_hash, 'sweep', 'test', now(), now(), 'unknown', now() from public.call_schedules where id = ${waiting}`;
  const live = await admin("POST", "acme/people/erase", { contact_phone: other, ...why });
  assert.deepEqual([live.status, live.body.code], [409, "call_live"]);
  await sql`update public.call_attempts set state = 'ended', outcome = 'failed', ended_at = now() where schedule_id = ${waiting}`;
  const erased = erasureOf(
    await admin("POST", "acme/people/erase", { contact_phone: "98765 54321", contact_country: "IN", ...why }),
  );
  assert.deepEqual([erased.calls, erased.cancelled], [1, 1]);
  assert.deepEqual(await findTraces(["Meenakshi", "9876554321", "walk-in"]), []);
  assert.equal((await admin("POST", "acme/people/erase", { contact_phone: "12", ...why })).status, 422);
});
