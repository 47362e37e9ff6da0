import assert from "node:assert/strict";
import { z } from "zod";
import { placeColumns } from "../../supabase/functions/_shared/phone/describe-number.ts";
import { createContactStore } from "../../supabase/functions/_shared/contacts/contact-store.ts";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { createPlanStore } from "../../supabase/functions/_shared/rules/plan-store.ts";
import { contact } from "../../supabase/functions/call-scheduling/contacts/schema.ts";
import { awaitSync } from "../../supabase/functions/call-scheduling/contacts/await-sync.ts";
import { acmeAgent, assertError, createCallApi, fieldsOf, signInAll } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";

// No sync function runs here: each test is the worker that reads, and decides how far it gets.
const stack = await startTestStack({ withFunctions: false, sweepEverySeconds: false });
const patient = { syncWait: { seconds: 60, everyMs: 20 } };
const api = serveApi(stack, { HUBSPOT_API_KEY: "" }, patient);
Deno.test.afterAll(async () => {
  await api.close();
  await stack.close();
});
const { admin, member, viewer, foreigner } = await signInAll(stack, api.functionsUrl);
const db = createServiceClient(parseSettings(stack.functionEnvironment()));
const [contacts, plans] = [createContactStore(db), createPlanStore(db)];
const path = "acme/contacts/sync";
const worker = "test-worker";

async function connect(): Promise<void> {
  await stack.sql`delete from public.contact_syncs`;
  await stack.sql`delete from public.hubspot_connections`;
  await stack.sql`
    insert into public.hubspot_connections (org_id, uses_default_token)
    select id, true from public.organizations where slug = 'acme'`;
}

/** Takes the reading as soon as it is asked for. */
function takeReading() {
  return waitFor("a reading that was asked for", async () => {
    const [asked] = await stack
      .sql`select from public.hubspot_connections where sync_requested_at is not null`;
    return asked ? await contacts.claimSync({ worker, onlyDue: true }) ?? undefined : undefined;
  });
}

function page(syncId: number) {
  const contacts = ["1", "2", "3"].map((contact_id) => ({
    contact_id,
    contact_name: `Contact ${contact_id}`,
    phone_enc: null,
    phone_hash: null,
    phone_problem: "missing" as const,
    ...placeColumns(null),
    address_country: null,
    address_region: null,
    time_zone: null,
    language: null,
    owner_id: null,
    do_not_call: false,
    last_checkup_date: null,
    checkup_problem: "missing" as const,
    properties: {},
    problem: contact_id === "3" ? "The record came without properties." : null,
    merged_ids: [],
    hubspot_modified_at: null,
  }));
  return { syncId, worker, contacts, lastContactNumber: "3", isLast: true };
}

async function evaluateRules(orgId: string): Promise<void> {
  const since = new Date();
  await plans.listRulesToEvaluate();
  await plans.noteRulesEvaluated(orgId, since);
}

Deno.test("an organisation that is not connected has nothing to read: 409", async () => {
  await stack.sql`delete from public.hubspot_connections`;
  for (const query of ["", "?wait=true"]) {
    const answer = await admin("POST", `${path}${query}`);
    assertError(answer, 409, query);
    assert.equal(answer.body.code, "hubspot_not_connected");
  }
});

Deno.test("a reading is asked for and goes on by itself: 202", async () => {
  await connect();
  const answer = await admin("POST", path);
  assert.deepEqual([answer.status, answer.body.accepted], [202, true], answer.text);
  const [row] = await stack.sql`
    select sync_requested_at = ${String(answer.body.requested_at)}::text::timestamptz as same
    from public.hubspot_connections`;
  assert.equal(row?.same, true);
  assert.ok(await takeReading());
});

Deno.test("wait=true answers when the contacts are read and the rules evaluated, with what came of it", async () => {
  await connect();
  await stack.sql`
    insert into public.call_schedule_rules (org_id, agent_id, rule_name, rule_type)
    select id, ${acmeAgent}, 'R', 'checkup_threshold' from public.organizations where slug = 'acme'`;
  let answered = false;
  const asking = admin("POST", `${path}?wait=true`).finally(() => answered = true);
  const reading = await takeReading();
  await contacts.savePage(page(reading.sync_id));
  await contacts.completeSync(reading.sync_id, worker);
  // Read, but the rules wait: it has looked at least once more by the time another request is answered.
  for (let looks = 0; looks < 5; looks++) await admin("GET", "acme/contacts");
  assert.equal(answered, false);
  await evaluateRules(reading.org_id);
  const { status, body } = await asking;
  assert.deepEqual([status, body], [200, {
    success: true,
    finished: true,
    contacts_read: 3,
    contacts_changed: 3,
    contacts_broken: 1,
    contacts_removed: 0,
    schedules_created: 0,
    message: "3 contacts were read, 3 of them new or changed; 0 calls were planned.",
  }]);
  await stack.sql`delete from public.call_schedule_rules`;
});

Deno.test("a reading under way when another is asked for does not count for it", async () => {
  await connect();
  const earlier = await contacts.claimSync({ worker, onlyDue: true });
  assert.ok(earlier);
  let answered = false;
  const asking = admin("POST", `${path}?wait=true`).finally(() => answered = true);
  await waitFor("the request", async () => {
    const [asked] = await stack
      .sql`select from public.hubspot_connections where sync_requested_at is not null`;
    return asked ? true : undefined;
  });
  await contacts.completeSync(earlier.sync_id, worker);
  await evaluateRules(earlier.org_id);
  for (let looks = 0; looks < 5; looks++) await admin("GET", "acme/contacts");
  assert.equal(answered, false);
  const reading = await takeReading();
  await contacts.savePage(page(reading.sync_id));
  await contacts.completeSync(reading.sync_id, worker);
  await evaluateRules(reading.org_id);
  assert.equal((await asking).body.contacts_read, 3);
});

Deno.test("a reading that HubSpot refuses is 502 with its reason and code", async () => {
  await connect();
  const asking = admin("POST", `${path}?wait=true`);
  const reading = await takeReading();
  const reason = "HubSpot does not accept the token.";
  await contacts.suspendSync({
    syncId: reading.sync_id,
    worker,
    again: false,
    reasonCode: "token_rejected",
    reason,
    retrySeconds: 3600,
  });
  const answer = await asking;
  assertError(answer, 502, "refused");
  assert.deepEqual([answer.body.code, answer.body.details], ["token_rejected", reason]);
});

Deno.test("a reading that takes longer than the caller can wait goes on: 202, with what holds it up", async () => {
  await connect();
  await using hasty = serveApi(stack, { HUBSPOT_API_KEY: "" }, { syncWait: { seconds: 0.2, everyMs: 50 } });
  const there = createCallApi(hasty.functionsUrl, await stack.signIn("admin@acme.test"));
  const slow = await there("POST", `${path}?wait=true`);
  assert.deepEqual([slow.status, slow.body.accepted], [202, true], slow.text);
  const reading = await takeReading();
  const reason = "HubSpot does not answer.";
  await contacts.suspendSync({
    syncId: reading.sync_id,
    worker,
    again: true,
    reasonCode: "unreachable",
    reason,
    retrySeconds: 60,
  });
  await stack.sql`update public.hubspot_connections set sync_requested_at = null`;
  let looks = 0;
  const readProgress: typeof contacts.readProgress = (...asked) => {
    assert.ok(++looks < 3, "nobody waits for what is held up");
    return contacts.readProgress(...asked);
  };
  const deps = { contacts: { ...contacts, readProgress }, syncWait: { seconds: 60, everyMs: 20 } };
  const { finished, progress } = await awaitSync(deps, reading.org_id, "2026-01-01T00:00:00Z");
  assert.deepEqual([finished, progress.state, progress.reason], [false, "running", reason]);
});

Deno.test("a connection that is removed meanwhile ends the waiting", async () => {
  await connect();
  const asking = admin("POST", `${path}?wait=true`);
  await takeReading();
  assert.equal((await admin("DELETE", "acme/integrations/hubspot")).status, 200);
  const answer = await asking;
  assert.ok(["hubspot_not_connected", "disconnected"].includes(String(answer.body.code)), answer.text);
});

Deno.test("the same key asks once", async () => {
  await connect();
  const key = { "idempotency-key": "sync-once" };
  const first = await admin("POST", path, undefined, key);
  assert.ok(await takeReading());
  const again = await admin("POST", path, undefined, key);
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed"), again.text], [
    202,
    "true",
    first.text,
  ]);
  const [asked] = await stack.sql`select from public.hubspot_connections where sync_requested_at is not null`;
  assert.equal(asked, undefined);
  const waiting = await admin("POST", `${path}?wait=false`, undefined, key);
  assert.deepEqual([waiting.status, waiting.body.code], [422, "idempotency_key_reused"]);
});

Deno.test("only an admin asks, of their own organisation, and says clearly whether to wait", async () => {
  await connect();
  for (const as of [member, viewer]) assertError(await as("POST", path), 403, "role");
  for (const slug of ["acme", "no-such-org"]) {
    assertError(await foreigner("POST", `${slug}/contacts/sync`), 404, slug);
  }
  assertError(await foreigner("POST", "globex/contacts/sync"), 409, "theirs is not connected");
  for (const query of ["wait=yes", "wait=", "wait=1", "later=true"]) {
    const answer = await admin("POST", `${path}?${query}`);
    assertError(answer, 400, query);
    assert.deepEqual(fieldsOf(answer), [query.split("=")[0]]);
  }
  const [asked] = await stack.sql`select from public.hubspot_connections where sync_requested_at is not null`;
  assert.equal(asked, undefined);
});

Deno.test("the only organisation goes by the deployment's token without being connected by hand", async () => {
  await stack.sql`delete from public.organizations where slug = 'globex'`;
  await stack.sql`delete from public.hubspot_connections`;
  await using withKey = serveApi(stack, { HUBSPOT_API_KEY: "pat-of-the-deployment" });
  const there = createCallApi(withKey.functionsUrl, await stack.signIn("admin@acme.test"));
  assert.equal((await there("POST", path)).status, 202);
  const [row] = await stack.sql`select uses_default_token from public.hubspot_connections`;
  assert.equal(row?.uses_default_token, true);
});

Deno.test("on a whole system the contacts come from HubSpot, and are listed when the answer is there", async () => {
  const id = "424242";
  const properties = { firstname: "Asha", phone: "+919876543210", last_checkup_date: "2026-01-05" };
  await using whole = await startTestStack({
    withFunctions: ["call-scheduling", "sync"],
    hubspot: { contacts: [{ id, properties }] },
  });
  const call = createCallApi(whole.functionsUrl, await whole.signIn("admin@acme.test"));
  const answer = await call("POST", `${path}?wait=true`);
  assert.deepEqual([answer.status, answer.body.finished], [200, true], answer.text);
  const { contacts } = (await call("GET", `acme/contacts?contact_id=${id}`)).body;
  const [found, ...more] = z.array(contact).parse(contacts);
  assert.deepEqual([found?.contact_name, found?.contact_phone, found?.last_checkup_date, more], [
    "Asha",
    "+919876543210",
    "2026-01-05",
    [],
  ]);
});
