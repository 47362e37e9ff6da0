-- The sums of an organisation between two quarters of an hour, p_to not included: a row for each day, hour, agent … of p_by that
-- there is something to tell of, and one of them all (is_total). Days and hours are those of p_zone. What is filtered or asked
-- at the ends of a range is read by quarters of an hour, what lies whole between by days. Rows by topic, campaign and the like
-- come the most dialled first, at most p_most of them. Planned for each question: a plan for any range and grain sorts on disk what
-- this one adds up at once. The caller has looked whose organisation it is.
create function private.count_report(
  p_org_id uuid, p_zone text, p_from timestamptz, p_to timestamptz, p_by public.report_group, p_agent_id uuid, p_topic text,
  p_campaign_id uuid, p_rule_id uuid, p_most integer
) returns table (is_total boolean, day date, weekday integer, hour integer, id uuid, topic text, attempts bigint, counts jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  by_time constant boolean := p_by in ('day', 'hour', 'weekday_hour');
  filtered constant boolean := num_nonnulls(p_agent_id, p_topic, p_campaign_id, p_rule_id) > 0;
  inner_grain constant public.report_grain := case
    when by_time then case when filtered then 'part'::public.report_grain else 'quarter' end
    when p_by = 'outcome' and not filtered then 'total'
    else 'day' end;
  inner_from timestamptz := p_from;
  inner_to timestamptz := p_to;
begin
  if not by_time then
    inner_from := date_trunc('day', p_from + interval '1 day' - interval '1 microsecond', 'UTC');
    inner_to := greatest(date_trunc('day', p_to, 'UTC'), inner_from);
    if inner_from >= p_to then
      inner_from := p_from;
      inner_to := p_from;
    end if;
  end if;
  return query
  with parts as (
    select r.starts_at, r.agent_id, r.topic, r.campaign_id, r.rule_id,
      r.calls_scheduled, r.calls_in_progress, r.calls_completed, r.calls_failed, r.calls_cancelled, r.answered,
      r.voicemail, r.no_answer, r.busy, r.failed, r.cancelled, r.late_0, r.late_1, r.late_2, r.late_3, r.late_4,
      r.late_5, r.late_6, r.late_7, r.late_8, r.late_9, r.late_10, r.late_11, r.opt_outs, r.deferrals, r.talk_seconds,
      r.cost_cents, r.response_seconds
    from private.report_counts r
    where r.org_id = p_org_id and r.grain = inner_grain and r.starts_at >= inner_from and r.starts_at < inner_to
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select r.starts_at, r.agent_id, r.topic, r.campaign_id, r.rule_id,
      r.calls_scheduled, r.calls_in_progress, r.calls_completed, r.calls_failed, r.calls_cancelled, r.answered,
      r.voicemail, r.no_answer, r.busy, r.failed, r.cancelled, r.late_0, r.late_1, r.late_2, r.late_3, r.late_4,
      r.late_5, r.late_6, r.late_7, r.late_8, r.late_9, r.late_10, r.late_11, r.opt_outs, r.deferrals, r.talk_seconds,
      r.cost_cents, r.response_seconds
    from private.report_counts r
    where r.org_id = p_org_id and r.grain = 'part' and r.starts_at >= p_from and r.starts_at < inner_from
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select r.starts_at, r.agent_id, r.topic, r.campaign_id, r.rule_id,
      r.calls_scheduled, r.calls_in_progress, r.calls_completed, r.calls_failed, r.calls_cancelled, r.answered,
      r.voicemail, r.no_answer, r.busy, r.failed, r.cancelled, r.late_0, r.late_1, r.late_2, r.late_3, r.late_4,
      r.late_5, r.late_6, r.late_7, r.late_8, r.late_9, r.late_10, r.late_11, r.opt_outs, r.deferrals, r.talk_seconds,
      r.cost_cents, r.response_seconds
    from private.report_counts r
    where r.org_id = p_org_id and r.grain = 'part' and r.starts_at >= inner_to and r.starts_at < p_to
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select t.starts_at, t.agent_id, t.topic, t.campaign_id, t.rule_id,
      t.calls_scheduled, t.calls_in_progress, t.calls_completed, t.calls_failed, t.calls_cancelled, t.answered,
      t.voicemail, t.no_answer, t.busy, t.failed, t.cancelled, t.late_0, t.late_1, t.late_2, t.late_3, t.late_4,
      t.late_5, t.late_6, t.late_7, t.late_8, t.late_9, t.late_10, t.late_11, t.opt_outs, t.deferrals, t.talk_seconds,
      t.cost_cents, t.response_seconds
    from private.tallied_counts t
    where t.org_id = p_org_id and t.starts_at >= p_from and t.starts_at < p_to
      and (p_agent_id is null or t.agent_id = p_agent_id) and (p_topic is null or t.topic = p_topic)
      and (p_campaign_id is null or t.campaign_id = p_campaign_id) and (p_rule_id is null or t.rule_id = p_rule_id)
  ), placed_in_time as (
    select r.*, case when by_time then r.starts_at at time zone p_zone end as local from parts r
  ), sums as materialized (
    select case when p_by = 'day' then r.local::date end as day,
      case when p_by = 'weekday_hour' then date_part('isodow', r.local)::integer end as weekday,
      case when p_by in ('hour', 'weekday_hour') then date_part('hour', r.local)::integer end as hour,
      case p_by when 'agent' then r.agent_id when 'campaign' then r.campaign_id when 'rule' then r.rule_id end as id,
      case when p_by = 'topic' then r.topic end as topic,
      sum(r.calls_scheduled) as calls_scheduled, sum(r.calls_in_progress) as calls_in_progress, sum(r.calls_completed)
      as calls_completed, sum(r.calls_failed) as calls_failed, sum(r.calls_cancelled) as calls_cancelled,
      sum(r.answered) as answered, sum(r.voicemail) as voicemail, sum(r.no_answer) as no_answer, sum(r.busy) as busy,
      sum(r.failed) as failed, sum(r.cancelled) as cancelled, sum(r.late_0) as late_0, sum(r.late_1) as late_1,
      sum(r.late_2) as late_2, sum(r.late_3) as late_3, sum(r.late_4) as late_4, sum(r.late_5) as late_5, sum(r.late_6)
      as late_6, sum(r.late_7) as late_7, sum(r.late_8) as late_8, sum(r.late_9) as late_9, sum(r.late_10) as late_10,
      sum(r.late_11) as late_11, sum(r.opt_outs) as opt_outs, sum(r.deferrals) as deferrals, sum(r.talk_seconds) as
      talk_seconds, sum(r.cost_cents) as cost_cents, sum(r.response_seconds) as response_seconds
    from placed_in_time r
    group by 1, 2, 3, 4, 5
  ), with_total as (
    select false as is_total, s.* from sums s
    union all
    select true, null, null, null, null, null,
      coalesce(sum(s.calls_scheduled), 0), coalesce(sum(s.calls_in_progress), 0), coalesce(sum(s.calls_completed), 0),
      coalesce(sum(s.calls_failed), 0), coalesce(sum(s.calls_cancelled), 0), coalesce(sum(s.answered), 0),
      coalesce(sum(s.voicemail), 0), coalesce(sum(s.no_answer), 0), coalesce(sum(s.busy), 0), coalesce(sum(s.failed),
      0), coalesce(sum(s.cancelled), 0), coalesce(sum(s.late_0), 0), coalesce(sum(s.late_1), 0), coalesce(sum(s.late_2),
      0), coalesce(sum(s.late_3), 0), coalesce(sum(s.late_4), 0), coalesce(sum(s.late_5), 0), coalesce(sum(s.late_6),
      0), coalesce(sum(s.late_7), 0), coalesce(sum(s.late_8), 0), coalesce(sum(s.late_9), 0), coalesce(sum(s.late_10),
      0), coalesce(sum(s.late_11), 0), coalesce(sum(s.opt_outs), 0), coalesce(sum(s.deferrals), 0),
      coalesce(sum(s.talk_seconds), 0), coalesce(sum(s.cost_cents), 0), coalesce(sum(s.response_seconds), 0)
    from sums s
  )
  select s.is_total, s.day, s.weekday, s.hour, s.id, s.topic,
    (s.answered + s.voicemail + s.no_answer + s.busy + s.failed + s.cancelled)::bigint,
    jsonb_build_object(
      'calls_scheduled', s.calls_scheduled, 'calls_in_progress', s.calls_in_progress, 'calls_completed',
      s.calls_completed, 'calls_failed', s.calls_failed, 'calls_cancelled', s.calls_cancelled, 'answered', s.answered,
      'voicemail', s.voicemail, 'no_answer', s.no_answer, 'busy', s.busy, 'failed', s.failed, 'cancelled', s.cancelled,
      'opt_outs', s.opt_outs, 'deferrals', s.deferrals, 'talk_seconds', s.talk_seconds, 'cost_cents', s.cost_cents,
      'response_seconds', s.response_seconds,
      'late', jsonb_build_array(s.late_0, s.late_1, s.late_2, s.late_3, s.late_4, s.late_5, s.late_6, s.late_7, s.late_8, s.late_9, s.late_10,
        s.late_11))
  from with_total s
  order by s.is_total desc, case when not by_time then
      s.answered + s.voicemail + s.no_answer + s.busy + s.failed + s.cancelled end desc, s.day, s.weekday, s.hour, s.topic, s.id
  limit p_most + 1;
end $$;
revoke all on function private.count_report(uuid, text, timestamptz, timestamptz, public.report_group, uuid, text, uuid, uuid, integer)
  from public, anon, authenticated, service_role;
