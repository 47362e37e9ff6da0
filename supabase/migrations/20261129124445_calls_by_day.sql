SET local check_function_bodies = off;

CREATE TABLE "private"."call_days" (
  "org_id"      uuid                     NOT NULL,
  "starts_at"   timestamp with time zone NOT NULL,
  "call_status" public.call_status       NOT NULL,
  "calls"       bigint                   NOT NULL,
  CONSTRAINT "call_days_pkey" PRIMARY KEY (org_id, starts_at, call_status)
);

ALTER TABLE "private"."call_days"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION private.count_call_schedules (
  p_org_id  uuid,
  p_filters jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  most constant integer := 10000;
  statuses constant text[] := enum_range(null::public.call_status)::text[];
  source constant text := private.call_source(p_org_id, p_filters);
  from_at constant timestamptz := coalesce((p_filters ->> 'from')::timestamptz, '-infinity');
  to_at constant timestamptz := coalesce((p_filters ->> 'to')::timestamptz, 'infinity');
  first_day constant timestamptz := date_trunc('day', from_at + interval '1 day' - interval '1 microsecond', 'UTC');
  day_behind constant timestamptz := date_trunc('day', to_at, 'UTC');
  by_days constant boolean := p_filters - array['from', 'to'] = '{}' and first_day < day_behind;
  -- What is counted row by row: all of it, or what lies before and behind the whole days.
  ranges constant text[] := case when by_days
    then array[format('s.due_at < %L', first_day), format('s.due_at >= %L', day_behind)] else array['true'] end;
  conditions constant text := private.call_conditions(p_org_id, p_filters, 'due_at');
  of_days jsonb;
  counted jsonb;
  more jsonb;
  flagged bigint;
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids()) then
    return null;
  elsif p_filters = '{}' then
    select jsonb_object_agg(t.status, t.calls), sum(t.attention) into counted, flagged
    from (
      select k.call_status as status, sum(k.calls) as calls, sum(k.attention) as attention
      from private.tallied_calls(p_org_id) k where k.call_status is not null group by k.call_status
    ) t;
    return jsonb_build_object('counts', (
      select jsonb_object_agg(w.status, coalesce((counted ->> w.status)::bigint, 0)) from unnest(statuses) as w (status)),
      'attention', coalesce(flagged, 0), 'more', '[]'::jsonb);
  end if;
  if by_days then
    select jsonb_object_agg(k.call_status, k.calls) into of_days
    from (
      select u.call_status, sum(u.calls) as calls
      from (
        select d.call_status, d.calls from private.call_days d
        where d.org_id = p_org_id and d.starts_at >= first_day and d.starts_at < day_behind
        union all
        select t.call_status, t.quantity from private.call_tallies t
        where t.org_id = p_org_id and t.subject = 'call' and t.starts_at >= first_day and t.starts_at < day_behind
      ) u
      group by u.call_status
    ) k;
  end if;
  execute format('select jsonb_object_agg(k.status, k.calls), jsonb_agg(k.status) filter (where k.is_more) from ('
    'select c.status, sum(least(c.calls, %1$s)) as calls, bool_or(c.calls > %1$s) as is_more from (%2$s) c group by c.status) k', most, (
    select string_agg(case
        when source = 'public.call_schedules' then format('select %1$L as status, count(*) as calls from '
          '(select from public.call_schedules s where %2$s and %4$s and s.call_status = %1$L limit %3$s) w', w.status, conditions, most + 1, r.range)
        -- What is searched for is read whole, and once.
        else format('select s.call_status::text as status, count(*) as calls from %s s where %s group by s.call_status', source, conditions)
        end, ' union all ')
    from unnest(case when source = 'public.call_schedules' then statuses else array['any'] end) as w (status), unnest(ranges) as r (range)))
  into counted, more;
  execute format('select count(*) from %s s where %s', private.call_source(p_org_id, '{"attention": true}'), conditions) into flagged;
  return jsonb_build_object(
    'counts', (select jsonb_object_agg(w.status, coalesce((of_days ->> w.status)::bigint, 0) + coalesce((counted ->> w.status)::bigint, 0))
      from unnest(statuses) as w (status)),
    'attention', flagged,
    'more', (select coalesce(jsonb_agg(w.status), '[]') from unnest(statuses) as w (status) where more ? w.status));
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
  ), to_days as (
    insert into private.call_days as kept (org_id, starts_at, call_status, calls)
    select t.org_id, date_trunc('day', t.starts_at, 'UTC'), t.call_status, sum(t.quantity)
    from private.call_tallies t
    where t.subject = 'call' and exists (select from public.organizations o where o.id = t.org_id)
    group by 1, 2, 3
    having sum(t.quantity) <> 0
    on conflict (org_id, starts_at, call_status) do update set calls = kept.calls + excluded.calls
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
  delete from private.call_days;
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

ALTER TABLE "private"."call_days"
  ADD CONSTRAINT "call_days_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- Of what there is, counted while nobody writes calls; less what is still to be added up.
do $$
begin
  lock table public.call_schedules in share mode;
  lock table private.report_counts in share row exclusive mode;
  insert into private.call_days (org_id, starts_at, call_status, calls)
  select c.org_id, c.day, c.call_status, sum(c.calls)
  from (
    select s.org_id, date_trunc('day', s.due_at, 'UTC') as day, s.call_status, 1 as calls
    from public.call_schedules s where s.deleted_at is null
    union all
    select t.org_id, date_trunc('day', t.starts_at, 'UTC'), t.call_status, -t.quantity
    from private.call_tallies t
    where t.subject = 'call' and exists (select from public.organizations o where o.id = t.org_id)
  ) c
  group by 1, 2, 3
  having sum(c.calls) <> 0;
end $$;
