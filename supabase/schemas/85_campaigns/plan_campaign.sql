-- Plans the turns of a campaign's waiting contacts anew, from now or its start on: puts those who may be called at the same times
-- into groups, and begins to count from there. One step for all. A group keeps the number that most of its contacts have (an audience
-- comes with them), so that few are moved. Expects the campaign's lock.
create function private.plan_campaign(c public.campaigns) returns void
language plpgsql security definer set search_path = '' as $$
declare
  from_when constant timestamptz := greatest(c.starts_at, private.current_time());
begin
  with profiled as materialized (
    select a.id, a.profile, a.group_number from private.waiting_contacts a where a.campaign_id = c.id
  ), counted as materialized (
    select p.profile, p.group_number, count(*) as contacts from profiled p group by p.profile, p.group_number
  ), held as (
    select distinct on (l.group_number) l.profile, l.group_number as number
    from (
      select distinct on (n.profile) n.profile, n.group_number, n.contacts from counted n
      order by n.profile, n.contacts desc, n.group_number
    ) l
    order by l.group_number, l.contacts desc, l.profile
  ), groups as materialized (
    select n.profile, n.contacts, coalesce(h.number, (select coalesce(max(o.number), 0) from held o)
      + row_number() over (partition by h.number is null order by n.contacts desc, n.profile)) as number
    from (select t.profile, sum(t.contacts) as contacts from counted t group by t.profile) n
    left join held h on h.profile = n.profile
  ), gone as (
    delete from private.campaign_groups g
    where g.campaign_id = c.id and g.number not in (select n.number from groups n)
  ), kept as (
    insert into private.campaign_groups (campaign_id, number, contacts)
    select c.id, g.number, g.contacts from groups g
    on conflict (campaign_id, number) do update set contacts = excluded.contacts, released = 0
  )
  update public.campaign_contacts m set group_number = g.number
  from profiled p join groups g on g.profile = p.profile
  where m.id = p.id and m.group_number <> g.number;

  insert into private.campaign_feeds as f (campaign_id, planned_from, fed_until, next_feed_at, guarded_from)
  values (c.id, from_when, from_when, from_when, 0)
  on conflict (campaign_id) do update
  set planned_from = excluded.planned_from, fed_until = greatest(f.fed_until, excluded.fed_until), next_feed_at = excluded.next_feed_at,
    guarded_from = coalesce((select max(r.id) from private.campaign_results r where r.campaign_id = c.id), 0);
end $$;
revoke all on function private.plan_campaign(public.campaigns) from public, anon, authenticated, service_role;
