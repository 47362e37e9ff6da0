import { listCalls, pauseEverything, pauseOrganization, setActive, switchAgent } from "./acts.ts";
import { stepCampaign } from "./campaign-acts.ts";
import { cronMinute } from "./policy-acts.ts";
import { putToken, setQuota } from "./hubspot-acts.ts";
import { deliverTick, nextTelling } from "./webhook-acts.ts";
import { organizations } from "./start-chaos-database.ts";
import { sweepOnce, syncOnce } from "./workloads.ts";
import type { World } from "./world.ts";

const tickSeconds = 10;
const syncTickSeconds = 60;
const cronSeconds = 60;
const mostTicks = 600;

/**
 * Lets the world run on with its ticks for so many hours, as it would by itself. Held webhooks are lost and the database
 * is there again. `isMended`: Bolna's faults end too, and whatever pauses the calling is taken away whenever it appears.
 */
export async function calmDown(
  world: World,
  hours: number,
  { isMended }: { isMended: boolean },
): Promise<void> {
  const end = world.time.now() + hours * 3_600_000;
  loseWebhooks(world);
  world.findDatabase();
  if (isMended) endFaults(world);
  for (let ticks = 0; world.time.now() < end; ticks++) {
    if (ticks > mostTicks) {
      return world.report("the world comes to rest", `still busy after ${mostTicks} ticks`);
    }
    if (isMended) await mend(world);
    const next = await findNextTick(world);
    if (next > end) break;
    await world.pass((next - world.time.now()) / 1000);
    if (next % (cronSeconds * 1000) === 0) await cronMinute(world);
    if (await tick(world)) await checkFlags(world);
    if (next % (syncTickSeconds * 1000) === 0) await syncTick(world);
    await deliverTick(world);
  }
  await world.pass(Math.max(0, (end - world.time.now()) / 1000));
  await tick(world);
  await syncTick(world);
  await deliverTick(world);
}

/** What pg_cron does every few seconds: rings the sweep when there is work. True when there was, and it is done. */
export async function tick(world: World): Promise<boolean> {
  await world.syncClock();
  const [answer] = await world.db.sql<
    { work: boolean }[]
  >`select private.sweep_has_work(${tickSeconds}) as work`;
  if (!answer?.work) return false;
  world.tally.add("sweeps");
  const sweep = world.start("tick", sweepOnce);
  await world.finish([sweep]);
  return !sweep.isRunning;
}

/** The same for the sync. */
export async function syncTick(world: World): Promise<void> {
  await world.syncClock();
  const [answer] = await world.db.sql<
    { work: boolean }[]
  >`select private.sync_has_work(${syncTickSeconds}) as work`;
  if (!answer?.work) return;
  world.tally.add("syncs");
  await world.finish([world.start("sync tick", syncOnce)]);
}

function loseWebhooks({ mailbox }: World): void {
  mailbox.hold(false);
  mailbox.hand((events) => events, 0);
}

function endFaults(world: World): void {
  world.bolna.endFaults();
  world.hubspot.endFaults();
  world.receivers.endFaults();
  world.deliverBeforeAnswer(false);
  world.bolna.account.changeSettings({ concurrencyMax: 10, walletCents: 1000 });
}

/** No call's fate is unknown for longer than 15 minutes without a person being told, once sweeps run. */
async function checkFlags(world: World): Promise<void> {
  const hidden = await world.db.sql<{ id: string }[]>`
    select t.id from public.call_attempts t join public.call_schedules s on s.id = t.schedule_id
    where t.state = 'unknown' and not s.attention
      and t.claimed_at < private.current_time() - interval '15 minutes'`;
  for (const { id } of hidden) world.report("unknown calls are flagged within 15 minutes", id);
}

/**
 * The first tick at which a timer of Bolna's or of a worker has run out, or the database wants a look; Infinity: never. A
 * call whose line or number is taken waits for that one's next look, not for a time of its own.
 */
async function findNextTick(world: World): Promise<number> {
  const { db, time, syncClock } = world;
  await syncClock();
  const [row] = await db.sql<
    { told: Date | null; calls: Date | null; crons: Date | null; syncs: Date | null }[]
  >`
    select ${nextTelling(db.sql)} as told, least(
      (select min(t.next_check_at) from public.call_attempts t where t.state in ('placed', 'unknown')),
      (select min(t.lease_expires_at) from public.call_attempts t where t.state = 'placing'),
      (select min(l.expires_at) from private.call_looks l where l.expires_at > private.current_time()),
      (select min(k.dial_after) from private.claimable_organizations o
        join private.claimable_calls k on k.org_id = o.id and k.campaign_id is null),
      (select min(k.dial_after) from private.claimable_organizations o
        join private.claimable_campaigns c on c.org_id = o.id
        join private.claimable_calls k on k.org_id = o.id and k.campaign_id = c.id),
      (select min(f.next_feed_at) from private.campaign_feeds f)
    ) as calls, least(
      (select min(s.deadline_at) from public.call_schedules s where s.dial_after is not null),
      (select private.current_time() from private.policy_changes limit 1)
    ) as crons, least(
      (select min(coalesce(r.lease_expires_at,
          case when c.sync_requested_at is null then c.next_sync_at else private.current_time() end))
        from public.hubspot_connections c
        left join public.contact_syncs r on r.org_id = c.org_id and r.state = 'running' where c.removed_at is null),
      (select min(case when c.rules_pending then private.current_time()
          else ((private.current_time() at time zone o.time_zone)::date + 1)::timestamp at time zone o.time_zone end)
        from public.hubspot_connections c join public.organizations o on o.id = c.org_id
        where c.removed_at is null and c.synced_until is not null),
      (select min(e.next_try_at) from public.crm_outbox e
        join public.hubspot_connections c on c.org_id = e.org_id and c.removed_at is null
        where e.state in ('pending', 'sending', 'unknown') and not private.is_behind_another(e))
    ) as syncs`;
  const untilCalls = Math.min(
    time.nextAt() ?? Infinity,
    row?.calls?.getTime() ?? Infinity,
    row?.told?.getTime() ?? Infinity,
  );
  const untilCrons = row?.crons?.getTime() ?? Infinity;
  const untilSyncs = row?.syncs?.getTime() ?? Infinity;
  return Math.min(
    firstTick(time.now(), untilCrons, cronSeconds),
    firstTick(time.now(), untilCalls, tickSeconds),
    firstTick(time.now(), untilSyncs, syncTickSeconds),
  );
}

/** The first tick that is not before `moment`; the next one when that is past. */
function firstTick(now: number, moment: number, seconds: number): number {
  const step = seconds * 1000;
  return Math.max(Math.ceil(moment / step), Math.floor(now / step) + 1) * step;
}

interface Off {
  global: boolean;
  orgs: boolean;
  agents: boolean;
  schedules: boolean;
  /** Campaigns that are paused. */
  campaigns: string[];
  limited: boolean;
  /** The token that is known of each organisation. */
  tokens: (string | null)[];
}

/** Somebody switches on again whatever is off. */
async function mend(world: World): Promise<void> {
  const off = await readOff(world);
  if (off.global) await pauseEverything(world, null);
  for (const organization of [0, 1]) {
    if (off.orgs) await pauseOrganization(world, organization, null);
    if (off.agents) await switchAgent(world, organization, true);
  }
  if (off.schedules) await switchCallsOn(world);
  for (const campaign of world.campaigns) {
    if (off.campaigns.includes(campaign.id)) await stepCampaign(world, campaign, ["resume"]);
  }
  await mendHubspot(world, off);
}

async function readOff({ db }: World): Promise<Off> {
  const [off] = await db.sql<Off[]>`
    select exists (select from private.scheduler where calling_paused_reason is not null) as global,
      exists (select from public.organizations where calling_paused_reason is not null) as orgs,
      exists (select from public.agents where not is_active) as agents,
      exists (select from public.call_schedules where not is_active and call_status = 'scheduled') as schedules,
      array(select id::text from public.campaigns where state = 'paused') as campaigns,
      exists (select from public.organizations where max_dials_per_day is not null) as limited,
      to_jsonb(array(select public.hubspot_access(o.id) ->> 'token'
        from unnest(${organizations.map(({ id }) => id)}::uuid[]) with ordinality o (id, place)
        order by o.place)) as tokens`;
  if (off === undefined) throw new Error("What is off was not read.");
  return off;
}

/** Only those that are off: whatever is changed is planned anew. What could never leave again stays off. */
async function switchCallsOn(world: World): Promise<void> {
  const off = await world.db.sql<{ id: string }[]>`select id from public.call_schedules where not is_active`;
  for (const call of await listCalls(world)) {
    if (off.some(({ id }) => id === call.id)) await setActive(world, call, true);
  }
}

/** The operator's limit of a day is lifted, and a connection whose token was revoked is given a new one. */
async function mendHubspot(world: World, { limited, tokens }: Off): Promise<void> {
  for (const [organization, token] of tokens.entries()) {
    if (limited) await setQuota(world, organization, null);
    if (token && token !== world.hubspot.account(organization).token) await putToken(world, organization);
  }
}
