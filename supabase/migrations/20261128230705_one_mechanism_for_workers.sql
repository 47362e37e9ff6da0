set local check_function_bodies = off;

-- One mechanism for background workers: the settings of the two that there are move into its table, the heartbeats of the
-- sweep into those of all.
-- changes data of private.scheduler.enabled: it is private.workers.enabled of the sweep
-- changes data of private.scheduler.interval_seconds: it is private.workers.interval_seconds of the sweep
-- changes data of private.sync_schedule.enabled: it is private.workers.enabled of the sync
-- changes data of private.sweep_runs: the table is private.worker_runs, its worker the instance there
-- changes data of private.retention.name: what is kept of it has the table's name
create table private.workers (
  name text primary key check (name ~ '^[a-z][a-z_]{0,40}$'),
  path text not null check (path ~ '^[a-z][a-z-]{0,60}([?][a-z=&]{1,60})?$'),
  cron_job text not null unique check (cron_job ~ '^[a-z][a-z-]{0,60}$'),
  enabled boolean not null default false,
  interval_seconds integer not null default 60 check (interval_seconds between 1 and 3600),
  rung_at timestamptz,
  updated_at timestamptz not null default private.current_time()
);
alter table private.workers enable row level security;
insert into private.workers (name, path, cron_job, enabled, interval_seconds, updated_at)
select 'sweep', 'sweep', 'call-scheduler-tick', c.enabled, c.interval_seconds, c.updated_at from private.scheduler c
union all
select 'sync', 'sync?only=due', 'hubspot-sync-tick', s.enabled, 60, s.updated_at from private.sync_schedule s;

alter table private.sweep_runs rename to worker_runs;
alter table private.worker_runs rename column worker to instance;
alter table private.worker_runs rename constraint sweep_runs_pkey to worker_runs_pkey;
alter table private.worker_runs rename constraint sweep_runs_worker_check to worker_runs_instance_check;
alter table private.worker_runs rename constraint sweep_runs_counts_check to worker_runs_counts_check;
alter sequence private.sweep_runs_id_seq rename to worker_runs_id_seq;
alter index private.sweep_runs_started_at_idx rename to worker_runs_started_at_idx;
alter table private.worker_runs add column worker text not null default 'sweep' check (char_length(worker) <= 41)
  references private.workers (name) on update cascade on delete cascade;
alter table private.worker_runs alter column worker drop default;
create index worker_runs_worker_idx on private.worker_runs (worker, id);
alter type public.retained rename value 'sweep_runs' to 'worker_runs';

alter table private.scheduler drop column enabled, drop column interval_seconds;
alter table private.sync_schedule drop column enabled;

alter table private.retention add column failing_since timestamptz;
alter table private.retention add column failure text check (char_length(failure) between 1 and 1000);
alter table private.retention add check ((failing_since is null) = (failure is null));

drop function private.has_work(numeric);
drop function private.sync_has_work();
drop function private.ring_sweep();
drop function private.ring_sweep_if_needed();
drop function private.ring_sync();
drop function private.ring_sync_if_needed();
drop function public.ring_sync_again();
drop function public.finish_sweep(bigint, jsonb);

CREATE OR REPLACE FUNCTION private.is_stalled (
  p_org_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select exists (
    select from private.workers w
    cross join lateral (
      select private.current_time() - w.interval_seconds * interval '1 second' - interval '60 seconds' as longest
    ) patience
    where w.name = 'sweep' and p_org_id in (select private.my_org_ids())
      and coalesce((
          select r.finished_at from private.worker_runs r
          where r.worker = w.name and r.finished_at is not null order by r.id desc limit 1
        ), '-infinity') < patience.longest
      and exists (select from private.claimable_organizations o where o.id = p_org_id)
      and exists (
        select from private.claimable_calls k
        -- A call booked or let go just now has not waited, whatever its time.
        where k.org_id = p_org_id and greatest(k.dial_after, k.updated_at) <= patience.longest
      )
  )
$function$;

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
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $function$;

CREATE OR REPLACE FUNCTION private.prune_history()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  kind record;
begin
  for kind in select r.name, r.batch from private.retention r where r.keep is not null order by r.name loop
    begin
      for step in 1..10 loop
        exit when private.prune_batch(kind.name) < kind.batch;
      end loop;
      update private.retention r set failing_since = null, failure = null
      where r.name = kind.name and r.failing_since is not null;
    exception when others then
      raise log 'call scheduler: % could not be pruned (%)', kind.name, sqlstate;
      update private.retention r
      set failing_since = coalesce(r.failing_since, private.current_time()), failure = left(concat_ws(': ', sqlstate, sqlerrm), 1000)
      where r.name = kind.name;
    end;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION private.ring (
  p_worker text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  -- Dynamic, because the extension may be absent where the migrations are only checked. A worker answers at once; one slow
  -- answer would hold up pg_net's whole batch, hence the short timeout.
  ring constant text := 'select net.http_post(url := $1, body := $2, headers := $3, timeout_milliseconds := 5000)';
  door record;
begin
  select a.url, a.secret_key into door from private.worker_address(p_worker) a;
  if door.url is null or door.secret_key is null then
    raise exception 'the % cannot be rung: set the Vault secrets call_scheduler_sweep_url and call_scheduler_secret_key', p_worker
      using errcode = '55000';
  end if;
  execute ring using door.url, '{}'::jsonb, jsonb_build_object('Content-Type', 'application/json', 'apikey', door.secret_key);
end $function$;

CREATE OR REPLACE FUNCTION private.ring_for_near_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (
    select from new_rows s join private.workers w on w.name = 'sweep' and w.enabled
    where s.dial_after <= private.current_time() + make_interval(secs => w.interval_seconds)
  ) then
    perform private.try_to_ring('sweep');
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.ring_for_waiting_calls (
  p_org_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (
    select from public.call_schedules s
    join private.workers w on w.name = 'sweep' and w.enabled
    where s.org_id = p_org_id and s.dial_after <= private.current_time() + make_interval(secs => w.interval_seconds)
  ) then
    perform private.try_to_ring('sweep');
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.ring_for_write_back()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (select from new_rows) and (select w.enabled from private.workers w where w.name = 'sync') then
    perform private.try_to_ring('sync');
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.sweep_has_work (
  p_within_seconds numeric
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  if (select min(t.next_check_at) from public.call_attempts t where t.state in ('placed', 'unknown')) <= now_is
    or (select min(t.lease_expires_at) from public.call_attempts t where t.state = 'placing') <= now_is then
    return true;
  end if;
  -- The sweep lifts such a pause when the key is right again.
  if exists (
    select from public.organizations o where o.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')
  ) then
    return true;
  end if;
  -- Most ticks end here, at one look into call_schedules_tick_idx.
  return coalesce((
    select min(s.dial_after) from public.call_schedules s
    where s.dial_after is not null and s.attempt_count >= 0
  ) <= now_is + make_interval(secs => p_within_seconds), false)
    and public.next_call_due_at(p_within_seconds) is not null;
end $function$;

CREATE OR REPLACE FUNCTION private.sync_has_work (
  p_within_seconds numeric
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select exists (
      select from public.hubspot_connections c
      left join public.contact_syncs r on r.org_id = c.org_id and r.state = 'running'
      where c.removed_at is null
        and (r.id is null or r.lease_expires_at is null or r.lease_expires_at <= private.current_time()
          or private.is_superseded(r))
        and (r.id is not null or c.sync_requested_at is not null or c.next_sync_at <= private.current_time()))
    or exists (select from private.organizations_to_evaluate())
    or exists (
      select from public.crm_outbox e
      join public.hubspot_connections c on c.org_id = e.org_id and c.removed_at is null
      where e.state in ('pending', 'sending', 'unknown') and e.next_try_at <= private.current_time()
        and not private.is_behind_another(e))
    -- The first organisation of an installation may have its token in the environment: the function finds out. On its first
    -- day, so that an installation without HubSpot is not asked for ever.
    or ((select count(*) from public.organizations) = 1 and not exists (select from public.hubspot_connections)
      and exists (select from public.organizations o where o.created_at > private.current_time() - interval '1 day'))
$function$;

CREATE OR REPLACE FUNCTION private.tick (
  p_worker text
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  ahead constant integer := (select w.interval_seconds from private.workers w where w.name = p_worker);
  has_work boolean;
begin
  if ahead is null then
    raise exception 'there is no worker "%"', p_worker using errcode = '22023';
  end if;
  execute format('select private.%I($1)', p_worker || '_has_work') into has_work using ahead;
  if not has_work then
    return false;
  end if;
  perform private.ring(p_worker);
  update private.workers w set rung_at = private.current_time()
  where w.name = p_worker and (w.rung_at is null
    or exists (select from private.worker_runs r where r.worker = w.name and r.started_at >= w.rung_at));
  return true;
end $function$;

CREATE OR REPLACE FUNCTION private.try_to_ring (
  p_worker text
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.ring(p_worker);
  return true;
exception when others then
  raise log 'call scheduler: the % was not rung (%)', p_worker, sqlstate;
  return false;
end $function$;

CREATE OR REPLACE FUNCTION private.worker_address (
  p_worker text,
  OUT      url text,
  OUT      secret_key text
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  asked constant text := (select w.path from private.workers w where w.name = p_worker);
  -- Dynamic, because the extension may be absent.
  find_secrets constant text := $vault$
    select max(s.decrypted_secret) filter (where s.name = $1),
      max(s.decrypted_secret) filter (where s.name = 'call_scheduler_sweep_url'),
      max(s.decrypted_secret) filter (where s.name = 'call_scheduler_secret_key')
    from vault.decrypted_secrets s
    where s.name in ($1, 'call_scheduler_sweep_url', 'call_scheduler_secret_key') and s.decrypted_secret <> ''
  $vault$;
  own_url text;
  sweep_url text;
begin
  if to_regclass('vault.decrypted_secrets') is null then
    return;
  end if;
  execute find_secrets into own_url, sweep_url, secret_key using format('call_scheduler_%s_url', p_worker);
  url := coalesce(own_url, substring(sweep_url from '^(.*/)sweep/?$') || split_part(asked, '?', 1))
    || coalesce(substring(asked from '[?].*'), '');
end $function$;

CREATE OR REPLACE FUNCTION private.worker_health (
  p_worker text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  -- Dynamic, because the extension may be absent.
  find_job constant text := $cron$
    select jsonb_build_object('schedule', j.schedule, 'active', j.active, 'last_status', d.status,
      'last_message', d.return_message,
      'last_run_seconds_ago', round(extract(epoch from private.current_time() - d.start_time), 1))
    from cron.job j
    left join lateral (
      select r.status, r.return_message, r.start_time from cron.job_run_details r
      where r.jobid = j.jobid and r.start_time is not null order by r.runid desc limit 1
    ) d on true
    where j.jobname = $1
  $cron$;
  w record;
  cron_job jsonb;
  started timestamptz;
begin
  select k.enabled, k.interval_seconds, k.cron_job, k.rung_at into w from private.workers k where k.name = p_worker;
  if to_regclass('cron.job') is not null then
    execute find_job into cron_job using w.cron_job;
  end if;
  started := (select r.started_at from private.worker_runs r where r.worker = p_worker order by r.id desc limit 1);
  return jsonb_build_object('enabled', w.enabled, 'interval_seconds', w.interval_seconds, 'cron_job', cron_job,
    'can_ring', (select a.url is not null and a.secret_key is not null from private.worker_address(p_worker) a),
    'last_started_at', started,
    'last_finished_at', (
      select r.finished_at from private.worker_runs r
      where r.worker = p_worker and r.finished_at is not null order by r.id desc limit 1),
    'unanswered_seconds', case when started is null or started < w.rung_at then
      round(extract(epoch from private.current_time() - w.rung_at), 1) end);
end $function$;

CREATE OR REPLACE FUNCTION public.begin_sweep (
  p_worker text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  sweep_id constant bigint := public.begin_worker_run('sweep', p_worker);
  dead record;
  late record;
  t public.call_attempts;
  expired integer := 0;
begin
  for dead in
    select a.id from public.call_attempts a
    where a.state = 'placing' and a.lease_expires_at <= private.current_time()
    order by a.lease_expires_at, a.id
  loop
    begin
      -- A pass beside this one, or the worker itself, may have been faster.
      t := private.lock_attempt(dead.id);
      if t.state = 'placing' and (public.record_call_unknown(dead.id, null, 'worker_died',
        'The worker that placed this call stopped before it could write down Bolna''s answer.') ->> 'recorded')::boolean
      then
        expired := expired + 1;
      end if;
    exception when others then
      raise log 'call scheduler: the expired lease of attempt % could not be ended (%)', dead.id, sqlstate;
    end;
  end loop;
  for late in
    select a.id, a.state from public.call_attempts a
    join public.call_schedules s on s.id = a.schedule_id and not s.attention
    where a.state <> 'ended' and a.claimed_at <= private.current_time() - interval '12 minutes'
      and private.attempt_deadline(a) <= private.current_time()
    order by a.claimed_at, a.id
  loop
    begin
      if late.state = 'placed' then
        perform public.flag_attention(late.id, 'end_unreadable',
          'This call must be over by now, and how it ended could not be read or written down. Find out, then settle it by hand.');
      else
        perform public.flag_attention(late.id, 'outcome_unknown',
          'Nobody knows yet whether this call was made: Bolna gave no clear answer and could not be asked. Find out, then settle it by hand.');
      end if;
    exception when others then
      raise log 'call scheduler: attempt % is past its deadline and could not be flagged (%)', late.id, sqlstate;
    end;
  end loop;
  return jsonb_build_object('sweep_id', sweep_id, 'expired_leases', expired,
    'interval_seconds', (select w.interval_seconds from private.workers w where w.name = 'sweep'));
end $function$;

CREATE OR REPLACE FUNCTION public.begin_worker_run (
  p_worker   text,
  p_instance text
)
  RETURNS bigint
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  insert into private.worker_runs (worker, instance) values (p_worker, p_instance) returning id
$function$;

REVOKE ALL ON FUNCTION "public"."begin_worker_run"(text, text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.configure_call_scheduler (
  enabled          boolean DEFAULT true,
  interval_seconds integer DEFAULT 10
)
  RETURNS text
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  every text;
begin
  if interval_seconds is null then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got nothing' using errcode = '22023';
  end if;
  every := public.configure_worker('sweep', enabled, interval_seconds);
  if enabled then
    perform cron.schedule('call-scheduler-prune', '*/10 * * * *', 'select private.prune_history()');
  else
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = 'call-scheduler-prune';
  end if;
  return every;
end $function$;

CREATE OR REPLACE FUNCTION public.configure_hubspot_sync (
  enabled          boolean DEFAULT true,
  interval_minutes integer DEFAULT 60
)
  RETURNS text
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  every text;
begin
  if interval_minutes is null or interval_minutes not between 1 and 1440 then
    raise exception 'interval_minutes must be 1 to 1440; got %', interval_minutes using errcode = '22023';
  end if;
  every := public.configure_worker('sync', enabled, 60);
  update private.sync_schedule s set interval_minutes = configure_hubspot_sync.interval_minutes where s.only_row;
  update public.hubspot_connections c
  set next_sync_at = least(c.next_sync_at, c.synced_until + make_interval(mins => configure_hubspot_sync.interval_minutes))
  where c.synced_until is not null;
  return case when enabled then format('every %s minutes', interval_minutes) else every end;
end $function$;

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
  every text;
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

  every := case
    when seconds = 3600 then '0 * * * *'
    when seconds = 60 then '* * * * *'
    when seconds > 60 then format('*/%s * * * *', seconds / 60)
    else format('%s seconds', seconds)
  end;
  begin
    perform cron.schedule(job, every, tick);
  exception when others then
    if seconds >= 60 then
      raise;
    end if;
    raise warning 'this pg_cron knows minutes only: the % ticks once a minute', worker;
    every := '* * * * *';
    update private.workers w set interval_seconds = 60 where w.name = worker;
    perform cron.schedule(job, every, tick);
  end;
  return every;
end $function$;

REVOKE ALL ON FUNCTION "public"."configure_worker"(text, boolean, integer) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.finish_worker_run (
  p_run_id bigint,
  p_counts jsonb
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  update private.worker_runs r set finished_at = private.current_time(), counts = p_counts where r.id = p_run_id
$function$;

REVOKE ALL ON FUNCTION "public"."finish_worker_run"(bigint, jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.hubspot_health()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('enabled', sync.health -> 'enabled', 'interval_minutes', private.sync_interval_minutes(),
    'cron_job', sync.health -> 'cron_job', 'can_ring', sync.health -> 'can_ring',
    'connections', (
      select coalesce(jsonb_agg(jsonb_build_object('org_id', c.org_id, 'org_slug', o.slug, 'state', c.state,
        'state_detail', c.state_detail,
        'last_read_seconds_ago', round(extract(epoch from private.current_time() - c.synced_until)),
        'waiting', outbox.waiting, 'oldest_waiting_seconds', outbox.oldest_seconds, 'dead', outbox.dead)
        order by o.slug), '[]')
      from public.hubspot_connections c
      join public.organizations o on o.id = c.org_id
      cross join lateral (
        select count(*) filter (where e.state <> 'dead') as waiting, count(*) filter (where e.state = 'dead') as dead,
          round(extract(epoch from private.current_time() - min(e.created_at) filter (where e.state <> 'dead')))
            as oldest_seconds
        from public.crm_outbox e
        where e.org_id = c.org_id and e.state <> 'sent'
      ) outbox
      where c.removed_at is null))
  from private.worker_health('sync') as sync (health)
$function$;

REVOKE ALL ON FUNCTION "public"."hubspot_health"() FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.request_contact_sync (
  p_org_id uuid,
  p_actor  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  update public.hubspot_connections c
  set sync_requested_at = private.current_time()
  where c.org_id = p_org_id and c.removed_at is null;
  if not found then
    return jsonb_build_object('outcome', 'not_connected');
  end if;
  -- A reading that waits for a better moment goes on now; the day's limit nobody can shorten.
  update public.contact_syncs r set lease_expires_at = private.current_time()
  where r.org_id = p_org_id and r.state = 'running' and r.reason_code <> 'daily_limit';
  perform private.try_to_ring('sync');
  return jsonb_build_object('outcome', 'requested', 'requested_at', private.current_time());
end $function$;

CREATE OR REPLACE FUNCTION public.ring_worker (
  p_worker text
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return private.tick(p_worker);
exception
  when invalid_parameter_value then raise;
  when others then
    raise log 'call scheduler: the % was not rung (%)', p_worker, sqlstate;
    return false;
end $function$;

REVOKE ALL ON FUNCTION "public"."ring_worker"(text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.scheduler_health()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'enabled', sweep.health -> 'enabled', 'calling_paused_reason', c.calling_paused_reason,
    'interval_seconds', sweep.health -> 'interval_seconds', 'cron_job', sweep.health -> 'cron_job',
    'can_ring', sweep.health -> 'can_ring', 'last_sweep_started_at', sweep.health -> 'last_started_at',
    'last_sweep_finished_at', sweep.health -> 'last_finished_at',
    'due_calls', due.calls, 'oldest_due_seconds', round(extract(epoch from private.current_time() - due.oldest), 1),
    'unknown_calls', (select count(*) from public.call_attempts t where t.state = 'unknown'))
  from private.scheduler c
  cross join private.worker_health('sweep') as sweep (health)
  cross join lateral (
    select count(*) as calls, min(s.dial_after) as oldest
    from public.call_schedules s
    join public.organizations o on o.id = s.org_id and o.calling_paused_reason is null
    join public.agents a on a.id = s.agent_id and a.is_active
    where c.calling_paused_reason is null and s.dial_after <= private.current_time()
  ) due
$function$;

REVOKE ALL ON FUNCTION "public"."scheduler_health"() FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.worker_health()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'workers', (select coalesce(jsonb_object_agg(w.name, private.worker_health(w.name)), '{}') from private.workers w),
    'unpruned', (
      select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'failure', r.failure,
        'failing_seconds', round(extract(epoch from private.current_time() - r.failing_since))) order by r.name), '[]')
      from private.retention r where r.failing_since is not null))
$function$;

REVOKE ALL ON FUNCTION "public"."worker_health"() FROM PUBLIC, "anon", "authenticated";

CREATE TRIGGER workers_audit
  AFTER INSERT OR DELETE OR UPDATE OF name, path, cron_job, enabled, interval_seconds ON private.workers
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'name');

CREATE TRIGGER workers_touch
  BEFORE UPDATE OF path, cron_job, enabled, interval_seconds ON private.workers
  FOR EACH ROW
  EXECUTE FUNCTION private.touch_updated_at();

REVOKE ALL ON FUNCTION "private"."ring"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."sweep_has_work"(numeric) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."sync_has_work"(numeric) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tick"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."try_to_ring"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."worker_address"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."worker_health"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."begin_worker_run"(text, text) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."configure_worker"(text, boolean, integer) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."finish_worker_run"(bigint, jsonb) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."hubspot_health"() TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."ring_worker"(text) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."scheduler_health"() TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."worker_health"() TO "service_role";

-- The ticks that there are call the mechanism.
do $$
declare
  job record;
begin
  if to_regclass('cron.job') is not null then
    for job in execute 'select w.name, j.jobname, j.schedule from cron.job j join private.workers w on w.cron_job = j.jobname' loop
      execute 'select cron.schedule($1, $2, $3)' using job.jobname, job.schedule, format('select private.tick(%L)', job.name);
    end loop;
  end if;
end $$;
