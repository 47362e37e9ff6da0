import assert from "node:assert/strict";
import { z } from "zod";
import { readProgress, renderProgress } from "../../local/stack/read-progress.ts";
import { campaignProgress } from "../../supabase/functions/call-scheduling/campaigns/campaign-progress.ts";
import { campaignContact } from "../../supabase/functions/call-scheduling/campaigns/contacts-schema.ts";
import { acmeAgent, campaignOf, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { fillCampaign, keepDryRun } from "../support/fill-campaign.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling", "sweep", "bolna-webhook"] });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer } = await signInAll(stack);

async function draft(many: number, changes: Record<string, unknown> = {}) {
  const made = campaignOf(
    await admin("POST", "acme/campaigns", {
      name: "Spring",
      agent_id: acmeAgent,
      purpose: "service",
      ...changes,
    }),
  );
  const phones = await fillCampaign(stack, made.id, many);
  const read = async () => campaignOf(await viewer("GET", `acme/campaigns/${made.id}`));
  const ask = (step: string, body: Record<string, unknown>) =>
    admin("POST", `acme/campaigns/${made.id}/${step}`, body);
  const start = async () => {
    const answer = await ask("start", { dry_run_id: await keepDryRun(stack, made.id) });
    assert.equal(answer.status, 200, answer.text);
  };
  return { id: made.id, phones, read, ask, start };
}

function addUp({ total, ...states }: Record<string, number>) {
  assert.equal(Object.values(states).reduce((sum, count) => sum + count, 0), total);
}

Deno.test("a campaign calls each of its contacts once, with nobody ringing anything, and completes by itself", async () => {
  const spring = await draft(12);
  const before = stack.bolna.callRequests().length;
  await spring.start();
  const [line] = (await readProgress(stack.sql)).map(renderProgress);
  assert.match(
    line ?? "",
    new RegExp(`^campaign ${spring.id} of acme \\(\\d+ contacts have had their turn\\), done: \\d+ of 12`),
  );
  const ended = await waitFor("the end of the campaign", async () => {
    const now = await spring.read();
    addUp(now.counts);
    return now.state === "completed" ? now : undefined;
  });
  assert.equal(ended.counts.completed + ended.counts.failed, 12);
  assert.equal(ended.counts.waiting + ended.counts.scheduled + ended.counts.in_progress, 0);
  const { progress } = z.looseObject({ progress: campaignProgress })
    .parse((await viewer("GET", `acme/campaigns/${spring.id}`)).body);
  assert.deepEqual(progress, {
    contacts_total: 12,
    contacts_planned: 12,
    contacts_done: 12,
    seconds_left: null,
  });
  const requests = await stack.sql`
    select from public.call_attempts t join public.call_schedules s on s.id = t.schedule_id where s.campaign_id = ${spring.id}`;
  assert.ok(stack.bolna.callRequests().length - before >= 12 && requests.length >= 12);
  assert.deepEqual(new Set(stack.bolna.executionsPerCallRef().values()), new Set([1]));
  const { contacts } = z.looseObject({ contacts: z.array(campaignContact) })
    .parse((await viewer("GET", `acme/campaigns/${spring.id}/contacts?limit=200`)).body);
  assert.deepEqual(
    contacts.map(({ contact_phone }) => contact_phone),
    spring.phones.map((phone) => `••••${phone.slice(-4)}`),
  );
  assert.ok(contacts.every(({ decision, schedule_id }) => decision !== null && schedule_id !== null));
  const listed = await admin("GET", `acme/call-schedules?campaign_id=${spring.id}&limit=200`);
  assert.equal(listed.body.schedules?.length, 12);
});

Deno.test("it starts only as the dry run that was seen, confirmed, and once though it is started twice at once", async () => {
  const spring = await draft(3);
  const seen = await keepDryRun(stack, spring.id, true);
  const codeOf = async (body: Record<string, unknown>) => {
    const answer = await spring.ask("start", body);
    return [answer.status, answer.body.code];
  };
  assert.deepEqual(await codeOf({ dry_run_id: seen }), [409, "confirmation_required"]);
  assert.deepEqual(await codeOf({ dry_run_id: seen, confirm: 4 }), [409, "confirmation_required"]);
  assert.deepEqual(await codeOf({ dry_run_id: crypto.randomUUID(), confirm: 3 }), [409, "dry_run_stale"]);
  assert.equal((await admin("PATCH", `acme/campaigns/${spring.id}`, { priority: 9 })).status, 200);
  assert.deepEqual(await codeOf({ dry_run_id: seen, confirm: 3 }), [409, "dry_run_stale"]);
  const fresh = await keepDryRun(stack, spring.id, true);
  const both = await Promise.all(
    [admin, admin].map((one) =>
      one("POST", `acme/campaigns/${spring.id}/start`, { dry_run_id: fresh, confirm: 3 })
    ),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
  assert.equal((await spring.ask("cancel", { reason: "Enough" })).status, 200);
});

Deno.test("paused it dials nobody, a lone call beside it leaves at once, and cancelled nobody waits or is scheduled", async () => {
  const spring = await draft(60, { max_concurrent_calls: 2 });
  await spring.start();
  await waitFor(
    "the first calls",
    async () => (await spring.read()).counts.in_progress > 0 ? true : undefined,
  );
  const lone = scheduleOf(
    await member("POST", "acme/call-schedules", makeBooking({ scheduled_at: new Date().toISOString() })),
  );
  await waitFor("the lone call", async () => {
    const { bolna_call_id } = scheduleOf(await member("GET", `acme/call-schedules/${lone.id}`));
    return bolna_call_id ?? undefined;
  });
  assert.ok((await spring.read()).counts.in_progress <= 2);
  const paused = campaignOf(await spring.ask("pause", { reason: "Wrong words" }));
  assert.deepEqual([paused.state, paused.paused_code, paused.paused_reason], [
    "paused",
    "by_user",
    "Wrong words",
  ]);
  const [claims] = await stack.sql<{ calls: number }[]>`select count(*)::integer as calls
    from public.claim_due_calls('a worker') c join public.call_schedules s on s.id = c.schedule_id where s.campaign_id = ${spring.id}`;
  assert.equal(claims?.calls, 0);
  const [scheduled] = (await admin("GET", `acme/call-schedules?campaign_id=${spring.id}&status=scheduled`))
    .body.schedules ?? [];
  assert.ok(scheduled);
  const byHand = await admin("POST", `acme/call-schedules/${scheduled.id}/execute`);
  assert.deepEqual([byHand.status, byHand.body.code], [409, "campaign_paused"]);
  assert.equal((await spring.ask("resume", {})).status, 200);
  const cancelled = campaignOf(await spring.ask("cancel", { reason: "Wrong list" }));
  addUp(cancelled.counts);
  assert.deepEqual(
    [cancelled.state, cancelled.cancelled_reason, cancelled.counts.waiting, cancelled.counts.scheduled],
    ["cancelled", "Wrong list", 0, 0],
  );
  assert.equal((await spring.ask("resume", {})).body.code, "campaign_over");
});

Deno.test("workers that feed at once, and one that is killed in the middle, give no contact two calls and lose none", async () => {
  const spring = await draft(40);
  await stack.sql`update public.campaigns set state = 'running' where id = ${spring.id}`;
  await stack.sql`select private.plan_campaign(c) from public.campaigns c where c.id = ${spring.id}`;
  await stack.sql`update private.campaign_feeds set next_feed_at = null where campaign_id = ${spring.id}`;
  const worker = await stack.sql.reserve();
  const [{ pid } = { pid: 0 }] = await worker<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await worker`begin`;
  await worker`select private.feed_campaign(${spring.id})`;
  // Another one meanwhile finds it locked, and gives nobody a call.
  await stack.sql`select private.feed_campaign(${spring.id})`;
  assert.equal((await spring.read()).counts.waiting, 40);
  await stack.sql`select pg_terminate_backend(${pid})`;
  await waitFor("the killed worker's end", async () => {
    const [gone] = await stack.sql`select from pg_stat_activity where pid = ${pid}`;
    return gone === undefined ? true : undefined;
  });
  assert.equal((await spring.read()).counts.waiting, 40);
  await Promise.all(Array.from({ length: 4 }, () => stack.sql`select private.feed_campaign(${spring.id})`));
  const { counts } = await spring.read();
  addUp(counts);
  const [calls] = await stack.sql<{ calls: number }[]>`
    select count(*)::integer as calls from public.call_schedules where campaign_id = ${spring.id}`;
  assert.equal(calls?.calls, 40 - counts.waiting);
  assert.equal((await spring.ask("cancel", { reason: "Enough" })).status, 200);
});
