-- The doorbell: pg_cron ticks, and only when there is work does pg_net ring the sweep function. The ring carries no data;
-- losing or repeating it is harmless.

create table private.scheduler (
  only_row boolean primary key default true check (only_row),
  enabled boolean not null default false,
  interval_seconds integer not null default 10 check (interval_seconds between 1 and 3600),
  -- The kill switch over all organisations; null while calling is on. Checked inside the claim.
  calling_paused_reason text check (char_length(calling_paused_reason) between 1 and 1000),
  updated_at timestamptz not null default now()
);
insert into private.scheduler default values;
create trigger scheduler_touch before update on private.scheduler
  for each row execute function private.touch_updated_at();
create trigger scheduler_audit after update on private.scheduler
  for each row execute function private.write_audit_row('org_id', 'only_row');

-- Heartbeat: one row per pass of a sweep.
create table private.sweep_runs (
  id bigint generated always as identity primary key,
  worker text not null,
  started_at timestamptz not null default private.current_time(),
  finished_at timestamptz,
  counts jsonb
);
create index sweep_runs_started_at_idx on private.sweep_runs (started_at);

alter table private.scheduler enable row level security;
alter table private.sweep_runs enable row level security;

-- Rings the sweep function through pg_net. The URL and the key come from Vault (call_scheduler_sweep_url,
-- call_scheduler_secret_key), so that neither cron.job nor a log holds them. Error: 55000 when they are not set.
create function private.ring_sweep() returns void
language plpgsql security definer set search_path = '' as $$
declare
  -- Dynamic, because the extensions may be absent where the migrations are only checked.
  find_secret constant text := 'select s.decrypted_secret from vault.decrypted_secrets s where s.name = $1';
  -- The sweep answers at once; one slow answer would hold up pg_net's whole batch, hence the short timeout.
  ring constant text := 'select net.http_post(url := $1, body := $2, headers := $3, timeout_milliseconds := 5000)';
  sweep_url text;
  secret_key text;
begin
  execute find_secret into sweep_url using 'call_scheduler_sweep_url';
  execute find_secret into secret_key using 'call_scheduler_secret_key';
  if sweep_url is null or secret_key is null then
    raise exception 'the sweep cannot be rung: set the Vault secrets call_scheduler_sweep_url and call_scheduler_secret_key'
      using errcode = '55000';
  end if;
  execute ring
    using sweep_url, '{}'::jsonb, jsonb_build_object('Content-Type', 'application/json', 'apikey', secret_key);
end $$;

-- Is there anything a sweep could do within the given seconds: a call due that a claim could take (not one that waits for
-- a free line or for its number), a call to follow up, a lease run out.
-- min() rather than exists(): the kept plan does not know how few rows `<= horizon` leaves, and then reads the table.
create function private.has_work(p_within_seconds numeric) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  if (select min(t.next_check_at) from public.call_attempts t where t.state in ('placed', 'unknown')) <= now_is
    or (select min(t.lease_expires_at) from public.call_attempts t where t.state = 'placing') <= now_is then
    return true;
  end if;
  -- Most ticks end here, at one look into call_schedules_tick_idx.
  return coalesce((
    select min(s.dial_after) from public.call_schedules s
    where s.call_status = 'scheduled' and s.is_active and s.deleted_at is null and s.attempt_count >= 0
  ) <= now_is + make_interval(secs => p_within_seconds), false)
    and public.next_call_due_at(p_within_seconds) is not null;
end $$;

-- The tick: what pg_cron runs. Looks ahead by one interval, since the sweep stays on for what falls due before the next.
create function private.ring_sweep_if_needed() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not private.has_work((select s.interval_seconds from private.scheduler s)) then
    return false;
  end if;
  perform private.ring_sweep();
  return true;
end $$;

-- A call that falls due before the next tick rings at once, so that it leaves on time. One ring per statement. A ring
-- that cannot be made never refuses the booking: the next tick finds the call.
create function private.ring_for_near_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from new_rows s join private.scheduler c on c.enabled
    where s.call_status = 'scheduled' and s.is_active and s.deleted_at is null
      and s.dial_after <= private.current_time() + make_interval(secs => c.interval_seconds)
  ) then
    perform private.ring_sweep();
  end if;
  return null;
exception when others then
  raise log 'call scheduler: the sweep was not rung for a call due soon (%)', sqlstate;
  return null;
end $$;

create trigger call_schedules_ring_on_insert after insert on public.call_schedules
  referencing new table as new_rows for each statement execute function private.ring_for_near_calls();
create trigger call_schedules_ring_on_update after update on public.call_schedules
  referencing new table as new_rows for each statement execute function private.ring_for_near_calls();

-- Stops all dialling of all organisations at once, for the reason given; null lets it go on. Calls that Bolna already
-- has are followed to their end. For an operator: `select public.pause_all_calling('Bolna outage')`.
create function public.pause_all_calling(p_reason text) returns void
language sql security definer set search_path = '' as $$
  update private.scheduler c set calling_paused_reason = p_reason where c.only_row
$$;

create function private.all_calling_paused() returns text
language sql stable security definer set search_path = '' as $$
  select c.calling_paused_reason from private.scheduler c
$$;

-- What nobody needs any more: pg_cron's own history (it never prunes it), passes, and kept answers.
create function private.prune_history() returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from cron.job_run_details d where d.end_time < now() - interval '3 days';
  delete from private.sweep_runs r where r.started_at < now() - interval '7 days';
  delete from public.idempotency_keys k where k.created_at < now() - interval '24 hours';
end $$;

-- Sets the schedule of the scheduler. Can be run again at any time; the last call wins.
--   interval_seconds: 1..59, or a whole number of minutes up to 3600. pg_cron older than 1.5 knows minutes only: there a
--   shorter interval becomes one minute, said by a warning, and the sweep stays on to place calls on time.
--   enabled => false stops the ticking; what is already placed is still followed by its webhooks, but nobody looks for a
--   webhook that is lost. To stop dialling alone: pause_all_calling.
create function public.configure_call_scheduler(enabled boolean default true, interval_seconds integer default 10)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  every text;
begin
  if enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  elsif interval_seconds is null or interval_seconds not between 1 and 3600
    or (interval_seconds >= 60 and interval_seconds % 60 <> 0) then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got %', interval_seconds
      using errcode = '22023';
  end if;

  if to_regnamespace('cron') is null then
    raise exception 'pg_cron is not installed in this database: enable it, then run this again' using errcode = '55000';
  end if;

  update private.scheduler s
  set enabled = configure_call_scheduler.enabled, interval_seconds = configure_call_scheduler.interval_seconds
  where s.only_row;

  if not enabled then
    perform cron.unschedule(j.jobid) from cron.job j
    where j.jobname in ('call-scheduler-tick', 'call-scheduler-prune');
    return 'off';
  end if;

  every := case
    when interval_seconds = 3600 then '0 * * * *'
    when interval_seconds = 60 then '* * * * *'
    when interval_seconds > 60 then format('*/%s * * * *', interval_seconds / 60)
    else format('%s seconds', interval_seconds)
  end;
  begin
    perform cron.schedule('call-scheduler-tick', every, 'select private.ring_sweep_if_needed()');
  exception when others then
    if interval_seconds >= 60 then
      raise;
    end if;
    raise warning 'this pg_cron knows minutes only: the scheduler ticks once a minute';
    every := '* * * * *';
    update private.scheduler s set interval_seconds = 60 where s.only_row;
    perform cron.schedule('call-scheduler-tick', every, 'select private.ring_sweep_if_needed()');
  end;
  perform cron.schedule('call-scheduler-prune', '17 3 * * *', 'select private.prune_history()');
  return every;
end $$;

revoke all on function private.ring_sweep(), private.has_work(numeric), private.ring_sweep_if_needed(),
  private.ring_for_near_calls(), private.all_calling_paused(), private.prune_history() from public;
-- The API says why nothing is dialled.
grant execute on function private.all_calling_paused() to authenticated;
revoke all on function public.configure_call_scheduler(boolean, integer), public.pause_all_calling(text)
  from public, anon, authenticated, service_role;
grant execute on function public.configure_call_scheduler(boolean, integer), public.pause_all_calling(text) to service_role;

-- The organisation behind a slug together with the caller's role in it: no row for a stranger and for a missing slug.
-- calling_paused_reason: of all calling, or of the organisation's.
create function public.my_organization(p_slug text)
returns table (id uuid, slug text, name text, time_zone text, max_concurrent_calls integer,
  calling_paused_reason text, role text)
language sql stable set search_path = '' as $$
  select o.id, o.slug, o.name, o.time_zone, o.max_concurrent_calls, coalesce(private.all_calling_paused(), o.calling_paused_reason), m.role
  from public.organizations o
  join public.memberships m on m.org_id = o.id and m.user_id = (select auth.uid())
  where o.slug = p_slug
$$;
revoke all on function public.my_organization(text) from public, anon, authenticated, service_role;
grant execute on function public.my_organization(text) to authenticated;
