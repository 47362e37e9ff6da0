import postgres, { type Sql } from "postgres";
import { demoOrganization } from "./book-by-api.ts";
import { fillCampaign } from "./fill-campaign.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs, formatSummary, summarise } from "./summarise.ts";

/** What a running campaign costs: its start, its steps, its end; and how long a call beside it takes to be claimed. */
export async function benchCampaign({ quick, rows, say }: BenchContext): Promise<void> {
  const contacts = rows ?? (quick ? 2_000 : 50_000);
  const rounds = quick ? 20 : 200;
  say(`campaign: ${contacts} contacts, 100 lines`);
  await using bench = await startBenchStack({ functions: [] });
  const sql = postgres(bench.stack.dbUrl, { max: 1, onnotice: () => {} });
  try {
    const { orgId } = demoOrganization;
    await sql`update public.organizations set max_concurrent_calls = 100 where id = ${orgId}`;
    const id = await fillCampaign(sql, demoOrganization, { contacts, purpose: "health_reminder" });
    await sql`analyze public.campaign_contacts`;
    say(`  planned in ${
      formatMs(
        await time(async () => {
          await sql`update public.campaigns set state = 'running', started_at = now() where id = ${id}`;
          await sql`select private.plan_campaign(c) from public.campaigns c where c.id = ${id}`;
        }),
      )
    }`);
    say(
      `  the first claim, with its step, in ${
        formatMs(await time(() => sql`select count(*) from public.claim_due_calls('bench', 100)`))
      }`,
    );
    // No step meanwhile: only what stands there.
    await sql`update private.campaign_feeds set next_feed_at = now() + interval '1 day' where campaign_id = ${id}`;
    const beside: number[] = [];
    const without: number[] = [];
    for (let round = 0; round < rounds * 2; round++) {
      const runs = round % 2 === 0;
      await setRunning(sql, id, runs);
      (runs ? beside : without).push(await claimLoneCall(sql, orgId));
    }
    const [with_, alone] = [summarise(beside), summarise(without)];
    say(
      `  a call by itself is claimed in ${formatSummary(alone, ["p50"])} without and ${
        formatSummary(with_, ["p50"])
      } beside it: ${((with_.p50 / alone.p50 - 1) * 100).toFixed(0)} % more (turn by turn)`,
    );
    await setRunning(sql, id, true);
    const [admin] = await sql<{ user_id: string }[]>`
      select user_id from public.memberships where org_id = ${orgId} and role = 'admin' limit 1`;
    say(`  cancelled in ${
      formatMs(
        await time(() =>
          sql`select public.cancel_campaign(${orgId}, ${id}, ${admin?.user_id ?? null}, 'Enough')`
        ),
      )
    }`);
  } finally {
    await sql.end();
  }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function setRunning(sql: Sql, id: string, runs: boolean): Promise<void> {
  await sql`
    update public.campaigns set state = ${runs ? "running" : "paused"}, paused_at = ${
    runs ? null : new Date()
  },
      paused_code = ${runs ? null : "by_user"}, paused_reason = ${runs ? null : "Turn by turn"}
    where id = ${id} and state <> ${runs ? "running" : "paused"}`;
}

/** Books a call that is due and says how many milliseconds its claim took; then it is taken away. */
async function claimLoneCall(sql: Sql, orgId: string): Promise<number> {
  const id = crypto.randomUUID();
  const hash = id.replaceAll("-", "").repeat(2);
  await sql`
    insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
      global_phone_hash, phone_country, phone_zones, phone_zone_source, scheduled_at, purpose)
    select ${id}, a.org_id, a.id, ${id}, 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', ${hash}, ${hash}, 'IN',
      '{Asia/Kolkata}', 'number', now(), 'service'
    from public.agents a where a.org_id = ${orgId} limit 1`;
  const startedAt = performance.now();
  const claimed = await sql<{ schedule_id: string }[]>`
    select schedule_id from public.claim_due_calls('bench', 100)`;
  const took = performance.now() - startedAt;
  if (!claimed.some(({ schedule_id }) => schedule_id === id)) throw new Error("The call was not claimed.");
  await sql`select public.record_call_refused(t.id, 400, 'bolna_refused', 'Only a benchmark.')
    from public.call_attempts t where t.schedule_id = ${id}`;
  return took;
}
