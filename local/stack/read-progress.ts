import type { Sql } from "postgres";

/** Something that takes its time: an audience on its way into a campaign, a campaign that runs, or a reading of HubSpot's contacts. */
export interface LongWork {
  what: string;
  done: number;
  /** null: nobody knows how many there are. */
  total: number | null;
  /** Since it was begun. */
  seconds: number;
}

/** What is under way at this moment. How many contacts a reading will find is taken from the last whole one. */
export async function readProgress(sql: Sql): Promise<LongWork[]> {
  return await sql<LongWork[]>`
    select 'audience of ' || o.slug || '''s campaign ' || u.campaign_id || coalesce(' (waits: ' || l.problem || ')', '') as what, p.done,
      u.rows_total as total,
      extract(epoch from private.current_time() - u.started_at)::float8 as seconds
    from public.audience_uploads u
    join public.organizations o on o.id = u.org_id
    left join private.list_readings l on l.upload_id = u.id
    cross join lateral (
      select coalesce(sum(t.rows_read), 0)::integer as done from private.audience_parts t where t.upload_id = u.id) p
    where u.state = 'running' and (l.upload_id is not null or u.started_at > private.current_time() - interval '10 minutes')
    union all
    select 'contacts of ' || o.slug || ' from HubSpot', r.contacts_read, case when r.kind = 'full' then (
        select l.contacts_read from public.contact_syncs l
        where l.org_id = r.org_id and l.kind = 'full' and l.state = 'completed' order by l.id desc limit 1) end,
      extract(epoch from private.current_time() - r.started_at)::float8
    from public.contact_syncs r join public.organizations o on o.id = r.org_id
    where r.state = 'running'
    union all
    select 'campaign ' || c.id || ' of ' || o.slug || ' (' || n.planned || ' contacts have had their turn), done', n.done, n.total,
      extract(epoch from private.current_time() - c.started_at)::float8
    from public.campaigns c
    join public.organizations o on o.id = c.org_id
    cross join lateral (
      select coalesce(sum(t.contacts), 0)::integer as total,
        coalesce(sum(t.contacts) filter (where t.state <> 'waiting'), 0)::integer as planned,
        coalesce(sum(t.contacts) filter (where t.state in ('completed', 'failed', 'cancelled', 'excluded')), 0)::integer as done
      from private.campaign_tallies t where t.campaign_id = c.id
    ) n
    where c.state = 'running' and c.deleted_at is null`;
}

/** A line for a person: `contacts of acme from HubSpot: 1200 of 5000, about 40 s left`. */
export function renderProgress({ what, done, total, seconds }: LongWork): string {
  // More than the last time: nobody knows how many there are.
  if (total === null || done > total) return `${what}: ${done}`;
  if (done === 0) return `${what}: 0 of ${total}`;
  const left = Math.ceil(seconds * (total - done) / done);
  return `${what}: ${done} of ${total}, about ${left} s left`;
}
