set local check_function_bodies = off;

-- Whom a campaign would call and whom not, from its start or from now on, as things stand: what its forecast is made of
-- (_shared/campaigns/forecast). On behalf of p_actor, whose right is checked here: an admin. Calls nobody and writes nothing but
-- windows. Outcomes: checked, forbidden, not_found, over.
--   at; ends_at; fingerprint: of the campaign as it was judged (private.campaign_fingerprint).
--   will_call, will_not_call; deferred_past_end: those whom only caps and gaps hold until after its end; zone_unknown.
--   by_code [{code, sentence, count}], the most first.
--   groups [{spans [[opens, closes]], arrivals [[at, contacts]], late [[at, contacts]]}]: those who may be called at the same times, in
--   seconds since 1970; a call begins before it closes. late: whom the end excludes. zone_offset: where the campaign asks for the best
--   time, by how many seconds the clock where their phones ring is ahead of UTC.
--   rates: where it asks for the best time, private.answer_rates of the week, Monday's first.
--   terms: private.learnt_terms. retry_policy, calls_per_minute; lines: as private.feed_campaign has them, one of the
--   organisation's is not for campaigns; hour_begins_at: where the organisation's hours begin within those
--   of UTC, in seconds. predicted_holidays [{day, name, jurisdiction}]: before its end.
create or replace function private.judge_campaign(c public.campaigns, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  windows constant private.audience_window[] := private.audience_windows(c, p_at);
begin
  return (
    with judged as materialized (
      select j.profile, j.code, j.outcome, j.call_at, j.blocker, j.call_at is not null and j.outcome <> 'stop' as will_call
      from private.judge_audience(c, p_at, windows) j
    ), hours as materialized (
      select v.profile, md5(concat_ws(' ', v.opens, v.closes, v.rest, z.zone_offset)) as key, v.opens, v.closes, v.rest, z.zone_offset
      from unnest(windows) v
      cross join lateral (
        select case when c.best_time then extract(epoch from (p_at at time zone v.zone) - (p_at at time zone 'UTC'))::integer end as zone_offset
      ) z
    ), arrivals as (
      select h.key, j.will_call, ceil(extract(epoch from j.call_at) / 60)::bigint * 60 as at, count(*) as contacts
      from judged j join hours h on h.profile = j.profile
      where j.call_at is not null
      group by 1, 2, 3
    ), groups as (
      select jsonb_build_object(
        'spans', (
          select jsonb_agg(jsonb_build_array(extract(epoch from s.opens)::bigint, extract(epoch from s.closes - h.rest)::bigint) order by s.opens)
          from unnest(h.opens, h.closes) s (opens, closes)),
        'arrivals', coalesce(jsonb_agg(jsonb_build_array(a.at, a.contacts) order by a.at) filter (where a.will_call), '[]'),
        'late', coalesce(jsonb_agg(jsonb_build_array(a.at, a.contacts) order by a.at) filter (where not a.will_call), '[]'), 'zone_offset', h.zone_offset) as hours
      from (select distinct on (h.key) h.key, h.opens, h.closes, h.rest, h.zone_offset from hours h) h
      join arrivals a on a.key = h.key
      group by h.key, h.opens, h.closes, h.rest, h.zone_offset
    ), by_code as (
      select j.code, count(*) as contacts from judged j group by j.code
    )
    select jsonb_build_object(
      'at', p_at, 'ends_at', c.ends_at, 'fingerprint', private.campaign_fingerprint(c),
      'will_call', (select count(*) from judged j where j.will_call),
      'will_not_call', (select count(*) from judged j where not j.will_call),
      'deferred_past_end', (
        select count(*) from judged j where j.code = 'missed' and j.blocker in ('cap_number', 'cap_subject', 'min_gap', 'talk_quiet_period')),
      'by_code', (
        select coalesce(jsonb_agg(jsonb_build_object('code', b.code, 'sentence', private.say_audience_code(b.code), 'count', b.contacts)
          order by b.contacts desc, b.code), '[]')
        from by_code b),
      'groups', (select coalesce(jsonb_agg(g.hours), '[]') from groups g),
      'rates', case when c.best_time then (select jsonb_agg(r.rate order by r.weekday, r.block) from private.answer_rates(c.org_id) r) end,
      'terms', private.learnt_terms(c.org_id),
      'retry_policy', private.default_retry_policy() || o.retry_policy || c.retry_policy,
      'lines', least(c.max_concurrent_calls, greatest(o.max_concurrent_calls - 1, 1)), 'calls_per_minute', c.calls_per_minute,
      'hour_begins_at', (3600 - extract(epoch from (p_at at time zone o.time_zone) - (p_at at time zone 'UTC'))::integer % 3600) % 3600,
      'predicted_holidays', (
        select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'name', d.name, 'jurisdiction', d.jurisdiction)
          order by d.day, d.jurisdiction, d.name), '[]')
        from (
          select h.day, h.name, h.jurisdiction from private.holidays h
          where h.certainty = 'predicted' and h.day between p_at::date and coalesce(c.ends_at, p_at + interval '45 days')::date
            and h.jurisdiction in (select unnest(v.jurisdictions) from unnest(windows) v)
          order by h.day, h.jurisdiction, h.name limit 20
        ) d))
    from public.organizations o where o.id = c.org_id
  );
end $$;
