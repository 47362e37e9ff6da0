import assert from "node:assert/strict";
import { acmeAgent, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";

const patience = { withinMs: 90_000, everyMs: 100 };
const dayMs = 86_400_000;

const startedAt = Date.now();

/** `YYYY-MM-DD` so many days before the test began, where acme is: the same also after midnight. */
function daysAgo(days: number): string {
  return new Date(startedAt - days * dayMs).toLocaleDateString("sv-SE", { timeZone: "Asia/Kolkata" });
}

Deno.test("a contact due in HubSpot is called by a rule and written back once, with nobody ringing sweep or sync", async (t) => {
  const due = { id: "501", phone: "+919876543210" };
  const contact = (id: string, firstname: string, phone: string, last_checkup_date: string) => ({
    id,
    properties: { firstname, lastname: "Rao", phone, last_checkup_date },
  });
  await using stack = await startTestStack({
    sweepEverySeconds: 10,
    syncEveryMinutes: 60,
    bolna: { clockFactor: 0.05 },
    hubspot: {
      contacts: [
        contact(due.id, "Asha", due.phone, daysAgo(2)),
        contact("502", "Vikram", "+919876543211", daysAgo(1)),
      ],
    },
  });
  const { sql, bolna, hubspot } = stack;
  // The minute job as it is, only more often.
  await sql`
    select cron.schedule(j.jobname, '1 seconds', j.command) from cron.job j where j.jobname = 'hubspot-sync-tick'`;
  const { admin } = await signInAll(stack);
  const made = await admin("POST", "acme/rules", {
    rule_name: "Check-up reminder",
    rule_type: "checkup_threshold",
    agent_id: acmeAgent,
    checkup_threshold_days: 5,
  });
  assert.equal(made.status, 201, made.text);
  /** The time until the next sync is over; the tick does the rest. */
  const passAnHour = async () => {
    hubspot.catchUpIndex();
    await sql`update public.hubspot_connections set next_sync_at = now()`;
  };
  /** So many complete readings, and the rules evaluated after the last one. */
  const synced = (readings: number) =>
    waitFor(`reading ${readings} and its rules`, async () => {
      const [done] = await sql`
        select 1 from public.hubspot_connections c
        where c.next_sync_at > now() and not c.rules_pending
          and (select count(*) from public.contact_syncs r where r.state = 'completed') >= ${readings}`;
      return done && true;
    }, patience);
  const readCalls = async () => (await admin("GET", "acme/call-schedules")).body.schedules ?? [];

  await t.step("while nobody is due, the rule plans nothing", async () => {
    await synced(1);
    await passAnHour();
    await synced(2);
    assert.deepEqual(await readCalls(), []);
  });

  await t.step("the rule plans the call of the contact that is due, and nobody else's", async () => {
    hubspot.editContact(due.id, { last_checkup_date: daysAgo(6) });
    await passAnHour();
    const calls = await waitFor("a planned call", async () => {
      const found = await readCalls();
      return found.length > 0 ? found : undefined;
    }, patience);
    assert.deepEqual(calls.map(({ contact_id, contact_phone }) => [contact_id, contact_phone]), [
      [due.id, due.phone],
    ]);
    assert.equal(calls[0]?.last_checkup_date, daysAgo(6));
  });

  await t.step("it is placed once, after a last look at the contact, and completed", async () => {
    await waitFor("the end of the call", async () => {
      const [call] = await readCalls();
      return call?.call_status === "completed" || undefined;
    }, patience);
    const [request, ...more] = bolna.callRequests();
    assert.ok(request !== undefined && more.length === 0, "one request reached Bolna");
    assert.equal(request.to, due.phone);
    const look = hubspot.requests.find(({ method, path }) =>
      method === "GET" && path.endsWith(`/contacts/${due.id}`)
    );
    assert.ok(look !== undefined && look.at <= request.at, "HubSpot was asked before");
  });

  await t.step("HubSpot has it once, and the contact tells of it", async () => {
    const [entry] = await waitFor("the entry being written", async () => {
      const entries = await sql<{ id: string; engagement_id: string }[]>`
        select e.id, e.engagement_id from public.crm_outbox e where e.state = 'sent'`;
      return entries.length > 0 ? entries : undefined;
    }, patience);
    const [call, ...more] = hubspot.calls();
    assert.ok(call !== undefined && more.length === 0, "one engagement");
    assert.deepEqual([call.id, call.contactIds], [entry?.engagement_id, [due.id]]);
    assert.equal(call.properties.hs_call_external_id, entry?.id);
    const { ai_last_call_at, ai_last_call_outcome } = hubspot.contact(due.id)?.properties ?? {};
    assert.ok(ai_last_call_at && ai_last_call_outcome);
  });

  await t.step("what the write-back changed in HubSpot makes no second call", async () => {
    await passAnHour();
    await synced(4);
    assert.equal((await readCalls()).length, 1);
    assert.equal(bolna.callRequests().length, 1);
    assert.equal(hubspot.calls().length, 1);
  });
});
