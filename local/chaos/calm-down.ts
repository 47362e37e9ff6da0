import { pauseEverything, pauseOrganization, setActive, switchAgent } from "./acts.ts";
import { sweepOnce } from "./workloads.ts";
import type { World } from "./world.ts";

const tickSeconds = 10;
const mostTicks = 300;

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
    const next = await findNextWork(world);
    if (next === null || next > end) break;
    await world.pass(untilTick(world.time.now(), next));
    if (await tick(world)) await checkFlags(world);
  }
  await world.pass(Math.max(0, (end - world.time.now()) / 1000));
  await tick(world);
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

function loseWebhooks({ mailbox }: World): void {
  mailbox.hold(false);
  mailbox.hand((events) => events, 0);
}

function endFaults(world: World): void {
  world.bolna.endFaults();
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
 * The next moment at which a timer of Bolna's or of a worker runs out, or the database wants a look; null: never. A call
 * whose line or number is taken waits for that one's next look, not for a time of its own.
 */
async function findNextWork(world: World): Promise<number | null> {
  await world.syncClock();
  const [row] = await world.db.sql<{ at: Date | null }[]>`
    with live as (select * from public.call_attempts t where t.state <> 'ended')
    select least(
      (select min(t.next_check_at) from live t where t.state in ('placed', 'unknown')),
      (select min(t.lease_expires_at) from live t where t.state = 'placing'),
      (select min(s.dial_after) from public.call_schedules s
        join public.organizations o on o.id = s.org_id and o.calling_paused_reason is null
        join public.agents a on a.id = s.agent_id and a.is_active
        where s.call_status = 'scheduled' and s.is_active and s.deleted_at is null
          and (select c.calling_paused_reason from private.scheduler c) is null
          and (select count(*) from live t where t.org_id = s.org_id) < o.max_concurrent_calls
          and not exists (
            select from live t where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash))
    ) as at`;
  const moments = [world.time.nextAt(), row?.at?.getTime()].filter((moment) => moment !== undefined);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** Seconds until the first tick that is not before `moment`; a whole one when that is past. */
function untilTick(now: number, moment: number): number {
  const step = tickSeconds * 1000;
  return (Math.max(Math.ceil(moment / step) * step, (Math.floor(now / step) + 1) * step) - now) / 1000;
}

/** Somebody switches on again whatever is off. */
async function mend(world: World): Promise<void> {
  const [off] = await world.db.sql<{ global: boolean; orgs: boolean; agents: boolean; schedules: boolean }[]>`
    select exists (select from private.scheduler where calling_paused_reason is not null) as global,
      exists (select from public.organizations where calling_paused_reason is not null) as orgs,
      exists (select from public.agents where not is_active) as agents,
      exists (select from public.call_schedules where not is_active and call_status = 'scheduled') as schedules`;
  if (off?.global) await pauseEverything(world, null);
  for (const organization of [0, 1]) {
    if (off?.orgs) await pauseOrganization(world, organization, null);
    if (off?.agents) await switchAgent(world, organization, true);
  }
  if (off?.schedules) { for (const booked of world.booked) await setActive(world, booked, true); }
}
