-- What an organisation's calls came to, by day, hour, agent … (p_by), with the totals, the reasons of failing and putting off, and
-- how its contacts stood with their check-ups each day. p_from and p_to are times, the range widened to whole quarters of an hour,
-- or days of the organisation's calendar, both included. Days and hours are those of its time zone as it is now. Nobody is named
-- in it but agents, topics, campaigns and rules, which every member may read. Whoever asks has looked whose it is.
create function private.make_call_report(
  p_org_id uuid, p_from text, p_to text, p_by public.report_group, p_agent_id uuid, p_topic text, p_campaign_id uuid, p_rule_id uuid
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  most constant integer := 1000;
  zone constant text := (select o.time_zone from public.organizations o where o.id = p_org_id);
  range_from constant timestamptz := date_bin('15 minutes', private.report_moment(p_from, zone, false), '2000-01-01Z');
  range_to constant timestamptz := date_bin('15 minutes',
    private.report_moment(p_to, zone, true) + interval '15 minutes' - interval '1 microsecond', '2000-01-01Z');
begin
  return (
    with counted as materialized (
      select c.is_total, c.day, c.weekday, c.hour, c.id, c.topic, c.attempts, c.counts
      from private.count_report(p_org_id, zone, range_from, range_to, p_by, p_agent_id, p_topic, p_campaign_id, p_rule_id, most) c
    ), codes as materialized (
      select k.subject, k.outcome, k.reason_code, k.quantity, k.talk_seconds, k.cost_cents
      from private.count_report_codes(p_org_id, range_from, range_to, p_agent_id, p_topic, p_campaign_id, p_rule_id) k
    )
    select jsonb_build_object(
      'organization', (select o.name from public.organizations o where o.id = p_org_id), 'zone', zone, 'from', range_from, 'to', range_to,
      'spans', to_jsonb(private.lateness_spans()),
      'totals', (select c.counts from counted c where c.is_total),
      'rows', (
        select coalesce(jsonb_agg(jsonb_build_object('day', c.day, 'weekday', c.weekday, 'hour', c.hour, 'id', c.id, 'topic', c.topic,
          'name', case p_by
            when 'agent' then (select a.name from public.agents a where a.org_id = p_org_id and a.id = c.id)
            when 'campaign' then (select g.name from public.campaigns g where g.org_id = p_org_id and g.id = c.id)
            when 'rule' then (select r.rule_name from public.call_schedule_rules r where r.org_id = p_org_id and r.id = c.id)
            end, 'counts', c.counts)
          order by case when p_by not in ('day', 'hour', 'weekday_hour') then c.attempts end desc, c.day, c.weekday, c.hour, c.topic, c.id),
          '[]')
        from counted c where not c.is_total),
      'codes', (
        select coalesce(jsonb_agg(jsonb_build_object('subject', k.subject, 'outcome', k.outcome, 'code', k.reason_code,
          'quantity', k.quantity, 'talk_seconds', k.talk_seconds, 'cost_cents', k.cost_cents)
          order by k.subject, k.quantity desc, k.outcome, k.reason_code), '[]')
        from codes k),
      'compliance', case when p_agent_id is null and p_topic is null and p_campaign_id is null and p_rule_id is null then (
        select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'within', d.within, 'overdue', d.overdue, 'unknown', d.unknown)
          order by d.day), '[]')
        from (
          select distinct on (1) (c.counted_at at time zone zone)::date as day, c.within, c.overdue, c.unknown
          from private.compliance_days c
          where c.org_id = p_org_id and c.counted_at >= range_from and c.counted_at < range_to
          order by 1, c.counted_at desc) d)
        else '[]' end)
  );
end $$;
revoke all on function private.make_call_report(uuid, text, text, public.report_group, uuid, text, uuid, uuid)
  from public, anon, authenticated, service_role;
