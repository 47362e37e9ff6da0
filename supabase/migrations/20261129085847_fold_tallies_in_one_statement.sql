SET local check_function_bodies = off;

DROP FUNCTION "private"."fold_counters"(bigint[]);

DROP FUNCTION "private"."tallied_counters"(boolean, bigint[]);

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
    select t.org_id, g.grain, case g.grain when 'day' then date_trunc('day', t.starts_at, 'UTC') else t.starts_at end,
      case when g.grain <> 'quarter' then t.agent_id end, case when g.grain <> 'quarter' then t.topic end,
      case when g.grain <> 'quarter' then t.campaign_id end, case when g.grain <> 'quarter' then t.rule_id end,
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
    select t.org_id, g.grain, case g.grain when 'day' then date_trunc('day', t.starts_at, 'UTC') else t.starts_at end, t.agent_id,
      t.topic, t.campaign_id, t.rule_id, t.subject, t.outcome, t.reason_code, sum(t.quantity), sum(t.talk_seconds), sum(t.cost_cents)
    from private.tallied_codes t cross join (values ('part'::public.report_grain), ('day')) g (grain)
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

CREATE OR REPLACE FUNCTION private.recount_call_tallies()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  lock table public.call_schedules, public.call_attempts, public.call_decisions, public.suppressions in share mode;
  lock table private.report_counts in share row exclusive mode;
  perform private.fold_call_tallies();
  delete from private.call_totals;
  delete from private.report_counts;
  delete from private.report_codes;

  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
    quantity, waiting, attention)
  select s.org_id, 'call'::public.tally_subject, date_bin('15 minutes', s.due_at, '2000-01-01Z'), s.agent_id, s.call_topic, s.campaign_id, s.rule_id, s.call_status,
    case when s.call_status in ('completed', 'failed', 'cancelled') then s.status_reason_code end, count(*), count(s.dial_after),
    count(*) filter (where s.attention)
  from public.call_schedules s where s.deleted_at is null
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds)
  select t.org_id, 'response'::public.tally_subject, date_trunc('day', min(t.claimed_at), 'UTC'), count(*), sum(extract(epoch from (t.placed_at - t.due_at)))
  from public.call_attempts t where t.placed_at is not null
  group by t.org_id;
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, outcome, reason_code, quantity,
    response_seconds, lateness_span, talk_seconds, cost_cents)
  select k.org_id, k.subject, k.starts_at, coalesce(k.agent_id, s.agent_id), s.call_topic, s.campaign_id, s.rule_id, k.outcome, k.reason_code,
    sum(k.quantity), sum(k.response_seconds), k.lateness_span, sum(k.talk_seconds), sum(k.cost_cents)
  from private.kept_of_calls k left join public.call_schedules s on s.id = k.schedule_id
  group by k.org_id, k.subject, k.starts_at, coalesce(k.agent_id, s.agent_id), s.call_topic, s.campaign_id, s.rule_id, k.outcome,
    k.reason_code, k.lateness_span;
  perform private.fold_call_tallies(p_counters => false);
end $function$;

CREATE OR REPLACE FUNCTION private.tallied_counters (
  p_by_organization boolean
)
  RETURNS TABLE (
    org_id   uuid,
    metric   public.metric,
    label    text,
    code     public.reason_code,
    quantity numeric
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with tallied as materialized (
    select case when p_by_organization then t.org_id end as org_id, t.subject, t.call_status, t.outcome, t.reason_code,
      case when t.subject = 'response' then t.lateness_span end as span, sum(t.quantity + t.removed) as quantity,
      coalesce(sum(t.quantity) filter (where t.quantity > 0), 0) as added,
      coalesce(sum(t.response_seconds) filter (where t.quantity > 0 and t.response_seconds > 0), 0) as seconds,
      sum(t.talk_seconds) as talk_seconds, sum(t.cost_cents) as cost_cents
    from private.call_tallies t
    group by 1, 2, 3, 4, 5, 6
  )
  select t.org_id, c.metric, c.label, c.code, sum(c.quantity)
  from tallied t
  cross join lateral (
    select 'calls_total'::public.metric as metric, t.call_status::text as label, null::public.reason_code as code, t.quantity
    where t.subject = 'call' and t.call_status in ('completed', 'failed', 'cancelled')
    union all
    -- Whatever becomes of a call, it was booked once.
    select 'calls_total', 'scheduled', null, t.quantity where t.subject = 'call'
    union all
    -- Attempts that were begun: those that are over, and those that are under way.
    select 'calls_total', 'in_progress', null, t.quantity
    where t.subject = 'attempt' or t.subject = 'call' and t.call_status = 'in_progress'
    union all
    select 'attempts_total', t.outcome::text, t.reason_code, t.quantity where t.subject = 'attempt'
    union all
    select 'talk_seconds_total', '', null, t.talk_seconds where t.subject = 'attempt'
    union all
    select 'spend_cents_total', '', null, t.cost_cents where t.subject = 'attempt'
    union all
    select 'call_lateness_seconds', t.span::text, null, t.added where t.subject = 'response' and t.span is not null
    union all
    select 'call_lateness_seconds', 'sum', null, t.seconds where t.subject = 'response' and t.span is not null
    union all
    select 'deferrals_total', '', t.reason_code, t.quantity where t.subject = 'deferral'
    union all
    select 'opt_outs_total', '', null, t.quantity where t.subject = 'opt_out'
  ) c
  where c.quantity <> 0
  group by 1, 2, 3, 4
$function$;

REVOKE ALL ON FUNCTION "private"."tallied_counters"(boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tallied_counters"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tallied_counters"(boolean) TO "postgres";
