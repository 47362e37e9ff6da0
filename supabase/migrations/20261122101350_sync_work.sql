-- Is there anything for the sync function to do, and the tick that asks it.

-- A reading that is due, asked for or left unfinished; rules to evaluate; an entry to write back.
create function private.sync_has_work() returns boolean
language sql stable security definer set search_path = '' as $$
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
$$;

-- The tick: what pg_cron runs.
create function private.ring_sync_if_needed() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not private.sync_has_work() then
    return false;
  end if;
  perform private.ring_sync();
  return true;
end $$;

-- Asks for another round of the sync function, for a worker whose time is over. False when it could not be rung: the next
-- tick finds the same work.
create function public.ring_sync_again() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  return private.ring_sync_if_needed();
exception when others then
  raise log 'call scheduler: the sync was not rung (%)', sqlstate;
  return false;
end $$;

-- Sets how often contacts are read from HubSpot. Can be run again at any time; the last call wins. interval_minutes: 1 to
-- 1440. pg_cron looks for work once a minute: what is asked for by hand, unfinished or to be written back does not wait for
-- the interval. enabled => false stops the looking; what is asked for by hand is still done.
create function public.configure_hubspot_sync(enabled boolean default true, interval_minutes integer default 60)
returns text
language plpgsql security definer set search_path = '' as $$
begin
  if enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  elsif interval_minutes is null or interval_minutes not between 1 and 1440 then
    raise exception 'interval_minutes must be 1 to 1440; got %', interval_minutes using errcode = '22023';
  elsif to_regnamespace('cron') is null then
    raise exception 'pg_cron is not installed in this database: enable it, then run this again' using errcode = '55000';
  end if;
  update private.sync_schedule s
  set enabled = configure_hubspot_sync.enabled, interval_minutes = configure_hubspot_sync.interval_minutes
  where s.only_row;
  update public.hubspot_connections c
  set next_sync_at = least(c.next_sync_at, c.synced_until + make_interval(mins => configure_hubspot_sync.interval_minutes))
  where c.synced_until is not null;
  if not enabled then
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = 'hubspot-sync-tick';
    return 'off';
  end if;
  perform cron.schedule('hubspot-sync-tick', '* * * * *', 'select private.ring_sync_if_needed()');
  return format('every %s minutes', interval_minutes);
end $$;

-- How far an organisation's readings are, for those who asked for one at p_since: requested or running, or how the last one
-- begun since then ended. null: not connected.
create function public.contact_sync_progress(p_org_id uuid, p_since timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('state', coalesce(r.state, 'requested'), 'rules_pending', c.rules_pending,
    'contacts_read', coalesce(r.contacts_read, 0), 'contacts_changed', coalesce(r.contacts_changed, 0),
    'contacts_broken', coalesce(r.contacts_broken, 0), 'contacts_removed', coalesce(r.contacts_removed, 0),
    'reason_code', coalesce(r.reason_code, held.reason_code), 'reason', coalesce(r.reason, held.reason),
    'schedules_created', (
      select count(*) from public.call_schedules s
      where s.org_id = c.org_id and s.rule_id is not null and s.created_at >= p_since))
  from public.hubspot_connections c
  left join lateral (
    select k.* from public.contact_syncs k
    where k.org_id = c.org_id and (k.started_at >= p_since or k.state = 'running' or k.finished_at >= p_since)
    order by k.id desc limit 1
  ) r on c.sync_requested_at is null
  -- What a reading that was begun earlier waits for holds the one up that was asked for.
  left join public.contact_syncs held on held.org_id = c.org_id and held.state = 'running' and c.sync_requested_at is not null
  where c.org_id = p_org_id and c.removed_at is null
$$;

-- An entry that a call leaves behind need not wait for the tick. A ring that cannot be made never refuses the settling.
create function private.ring_for_write_back() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from new_rows) and (select s.enabled from private.sync_schedule s) then
    perform private.ring_sync();
  end if;
  return null;
exception when others then
  raise log 'call scheduler: the sync was not rung for a write-back (%)', sqlstate;
  return null;
end $$;
create trigger crm_outbox_ring after insert on public.crm_outbox
  referencing new table as new_rows for each statement execute function private.ring_for_write_back();

-- What nobody needs any more: pg_cron's own history (it never prunes it), passes, kept answers, old readings, and contacts
-- that HubSpot has had no more for 30 days.
create or replace function private.prune_history() returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from cron.job_run_details d where d.end_time < now() - interval '3 days';
  delete from private.sweep_runs r where r.started_at < now() - interval '7 days';
  delete from public.idempotency_keys k where k.created_at < now() - interval '24 hours';
  delete from public.contact_syncs r where r.finished_at < now() - interval '30 days';
  delete from public.contacts c where c.removed_at < now() - interval '30 days';
end $$;

revoke all on function private.sync_has_work(), private.ring_sync_if_needed(), private.ring_for_write_back() from public;
revoke all on function public.ring_sync_again(), public.configure_hubspot_sync(boolean, integer),
  public.contact_sync_progress(uuid, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.ring_sync_again(), public.configure_hubspot_sync(boolean, integer),
  public.contact_sync_progress(uuid, timestamptz) to service_role;
