SET local check_function_bodies = off;

DROP FUNCTION "private"."fold_call_tallies"();

CREATE TABLE "private"."counter_totals" (
  "org_id" uuid
);

ALTER TABLE "private"."counter_totals"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."counters_told" (
  "org_id" uuid
);

ALTER TABLE "private"."counters_told"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "removed" bigint NOT NULL DEFAULT 0;

CREATE TYPE "public"."metric" AS ENUM (
  'due_calls',
  'oldest_due_seconds',
  'oldest_claimable_seconds',
  'calls',
  'attention',
  'attempts_unknown',
  'lines_in_use',
  'lines',
  'all_calling_paused',
  'organizations_paused',
  'campaigns',
  'sweep_age_seconds',
  'sync_age_seconds',
  'worker_ticking',
  'worker_unanswered_seconds',
  'cron_age_seconds',
  'cron_failed_runs',
  'retention_failing',
  'tallies_unfolded',
  'events_received_total',
  'webhook_lag_seconds',
  'webhook_age_seconds',
  'hubspot_connections',
  'hubspot_read_age_seconds',
  'outbox_waiting',
  'outbox_oldest_seconds',
  'outbox_dead',
  'deliveries_waiting',
  'deliveries_oldest_seconds',
  'deliveries_dead',
  'webhooks_off',
  'calls_total',
  'attempts_total',
  'call_lateness_seconds',
  'talk_seconds_total',
  'spend_cents_total',
  'deferrals_total',
  'opt_outs_total'
);

ALTER TABLE "private"."counter_totals"
  ADD COLUMN "metric" public.metric NOT NULL;

ALTER TABLE "private"."counter_totals"
  ADD COLUMN "label" text NOT NULL;

ALTER TABLE "private"."counter_totals"
  ADD COLUMN "code" public.reason_code;

ALTER TABLE "private"."counter_totals"
  ADD COLUMN "quantity" numeric NOT NULL;

ALTER TABLE "private"."counters_told"
  ADD COLUMN "metric" public.metric NOT NULL;

ALTER TABLE "private"."counters_told"
  ADD COLUMN "label" text NOT NULL;

ALTER TABLE "private"."counters_told"
  ADD COLUMN "code" public.reason_code;

ALTER TABLE "private"."counters_told"
  ADD COLUMN "quantity" numeric NOT NULL;

CREATE OR REPLACE FUNCTION private.fold_call_tallies (
  p_counters boolean DEFAULT true
)
  RETURNS bigint
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  taken bigint[];
begin
  lock table private.report_counts in share row exclusive mode;
  taken := array(select t.id from private.call_tallies t);
  if taken = '{}' then
    return 0;
  end if;
  if p_counters then
    perform private.fold_counters(taken);
  end if;

  insert into private.call_totals as kept (org_id, call_status, reason_code, calls, waiting, attention, placed, response_seconds)
  select t.org_id, t.call_status, t.reason_code, coalesce(sum(t.quantity) filter (where t.subject = 'call'), 0), sum(t.waiting),
    sum(t.attention), coalesce(sum(t.quantity) filter (where t.subject = 'response'), 0),
    coalesce(sum(t.response_seconds) filter (where t.subject = 'response'), 0)
  from private.call_tallies t
  where t.id = any (taken) and t.subject in ('call', 'response')
    and exists (select from public.organizations o where o.id = t.org_id)
  group by 1, 2, 3
  on conflict (org_id, call_status, reason_code) do update
  set calls = kept.calls + excluded.calls, waiting = kept.waiting + excluded.waiting, attention = kept.attention + excluded.attention,
    placed = kept.placed + excluded.placed, response_seconds = kept.response_seconds + excluded.response_seconds;

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
  where t.id = any (taken) and exists (select from public.organizations o where o.id = t.org_id)
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
    kept.response_seconds + excluded.response_seconds;

  insert into private.report_codes as kept (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome,
    reason_code, quantity, talk_seconds, cost_cents)
  select t.org_id, g.grain, case g.grain when 'day' then date_trunc('day', t.starts_at, 'UTC') else t.starts_at end, t.agent_id,
    t.topic, t.campaign_id, t.rule_id, t.subject, t.outcome, t.reason_code, sum(t.quantity), sum(t.talk_seconds), sum(t.cost_cents)
  from private.tallied_codes t cross join (values ('part'::public.report_grain), ('day')) g (grain)
  where t.id = any (taken) and exists (select from public.organizations o where o.id = t.org_id)
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  having sum(t.quantity) <> 0 or sum(t.talk_seconds) <> 0 or sum(t.cost_cents) <> 0
  on conflict (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome, reason_code) do update
  set quantity = kept.quantity + excluded.quantity, talk_seconds = kept.talk_seconds + excluded.talk_seconds,
    cost_cents = kept.cost_cents + excluded.cost_cents;

  delete from private.call_tallies t where t.id = any (taken);
  return cardinality(taken);
end $function$;

CREATE OR REPLACE FUNCTION private.fold_counters (
  p_taken bigint[]
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  insert into private.counter_totals as kept (org_id, metric, label, code, quantity)
  select t.org_id, t.metric, t.label, t.code, sum(t.quantity)
  from private.tallied_counters(true, p_taken) t
  group by grouping sets ((t.org_id, t.metric, t.label, t.code), (t.metric, t.label, t.code))
  having sum(t.quantity) <> 0
    and (grouping(t.org_id) = 1 or exists (select from public.organizations o where o.id = t.org_id))
  on conflict (org_id, metric, label, code) do update set quantity = kept.quantity + excluded.quantity
$function$;

CREATE OR REPLACE FUNCTION private.measure_calls (
  p_by_organization boolean
)
  RETURNS TABLE (
    metric public.metric,
    org_id uuid,
    labels jsonb,
    value  numeric
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  most constant integer := 10000;
begin
  return query
  with waiting as materialized (
    select o.id, w.calls, w.oldest
    from public.organizations o
    cross join lateral (
      select count(*) as calls, min(d.dial_after) as oldest
      from (
        select s.dial_after from public.call_schedules s
        join public.agents a on a.id = s.agent_id and a.is_active
        where s.org_id = o.id and s.campaign_id is null and s.dial_after <= now_is
        limit most
      ) d
    ) w
    where o.calling_paused_reason is null and (select private.all_calling_paused()) is null
    union all
    select c.org_id, w.calls, w.oldest
    from public.campaigns c
    join public.organizations o on o.id = c.org_id and o.calling_paused_reason is null
    cross join lateral (
      select count(*) as calls, min(d.dial_after) as oldest
      from (
        select s.dial_after from public.call_schedules s
        join public.agents a on a.id = s.agent_id and a.is_active
        where s.org_id = c.org_id and s.campaign_id = c.id and s.dial_after <= now_is
        limit most
      ) d
    ) w
    where c.state = 'running' and (select private.all_calling_paused()) is null
  ), of_each as (
    select case when p_by_organization then w.id end as id, sum(w.calls) as calls, min(w.oldest) as oldest
    from waiting w group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('due_calls'::public.metric, e.calls),
    ('oldest_due_seconds', coalesce(extract(epoch from now_is - e.oldest), 0))) as m (metric, value);

  return query
  select 'oldest_claimable_seconds'::public.metric, null::uuid, '{}'::jsonb,
    greatest(coalesce(extract(epoch from now_is - public.next_call_due_at(0)), 0), 0);

  return query
  with standing as materialized (
    select t.org_id as id, t.call_status, t.calls, t.attention from private.call_totals t where t.call_status is not null
    union all
    select t.org_id, t.call_status, t.quantity, t.attention from private.call_tallies t where t.subject = 'call'
  ), of_each as (
    select case when p_by_organization then s.id end as id, s.call_status, sum(s.calls) as calls, sum(s.attention) as attention
    from standing s where exists (select from public.organizations o where o.id = s.id) group by 1, 2
  )
  select 'calls'::public.metric, e.id, jsonb_build_object('status', e.call_status), e.calls from of_each e
  union all
  select 'attention', e.id, '{}'::jsonb, sum(e.attention) from of_each e group by e.id;

  return query
  with live as materialized (
    select t.org_id as id, count(*) as calls, count(*) filter (where t.state = 'unknown') as unknown
    from public.call_attempts t where t.state <> 'ended' group by 1
    union all
    select l.org_id, count(*), 0 from private.call_looks l where l.expires_at > now_is group by 1
  ), of_each as (
    select case when p_by_organization then l.id end as id, sum(l.calls) as calls, sum(l.unknown) as unknown from live l group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('lines_in_use'::public.metric, e.calls), ('attempts_unknown', e.unknown)) as m (metric, value);

  return query
  select 'lines'::public.metric, case when p_by_organization then o.id end, '{}'::jsonb, sum(o.max_concurrent_calls)::numeric
  from public.organizations o where o.calling_paused_reason is null group by 2
  union all
  -- A pause without a code is a person's.
  select 'organizations_paused', case when p_by_organization then o.id end,
    jsonb_build_object('code', coalesce(o.calling_paused_code::text, 'by_hand')), count(*)
  from public.organizations o where o.calling_paused_reason is not null group by 2, 3
  union all
  select 'all_calling_paused', null, '{}'::jsonb, (private.all_calling_paused() is not null)::integer
  union all
  select 'campaigns', case when p_by_organization then c.org_id end, jsonb_build_object('state', c.state), count(*)
  from public.campaigns c where c.deleted_at is null group by 2, 3;
end $function$;

CREATE OR REPLACE FUNCTION private.measure_counters (
  p_by_organization boolean
)
  RETURNS TABLE (
    metric public.metric,
    org_id uuid,
    labels jsonb,
    value  numeric
  )
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with counted as materialized (
    select c.org_id, c.metric, c.label, c.code, sum(c.quantity) as quantity
    from (
      select k.org_id, k.metric, k.label, k.code, k.quantity
      from private.counter_totals k where (k.org_id is not null) = p_by_organization
      union all
      select t.org_id, t.metric, t.label, t.code, t.quantity
      from private.tallied_counters(p_by_organization) t
      where not p_by_organization or exists (select from public.organizations o where o.id = t.org_id)
    ) c
    group by 1, 2, 3, 4
  ), known as materialized (
    select c.org_id, c.metric, c.label, c.code, c.quantity, k.quantity as told
    from counted c
    left join private.counters_told k on k.metric = c.metric and k.label = c.label and k.code is not distinct from c.code
      -- An equality, which can be hashed.
      and coalesce(k.org_id::text, '') = coalesce(c.org_id::text, '')
  ), kept as (
    -- In one order, so that two who ask at once wait for each other and no more.
    insert into private.counters_told as before (org_id, metric, label, code, quantity)
    select k.org_id, k.metric, k.label, k.code, k.quantity from known k
    where k.quantity > coalesce(k.told, -1)
    order by k.org_id, k.metric, k.label, k.code
    on conflict (org_id, metric, label, code) do update set quantity = excluded.quantity
    where before.quantity < excluded.quantity
  ), told as materialized (
    select k.metric, k.org_id, k.label, k.code, greatest(k.quantity, k.told) as quantity from known k
  ), lateness as (
    -- Up to and including each span; the last has no end. Also while no call was ever made: a histogram is told whole.
    select o.org_id, s.span, sum(coalesce(l.quantity, 0)) over (partition by o.org_id order by s.span) as quantity,
      (private.lateness_spans())[s.span + 1] as ends_at
    from (
      select distinct l.org_id from told l where l.metric = 'call_lateness_seconds'
      union
      select null where not p_by_organization
    ) o
    cross join generate_series(0, cardinality(private.lateness_spans())) as s (span)
    left join told l on l.metric = 'call_lateness_seconds' and l.label = s.span::text
      and coalesce(l.org_id::text, '') = coalesce(o.org_id::text, '')
  )
  select t.metric, t.org_id,
    case t.metric
      when 'calls_total' then jsonb_build_object('status', t.label)
      when 'attempts_total' then jsonb_build_object('outcome', t.label, 'code', coalesce(t.code::text, 'unknown'))
      when 'deferrals_total' then jsonb_build_object('code', t.code)
      else '{}'::jsonb end,
    t.quantity
  from told t where t.metric <> 'call_lateness_seconds'
  union all
  select 'call_lateness_seconds', l.org_id, jsonb_build_object('part', 'bucket', 'le', coalesce(l.ends_at::text, '+Inf')), l.quantity
  from lateness l
  union all
  select 'call_lateness_seconds', l.org_id, jsonb_build_object('part', 'count'), l.quantity from lateness l where l.ends_at is null
  union all
  select 'call_lateness_seconds', l.org_id, jsonb_build_object('part', 'sum'), coalesce(t.quantity, 0)
  from lateness l
  left join told t on t.metric = 'call_lateness_seconds' and t.label = 'sum' and coalesce(t.org_id::text, '') = coalesce(l.org_id::text, '')
  where l.ends_at is null
$function$;

CREATE OR REPLACE FUNCTION private.measure_partners (
  p_by_organization boolean
)
  RETURNS TABLE (
    metric public.metric,
    org_id uuid,
    labels jsonb,
    value  numeric
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  return query
  select 'events_received_total'::public.metric, null::uuid, '{}'::jsonb,
    case when q.is_called then q.last_value else 0 end::numeric
  from public.call_events_id_seq q;

  return query
  with latest as materialized (
    select e.received_at, e.snapshot ->> 'updated_at' as changed_at
    from (select k.source, k.received_at, k.snapshot from public.call_events k order by k.id desc limit 1000) e
    where e.source = 'webhook'
  )
  select 'webhook_age_seconds'::public.metric, null::uuid, '{}'::jsonb, greatest(extract(epoch from now_is - max(l.received_at)), 0)
  from latest l having count(*) > 0
  union all
  select 'webhook_lag_seconds', null, '{}'::jsonb,
    round((percentile_cont(0.9) within group (order by extract(epoch from r.received_at - r.changed_at::timestamptz)))::numeric, 3)
  from (
    select l.received_at, l.changed_at from latest l
    where l.changed_at is not null and l.received_at > now_is - interval '15 minutes' order by l.received_at desc limit 200
  ) r
  having count(*) > 0;

  return query
  select 'hubspot_connections'::public.metric, case when p_by_organization then c.org_id end, jsonb_build_object('state', c.state),
    count(*)::numeric
  from public.hubspot_connections c where c.removed_at is null group by 2, 3
  union all
  select 'hubspot_read_age_seconds', case when p_by_organization then c.org_id end, '{}'::jsonb,
    max(extract(epoch from now_is - c.synced_until))
  from public.hubspot_connections c where c.removed_at is null and c.synced_until is not null group by 2;

  return query
  with waiting as materialized (
    select e.org_id as id, count(*) as entries, min(e.created_at) as oldest
    from public.crm_outbox e where e.state in ('pending', 'sending', 'unknown') group by 1
  ), of_each as (
    select case when p_by_organization then w.id end as id, sum(w.entries) as entries, min(w.oldest) as oldest
    from waiting w group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('outbox_waiting'::public.metric, e.entries), ('outbox_oldest_seconds', extract(epoch from now_is - e.oldest))) as m (metric, value)
  union all
  select 'outbox_dead', case when p_by_organization then e.org_id end, '{}'::jsonb, count(*)
  from public.crm_outbox e where e.state = 'dead' group by 2;

  return query
  with waiting as materialized (
    select d.org_id as id, count(*) as entries, min(d.created_at) as oldest
    from public.webhook_deliveries d where d.state in ('pending', 'sending') group by 1
  ), of_each as (
    select case when p_by_organization then w.id end as id, sum(w.entries) as entries, min(w.oldest) as oldest
    from waiting w group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('deliveries_waiting'::public.metric, e.entries),
    ('deliveries_oldest_seconds', extract(epoch from now_is - e.oldest))) as m (metric, value)
  union all
  select 'deliveries_dead', case when p_by_organization then d.org_id end, '{}'::jsonb, count(*)
  from public.webhook_deliveries d where d.state = 'dead' group by 2
  union all
  select 'webhooks_off', case when p_by_organization then w.org_id end, jsonb_build_object('code', w.off_code), count(*)
  from public.webhooks w where not w.is_active group by 2, 3;
end $function$;

CREATE OR REPLACE FUNCTION private.measure_workers()
  RETURNS TABLE (
    metric public.metric,
    labels jsonb,
    value  numeric
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  -- Dynamic, because the extension may be absent.
  read_cron constant text := $cron$
    with latest as materialized (
      select r.jobid, r.status, r.start_time from cron.job_run_details r order by r.runid desc limit 5000
    ), ours as (
      select j.jobname::text as name, min($1 - l.start_time) as age,
        count(*) filter (where l.status = 'failed' and l.start_time > $1 - interval '15 minutes') as failed
      from cron.job j left join latest l on l.jobid = j.jobid
      where j.active and j.database = current_database()
        and (j.jobname like 'call-%' or j.jobname = 'calling-policy' or j.jobname in (select w.cron_job from private.workers w))
      group by 1
    )
    select m.metric, jsonb_build_object('job', o.name), m.value
    from ours o cross join lateral (values
      ('cron_age_seconds'::public.metric,
        greatest(extract(epoch from coalesce(o.age, (select max($1 - l.start_time) from latest l), interval '0')), 0)),
      ('cron_failed_runs', o.failed)) as m (metric, value)
  $cron$;
begin
  if to_regclass('cron.job') is not null then
    return query execute read_cron using now_is;
    return query execute $cron$
      select 'worker_ticking'::public.metric, jsonb_build_object('worker', w.name), (w.enabled and exists (
        select from cron.job j where j.jobname = w.cron_job and j.active and j.database = current_database()))::integer::numeric
      from private.workers w $cron$;
  end if;

  return query
  select m.metric, '{}'::jsonb, greatest(extract(epoch from now_is - coalesce((
      select r.finished_at from private.worker_runs r
      where r.worker = m.worker and r.finished_at is not null order by r.id desc limit 1
    ), w.updated_at)), 0)
  from (values ('sweep_age_seconds'::public.metric, 'sweep'), ('sync_age_seconds', 'sync')) as m (metric, worker)
  join private.workers w on w.name = m.worker;

  return query
  select 'worker_unanswered_seconds'::public.metric, jsonb_build_object('worker', w.name),
    coalesce(case when latest.started_at is null or latest.started_at < w.rung_at then
      greatest(extract(epoch from now_is - w.rung_at), 0) end, 0)
  from private.workers w
  left join lateral (
    select r.started_at from private.worker_runs r where r.worker = w.name order by r.id desc limit 1
  ) latest on true;

  return query
  select 'retention_failing'::public.metric, '{}'::jsonb, count(*)::numeric from private.retention r where r.failing_since is not null
  union all
  select 'tallies_unfolded', '{}'::jsonb, count(*) from private.call_tallies;
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
  perform private.fold_counters(array(select t.id from private.call_tallies t));
  delete from private.call_tallies;
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
  p_by_organization boolean,
  p_taken           bigint[] DEFAULT NULL::bigint[]
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
    where p_taken is null or t.id = any (p_taken)
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

CREATE OR REPLACE FUNCTION private.tally_attempts()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op <> 'INSERT' then
    if old.placed_at is not null and (tg_op = 'DELETE' or old.placed_at - old.due_at is distinct from new.placed_at - new.due_at) then
      insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds)
      values (old.org_id, 'response'::public.tally_subject, date_bin('15 minutes', old.claimed_at, '2000-01-01Z'), -1,
        -extract(epoch from (old.placed_at - old.due_at)));
    end if;
    if tg_op = 'UPDATE' and old.state = 'ended' then
      perform private.tally_attempt(old, -1);
    end if;
  end if;
  if tg_op <> 'DELETE' then
    if new.placed_at is not null and (tg_op = 'INSERT' or old.placed_at - old.due_at is distinct from new.placed_at - new.due_at) then
      insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds, lateness_span)
      values (new.org_id, 'response'::public.tally_subject, date_bin('15 minutes', new.claimed_at, '2000-01-01Z'), 1,
        extract(epoch from (new.placed_at - new.due_at)),
        width_bucket(extract(epoch from (new.placed_at - new.due_at)), private.lateness_spans()));
    end if;
    if new.state = 'ended' then
      perform private.tally_attempt(new, 1);
    end if;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'INSERT' then
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
      quantity, waiting, attention)
    select n.org_id, 'call'::public.tally_subject, date_bin('15 minutes', n.due_at, '2000-01-01Z'), n.agent_id, n.call_topic, n.campaign_id, n.rule_id, n.call_status,
      case when n.call_status in ('completed', 'failed', 'cancelled') then n.status_reason_code end, count(*), count(n.dial_after),
      count(*) filter (where n.attention)
    from new_rows n where n.deleted_at is null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  elsif tg_op = 'DELETE' then
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
      is_gone, quantity, removed, waiting, attention)
    select o.org_id, 'call'::public.tally_subject, date_bin('15 minutes', o.due_at, '2000-01-01Z'), o.agent_id, o.call_topic, o.campaign_id, o.rule_id, o.call_status,
      case when o.call_status in ('completed', 'failed', 'cancelled') then o.status_reason_code end,
      o.call_status in ('completed', 'failed', 'cancelled'), -count(*), count(*), -count(o.dial_after), -count(*) filter (where o.attention)
    from old_rows o where o.deleted_at is null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
  else
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
      quantity, waiting, attention)
    select c.org_id, 'call'::public.tally_subject, date_bin('15 minutes', c.due_at, '2000-01-01Z'), c.agent_id, c.call_topic, c.campaign_id, c.rule_id, c.call_status,
      case when c.call_status in ('completed', 'failed', 'cancelled') then c.status_reason_code end, sum(c.sign),
      coalesce(sum(c.sign) filter (where c.dial_after is not null), 0), coalesce(sum(c.sign) filter (where c.attention), 0)
    from (
      select 1 as sign, n.org_id, n.due_at, n.agent_id, n.call_topic, n.campaign_id, n.rule_id, n.call_status, n.status_reason_code, n.dial_after,
        n.attention
      from new_rows n where n.deleted_at is null
      union all
      select -1, o.org_id, o.due_at, o.agent_id, o.call_topic, o.campaign_id, o.rule_id, o.call_status, o.status_reason_code, o.dial_after,
        o.attention
      from old_rows o where o.deleted_at is null
    ) c
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    having sum(c.sign) <> 0 or sum(c.sign) filter (where c.dial_after is not null) <> 0
      or sum(c.sign) filter (where c.attention) <> 0;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_removed_call()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into private.call_tallies (org_id, subject, starts_at, call_status, reason_code, is_gone, removed)
  values (new.org_id, 'call'::public.tally_subject, date_bin('15 minutes', new.due_at, '2000-01-01Z'), new.call_status,
    new.status_reason_code, true, 1);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.read_metrics (
  p_by_organization boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_agg(jsonb_build_object('metric', m.metric,
    'labels', m.labels || case when o.slug is null then '{}'::jsonb else jsonb_build_object('organization', o.slug) end,
    'value', m.value) order by m.metric)
  from (
    select c.metric, c.org_id, c.labels, c.value from private.measure_calls(p_by_organization) c
    union all
    select w.metric, null, w.labels, w.value from private.measure_workers() w
    union all
    select p.metric, p.org_id, p.labels, p.value from private.measure_partners(p_by_organization) p
    union all
    select k.metric, k.org_id, k.labels, k.value from private.measure_counters(p_by_organization) k
  ) m
  left join public.organizations o on o.id = m.org_id
$function$;

REVOKE ALL ON FUNCTION "public"."read_metrics"(boolean) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "private"."counter_totals"
  ADD CONSTRAINT "counter_totals_label_check" CHECK ((char_length(label) <= 40));

ALTER TABLE "private"."counter_totals"
  ADD CONSTRAINT "counter_totals_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."counter_totals"
  ADD CONSTRAINT "counter_totals_org_id_metric_label_code_key" UNIQUE NULLS NOT DISTINCT (org_id, metric, label, code);

ALTER TABLE "private"."counters_told"
  ADD CONSTRAINT "counters_told_label_check" CHECK ((char_length(label) <= 40));

ALTER TABLE "private"."counters_told"
  ADD CONSTRAINT "counters_told_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."counters_told"
  ADD CONSTRAINT "counters_told_org_id_metric_label_code_key" UNIQUE NULLS NOT DISTINCT (org_id, metric, label, code);

CREATE INDEX webhook_deliveries_dead_idx ON public.webhook_deliveries USING btree (org_id)
  WHERE (state = 'dead'::public.delivery_state);

CREATE TRIGGER call_schedules_tally_removed
  AFTER UPDATE OF deleted_at ON public.call_schedules
  FOR EACH ROW
  WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL)))
  EXECUTE FUNCTION private.tally_removed_call();

REVOKE ALL ON FUNCTION "private"."fold_call_tallies"(boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."fold_call_tallies"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."fold_call_tallies"(boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."fold_counters"(bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."fold_counters"(bigint[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."fold_counters"(bigint[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."measure_calls"(boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."measure_calls"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."measure_calls"(boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."measure_counters"(boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."measure_counters"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."measure_counters"(boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."measure_partners"(boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."measure_partners"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."measure_partners"(boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."measure_workers"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."measure_workers"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."measure_workers"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."tallied_counters"(boolean, bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tallied_counters"(boolean, bigint[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tallied_counters"(boolean, bigint[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_removed_call"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_removed_call"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_removed_call"() TO "postgres";

REVOKE ALL ON FUNCTION "public"."read_metrics"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."read_metrics"(boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."read_metrics"(boolean) TO "service_role";
