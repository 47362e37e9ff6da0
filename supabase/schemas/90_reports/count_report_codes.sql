-- What came of an organisation's calls and attempts between two quarters of an hour, p_to not included, by outcome and reason, and
-- why calls were put off. Read as private.count_report is. The caller has looked whose organisation it is.
create function private.count_report_codes(
  p_org_id uuid, p_from timestamptz, p_to timestamptz, p_agent_id uuid, p_topic text, p_campaign_id uuid, p_rule_id uuid
) returns table (subject public.tally_subject, outcome public.report_outcome, reason_code public.reason_code, quantity bigint,
  talk_seconds numeric, cost_cents numeric)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  inner_grain constant public.report_grain := case
    when num_nonnulls(p_agent_id, p_topic, p_campaign_id, p_rule_id) = 0 then 'total'::public.report_grain else 'day' end;
  inner_from timestamptz := date_trunc('day', p_from + interval '1 day' - interval '1 microsecond', 'UTC');
  inner_to timestamptz := greatest(date_trunc('day', p_to, 'UTC'), inner_from);
begin
  if inner_from >= p_to then
    inner_from := p_from;
    inner_to := p_from;
  end if;
  return query
  select r.subject, r.outcome, r.reason_code, sum(r.quantity)::bigint, sum(r.talk_seconds), sum(r.cost_cents)
  from (
    select r.subject, r.outcome, r.reason_code, r.quantity, r.talk_seconds, r.cost_cents
    from private.report_codes r
    where r.org_id = p_org_id and r.grain = inner_grain and r.starts_at >= inner_from and r.starts_at < inner_to
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select r.subject, r.outcome, r.reason_code, r.quantity, r.talk_seconds, r.cost_cents
    from private.report_codes r
    where r.org_id = p_org_id and r.grain = 'part' and r.starts_at >= p_from and r.starts_at < inner_from
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select r.subject, r.outcome, r.reason_code, r.quantity, r.talk_seconds, r.cost_cents
    from private.report_codes r
    where r.org_id = p_org_id and r.grain = 'part' and r.starts_at >= inner_to and r.starts_at < p_to
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select t.subject, t.outcome, t.reason_code, t.quantity, t.talk_seconds, t.cost_cents
    from private.tallied_codes t
    where t.org_id = p_org_id and t.starts_at >= p_from and t.starts_at < p_to
      and (p_agent_id is null or t.agent_id = p_agent_id) and (p_topic is null or t.topic = p_topic)
      and (p_campaign_id is null or t.campaign_id = p_campaign_id) and (p_rule_id is null or t.rule_id = p_rule_id)
  ) r
  group by 1, 2, 3
  having sum(r.quantity) <> 0
  order by 1, 4 desc, 2, 3;
end $$;
revoke all on function private.count_report_codes(uuid, timestamptz, timestamptz, uuid, text, uuid, uuid)
  from public, anon, authenticated, service_role;
