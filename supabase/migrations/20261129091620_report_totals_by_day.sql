SET local check_function_bodies = off;

DROP VIEW "private"."tallied_codes";

DROP VIEW "private"."tallied_counts";

ALTER TYPE "public"."report_grain" ADD VALUE 'total' AFTER 'day';


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.count_report (
  p_org_id      uuid,
  p_zone        text,
  p_from        timestamp with time zone,
  p_to          timestamp with time zone,
  p_by          public.report_group,
  p_agent_id    uuid,
  p_topic       text,
  p_campaign_id uuid,
  p_rule_id     uuid,
  p_most        integer
)
  RETURNS TABLE (
    is_total boolean,
    day      date,
    weekday  integer,
    hour     integer,
    id       uuid,
    topic    text,
    attempts bigint,
    counts   jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_custom_plan'
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION private.count_report_codes (
  p_org_id      uuid,
  p_from        timestamp with time zone,
  p_to          timestamp with time zone,
  p_agent_id    uuid,
  p_topic       text,
  p_campaign_id uuid,
  p_rule_id     uuid
)
  RETURNS TABLE (
    subject      public.tally_subject,
    outcome      public.report_outcome,
    reason_code  public.reason_code,
    quantity     bigint,
    talk_seconds numeric,
    cost_cents   numeric
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_custom_plan'
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION private.fold_call_tallies (
  p_counters boolean DEFAULT true
)
  RETURNS bigint
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  folded bigint;
begin
  if not exists (select from private.call_tallies) then
    return 0;
  end if;
  lock table private.report_counts in share row exclusive mode;
  with taken as (
    delete from private.call_tallies returning id
  ), to_counters as (
    insert into private.counter_totals as kept (org_id, metric, label, code, quantity)
    select t.org_id, t.metric, t.label, t.code, sum(t.quantity)
    from private.tallied_counters(true) t
    where p_counters
    group by grouping sets ((t.org_id, t.metric, t.label, t.code), (t.metric, t.label, t.code))
    having sum(t.quantity) <> 0
      and (grouping(t.org_id) = 1 or exists (select from public.organizations o where o.id = t.org_id))
    on conflict (org_id, metric, label, code) do update set quantity = kept.quantity + excluded.quantity
  ), to_totals as (
    insert into private.call_totals as kept (org_id, call_status, reason_code, calls, waiting, attention, placed, response_seconds)
    select t.org_id, t.call_status, t.reason_code, coalesce(sum(t.quantity) filter (where t.subject = 'call'), 0), sum(t.waiting),
      sum(t.attention), coalesce(sum(t.quantity) filter (where t.subject = 'response'), 0),
      coalesce(sum(t.response_seconds) filter (where t.subject = 'response'), 0)
    from private.call_tallies t
    where t.subject in ('call', 'response')
      and exists (select from public.organizations o where o.id = t.org_id)
    group by 1, 2, 3
    on conflict (org_id, call_status, reason_code) do update
    set calls = kept.calls + excluded.calls, waiting = kept.waiting + excluded.waiting, attention = kept.attention + excluded.attention,
      placed = kept.placed + excluded.placed, response_seconds = kept.response_seconds + excluded.response_seconds
  ), to_counts as (
    insert into private.report_counts as kept (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id,
      calls_scheduled, calls_in_progress, calls_completed, calls_failed, calls_cancelled, answered, voicemail, no_answer,
      busy, failed, cancelled, late_0, late_1, late_2, late_3, late_4, late_5, late_6, late_7, late_8, late_9, late_10,
      late_11, opt_outs, deferrals, talk_seconds, cost_cents, response_seconds)
    select t.org_id, g.grain, case when g.grain in ('day', 'total') then date_trunc('day', t.starts_at, 'UTC') else t.starts_at end,
      case when g.grain in ('part', 'day') then t.agent_id end, case when g.grain in ('part', 'day') then t.topic end,
      case when g.grain in ('part', 'day') then t.campaign_id end, case when g.grain in ('part', 'day') then t.rule_id end,
      sum(t.calls_scheduled), sum(t.calls_in_progress), sum(t.calls_completed), sum(t.calls_failed),
      sum(t.calls_cancelled), sum(t.answered), sum(t.voicemail), sum(t.no_answer), sum(t.busy), sum(t.failed),
      sum(t.cancelled), sum(t.late_0), sum(t.late_1), sum(t.late_2), sum(t.late_3), sum(t.late_4), sum(t.late_5),
      sum(t.late_6), sum(t.late_7), sum(t.late_8), sum(t.late_9), sum(t.late_10), sum(t.late_11), sum(t.opt_outs),
      sum(t.deferrals), sum(t.talk_seconds), sum(t.cost_cents), sum(t.response_seconds)
    from private.tallied_counts t cross join unnest(enum_range(null::public.report_grain)) g (grain)
    where exists (select from public.organizations o where o.id = t.org_id)
    group by 1, 2, 3, 4, 5, 6, 7
    on conflict (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id) do update
    set calls_scheduled = kept.calls_scheduled + excluded.calls_scheduled, calls_in_progress = kept.calls_in_progress +
      excluded.calls_in_progress, calls_completed = kept.calls_completed + excluded.calls_completed, calls_failed =
      kept.calls_failed + excluded.calls_failed, calls_cancelled = kept.calls_cancelled + excluded.calls_cancelled,
      answered = kept.answered + excluded.answered, voicemail = kept.voicemail + excluded.voicemail, no_answer =
      kept.no_answer + excluded.no_answer, busy = kept.busy + excluded.busy, failed = kept.failed + excluded.failed,
      cancelled = kept.cancelled + excluded.cancelled, late_0 = kept.late_0 + excluded.late_0, late_1 = kept.late_1 +
      excluded.late_1, late_2 = kept.late_2 + excluded.late_2, late_3 = kept.late_3 + excluded.late_3, late_4 =
      kept.late_4 + excluded.late_4, late_5 = kept.late_5 + excluded.late_5, late_6 = kept.late_6 + excluded.late_6,
      late_7 = kept.late_7 + excluded.late_7, late_8 = kept.late_8 + excluded.late_8, late_9 = kept.late_9 +
      excluded.late_9, late_10 = kept.late_10 + excluded.late_10, late_11 = kept.late_11 + excluded.late_11, opt_outs =
      kept.opt_outs + excluded.opt_outs, deferrals = kept.deferrals + excluded.deferrals, talk_seconds = kept.talk_seconds
      + excluded.talk_seconds, cost_cents = kept.cost_cents + excluded.cost_cents, response_seconds =
      kept.response_seconds + excluded.response_seconds
  ), to_codes as (
    insert into private.report_codes as kept (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome,
      reason_code, quantity, talk_seconds, cost_cents)
    select t.org_id, g.grain, case when g.grain in ('day', 'total') then date_trunc('day', t.starts_at, 'UTC') else t.starts_at end,
      case when g.grain <> 'total' then t.agent_id end, case when g.grain <> 'total' then t.topic end,
      case when g.grain <> 'total' then t.campaign_id end, case when g.grain <> 'total' then t.rule_id end, t.subject, t.outcome,
      t.reason_code, sum(t.quantity), sum(t.talk_seconds), sum(t.cost_cents)
    from private.tallied_codes t cross join (values ('part'::public.report_grain), ('day'), ('total')) g (grain)
    where exists (select from public.organizations o where o.id = t.org_id)
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    having sum(t.quantity) <> 0 or sum(t.talk_seconds) <> 0 or sum(t.cost_cents) <> 0
    on conflict (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome, reason_code) do update
    set quantity = kept.quantity + excluded.quantity, talk_seconds = kept.talk_seconds + excluded.talk_seconds,
      cost_cents = kept.cost_cents + excluded.cost_cents
  )
  select count(*) into folded from taken;
  return folded;
end $function$;

CREATE VIEW "private"."tallied_codes" WITH (security_invoker=true) AS  SELECT id,
    org_id,
    starts_at,
    agent_id,
    topic,
    campaign_id,
    rule_id,
    subject,
        CASE
            WHEN (subject = 'call'::public.tally_subject) THEN private.outcome_of_call(call_status, reason_code)
            ELSE outcome
        END AS outcome,
    reason_code,
    (quantity)::integer AS quantity,
    talk_seconds,
    cost_cents
   FROM private.call_tallies t
  WHERE ((subject = ANY (ARRAY['call'::public.tally_subject, 'attempt'::public.tally_subject, 'deferral'::public.tally_subject])) AND (NOT is_gone));

CREATE VIEW "private"."tallied_counts" WITH (security_invoker=true) AS  SELECT id,
    org_id,
    starts_at,
    agent_id,
    topic,
    campaign_id,
    rule_id,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'scheduled'::public.call_status)) THEN (quantity)::integer
            ELSE 0
        END AS calls_scheduled,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'in_progress'::public.call_status)) THEN (quantity)::integer
            ELSE 0
        END AS calls_in_progress,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'completed'::public.call_status)) THEN (quantity)::integer
            ELSE 0
        END AS calls_completed,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'failed'::public.call_status)) THEN (quantity)::integer
            ELSE 0
        END AS calls_failed,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'cancelled'::public.call_status)) THEN (quantity)::integer
            ELSE 0
        END AS calls_cancelled,
        CASE
            WHEN (outcome = 'answered'::public.report_outcome) THEN (quantity)::integer
            ELSE 0
        END AS answered,
        CASE
            WHEN (outcome = 'voicemail'::public.report_outcome) THEN (quantity)::integer
            ELSE 0
        END AS voicemail,
        CASE
            WHEN (outcome = 'no_answer'::public.report_outcome) THEN (quantity)::integer
            ELSE 0
        END AS no_answer,
        CASE
            WHEN (outcome = 'busy'::public.report_outcome) THEN (quantity)::integer
            ELSE 0
        END AS busy,
        CASE
            WHEN (outcome = 'failed'::public.report_outcome) THEN (quantity)::integer
            ELSE 0
        END AS failed,
        CASE
            WHEN (outcome = 'cancelled'::public.report_outcome) THEN (quantity)::integer
            ELSE 0
        END AS cancelled,
        CASE
            WHEN (lateness_span = 0) THEN (quantity)::integer
            ELSE 0
        END AS late_0,
        CASE
            WHEN (lateness_span = 1) THEN (quantity)::integer
            ELSE 0
        END AS late_1,
        CASE
            WHEN (lateness_span = 2) THEN (quantity)::integer
            ELSE 0
        END AS late_2,
        CASE
            WHEN (lateness_span = 3) THEN (quantity)::integer
            ELSE 0
        END AS late_3,
        CASE
            WHEN (lateness_span = 4) THEN (quantity)::integer
            ELSE 0
        END AS late_4,
        CASE
            WHEN (lateness_span = 5) THEN (quantity)::integer
            ELSE 0
        END AS late_5,
        CASE
            WHEN (lateness_span = 6) THEN (quantity)::integer
            ELSE 0
        END AS late_6,
        CASE
            WHEN (lateness_span = 7) THEN (quantity)::integer
            ELSE 0
        END AS late_7,
        CASE
            WHEN (lateness_span = 8) THEN (quantity)::integer
            ELSE 0
        END AS late_8,
        CASE
            WHEN (lateness_span = 9) THEN (quantity)::integer
            ELSE 0
        END AS late_9,
        CASE
            WHEN (lateness_span = 10) THEN (quantity)::integer
            ELSE 0
        END AS late_10,
        CASE
            WHEN (lateness_span = 11) THEN (quantity)::integer
            ELSE 0
        END AS late_11,
        CASE
            WHEN (subject = 'opt_out'::public.tally_subject) THEN (quantity)::integer
            ELSE 0
        END AS opt_outs,
        CASE
            WHEN (subject = 'deferral'::public.tally_subject) THEN (quantity)::integer
            ELSE 0
        END AS deferrals,
    talk_seconds,
    cost_cents,
    COALESCE(response_seconds, (0)::numeric) AS response_seconds
   FROM private.call_tallies t
  WHERE ((subject <> 'response'::public.tally_subject) AND (NOT is_gone));
