import assert from "node:assert/strict";
import { z } from "zod";
import { acmeAgent, campaignOf, globexAgent, inMinutes, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { testCampaignRaces } from "./campaign-races.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member: secondAdmin, viewer } = await signInAll(stack);
await stack
  .sql`update public.memberships set role = 'admin' where user_id = (select id from auth.users where email = 'member@acme.test')`;
const spring = { name: "Spring", agent_id: acmeAgent };

Deno.test("a campaign is made as a draft with what was sent, and read by everybody", async () => {
  const sent = {
    ...spring,
    purpose: "service",
    starts_at: inMinutes(60),
    ends_at: inMinutes(600),
    calls_per_minute: 10,
    max_concurrent_calls: 3,
    priority: 7,
    retry_policy: { max_attempts: 2 },
  };
  const made = await admin("POST", "acme/campaigns", sent);
  assert.equal(made.status, 201, made.text);
  const draft = campaignOf(made);
  const { starts_at: _starts, ends_at: _ends, ...plain } = sent;
  assert.deepEqual({ ...draft, ...plain }, draft);
  assert.equal(draft.state, "draft");
  assert.equal(Object.values(draft.counts).reduce((sum, count) => sum + count), 0);
  const read = await viewer("GET", `acme/campaigns/${draft.id}`);
  assert.deepEqual(campaignOf(read), draft);
  const { campaigns } = z.looseObject({ campaigns: z.array(z.looseObject({ id: z.string() })) })
    .parse((await viewer("GET", "acme/campaigns?state=draft")).body);
  assert.ok(campaigns.some(({ id }) => id === draft.id));
});

Deno.test("the same key makes one campaign", async () => {
  const key = { "idempotency-key": "one campaign" };
  const first = campaignOf(await admin("POST", "acme/campaigns", spring, key));
  const second = campaignOf(await admin("POST", "acme/campaigns", spring, key));
  assert.equal(second.id, first.id);
});

Deno.test("only the fields that are sent change, and one that is over changes no more", async () => {
  const draft = campaignOf(await admin("POST", "acme/campaigns", { ...spring, calls_per_minute: 5 }));
  const path = `acme/campaigns/${draft.id}`;
  const changed = campaignOf(await admin("PATCH", path, { calls_per_minute: null, priority: 9 }));
  assert.deepEqual(
    { ...draft, calls_per_minute: null, priority: 9, updated_at: changed.updated_at },
    changed,
  );
  await stack.sql`update public.campaigns set state = 'cancelled', ended_at = now() where id = ${draft.id}`;
  const over = await admin("PATCH", path, { priority: 1 });
  assert.deepEqual([over.status, over.body.code], [409, "campaign_over"]);
  assert.equal((await admin("DELETE", path)).status, 200);
  assert.equal((await admin("GET", path)).status, 404);
});

Deno.test("a campaign that runs is not deleted", async () => {
  const draft = campaignOf(await admin("POST", "acme/campaigns", spring));
  await stack.sql`update public.campaigns set state = 'running' where id = ${draft.id}`;
  const answer = await admin("DELETE", `acme/campaigns/${draft.id}`);
  assert.deepEqual([answer.status, answer.body.code], [409, "campaign_live"]);
});

Deno.test("what cannot be is refused with its field", async () => {
  const refused = async (change: Record<string, unknown>) => {
    const { status, body } = await admin("POST", "acme/campaigns", { ...spring, ...change });
    return [
      status,
      z.array(z.object({ field: z.string(), message: z.string() })).parse(body.details)[0]?.field,
    ];
  };
  assert.deepEqual(await refused({ agent_id: globexAgent }), [422, "agent_id"]);
  assert.deepEqual(await refused({ ends_at: inMinutes(-1) }), [422, "ends_at"]);
  assert.deepEqual(await refused({ starts_at: inMinutes(60), ends_at: inMinutes(30) }), [422, "ends_at"]);
  assert.deepEqual(await refused({ priority: 10 }), [400, "priority"]);
  assert.deepEqual(await refused({ calls_per_minute: 0 }), [400, "calls_per_minute"]);
  assert.deepEqual(await refused({ name: " " }), [400, "name"]);
  assert.deepEqual(await refused({ state: "running" }), [400, "state"]);
});

Deno.test("a test call is a booking with the campaign's facts to a number that is given, and counts nowhere in it", async () => {
  const draft = campaignOf(await admin("POST", "acme/campaigns", { ...spring, call_topic: "flu shot" }));
  const path = `acme/campaigns/${draft.id}`;
  const test = { contact_phone: "+919876510901" };
  const early = await admin("POST", `${path}/test-call`, test);
  assert.deepEqual([early.status, early.body.code], [409, "audience_empty"]);
  const people = "phone,name\n+919876510902,Asha Rao\n+919876510903,Ravi Iyer";
  const loaded = await admin("PUT", `${path}/audience`, people, { "content-type": "text/csv" });
  assert.equal(loaded.status, 200, loaded.text);
  const before = campaignOf(await admin("GET", path)).counts;

  const key = { "idempotency-key": "one test" };
  const booked = await admin("POST", `${path}/test-call`, { ...test, position: 3 }, key);
  assert.equal(booked.status, 201, booked.text);
  const again = await admin("POST", `${path}/test-call`, { ...test, position: 3 }, key);
  const call = scheduleOf(booked);
  assert.equal(scheduleOf(again).id, call.id);
  assert.deepEqual(
    [call.contact_name, call.contact_phone, call.call_topic, call.agent_id, call.contact_id],
    ["Ravi Iyer", test.contact_phone, "flu shot", acmeAgent, `test-${call.id}`],
  );
  const [kept] = await stack.sql`select campaign_id, purpose::text,
      (select count(*)::int from public.audit_log l where l.row_id = s.id::text and l.actor_id = s.created_by) as told
    from public.call_schedules s where id = ${call.id}`;
  assert.deepEqual({ ...kept }, { campaign_id: null, purpose: draft.purpose, told: 1 });
  assert.deepEqual(campaignOf(await admin("GET", path)).counts, before);

  const refused = async (body: unknown, as = admin) => (await as("POST", `${path}/test-call`, body)).status;
  assert.equal(await refused({ ...test, position: 4 }), 422);
  assert.equal(await refused({ contact_phone: "+91123" }), 422);
  assert.equal(await refused(test, viewer), 403);
  const stopped = await admin("POST", "acme/suppressions", {
    ...test,
    scope: "all",
    reason: "Asked for it.",
  });
  assert.equal(stopped.status, 201, stopped.text);
  assert.equal((await admin("POST", `${path}/test-call`, test)).body.code, "suppressed_org");
  await stack.sql`update public.campaigns set state = 'cancelled', ended_at = now() where id = ${draft.id}`;
  assert.equal((await admin("POST", `${path}/test-call`, test)).body.code, "campaign_over");
});

testCampaignRaces(stack, { one: admin, other: secondAdmin });
