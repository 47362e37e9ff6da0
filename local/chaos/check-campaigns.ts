import type { World } from "./world.ts";

interface CampaignRow {
  id: string;
  state: string;
  /** What changes while it is paused and of its own: another audience, another pause. */
  pause: string;
  counts: Record<string, number>;
  recount: Record<string, number> | null;
  feeds: boolean;
}

/** Where a campaign's contacts stand is told in one way, by them, their calls and the counts; and what holds its calls, holds. */
export async function checkCampaigns(world: World): Promise<void> {
  if (world.campaigns.length === 0) return;
  const { sql } = world.db;
  const campaigns = await sql<CampaignRow[]>`
    select c.id, c.state, c.revision || ' ' || coalesce(c.paused_at::text, '') as pause, private.campaign_counts(c.id) as counts,
      (select jsonb_object_agg(m.state, m.contacts) from (
        select k.state, count(*) as contacts from public.campaign_contacts k where k.campaign_id = c.id group by k.state) m) as recount,
      exists (select from private.campaign_feeds f where f.campaign_id = c.id) as feeds
    from public.campaigns c`;
  for (const campaign of campaigns) {
    const problem = findProblem(campaign) ?? findGrowth(world, campaign);
    if (problem !== undefined) world.report(problem, JSON.stringify(campaign));
  }
  const astray = await sql`
    select m.id, m.state, m.code, s.call_status from public.campaign_contacts m
    left join public.call_schedules s on s.id = m.id
    where case
      when m.state in ('waiting', 'excluded') then s.id is not null
      -- Cancelled or missed before its turn.
      when s.id is null then m.state not in ('cancelled', 'failed') or m.code not in ('campaign_cancelled', 'missed')
      else s.call_status::text <> m.state::text end`;
  for (const contact of astray) {
    world.report("a contact stands where its call stands", JSON.stringify(contact));
  }
  const twice = await sql`
    select s.campaign_id, chaos.number_of(s.contact_phone_hash) as contact_phone_hash, array_agg(distinct s.id) as calls
    from public.call_schedules s join public.call_attempts t on t.schedule_id = s.id
    where s.campaign_id is not null
    group by 1, 2 having count(distinct s.id) > 1`;
  for (const calls of twice) world.report("one call per contact and campaign, ever", JSON.stringify(calls));
  const strangers = await sql`
    select s.id from public.call_schedules s
    where s.campaign_id is not null and s.attempt_count > 0 and not exists (select from public.campaign_contacts m where m.id = s.id)`;
  for (const { id } of strangers) world.report("each call of a campaign is a contact's", String(id));
}

function findProblem({ state, counts, recount }: CampaignRow): string | undefined {
  const { total = 0, ...states } = counts;
  const of = (...names: string[]) => names.reduce((sum, name) => sum + (states[name] ?? 0), 0);
  if (Object.values(states).reduce((sum, count) => sum + count, 0) !== total) {
    return "the counts of a campaign add up to its total";
  }
  if (Object.entries(states).some(([name, count]) => count !== (recount?.[name] ?? 0))) {
    return "the counts of a campaign are those of its contacts";
  }
  if (state === "draft" && of("waiting") !== total) return "nobody of a draft is called";
  if (state === "cancelled" && of("waiting", "scheduled") > 0) return "nobody of a cancelled campaign waits";
  return state === "completed" && of("waiting", "scheduled", "in_progress") > 0
    ? "a campaign is completed when nobody is left"
    : undefined;
}

/** While it is paused nobody's turn comes. */
function findGrowth({ paused }: World, { id, state, pause, counts }: CampaignRow): string | undefined {
  if (state !== "paused") return void paused.delete(id);
  const waiting = counts.waiting ?? 0;
  const known = paused.get(id);
  paused.set(id, { pause, waiting });
  return known?.pause === pause && waiting < known.waiting
    ? "nobody of a paused campaign has a turn"
    : undefined;
}

/** At rest each campaign that was started is over, or somebody of it waits for a time to come. */
export async function checkCampaignEnds(world: World): Promise<void> {
  const left = await world.db.sql`
    select c.id, private.campaign_counts(c.id) as counts, f.next_feed_at from public.campaigns c
    left join private.campaign_feeds f on f.campaign_id = c.id
    where c.state = 'running' and (coalesce(f.next_feed_at < private.current_time() - interval '1 minute', true)
      or not exists (select from public.campaign_contacts m where m.campaign_id = c.id and m.state in ('waiting', 'scheduled', 'in_progress')))`;
  for (const campaign of left) {
    world.report("a campaign that runs goes on and ends", JSON.stringify(campaign));
  }
  const idle = await world.db.sql`
    select f.campaign_id from private.campaign_feeds f join public.campaigns c on c.id = f.campaign_id where c.ended_at is not null`;
  for (const { campaign_id } of idle) world.report("what is over is fed no more", String(campaign_id));
}
