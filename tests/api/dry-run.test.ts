import assert from "node:assert/strict";
import { z } from "zod";
import { dryRun as dryRunSchema } from "../../supabase/functions/call-scheduling/campaigns/dry-run-schema.ts";
import { acmeAgent, type Answer, campaignOf, inMinutes, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, foreigner } = await signInAll(stack);

/** A draft of acme's, which calls round the clock, with so many contacts in India. */
async function makeCampaign(contacts: number, change: Record<string, unknown> = {}): Promise<string> {
  const sent = { name: "Spring", agent_id: acmeAgent, purpose: "service", ...change };
  const { id } = campaignOf(await admin("POST", "acme/campaigns", sent));
  await stack.sql`
    insert into public.campaign_contacts (org_id, campaign_id, position, contact_name, phone_enc, phone_hash, global_phone_hash, phone_country,
      phone_zones, phone_zone_source)
    select c.org_id, c.id, n, 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256((c.id || ' ' || n)::bytea), 'hex'),
      encode(sha256(('dnc ' || c.id || ' ' || n)::bytea), 'hex'), 'IN', '{Asia/Kolkata}', 'number'
    from public.campaigns c cross join generate_series(1, ${contacts}::int) n where c.id = ${id}`;
  return id;
}

const dryRunOf = (answer: Answer) => {
  assert.equal(answer.status, 200, answer.text);
  return dryRunSchema.parse(answer.body.dry_run);
};
const ask = (id: string) => admin("POST", `acme/campaigns/${id}/dry-run`);

Deno.test("a dry run says whom it would call, whom not and why, until when, and for how much", async () => {
  const id = await makeCampaign(60);
  await stack.sql`
    insert into public.suppressions (org_id, phone_hash, phone_last4, reason, source)
    select m.org_id, m.phone_hash, '0000', 'Asked by letter', 'user' from public.campaign_contacts m
    where m.campaign_id = ${id} and m.position <= 3`;
  const said = dryRunOf(await ask(id));
  assert.deepEqual([said.will_call, said.will_not_call, said.needs_confirmation], [57, 3, false]);
  assert.deepEqual(said.by_code.map(({ code, count }) => [code, count]), [["allowed", 57], [
    "suppressed_org",
    3,
  ]]);
  const { forecast, by_hour } = said;
  // A third answers at once, and most of the others are tried again.
  assert.ok(forecast.calls > 57 && forecast.calls < 57 * 3, `${forecast.calls} calls`);
  assert.equal(by_hour.reduce((sum, { calls }) => sum + calls, 0), forecast.calls);
  assert.ok(
    (said.first_at ?? "") < (forecast.p50_end ?? "") && (forecast.p50_end ?? "") < (forecast.p90_end ?? ""),
  );
  assert.ok(0 < forecast.cost_cents_low && forecast.cost_cents_low < forecast.cost_cents_high);
  assert.deepEqual(said.warnings, []);
});

Deno.test("where the best time is asked for it begins in the two hours in which people were found to answer", async () => {
  // Half a day from now, where the phones ring.
  const [then] = await stack.sql<{ block: number }[]>`
    insert into private.outcome_counts (org_id, day, block, outcome, calls, hold_seconds, talk_seconds, cost_cents, costed_seconds)
    select o.id, t.local::date - n, extract(hour from t.local)::integer / 2, 'answered', 500, 60000, 50000, 0, 0
    from public.organizations o
    cross join lateral (select (private.current_time() + interval '12 hours') at time zone 'Asia/Kolkata' as local) t
    cross join generate_series(1, 7) n
    where o.slug = 'acme'
    returning block`;
  const said = dryRunOf(await ask(await makeCampaign(60, { best_time: true })));
  const [first] = await stack.sql<{ block: number }[]>`
    select extract(hour from ${said.first_at}::timestamptz at time zone 'Asia/Kolkata')::integer / 2 as block`;
  assert.equal(first?.block, then?.block);
  assert.equal(said.will_call, 60);
  const other = dryRunOf(await ask(await makeCampaign(60)));
  assert.ok((other.first_at ?? "") < (said.first_at ?? ""), "who does not ask for it begins at once");
  await stack.sql`delete from private.outcome_counts`;
});

Deno.test("it holds until the campaign changes, and calls nobody", async () => {
  const id = await makeCampaign(201);
  const said = dryRunOf(await ask(id));
  assert.equal(said.needs_confirmation, true, "above 200 calls");
  const holds = async () => {
    const [row] = await stack.sql<{ holds: boolean; will_call: number }[]>`
      select d.fingerprint = private.campaign_fingerprint(c) as holds, d.will_call
      from public.campaign_dry_runs d join public.campaigns c on c.id = d.campaign_id where d.id = ${said.id}`;
    return row;
  };
  assert.deepEqual(await holds(), { holds: true, will_call: 201 });
  await admin("PATCH", `acme/campaigns/${id}`, { calls_per_minute: 3 });
  assert.deepEqual(await holds(), { holds: false, will_call: 201 });
  const [booked] = await stack
    .sql`select count(*)::int as calls from public.call_schedules where campaign_id = ${id}`;
  assert.equal(booked?.calls, 0);
});

Deno.test("a window that is too small is refused with the smallest that fits, and that one does", async () => {
  const id = await makeCampaign(400, { max_concurrent_calls: 2, ends_at: inMinutes(30) });
  const refused = await ask(id);
  assert.deepEqual([refused.status, refused.body.code], [422, "window_too_small"], refused.text);
  const { smallest } = z.object({ smallest: z.object({ starts_at: z.string(), ends_at: z.string() }) })
    .parse(refused.body.details);
  const later = new Date(Date.parse(smallest.ends_at) + 300_000).toISOString();
  await admin("PATCH", `acme/campaigns/${id}`, { ends_at: later });
  const said = dryRunOf(await ask(id));
  assert.equal(said.will_call, 400);
  assert.ok((said.last_at ?? later) < later);
});

Deno.test("contacts without a time zone are told of, and a campaign of nobody is no failure", async () => {
  const id = await makeCampaign(10);
  await stack
    .sql`update public.campaign_contacts set phone_zones = '{}' where campaign_id = ${id} and position = 1`;
  const said = dryRunOf(await ask(id));
  assert.deepEqual([said.will_call, said.warnings.map(({ code, count }) => [code, count])], [9, [[
    "zone_unknown",
    1,
  ]]]);
  const nobody = dryRunOf(await ask(await makeCampaign(0)));
  assert.deepEqual([nobody.will_call, nobody.first_at, nobody.forecast.p50_end], [0, null, null]);
});

Deno.test("asked of a campaign that runs, it tells of those whose turn has not come", async () => {
  const id = await makeCampaign(50);
  await stack.sql`update public.campaigns set state = 'running' where id = ${id}`;
  await stack.sql`
    update public.campaign_contacts set state = 'completed', ended_at = now() where campaign_id = ${id} and position <= 30`;
  const said = dryRunOf(await ask(id));
  assert.equal(said.will_call, 20);
  assert.ok((said.forecast.p90_end ?? "") > new Date().toISOString());
});

Deno.test("only an admin asks, of a campaign that is not over", async () => {
  const id = await makeCampaign(1);
  assert.equal((await member("POST", `acme/campaigns/${id}/dry-run`)).status, 403);
  assert.equal((await foreigner("POST", `globex/campaigns/${id}/dry-run`)).status, 404);
  await stack.sql`update public.campaigns set state = 'cancelled', ended_at = now() where id = ${id}`;
  const over = await ask(id);
  assert.deepEqual([over.status, over.body.code], [409, "campaign_over"]);
});

Deno.test("the newest ten dry runs of a campaign are kept", async () => {
  const id = await makeCampaign(1);
  for (let times = 0; times < 12; times++) dryRunOf(await ask(id));
  const [kept] = await stack
    .sql`select count(*)::int as rows from public.campaign_dry_runs where campaign_id = ${id}`;
  assert.equal(kept?.rows, 10);
});
