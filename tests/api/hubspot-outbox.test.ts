import assert from "node:assert/strict";
import { z } from "zod";
import { outboxEntry } from "../../supabase/functions/call-scheduling/outbox/schema.ts";
import {
  type Answer,
  assertError,
  fieldsOf,
  globexAgent,
  makeBooking,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);
const path = "acme/integrations/hubspot/outbox";

/** An entry as a worker left it, of a call of that organisation. */
async function leaveEntry(slug: "acme" | "globex", state: string): Promise<string> {
  const [as, agent_id] = slug === "acme" ? [admin, undefined] : [foreigner, globexAgent];
  const booking = makeBooking({ contact_id: "501", ...(agent_id && { agent_id }) });
  const { id } = scheduleOf(await as("POST", `${slug}/call-schedules`, booking));
  const [entry] = await stack.sql`
    with attempt as (
      insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger,
        worker, due_at, lease_expires_at, state, outcome, reason_code, reason, ended_at)
      select org_id, id, agent_id, 1, contact_phone_hash, 'sweep', 'w', now(), now(), 'ended', 'completed', 'answered',
        'Over.', now()
      from public.call_schedules where id = ${id} returning id, org_id, schedule_id)
    insert into public.crm_outbox (org_id, schedule_id, attempt_id, contact_id, state, tries, reason_code, reason,
      engagement_id, sent_at)
    select org_id, schedule_id, id, '501', ${state}, 8, 'hubspot_refused', 'HubSpot refused the request (400).',
      ${state === "sent" ? "9001" : null}, ${state === "sent" ? stack.sql`now()` : null}
    from attempt returning id`;
  return String(entry?.id);
}

const dead: string[] = [];
for (let number = 0; number < 3; number++) dead.push(await leaveEntry("acme", "dead"));
const sent = await leaveEntry("acme", "sent");
const foreign = await leaveEntry("globex", "dead");

const entryOf = ({ body }: Answer) => outboxEntry.parse(body.entry);

async function list(query = "") {
  const answer = await admin("GET", `${path}${query}`);
  assert.equal(answer.status, 200, answer.text);
  return {
    entries: z.array(outboxEntry).parse(answer.body.entries),
    next: answer.body.next_cursor,
    text: answer.text,
  };
}
const ids = (entries: { id: string }[]) => entries.map(({ id }) => id);

Deno.test("what HubSpot refused is listed with its reason, oldest first, page by page, without anything private", async () => {
  const { entries, text } = await list("?state=dead");
  assert.deepEqual(ids(entries), dead);
  const [first] = entries;
  assert.deepEqual([first?.state, first?.tries, first?.reason_code, first?.contact_id], [
    "dead",
    8,
    "hubspot_refused",
    "501",
  ]);
  assert.match(first?.reason ?? "", /refused/);
  assert.doesNotMatch(text, /phone|Contact \d|worker/);
  assert.deepEqual(ids((await list()).entries), [...dead, sent]);
  assert.deepEqual(ids((await list("?state=sent")).entries), [sent]);
  const one = await list("?state=dead&limit=2");
  assert.deepEqual(ids(one.entries), dead.slice(0, 2));
  const two = await list(`?state=dead&limit=2&cursor=${one.next}`);
  assert.deepEqual([ids(two.entries), two.next], [dead.slice(2), null]);
});

Deno.test("an entry that HubSpot refused is sent again by an admin; one that was not is 409", async () => {
  const [id = ""] = dead;
  const answer = await admin("POST", `${path}/${id}/resend`);
  assert.equal(answer.status, 200, answer.text);
  const { state, tries, reason, reason_code } = entryOf(answer);
  assert.deepEqual([state, tries, reason, reason_code], ["pending", 0, null, null]);
  for (const [again, as] of [[id, "pending"], [sent, "sent"]] as const) {
    const refused = await admin("POST", `${path}/${again}/resend`);
    assertError(refused, 409, as);
    assert.equal(refused.body.code, "not_dead");
    assert.match(refused.body.error ?? "", new RegExp(as));
  }
  const [audit] = await stack.sql`
    select actor_id from public.audit_log where table_name = 'crm_outbox' and row_id = ${id} order by id desc limit 1`;
  assert.ok(audit?.actor_id);
});

Deno.test("the same key sends again once", async () => {
  const key = { "idempotency-key": "resend" };
  const first = await admin("POST", `${path}/${dead[1]}/resend`, undefined, key);
  const again = await admin("POST", `${path}/${dead[1]}/resend`, undefined, key);
  assert.deepEqual([first.status, again.text, again.headers.get("idempotency-replayed")], [
    200,
    first.text,
    "true",
  ]);
});

Deno.test("another organisation's entry and a missing one are the same answer, and stay as they are", async () => {
  const missing = await admin("POST", `${path}/${crypto.randomUUID()}/resend`);
  const theirs = await admin("POST", `${path}/${foreign}/resend`);
  assertError(missing, 404, "missing");
  assertError(theirs, 404, "theirs");
  const { request_id: _one, ...said } = missing.body;
  const { request_id: _other, ...saidOfTheirs } = theirs.body;
  assert.deepEqual(saidOfTheirs, said);
  const [row] = await stack.sql`select state from public.crm_outbox where id = ${foreign}`;
  assert.equal(row?.state, "dead");
  const answer = await foreigner("GET", "globex/integrations/hubspot/outbox");
  assert.deepEqual(ids(z.array(outboxEntry).parse(answer.body.entries)), [foreign]);
});

Deno.test("whoever is admin of two organisations finds each entry in its own only", async () => {
  await stack.sql`
    insert into public.memberships (org_id, user_id, role)
    select (select id from public.organizations where slug = 'acme'), user_id, 'admin' from public.memberships m
    join public.organizations o on o.id = m.org_id and o.slug = 'globex'`;
  assertError(
    await foreigner("POST", `globex/integrations/hubspot/outbox/${dead[2]}/resend`),
    404,
    "not here",
  );
  const [row] = await stack.sql`select state from public.crm_outbox where id = ${dead[2] ?? ""}`;
  assert.equal(row?.state, "dead");
});

Deno.test("only admins see the outbox and send again", async () => {
  for (const as of [member, viewer]) {
    assertError(await as("GET", path), 403, "list");
    assertError(await as("POST", `${path}/${dead[2]}/resend`), 403, "resend");
  }
  const [row] = await stack.sql`select state from public.crm_outbox where id = ${dead[2] ?? ""}`;
  assert.equal(row?.state, "dead");
});

Deno.test("what cannot be meant is 400 and named", async () => {
  for (const query of ["state=lost", "state=", "limit=0", "limit=201", "cursor=x", "colour=red"]) {
    const answer = await admin("GET", `${path}?${query}`);
    assertError(answer, 400, query);
    assert.deepEqual(fieldsOf(answer), [query.split("=")[0]]);
  }
  for (const id of ["1", "not-a-uuid", "%00", "x".repeat(3000)]) {
    const answer = await admin("POST", `${path}/${id}/resend`);
    assertError(answer, 400, id.slice(0, 20));
    assert.deepEqual(fieldsOf(answer), ["id"]);
  }
});
