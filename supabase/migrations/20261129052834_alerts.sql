SET local check_function_bodies = off;

DROP INDEX "public"."webhook_deliveries_dead_idx";

CREATE TABLE "private"."alert_rules" ();

ALTER TABLE "private"."alert_rules"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."alert_watch" (
  "only_row"          boolean                  NOT NULL DEFAULT true,
  "enabled"           boolean                  NOT NULL DEFAULT false,
  "interval_seconds"  integer                  NOT NULL DEFAULT 20,
  "heartbeat_url"     text,
  "heartbeat_seconds" integer                  NOT NULL DEFAULT 60,
  "looked_at"         timestamp with time zone,
  "heartbeat_at"      timestamp with time zone,
  CONSTRAINT "alert_watch_heartbeat_seconds_check" CHECK (((heartbeat_seconds >= 1) AND (heartbeat_seconds <= 3600))),
  CONSTRAINT "alert_watch_heartbeat_url_check" CHECK (((heartbeat_url ~ '^https?://[^[:space:]@#]+$'::text) AND (octet_length(heartbeat_url) <= 2000))),
  CONSTRAINT "alert_watch_interval_seconds_check" CHECK (((interval_seconds >= 1) AND (interval_seconds <= 3600))),
  CONSTRAINT "alert_watch_only_row_check" CHECK (only_row),
  CONSTRAINT "alert_watch_pkey" PRIMARY KEY (only_row)
);

ALTER TABLE "private"."alert_watch"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."alert_thresholds" (
  "org_id" uuid NOT NULL
);

ALTER TABLE "public"."alert_thresholds"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."alert_thresholds" FROM "anon";

CREATE TABLE "public"."alerts" (
  "id"     uuid NOT NULL DEFAULT gen_random_uuid(),
  "org_id" uuid,
  CONSTRAINT "alerts_pkey" PRIMARY KEY (id)
);

ALTER TABLE "public"."alerts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."alerts" FROM "anon";

ALTER TABLE "public"."webhook_deliveries"
  ALTER COLUMN "org_id" DROP NOT NULL;

ALTER TABLE "public"."webhooks"
  ALTER COLUMN "org_id" DROP NOT NULL;

CREATE TYPE "private"."alert_finding" AS (
  "org_id"  uuid,
  "subject" text,
  "value"   numeric,
  "data"    jsonb
);

CREATE TYPE "public"."alert_code" AS ENUM (
  'sweep_stalled',
  'worker_wedged',
  'cron_failing',
  'retention_behind',
  'database_large',
  'phone_key_wrong',
  'look_failing',
  'calls_late',
  'calls_unknown',
  'failure_rate',
  'no_answer_rate',
  'wallet_empty',
  'bolna_rejected',
  'hubspot_rejected',
  'write_back_dead',
  'webhook_dead',
  'webhook_switched_off'
);

ALTER TABLE "private"."alert_rules"
  ADD COLUMN "code" public.alert_code NOT NULL;

ALTER TABLE "public"."alert_thresholds"
  ADD COLUMN "code" public.alert_code NOT NULL;

ALTER TABLE "public"."alert_thresholds"
  ADD COLUMN "threshold" numeric;

ALTER TABLE "public"."alerts"
  ADD COLUMN "code" public.alert_code NOT NULL;

ALTER TABLE "public"."alerts"
  ADD COLUMN "subject" text NOT NULL DEFAULT ''::text;

CREATE TYPE "public"."alert_severity" AS ENUM (
  'critical',
  'warning'
);

ALTER TABLE "private"."alert_rules"
  ADD COLUMN "severity" public.alert_severity NOT NULL;

ALTER TABLE "private"."alert_rules"
  ADD COLUMN "threshold" numeric;

ALTER TABLE "private"."alert_rules"
  ADD COLUMN "raise_after" integer NOT NULL DEFAULT 2;

ALTER TABLE "private"."alert_rules"
  ADD COLUMN "resolve_after" integer NOT NULL DEFAULT 3;

ALTER TABLE "private"."alert_rules"
  ADD COLUMN "is_organizations" boolean NOT NULL DEFAULT false;

ALTER TABLE "private"."alert_rules"
  ADD COLUMN "tells_operator" boolean NOT NULL DEFAULT true;

ALTER TABLE "private"."alert_rules"
  ADD COLUMN "failing_since" timestamp WITH time zone;

ALTER TABLE "private"."alert_rules"
  ADD COLUMN "failure" text;

ALTER TABLE "public"."alerts"
  ADD COLUMN "severity" public.alert_severity NOT NULL;

CREATE TYPE "public"."alert_state" AS ENUM (
  'pending',
  'open',
  'resolved'
);

ALTER TABLE "public"."alerts"
  ADD COLUMN "state" public.alert_state NOT NULL;

ALTER TABLE "public"."alerts"
  ADD COLUMN "value" numeric;

ALTER TABLE "public"."alerts"
  ADD COLUMN "threshold" numeric;

ALTER TABLE "public"."alerts"
  ADD COLUMN "data" jsonb NOT NULL DEFAULT '{}'::jsonb;

ALTER TABLE "public"."alerts"
  ADD COLUMN "sentence" text NOT NULL;

ALTER TABLE "public"."alerts"
  ADD COLUMN "looks" integer NOT NULL DEFAULT 0;

ALTER TABLE "public"."alerts"
  ADD COLUMN "raised_at" timestamp WITH time zone;

ALTER TABLE "public"."alerts"
  ADD COLUMN "resolved_at" timestamp WITH time zone;

ALTER TYPE "public"."retained" ADD VALUE 'alerts' AFTER 'audience_uploads';


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.alert_threshold (
  p_code public.alert_code
)
  RETURNS numeric
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select r.threshold from private.alert_rules r where r.code = p_code
$function$;

CREATE OR REPLACE FUNCTION private.attempts_of_last_hour (
  p_code public.alert_code
)
  RETURNS TABLE (
    org_id    uuid,
    threshold numeric,
    attempts  bigint,
    failed    bigint,
    no_answer bigint
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select t.org_id, t.threshold, c.attempts, c.failed, c.no_answer
  from private.organizations_to_tell(p_code) t
  cross join lateral (
    select sum(k.answered + k.voicemail + k.no_answer + k.busy + k.failed) as attempts, sum(k.failed) as failed,
      sum(k.no_answer) as no_answer
    from private.report_counts k
    where k.org_id = t.org_id and k.grain = 'quarter' and k.starts_at > private.current_time() - interval '75 minutes'
  ) c
  where c.attempts >= 20
$function$;

CREATE OR REPLACE FUNCTION private.cron_words (
  p_seconds integer
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case
    when p_seconds = 3600 then '0 * * * *'
    when p_seconds = 60 then '* * * * *'
    when p_seconds > 60 then format('*/%s * * * *', p_seconds / 60)
    else format('%s seconds', p_seconds)
  end
$function$;

CREATE OR REPLACE FUNCTION private.enter_operator_event (
  p_type       public.webhook_event,
  p_subject_id uuid,
  p_data       jsonb
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  insert into public.webhook_deliveries (webhook_id, event_id, type, subject_id, data)
  select w.id, gen_random_uuid(), p_type, p_subject_id, p_data
  from public.webhooks w where w.org_id is null and w.is_active
$function$;

CREATE OR REPLACE FUNCTION private.find_bolna_rejected()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select f.org_id, f.subject, f.value, f.data from private.stopped_by('bolna_rejected', 'bolna_credentials', 'bolna_agent_unknown', 'bolna_from_number') f
$function$;

CREATE OR REPLACE FUNCTION private.find_calls_late()
  RETURNS SETOF private.alert_finding
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  if private.all_calling_paused() is not null then
    return;
  end if;
  return query
    select late.org_id, '', round(extract(epoch from now_is - next.due)), '{}'::jsonb
    from (
      select t.org_id, now_is - make_interval(secs => t.threshold::double precision) as since
      from private.organizations_to_tell('calls_late') t
      join public.organizations o on o.id = t.org_id and o.calling_paused_reason is null
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = t.org_id and s.campaign_id is null
      ) earliest
      where earliest.due <= now_is - make_interval(secs => t.threshold::double precision)
      offset 0
    ) late
    cross join lateral (
      select min(k.dial_after) as due
      from (
        select s.dial_after, s.agent_id, s.updated_at from public.call_schedules s
        where s.org_id = late.org_id and s.campaign_id is null and s.dial_after <= late.since
        order by s.dial_after limit 1000
      ) k
      join public.agents a on a.id = k.agent_id and a.is_active
      -- Booked or let go just now: it has not waited, whatever its time.
      where k.updated_at <= late.since
    ) next
    where next.due is not null;
end $function$;

CREATE OR REPLACE FUNCTION private.find_calls_unknown()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select t.org_id, '', u.calls::numeric, '{}'::jsonb
  from (
    select a.org_id, count(*) as calls from public.call_attempts a
    where a.state = 'unknown' and a.next_check_at is not null and a.claimed_at <= private.current_time() - interval '5 minutes'
    group by a.org_id
  ) u
  join private.organizations_to_tell('calls_unknown') t on t.org_id = u.org_id
  where u.calls >= t.threshold and u.calls > 0
$function$;

CREATE OR REPLACE FUNCTION private.find_cron_failing()
  RETURNS SETOF private.alert_finding
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  -- Dynamic, because the extension may be absent.
  find_jobs constant text := $cron$
    with latest as materialized (
      select d.jobid, d.runid, d.status, d.return_message from cron.job_run_details d order by d.runid desc limit 3000
    )
    select j.jobname::text, failed.runs, jsonb_build_object('job', j.jobname, 'message', left(failed.message, 500))
    from cron.job j
    cross join lateral (
      select count(*) filter (where l.status = 'failed') as runs, count(*) as seen,
        max(l.return_message) filter (where l.place = 1) as message
      from (
        select k.status, k.return_message, row_number() over (order by k.runid desc) as place
        from latest k where k.jobid = j.jobid and k.status in ('succeeded', 'failed')
      ) l
      where l.place <= $1
    ) failed
    where j.active and j.database = current_database() and failed.runs >= $1
    union all
    select w.cron_job, 0, jsonb_build_object('job', w.cron_job, 'message', 'There is no such job, or it is switched off.')
    from private.workers w
    where w.enabled and not exists (select from cron.job j where j.jobname = w.cron_job and j.active)
  $cron$;
  threshold constant integer := private.alert_threshold('cron_failing');
begin
  if threshold is null or to_regclass('cron.job') is null then
    return;
  end if;
  return query execute format('select null::uuid, left(f.jobname, 200), f.runs::numeric, f.data from (%s) f (jobname, runs, data)', find_jobs)
    using threshold;
end $function$;

CREATE OR REPLACE FUNCTION private.find_database_large()
  RETURNS SETOF private.alert_finding
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- Its files are counted only where somebody wants to know.
  if private.alert_threshold('database_large') is not null then
    return query
      select null::uuid, '', round(size.bytes / 1e9, 2), '{}'::jsonb
      from (select pg_catalog.pg_database_size(pg_catalog.current_database())::numeric) size (bytes)
      where size.bytes / 1e9 >= private.alert_threshold('database_large');
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.find_failure_rate()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select a.org_id, '', round(a.failed::numeric / a.attempts, 3), jsonb_build_object('attempts', a.attempts, 'failed', a.failed)
  from private.attempts_of_last_hour('failure_rate') a where a.failed::numeric / a.attempts >= a.threshold
$function$;

CREATE OR REPLACE FUNCTION private.find_hubspot_rejected()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select c.org_id, '', null::numeric, jsonb_build_object('hubspot_state', c.state)
  from public.hubspot_connections c
  join private.organizations_to_tell('hubspot_rejected') t on t.org_id = c.org_id
  where c.removed_at is null
    and c.state in ('token_missing', 'token_rejected', 'scope_missing', 'property_missing', 'property_type_wrong')
$function$;

CREATE OR REPLACE FUNCTION private.find_look_failing()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select null::uuid, r.code::text, round(extract(epoch from private.current_time() - r.failing_since)),
    jsonb_build_object('rule', r.code, 'failure', left(r.failure, 500))
  from private.alert_rules r
  where r.failing_since <= private.current_time() - make_interval(secs => private.alert_threshold('look_failing')::double precision)
$function$;

CREATE OR REPLACE FUNCTION private.find_no_answer_rate()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select a.org_id, '', round(a.no_answer::numeric / a.attempts, 3), jsonb_build_object('attempts', a.attempts, 'no_answer', a.no_answer)
  from private.attempts_of_last_hour('no_answer_rate') a where a.no_answer::numeric / a.attempts >= a.threshold
$function$;

CREATE OR REPLACE FUNCTION private.find_phone_key_wrong()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select null::uuid, '', count(*)::numeric, '{}'::jsonb from public.organizations o
  where o.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')
  having count(*) >= greatest(private.alert_threshold('phone_key_wrong'), 1)
    and private.alert_threshold('phone_key_wrong') is not null
$function$;

CREATE OR REPLACE FUNCTION private.find_retention_behind()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select null::uuid, r.name::text, round(extract(epoch from private.current_time() - r.failing_since)),
    jsonb_build_object('name', r.name, 'failure', left(r.failure, 500))
  from private.retention r
  where r.failing_since <= private.current_time()
    - make_interval(secs => private.alert_threshold('retention_behind')::double precision)
$function$;

CREATE OR REPLACE FUNCTION private.find_sweep_stalled()
  RETURNS SETOF private.alert_finding
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  patient_until constant timestamptz := (
    select now_is - make_interval(secs => (w.interval_seconds + private.alert_threshold('sweep_stalled'))::double precision)
    from private.workers w where w.name = 'sweep');
  found private.alert_finding[];
begin
  -- Nothing is due, or nobody is told: then patient_until is null.
  if (select min(s.dial_after) from public.call_schedules s where s.dial_after is not null and s.attempt_count >= 0) <= patient_until
  is not true then
    return;
  elsif exists (
    select from (
      select r.finished_at from private.worker_runs r where r.worker = 'sweep' order by r.id desc limit 20
    ) latest where latest.finished_at > patient_until)
  or exists (
    select from public.organizations o
    where exists (
      select from public.call_attempts t where t.org_id = o.id and t.claimed_at > patient_until and t.trigger = 'sweep')) then
    return;
  end if;
  found := array(
    select row(w.id, '', round(extract(epoch from now_is - next.due), 1), '{}')::private.alert_finding
    from (
      select o.id from public.organizations o where o.calling_paused_reason is null and private.earliest_due(o.id) <= patient_until
    ) w
    cross join lateral (select o.id from private.claimable_organizations o where o.id = w.id limit 1) o
    -- A call booked or let go just now has not waited, whatever its time. min() rather than exists(): see ring_for_waiting_calls.
    cross join lateral (
      select least((
          select min(k.dial_after) from private.claimable_calls k
          where k.org_id = o.id and k.campaign_id is null and k.dial_after <= patient_until and k.updated_at <= patient_until
        ), (
          select min(k.dial_after) from private.claimable_campaigns c
          join private.claimable_calls k on k.org_id = c.org_id and k.campaign_id = c.id
          where c.org_id = o.id and k.dial_after <= patient_until and k.updated_at <= patient_until
        )) as due
    ) next
    where next.due is not null);
  return query
    select null::uuid, '', max(f.value), jsonb_build_object('organizations', count(*)) from unnest(found) f having count(*) > 0
    union all
    select f.org_id, f.subject, f.value, f.data from unnest(found) f;
end $function$;

CREATE OR REPLACE FUNCTION private.find_wallet_empty()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select f.org_id, f.subject, f.value, f.data from private.stopped_by('wallet_empty', 'balance_low', 'bolna_payment') f
$function$;

CREATE OR REPLACE FUNCTION private.find_webhook_dead()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select w.org_id, w.id::text, dead.deliveries::numeric, jsonb_build_object('webhook_id', w.id)
  from public.webhooks w
  join private.organizations_to_tell('webhook_dead') t on t.org_id = w.org_id
  cross join lateral (
    select count(*) as deliveries from (
      select from public.webhook_deliveries d
      where d.org_id = w.org_id and d.webhook_id = w.id and d.state = 'dead' and d.reason_code = 'given_up'
        and d.created_at > private.current_time() - interval '4 days'
        and not exists (select from public.webhook_deliveries again where again.replay_of = d.id and again.state = 'delivered')
      limit 100
    ) counted
  ) dead
  where dead.deliveries >= greatest(t.threshold, 1)
$function$;

CREATE OR REPLACE FUNCTION private.find_webhook_switched_off()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select w.org_id, w.id::text, null::numeric, jsonb_build_object('webhook_id', w.id, 'off_code', w.off_code)
  from public.webhooks w
  where w.off_code in ('gone', 'failing') and (w.org_id is null
    or exists (select from private.organizations_to_tell('webhook_switched_off') t where t.org_id = w.org_id))
$function$;

CREATE OR REPLACE FUNCTION private.find_worker_wedged()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select null::uuid, w.name, round(extract(epoch from private.current_time() - stuck.since)), jsonb_build_object('worker', w.name)
  from private.workers w
  cross join lateral (
    select r.started_at from private.worker_runs r where r.worker = w.name order by r.id desc limit 1
  ) latest
  cross join lateral (
    select count(*) filter (where r.finished_at is null) as unfinished, min(r.started_at) as first_at
    from (select k.started_at, k.finished_at from private.worker_runs k where k.worker = w.name order by k.id desc limit 5) r
  ) runs
  cross join lateral (
    select case
      when latest.started_at < w.rung_at then w.rung_at
      when runs.unfinished = 5 and runs.first_at <= private.current_time() - interval '5 minutes' then runs.first_at
    end as since
  ) stuck
  where w.enabled
    and stuck.since <= private.current_time()
      - make_interval(secs => private.alert_threshold('worker_wedged')::double precision)
  union all
  -- It has never come at all.
  select null::uuid, w.name, round(extract(epoch from private.current_time() - w.rung_at)), jsonb_build_object('worker', w.name)
  from private.workers w
  where w.enabled and not exists (select from private.worker_runs r where r.worker = w.name)
    and w.rung_at <= private.current_time() - make_interval(secs => private.alert_threshold('worker_wedged')::double precision)
$function$;

CREATE OR REPLACE FUNCTION private.find_write_back_dead()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select t.org_id, '', dead.entries::numeric, '{}'::jsonb
  from private.organizations_to_tell('write_back_dead') t
  cross join lateral (
    select count(*) as entries from (
      select from public.crm_outbox e
      where e.org_id = t.org_id and e.state = 'dead' and e.created_at > private.current_time() - interval '7 days' limit 100
    ) counted
  ) dead
  where dead.entries >= greatest(t.threshold, 1)
$function$;

CREATE OR REPLACE FUNCTION private.forget_webhook_secrets()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.drop_token(old.secret_id);
  perform private.drop_token(old.old_secret_id);
  delete from public.webhook_deliveries d where old.org_id is null and d.org_id is null and d.webhook_id = old.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_findings (
  p_rule  private.alert_rules,
  p_found private.alert_finding[]
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  changed public.alerts;
begin
  for changed in
    with found as (
      select f.org_id, f.subject, f.value, f.data, coalesce(f.org_id, nobody) as owner from unnest(p_found) f
    ), live as (
      select a.id, a.state, f.subject is not null as is_found, f.value, f.data,
        a.state = 'pending' and f.subject is not null and a.looks + 1 >= p_rule.raise_after as is_raised,
        a.state = 'open' and f.subject is null and a.looks + 1 >= p_rule.resolve_after as is_resolved
      from public.alerts a
      left join found f on f.owner = coalesce(a.org_id, nobody) and f.subject = a.subject
      where a.code = p_rule.code and a.state <> 'resolved' and not (a.state = 'open' and a.looks = 0 and f.subject is not null)
    ), dropped as (
      delete from public.alerts a using live l where a.id = l.id and l.state = 'pending' and not l.is_found
    ), counted as (
      update public.alerts a
      set looks = case when l.is_raised or l.state = 'open' and l.is_found then 0 else a.looks + 1 end,
        state = case when l.is_raised then 'open'::public.alert_state when l.is_resolved then 'resolved' else a.state end,
        raised_at = case when l.is_raised then now_is else a.raised_at end,
        resolved_at = case when l.is_resolved then now_is end,
        value = case when l.is_raised then l.value else a.value end,
        data = case when l.is_raised then l.data else a.data end,
        sentence = case when l.is_raised then private.say_alert(a.code, a.subject, l.value, l.data) else a.sentence end
      from live l
      where a.id = l.id and (l.is_found or l.state = 'open')
      returning a.*
    ), added as (
      insert into public.alerts as a (org_id, code, subject, severity, state, value, threshold, data, sentence, looks, raised_at)
      select f.org_id, p_rule.code, f.subject, p_rule.severity,
        case when p_rule.raise_after = 1 then 'open'::public.alert_state else 'pending' end, f.value,
        coalesce((select t.threshold from public.alert_thresholds t where t.org_id = f.org_id and t.code = p_rule.code), p_rule.threshold),
        f.data, private.say_alert(p_rule.code, f.subject, f.value, f.data),
        case when p_rule.raise_after = 1 then 0 else 1 end, case when p_rule.raise_after = 1 then now_is end
      from found f
      where not exists (
        select from public.alerts l
        where l.code = p_rule.code and l.state <> 'resolved' and coalesce(l.org_id, nobody) = f.owner and l.subject = f.subject)
      on conflict (code, org_id, subject) where state <> 'resolved' do nothing
      returning a.*
    )
    select c.* from counted c join live l on l.id = c.id where l.is_raised or l.is_resolved
    union all
    select n.* from added n where n.state = 'open'
  loop
    perform private.tell_alert(changed);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_operator_endpoint (
  p_url    text,
  p_secret text
)
  RETURNS text
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  new_secret text := p_secret;
  h public.webhooks;
begin
  if p_url = '' then
    delete from public.webhooks k where k.org_id is null;
    return null;
  end if;
  select k.* into h from public.webhooks k where k.org_id is null for update;
  if h.id is null then
    new_secret := coalesce(p_secret, 'whsec_' || replace(encode(
      decode(replace(gen_random_uuid()::text || gen_random_uuid(), '-', ''), 'hex'), 'base64'), E'\n', ''));
    insert into public.webhooks (url, events, description, secret_id)
    values (p_url, '{alert.raised,alert.resolved}', 'The operator''s', private.keep_webhook_secret(new_secret));
  else
    if p_secret is not null then
      perform private.drop_token(h.old_secret_id);
      h.old_secret_id := h.secret_id;
      h.old_secret_until := private.current_time() + interval '1 day';
      h.secret_id := private.keep_webhook_secret(p_secret);
    end if;
    update public.webhooks k
    set url = coalesce(p_url, k.url), secret_id = h.secret_id, old_secret_id = h.old_secret_id, old_secret_until = h.old_secret_until,
      is_active = true, off_code = null, failing_since = null, failures = 0, held_until = private.current_time()
    where k.id = h.id;
    new_secret := null;
  end if;
  insert into public.webhook_deliveries (webhook_id, event_id, type, subject_id, data)
  select k.id, gen_random_uuid(), 'webhook.test', k.id, jsonb_build_object('webhook_id', k.id)
  from public.webhooks k where k.org_id is null;
  return new_secret;
end $function$;

CREATE OR REPLACE FUNCTION private.look_at_alerts()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  rule private.alert_rules;
  findings private.alert_finding[];
begin
  perform from private.alert_watch w for update skip locked;
  if not found then
    return;
  end if;
  for rule in select r.* from private.alert_rules r order by r.code loop
    begin
      execute format('select array_agg(f) from private.%I() f', 'find_' || rule.code) into findings;
      -- Most rules find nothing at most looks: then what keeps findings is not even planned (3 ms each).
      if findings is not null or exists (select from public.alerts a where a.code = rule.code and a.state <> 'resolved') then
        perform private.keep_findings(rule, coalesce(findings, '{}'));
      end if;
      if rule.failing_since is not null then
        update private.alert_rules r set failing_since = null, failure = null where r.code = rule.code;
      end if;
    exception when others then
      raise log 'call scheduler: % could not be looked at (%)', rule.code, sqlstate;
      update private.alert_rules r
      set failing_since = coalesce(r.failing_since, private.current_time()), failure = left(concat_ws(': ', sqlstate, sqlerrm), 1000)
      where r.code = rule.code;
    end;
  end loop;
  update private.alert_watch w set looked_at = private.current_time() where w.only_row;
  perform private.send_heartbeat();
end $function$;

CREATE OR REPLACE FUNCTION private.organizations_to_tell (
  p_code public.alert_code
)
  RETURNS TABLE (
    org_id    uuid,
    threshold numeric
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select o.id, case when t.org_id is null then r.threshold else t.threshold end
  from private.alert_rules r
  cross join public.organizations o
  left join public.alert_thresholds t on t.org_id = o.id and t.code = r.code
  where r.code = p_code and case when t.org_id is null then r.threshold else t.threshold end is not null
$function$;


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.prune_batch (
  p_name public.retained
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  old_until constant timestamptz := private.kept_since(p_name);
  batch constant integer := (select r.batch from private.retention r where r.name = p_name);
  pruned integer := 0;
begin
  if old_until is null then
    return 0;
  end if;
  case p_name
    when 'audit_log' then
      delete from public.audit_log a where a.id in (
        select o.id from public.audit_log o where o.occurred_at < old_until order by o.occurred_at limit batch);
    when 'call_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o
        where o.received_at < old_until and o.attempt_id is not null and exists (
          select from public.call_attempts t where t.id = o.attempt_id and t.state = 'ended' and t.ended_at < old_until)
        order by o.received_at limit batch);
    when 'unknown_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o where o.received_at < old_until and o.attempt_id is null
        order by o.received_at limit batch);
    when 'crm_outbox' then
      delete from public.crm_outbox e where e.id in (
        select o.id from public.crm_outbox o where o.state = 'sent' and o.sent_at < old_until order by o.sent_at limit batch);
    when 'calls' then
      delete from public.call_schedules s where s.id in (
        select o.id from public.call_schedules o
        where o.call_status in ('completed', 'failed', 'cancelled') and o.updated_at < old_until and not o.attention
          -- A rule's call is what keeps the rule from calling for the same check-up again: it stays.
          and o.occasion is null
          and not exists (select from public.call_attempts t where t.schedule_id = o.id and t.state <> 'ended')
          and not exists (select from public.crm_outbox e where e.schedule_id = o.id and e.state <> 'sent')
        limit batch);
    when 'removed_contacts' then
      delete from public.contacts c where c.id in (
        select o.id from public.contacts o where o.removed_at < old_until limit batch);
    when 'contact_syncs' then
      delete from public.contact_syncs r where r.id in (
        select o.id from public.contact_syncs o where o.finished_at < old_until order by o.finished_at limit batch);
    when 'idempotency_keys' then
      delete from public.idempotency_keys k where (k.org_id, k.user_id, k.idempotency_key) in (
        select o.org_id, o.user_id, o.idempotency_key from public.idempotency_keys o
        where o.created_at < old_until order by o.created_at limit batch);
    when 'invitations' then
      delete from public.invitations i where i.id in (
        select o.id from public.invitations o where o.expires_at < old_until limit batch);
    when 'request_buckets' then
      delete from private.request_buckets b where (b.owner, b.kind) in (
        select o.owner, o.kind from private.request_buckets o where o.full_at < old_until order by o.full_at limit batch);
    when 'call_looks' then
      delete from private.call_looks l where l.schedule_id in (
        select o.schedule_id from private.call_looks o where o.expires_at < old_until limit batch);
    when 'worker_runs' then
      delete from private.worker_runs r where r.id in (
        select o.id from private.worker_runs o where o.started_at < old_until order by o.started_at limit batch);
    when 'call_decisions' then
      delete from public.call_decisions d where d.id in (
        select o.id from public.call_decisions o where o.at < old_until order by o.at limit batch);
    when 'registry_checks' then
      delete from private.registry_checks k where (k.phone_hash, k.registry) in (
        select o.phone_hash, o.registry from private.registry_checks o where o.checked_at < old_until
        order by o.checked_at limit batch) and k.checked_at < old_until;
    when 'webhook_deliveries' then
      delete from public.webhook_deliveries d where d.id in (
        select o.id from public.webhook_deliveries o where o.created_at < old_until and o.state in ('delivered', 'dead')
        order by o.created_at limit batch);
    when 'reports' then
      delete from private.report_counts r where r.ctid = any (array(
        select o.ctid from private.report_counts o where o.starts_at < old_until order by o.starts_at limit batch));
      get diagnostics pruned = row_count;
      if pruned < batch then
        delete from private.report_codes r where r.ctid = any (array(
          select o.ctid from private.report_codes o where o.starts_at < old_until order by o.starts_at limit batch));
        get diagnostics pruned = row_count;
      end if;
      if pruned < batch then
        delete from private.compliance_days d where d.ctid = any (array(
          select o.ctid from private.compliance_days o where o.counted_at < old_until order by o.counted_at limit batch));
      end if;
    when 'audience_uploads' then
      delete from public.audience_uploads u where u.id in (
        select o.id from public.audience_uploads o
        where o.state = 'running' and o.started_at < old_until order by o.started_at limit batch);
    when 'alerts' then
      delete from public.alerts a where a.id in (
        select o.id from public.alerts o where o.resolved_at < old_until order by o.resolved_at limit batch);
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $function$;

CREATE OR REPLACE FUNCTION private.raise_alert (
  p_org_id  uuid,
  p_code    public.alert_code,
  p_subject text,
  p_data    jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  rule constant private.alert_rules := (select r from private.alert_rules r where r.code = p_code);
  raised public.alerts;
begin
  if p_org_id is not null and not exists (select from private.organizations_to_tell(p_code) t where t.org_id = p_org_id) then
    return;
  end if;
  insert into public.alerts (org_id, code, subject, severity, state, threshold, data, sentence, raised_at)
  values (p_org_id, p_code, p_subject, rule.severity, 'open', rule.threshold, p_data, private.say_alert(p_code, p_subject, null, p_data),
    private.current_time())
  on conflict (code, org_id, subject) where state <> 'resolved' do nothing
  returning * into raised;
  if raised.id is not null then
    perform private.tell_alert(raised);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.say_alert (
  p_code    public.alert_code,
  p_subject text,
  p_value   numeric,
  p_data    jsonb
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select left(case p_code
    when 'sweep_stalled' then format('Calls are due and nobody dials them: the first has waited for %s seconds.', p_value)
    when 'worker_wedged' then format('The worker "%s" is rung and does no work, for %s seconds now.', p_subject, p_value)
    when 'cron_failing' then format('The job "%s" of pg_cron does not succeed: %s', p_subject, p_data ->> 'message')
    when 'retention_behind' then format('What is old of "%s" could not be deleted for %s seconds: %s', p_subject, p_value, p_data ->> 'failure')
    when 'database_large' then format('The database has %s gigabytes.', p_value)
    when 'phone_key_wrong' then format('Calling of %s organisations waits for a key of phone numbers that the functions do not have.', p_value)
    when 'look_failing' then format('Nobody would be told of "%s": looking for it fails: %s', p_subject, p_data ->> 'failure')
    when 'calls_late' then format('A call that is due has waited for %s seconds.', p_value)
    when 'calls_unknown' then format('Of %s calls nobody knows whether they were made.', p_value)
    when 'failure_rate' then format('%s %% of the calls of the last hour failed (%s of %s).',
      round(p_value * 100), p_data ->> 'failed', p_data ->> 'attempts')
    when 'no_answer_rate' then format('Nobody answered %s %% of the calls of the last hour (%s of %s).',
      round(p_value * 100), p_data ->> 'no_answer', p_data ->> 'attempts')
    when 'wallet_empty' then 'Calling is stopped: Bolna''s wallet is empty.'
    when 'bolna_rejected' then 'Calling is stopped: Bolna refuses the key, the agent or the number that it calls from.'
    when 'hubspot_rejected' then format('HubSpot cannot be read: %s.', replace(p_data ->> 'hubspot_state', '_', ' '))
    when 'write_back_dead' then format('HubSpot refuses %s calls that were to be written to it.', p_value)
    when 'webhook_dead' then format('An endpoint could not be told %s events within three days.', p_value)
    when 'webhook_switched_off' then 'An endpoint was switched off: it is gone, or nothing reached it for five days.'
  end, 1000)
$function$;

CREATE OR REPLACE FUNCTION private.schedule_job (
  p_name    text,
  p_seconds integer,
  p_command text
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if p_seconds not between 1 and 3600 or (p_seconds >= 60 and p_seconds % 60 <> 0) then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got %', p_seconds using errcode = '22023';
  end if;
  perform cron.schedule(p_name, private.cron_words(p_seconds), p_command);
  return p_seconds;
exception when others then
  if p_seconds >= 60 or sqlstate = '22023' then
    raise;
  end if;
  raise warning 'this pg_cron knows minutes only: % runs once a minute', p_name;
  perform cron.schedule(p_name, private.cron_words(60), p_command);
  return 60;
end $function$;

CREATE OR REPLACE FUNCTION private.send_heartbeat()
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  -- Dynamic, because the extension may be absent.
  ask constant text := 'select net.http_get(url := $1, timeout_milliseconds := 5000)';
  w private.alert_watch;
begin
  select k.* into w from private.alert_watch k;
  if w.heartbeat_url is null
    -- The look that is nearest to its time: looks are not made on the dot.
    or w.heartbeat_at > now_is - make_interval(secs => w.heartbeat_seconds - least(w.interval_seconds, w.heartbeat_seconds) / 2.0)
    or exists (select from public.alerts a where a.org_id is null and a.state = 'open')
    or exists (select from private.alert_rules r where r.failing_since is not null)
    or exists (
      select from public.webhooks h
      where h.org_id is null and (not h.is_active or h.failing_since <= now_is - interval '10 minutes')) then
    return false;
  end if;
  execute ask using w.heartbeat_url;
  update private.alert_watch k set heartbeat_at = now_is where k.only_row;
  return true;
exception when others then
  raise log 'call scheduler: the heartbeat could not be sent (%)', sqlstate;
  return false;
end $function$;

CREATE OR REPLACE FUNCTION private.stopped_by (
  p_code   public.alert_code,
  VARIADIC p_reasons public.reason_code[]
)
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select o.id, '', null::numeric, jsonb_build_object('calling_paused_code', o.calling_paused_code, 'calling_paused_at', o.calling_paused_at)
  from public.organizations o
  join private.organizations_to_tell(p_code) t on t.org_id = o.id
  where o.calling_paused_code = any (p_reasons)
$function$;

CREATE OR REPLACE FUNCTION private.tell_alert (
  a public.alerts
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  event constant public.webhook_event := case a.state when 'resolved' then 'alert.resolved' else 'alert.raised' end;
  told constant jsonb := a.data || jsonb_build_object('alert_id', a.id, 'code', a.code, 'severity', a.severity, 'subject', a.subject,
    'sentence', a.sentence, 'value', a.value, 'threshold', a.threshold, 'raised_at', a.raised_at, 'resolved_at', a.resolved_at);
begin
  if a.org_id is not null then
    perform private.enter_webhook_event(a.org_id, event, a.id, told);
  end if;
  if a.org_id is null or (select r.tells_operator from private.alert_rules r where r.code = a.code) then
    perform private.enter_operator_event(event, a.id, told || jsonb_build_object('org_slug', (
      select o.slug from public.organizations o where o.id = a.org_id)));
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.alerts_health()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('enabled', w.enabled, 'interval_seconds', w.interval_seconds,
    'looked_seconds_ago', round(extract(epoch from private.current_time() - w.looked_at)),
    'endpoint', (
      select jsonb_build_object('is_active', h.is_active,
        'failing_seconds', round(extract(epoch from private.current_time() - h.failing_since)))
      from public.webhooks h where h.org_id is null),
    'heartbeat', case when w.heartbeat_url is not null then jsonb_build_object(
      'sent_seconds_ago', round(extract(epoch from private.current_time() - w.heartbeat_at))) end,
    'failing', (
      select coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'failure', r.failure) order by r.code), '[]')
      from private.alert_rules r where r.failing_since is not null),
    'open', (
      select coalesce(jsonb_agg(jsonb_build_object('code', a.code, 'severity', a.severity, 'org_slug', o.slug, 'subject', a.subject,
        'sentence', a.sentence, 'open_seconds', round(extract(epoch from private.current_time() - a.raised_at)))
        order by o.slug nulls first, a.raised_at), '[]')
      from public.alerts a left join public.organizations o on o.id = a.org_id where a.state = 'open'))
  from private.alert_watch w
$function$;

REVOKE ALL ON FUNCTION "public"."alerts_health"() FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.configure_alerts (
  enabled           boolean DEFAULT true,
  interval_seconds  integer DEFAULT NULL::integer,
  url               text    DEFAULT NULL::text,
  secret            text    DEFAULT NULL::text,
  heartbeat_url     text    DEFAULT NULL::text,
  heartbeat_seconds integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  w private.alert_watch;
  made_secret text;
begin
  if enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  elsif secret !~ '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$' then
    raise exception 'a secret is whsec_ and 24 to 64 bytes in base64' using errcode = '22023';
  end if;
  update private.alert_watch k
  set enabled = configure_alerts.enabled, interval_seconds = coalesce(configure_alerts.interval_seconds, k.interval_seconds),
    heartbeat_url = case when configure_alerts.heartbeat_url is null then k.heartbeat_url
      else nullif(configure_alerts.heartbeat_url, '') end,
    heartbeat_seconds = coalesce(configure_alerts.heartbeat_seconds, k.heartbeat_seconds),
    heartbeat_at = case when configure_alerts.heartbeat_url is null then k.heartbeat_at end,
    -- From here on looks are missed.
    looked_at = private.current_time()
  where k.only_row
  returning * into w;
  if to_regnamespace('cron') is null then
    raise exception 'pg_cron is not installed in this database: enable it, then run this again' using errcode = '55000';
  elsif enabled then
    w.interval_seconds := private.schedule_job('call-alerts', w.interval_seconds, 'select private.look_at_alerts()');
    update private.alert_watch k set interval_seconds = w.interval_seconds where k.only_row;
  else
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = 'call-alerts';
  end if;
  if url is not null or secret is not null then
    made_secret := private.keep_operator_endpoint(url, secret);
  end if;
  return jsonb_strip_nulls(jsonb_build_object('enabled', w.enabled, 'interval_seconds', w.interval_seconds,
    'url', (select h.url from public.webhooks h where h.org_id is null), 'secret', made_secret,
    'heartbeat_url', w.heartbeat_url, 'heartbeat_seconds', w.heartbeat_seconds));
end $function$;

REVOKE ALL ON FUNCTION "public"."configure_alerts"(boolean, integer, text, text, text, integer) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.configure_worker (
  worker           text,
  enabled          boolean DEFAULT true,
  interval_seconds integer DEFAULT NULL::integer
)
  RETURNS text
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  tick constant text := format('select private.tick(%L)', worker);
  seconds integer;
  job text;
  took integer;
begin
  select coalesce(configure_worker.interval_seconds, w.interval_seconds), w.cron_job into seconds, job
  from private.workers w where w.name = worker;
  if job is null then
    raise exception 'there is no worker "%"', worker using errcode = '22023';
  elsif enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  elsif seconds not between 1 and 3600 or (seconds >= 60 and seconds % 60 <> 0) then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got %', seconds using errcode = '22023';
  elsif to_regnamespace('cron') is null then
    raise exception 'pg_cron is not installed in this database: enable it, then run this again' using errcode = '55000';
  end if;

  update private.workers w set enabled = configure_worker.enabled, interval_seconds = seconds where w.name = worker;
  if not enabled then
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = job;
    return 'off';
  end if;

  took := private.schedule_job(job, seconds, tick);
  update private.workers w set interval_seconds = took where w.name = worker and w.interval_seconds <> took;
  return private.cron_words(took);
end $function$;

CREATE OR REPLACE FUNCTION public.record_delivery (
  p_id     uuid,
  p_worker text,
  p_result jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  d public.webhook_deliveries;
  w public.webhooks;
  r record;
  off public.webhook_off_code;
begin
  select * into r from jsonb_to_record(p_result) as f (
    step public.delivery_step, seconds numeric, hold_seconds numeric, reason_code public.delivery_reason, reason text, http_status integer);
  select k.* into d from public.webhook_deliveries k where k.id = p_id;
  select k.* into w from public.webhooks k where k.id = d.webhook_id for no key update;
  update public.webhook_deliveries k
  set state = case r.step when 'delivered' then 'delivered'::public.delivery_state when 'retry' then 'pending' else 'dead' end,
    delivered_at = case when r.step = 'delivered' then now_is end,
    next_try_at = case when r.step = 'retry' then now_is + make_interval(secs => r.seconds::double precision) else k.next_try_at end,
    http_status = r.http_status, reason_code = r.reason_code, reason = left(r.reason, 500), worker = null
  where k.id = p_id and k.worker = p_worker and k.state = 'sending';
  if not found then
    return false;
  elsif r.step = 'delivered' then
    update public.webhooks k set failing_since = null, failures = 0, held_until = now_is where k.id = w.id and k.failures > 0;
    return true;
  end if;

  off := case
    when r.reason_code = 'gone' then 'gone'::public.webhook_off_code
    when w.failing_since <= now_is - interval '5 days' then 'failing'
  end;
  update public.webhooks k
  set failing_since = coalesce(k.failing_since, now_is), failures = k.failures + 1,
    held_until = greatest(k.held_until, now_is + make_interval(secs => coalesce(r.hold_seconds, 0)::double precision)),
    is_active = k.is_active and off is null, off_code = coalesce(k.off_code, off)
  where k.id = w.id;
  if off is not null and w.is_active then
    perform private.raise_alert(w.org_id, 'webhook_switched_off', w.id::text, jsonb_build_object('webhook_id', w.id, 'off_code', off));
  end if;
  return true;
end $function$;

ALTER TABLE "private"."alert_rules"
  ADD CONSTRAINT "alert_rules_check" CHECK (((failing_since IS NULL) = (failure IS NULL)));

ALTER TABLE "private"."alert_rules"
  ADD CONSTRAINT "alert_rules_failure_check" CHECK (((char_length(failure) >= 1) AND (char_length(failure) <= 1000)));

ALTER TABLE "private"."alert_rules"
  ADD CONSTRAINT "alert_rules_pkey" PRIMARY KEY (code);

ALTER TABLE "private"."alert_rules"
  ADD CONSTRAINT "alert_rules_raise_after_check" CHECK (((raise_after >= 1) AND (raise_after <= 100)));

ALTER TABLE "private"."alert_rules"
  ADD CONSTRAINT "alert_rules_resolve_after_check" CHECK (((resolve_after >= 1) AND (resolve_after <= 100)));

ALTER TABLE "private"."alert_rules"
  ADD CONSTRAINT "alert_rules_threshold_check" CHECK ((threshold >= (0)::numeric));

ALTER TABLE "public"."alert_thresholds"
  ADD CONSTRAINT "alert_thresholds_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "public"."alert_thresholds"
  ADD CONSTRAINT "alert_thresholds_pkey" PRIMARY KEY (org_id, code);

ALTER TABLE "public"."alert_thresholds"
  ADD CONSTRAINT "alert_thresholds_threshold_check" CHECK ((threshold >= (0)::numeric));

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_check1" CHECK (((state = 'resolved'::public.alert_state) = (resolved_at IS NOT NULL)));

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_check" CHECK (((state = 'pending'::public.alert_state) = (raised_at IS NULL)));

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_data_check" CHECK (((jsonb_typeof(data) = 'object'::text) AND (octet_length((data)::text) <= 4096)));

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_looks_check" CHECK ((looks >= 0));

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_sentence_check" CHECK (((char_length(sentence) >= 1) AND (char_length(sentence) <= 1000)));

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_subject_check" CHECK ((char_length(subject) <= 200));

CREATE INDEX alerts_list_idx ON public.alerts USING btree (org_id, raised_at, id)
  WHERE (raised_at IS NOT NULL);

CREATE INDEX alerts_old_idx ON public.alerts USING btree (resolved_at)
  WHERE (resolved_at IS NOT NULL);

CREATE UNIQUE INDEX alerts_one_live ON public.alerts USING btree (code, org_id, subject) NULLS NOT DISTINCT
  WHERE (state <> 'resolved'::public.alert_state);

CREATE INDEX alerts_org_idx ON public.alerts USING btree (org_id);

CREATE INDEX webhook_deliveries_dead_idx ON public.webhook_deliveries USING btree (org_id, webhook_id, created_at)
  WHERE (state = 'dead'::public.delivery_state);

CREATE INDEX webhook_deliveries_replay_idx ON public.webhook_deliveries USING btree (replay_of)
  WHERE (replay_of IS NOT NULL);

CREATE UNIQUE INDEX webhooks_one_of_the_operator ON public.webhooks USING btree (((org_id IS NULL)))
  WHERE (org_id IS NULL);

CREATE TRIGGER alert_rules_audit
  AFTER INSERT OR DELETE OR UPDATE OF severity, threshold, raise_after, resolve_after, is_organizations, tells_operator ON private.alert_rules
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'code');

CREATE TRIGGER alert_watch_audit
  AFTER INSERT OR DELETE OR UPDATE OF enabled, interval_seconds, heartbeat_url, heartbeat_seconds ON private.alert_watch
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'only_row', 'heartbeat_url');

CREATE TRIGGER alert_thresholds_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.alert_thresholds
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'code');

CREATE TRIGGER alert_thresholds_touch
  BEFORE UPDATE ON public.alert_thresholds
  FOR EACH ROW
  EXECUTE FUNCTION private.touch_updated_at();

CREATE POLICY "alert_thresholds_read" ON "public"."alert_thresholds"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids() AS my_org_ids)));

CREATE POLICY "alerts_read" ON "public"."alerts"
  FOR SELECT
  TO "authenticated"
  USING (((state <> 'pending'::public.alert_state) AND (org_id IN ( SELECT private.my_org_ids() AS my_org_ids))));

REVOKE ALL ON FUNCTION "private"."alert_threshold"(public.alert_code) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."alert_threshold"(public.alert_code) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."alert_threshold"(public.alert_code) TO "postgres";

REVOKE ALL ON FUNCTION "private"."attempts_of_last_hour"(public.alert_code) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."attempts_of_last_hour"(public.alert_code) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."attempts_of_last_hour"(public.alert_code) TO "postgres";

REVOKE ALL ON FUNCTION "private"."cron_words"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."cron_words"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."cron_words"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."enter_operator_event"(public.webhook_event, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."enter_operator_event"(public.webhook_event, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."enter_operator_event"(public.webhook_event, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_bolna_rejected"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_bolna_rejected"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_bolna_rejected"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_calls_late"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_calls_late"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_calls_late"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_calls_unknown"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_calls_unknown"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_calls_unknown"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_cron_failing"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_cron_failing"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_cron_failing"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_database_large"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_database_large"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_database_large"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_failure_rate"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_failure_rate"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_failure_rate"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_hubspot_rejected"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_hubspot_rejected"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_hubspot_rejected"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_look_failing"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_look_failing"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_look_failing"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_no_answer_rate"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_no_answer_rate"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_no_answer_rate"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_phone_key_wrong"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_phone_key_wrong"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_phone_key_wrong"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_retention_behind"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_retention_behind"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_retention_behind"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_sweep_stalled"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_sweep_stalled"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_sweep_stalled"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_wallet_empty"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_wallet_empty"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_wallet_empty"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_webhook_dead"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_webhook_dead"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_webhook_dead"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_webhook_switched_off"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_webhook_switched_off"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_webhook_switched_off"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_worker_wedged"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_worker_wedged"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_worker_wedged"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_write_back_dead"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_write_back_dead"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_write_back_dead"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_findings"(private.alert_rules, private.alert_finding[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_findings"(private.alert_rules, private.alert_finding[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_findings"(private.alert_rules, private.alert_finding[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_operator_endpoint"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_operator_endpoint"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_operator_endpoint"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."look_at_alerts"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."look_at_alerts"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."look_at_alerts"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."organizations_to_tell"(public.alert_code) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."organizations_to_tell"(public.alert_code) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."organizations_to_tell"(public.alert_code) TO "postgres";

REVOKE ALL ON FUNCTION "private"."raise_alert"(uuid, public.alert_code, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."raise_alert"(uuid, public.alert_code, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."raise_alert"(uuid, public.alert_code, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."say_alert"(public.alert_code, text, numeric, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."say_alert"(public.alert_code, text, numeric, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."say_alert"(public.alert_code, text, numeric, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."schedule_job"(text, integer, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."schedule_job"(text, integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."schedule_job"(text, integer, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."send_heartbeat"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."send_heartbeat"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."send_heartbeat"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."stopped_by"(public.alert_code, public.reason_code[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."stopped_by"(public.alert_code, public.reason_code[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."stopped_by"(public.alert_code, public.reason_code[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tell_alert"(public.alerts) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tell_alert"(public.alerts) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tell_alert"(public.alerts) TO "postgres";

REVOKE ALL ON FUNCTION "public"."alerts_health"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."alerts_health"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."alerts_health"() TO "service_role";

REVOKE ALL ON FUNCTION "public"."configure_alerts"(boolean, integer, text, text, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."configure_alerts"(boolean, integer, text, text, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."configure_alerts"(boolean, integer, text, text, text, integer) TO "service_role";

REVOKE ALL ON TABLE "public"."alert_thresholds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."alert_thresholds" TO "authenticated";

REVOKE ALL ON TABLE "public"."alert_thresholds" FROM "service_role";

GRANT SELECT ON TABLE "public"."alert_thresholds" TO "service_role";

REVOKE ALL ON TABLE "public"."alerts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."alerts" TO "authenticated";

REVOKE ALL ON TABLE "public"."alerts" FROM "service_role";

GRANT SELECT ON TABLE "public"."alerts" TO "service_role";

ALTER TABLE "public"."alert_thresholds"
  ADD COLUMN "updated_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

ALTER TABLE "public"."alerts"
  ADD COLUMN "found_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();
