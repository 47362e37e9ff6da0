set local check_function_bodies = off;

-- A list of HubSpot is read by the sync, and may fail after its request was answered.
alter type public.audience_upload_state add value 'failed';

-- Why a list of HubSpot does not become an audience, or not for now.
create type public.audience_problem as enum (
  -- What HubSpot answered, or did not: it is tried again after the first three.
  'unreachable', 'slow_down', 'daily_limit', 'token_rejected', 'scope_missing', 'refused', 'unknown_list',
  -- What has to be mended here.
  'not_connected', 'forbidden', 'campaign_running', 'campaign_over',
  -- What the list comes to.
  'too_many_contacts', 'nobody_to_call'
);

alter table public.audience_uploads add column problem public.audience_problem;
alter table public.audience_uploads add column problem_detail text check (char_length(problem_detail) between 1 and 1000);
alter table public.audience_uploads drop constraint audience_uploads_check1;
alter table public.audience_uploads drop constraint audience_uploads_check2;
alter table public.audience_uploads drop constraint audience_uploads_check3;
alter table public.audience_uploads add constraint audience_uploads_check1 check ((state = 'running') = (finished_at is null));
alter table public.audience_uploads add constraint audience_uploads_check2 check ((problem is null) = (state in ('running', 'loaded')));
alter table public.audience_uploads add constraint audience_uploads_check3 check ((problem is null) = (problem_detail is null));
alter table public.audience_uploads add constraint audience_uploads_check4
  check (state <> 'loaded' or accepted + duplicates + rejected_count = rows_total);
alter table public.audience_uploads add constraint audience_uploads_check5
  check (state <> 'loaded' or (accepted, already_there, duplicates, rejected_count, rejected) is not null);

-- Where the reading of a HubSpot list stands that is to become an audience: page by page, by one worker at a time. It goes with its upload,
-- and when that has ended.
create table private.list_readings (
  upload_id uuid primary key references public.audience_uploads (id) on delete cascade,
  list_id text not null check (list_id ~ '^[1-9][0-9]{0,17}$'),
  -- HubSpot's mark of the next page; null: the first.
  after text check (char_length(after) between 1 and 1000),
  next_part integer not null default 0 check (next_part between 0 and 50000),
  -- Members so far: the next has this place and one more.
  members_read integer not null default 0 check (members_read >= 0),
  -- Every page is kept; what is left is to make them the audience.
  is_read boolean not null default false,
  worker text not null check (char_length(worker) between 1 and 200),
  lease_expires_at timestamptz not null,
  -- What it waits for, with a sentence; null: nothing but a worker.
  problem public.audience_problem,
  problem_detail text check (char_length(problem_detail) between 1 and 1000),
  check ((problem is null) = (problem_detail is null))
);
create index list_readings_lease_idx on private.list_readings (lease_expires_at);
alter table private.list_readings enable row level security;

-- The first thousand rows of a loading that are not taken, [{line, field, reason}] in their order.
create function private.rejected_rows(p_upload_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(f.value order by f.line), '[]')
    from (
      select e.value, (e.value ->> 'line')::integer as line
      from private.audience_parts t cross join lateral jsonb_array_elements(t.rejected) e
      where t.upload_id = p_upload_id
      order by 2 limit 1000
    ) f);
end $$;
revoke all on function private.rejected_rows(uuid) from public, anon, authenticated, service_role;

-- Ends the loading of a list that comes to nothing: what was kept of it goes, the audience before stays, and why is told to whoever asks how
-- far it is. Of the rows that were not taken the first thousand stay. Expects the upload's lock.
create function private.fail_list_audience(u public.audience_uploads, p_problem public.audience_problem, p_detail text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  failed public.audience_uploads;
begin
  update public.audience_uploads k
  set state = 'failed', finished_at = private.current_time(), problem = p_problem, problem_detail = left(p_detail, 1000),
    rejected = private.rejected_rows(k.id)
  where k.id = u.id returning k.* into failed;
  delete from private.audience_rows r where r.upload_id = u.id;
  delete from private.audience_parts t where t.upload_id = u.id;
  delete from private.list_readings r where r.upload_id = u.id;
  return private.present_audience(failed);
end $$;
revoke all on function private.fail_list_audience(public.audience_uploads, public.audience_problem, text)
  from public, anon, authenticated, service_role;

-- The upload whose list the worker reads, it and the reading locked; error 55006 when another has it by now, or it is over.
create function private.hold_list_reading(p_upload_id uuid, p_worker text) returns public.audience_uploads
language plpgsql security definer set search_path = '' as $$
declare
  u public.audience_uploads;
begin
  -- The upload first: whoever begins another takes it away, and the reading with it.
  select k.* into u from public.audience_uploads k where k.id = p_upload_id and k.state = 'running' for update;
  perform from private.list_readings r where r.upload_id = u.id and r.worker = p_worker for update;
  if not found then
    raise exception 'the list of the upload % is no longer this worker''s', p_upload_id using errcode = '55006';
  end if;
  return u;
end $$;
revoke all on function private.hold_list_reading(uuid, text) from public, anon, authenticated, service_role;

-- Begins to read a HubSpot list into a campaign's audience, as begin_audience_upload, and leaves it to p_worker for a minute. p_size: how many
-- HubSpot says are on it, for progress alone.
create function public.begin_list_audience(
  p_org_id uuid, p_campaign_id uuid, p_actor uuid, p_id uuid, p_list_id text, p_size integer, p_worker text
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  begun constant public.answer_outcome := public.begin_audience_upload(p_org_id, p_campaign_id, p_actor, p_id, 'list',
    least(greatest(p_size, 1), 50000));
begin
  if begun = 'started' then
    insert into private.list_readings (upload_id, list_id, worker, lease_expires_at)
    values (p_id, p_list_id, p_worker, private.current_time() + interval '60 seconds');
  end if;
  return begun;
end $$;
revoke all on function public.begin_list_audience(uuid, uuid, uuid, uuid, text, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.begin_list_audience(uuid, uuid, uuid, uuid, text, integer, text) to service_role;

-- Takes a HubSpot list that is to become an audience and that nobody reads now, for a minute; each page that is kept renews it. null: there is
-- none. Answer: {upload_id, org_id, list_id, after, members_read, is_read, access: hubspot_access, null where it is not connected}.
create function public.claim_list_reading(p_worker text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  taken private.list_readings;
begin
  update private.list_readings r
  set worker = p_worker, lease_expires_at = private.current_time() + interval '60 seconds'
  where r.upload_id = (
    select k.upload_id from private.list_readings k
    where k.lease_expires_at <= private.current_time()
    order by k.lease_expires_at limit 1 for update skip locked)
  returning r.* into taken;
  return (
    select jsonb_build_object('upload_id', taken.upload_id, 'org_id', u.org_id, 'list_id', taken.list_id, 'after', taken.after,
      'members_read', taken.members_read, 'is_read', taken.is_read,
      'access', public.hubspot_access(u.org_id))
    from public.audience_uploads u where u.id = taken.upload_id);
end $$;
revoke all on function public.claim_list_reading(text) from public, anon, authenticated, service_role;
grant execute on function public.claim_list_reading(text) to service_role;

-- Keeps members of a list that were not among the organisation's contacts, as a page of a sync does (private.save_contacts). Error 55006
-- when another worker has the list by now.
create function public.keep_list_contacts(p_upload_id uuid, p_worker text, p_contacts jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  u public.audience_uploads := private.hold_list_reading(p_upload_id, p_worker);
begin
  -- Schedules come before contacts.
  perform private.lock_waiting_calls(u.org_id, p_contacts);
  perform private.save_contacts(u.org_id, p_contacts);
end $$;
revoke all on function public.keep_list_contacts(uuid, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.keep_list_contacts(uuid, text, jsonb) to service_role;

-- Keeps a page of a list as a piece of the audience (keep_audience_part) and moves the reading on behind it, in one transaction; renews the
-- lease. p_after: HubSpot's mark of the next page; null: this was the last. Outcomes: kept, forbidden (who asked for it is no admin any
-- more). Error 55006 when another worker has the list by now.
create function public.keep_list_page(
  p_upload_id uuid, p_worker text, p_rows_read integer, p_rows jsonb, p_rejected jsonb, p_after text
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  u public.audience_uploads := private.hold_list_reading(p_upload_id, p_worker);
  kept public.answer_outcome := 'kept';
begin
  if p_rows_read > 0 then
    kept := public.keep_audience_part(u.org_id, u.campaign_id, u.id, u.started_by, (
      select r.next_part from private.list_readings r where r.upload_id = u.id), p_rows_read, p_rows, p_rejected);
  end if;
  if kept = 'kept' then
    update private.list_readings r
    set after = coalesce(p_after, r.after), is_read = p_after is null, members_read = r.members_read + p_rows_read,
      next_part = r.next_part + (p_rows_read > 0)::integer, problem = null, problem_detail = null,
      lease_expires_at = private.current_time() + interval '60 seconds'
    where r.upload_id = u.id;
  end if;
  return kept;
end $$;
revoke all on function public.keep_list_page(uuid, text, integer, jsonb, jsonb, text) from public, anon, authenticated, service_role;
grant execute on function public.keep_list_page(uuid, text, integer, jsonb, jsonb, text) to service_role;

-- The worker leaves a list: to the next at once (p_retry_seconds 0), to one after so many seconds, or for good where it is null or the
-- list was asked for a day ago. p_problem is null where nothing is wrong. Answer: the loading (private.present_audience). Error 55006 when
-- another worker has the list by now.
create function public.suspend_list_reading(
  p_upload_id uuid, p_worker text, p_problem public.audience_problem, p_detail text, p_retry_seconds integer
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  u public.audience_uploads := private.hold_list_reading(p_upload_id, p_worker);
  now_is constant timestamptz := private.current_time();
begin
  if p_problem is not null and (p_retry_seconds is null or u.started_at < now_is - interval '1 day') then
    perform set_config('app.actor_id', coalesce(u.started_by::text, ''), true);
    return private.fail_list_audience(u, p_problem, p_detail);
  end if;
  update private.list_readings r
  set problem = p_problem, problem_detail = case when p_problem is not null then left(p_detail, 1000) end,
    lease_expires_at = now_is + make_interval(secs => p_retry_seconds)
  where r.upload_id = u.id;
  return private.present_audience(u);
end $$;
revoke all on function public.suspend_list_reading(uuid, text, public.audience_problem, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.suspend_list_reading(uuid, text, public.audience_problem, text, integer) to service_role;

-- Makes a list that was read to its end the campaign's audience, as finish_audience_upload does, on behalf of whoever asked for it, and lets go
-- of the reading. Where it cannot be, it has failed and says why. Answer: the loading (private.present_audience). Error 55006 when
-- another worker has the list by now.
create function public.finish_list_audience(p_upload_id uuid, p_worker text) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  u public.audience_uploads;
  finished jsonb;
  members integer;
begin
  -- As everywhere the campaign before what is its own.
  perform from public.campaigns c where c.id = (
    select k.campaign_id from public.audience_uploads k where k.id = p_upload_id) for no key update;
  u := private.hold_list_reading(p_upload_id, p_worker);
  select r.members_read into members from private.list_readings r where r.upload_id = u.id;
  if members > 50000 then
    return private.fail_list_audience(u, 'too_many_contacts', 'The list has more than 50000 contacts.');
  elsif not exists (select from private.audience_rows a where a.upload_id = u.id) then
    return private.fail_list_audience(u, 'nobody_to_call', 'Nobody on the list can be called.');
  end if;
  update public.audience_uploads k set rows_total = members where k.id = u.id and k.rows_total <> members;
  finished := public.finish_audience_upload(u.org_id, u.id, u.started_by);
  if finished ->> 'outcome' <> 'saved' then
    return private.fail_list_audience(u, case finished ->> 'outcome' when 'live' then 'campaign_running' when 'forbidden' then 'forbidden'
        else 'campaign_over' end::public.audience_problem,
      case finished ->> 'outcome' when 'live' then 'The campaign runs: pause it, and ask for the list again.'
        when 'forbidden' then 'Whoever asked for the list is no admin of the organisation any more.'
        else 'The campaign takes no audience any more.' end);
  end if;
  delete from private.list_readings r where r.upload_id = u.id;
  return finished -> 'audience';
end $$;
revoke all on function public.finish_list_audience(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.finish_list_audience(uuid, text) to service_role;

-- A loading of an audience as the functions take it (audience_progress), for those that have checked the caller.
create or replace function private.present_audience(u public.audience_uploads) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('source', u.source, 'state', u.state, 'rows_total', u.rows_total, 'accepted', u.accepted,
    'already_there', u.already_there, 'duplicates', u.duplicates, 'rejected_count', u.rejected_count,
    'rejected', coalesce(u.rejected, '[]'), 'started_at', u.started_at, 'finished_at', u.finished_at,
    'problem', case when u.problem is not null then jsonb_build_object('code', u.problem, 'reason', u.problem_detail, 'next_try_at', null) end)
$$;

-- How far the loading of a campaign's audience is, or what the last one came to: as private.present_audience, and beside it
-- rows_read and, while it runs, seconds_left by the pace so far, and what a list of HubSpot waits for (problem). null: none was begun.
-- is_stopped: no piece came for two minutes, and none will; a list goes on by itself. For members of the organisation.
create or replace function private.audience_progress(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.present_audience(u) || jsonb_build_object(
    'rows_total', case when u.state = 'running' then greatest(u.rows_total, p.rows_read) else u.rows_total end,
    'rows_read', case when u.state = 'loaded' then u.rows_total else p.rows_read end,
    'is_stopped', u.state = 'running' and u.source <> 'list'
      and coalesce(p.last_at, u.started_at) < private.current_time() - interval '2 minutes',
    'seconds_left', case when u.state = 'running' and p.rows_read > 0 then ceil(
      extract(epoch from p.last_at - u.started_at) * greatest(u.rows_total - p.rows_read, 0) / p.rows_read) end)
    || case when r.problem is null then '{}' else jsonb_build_object('problem', jsonb_build_object(
      'code', r.problem, 'reason', r.problem_detail, 'next_try_at', r.lease_expires_at)) end
  from public.audience_uploads u
  left join private.list_readings r on r.upload_id = u.id
  cross join lateral (
    select coalesce(sum(t.rows_read), 0)::integer as rows_read, max(t.kept_at) as last_at
    from private.audience_parts t where t.upload_id = u.id
  ) p
  where u.campaign_id = p_campaign_id and u.org_id = p_org_id and u.org_id in (select private.my_org_ids())
$$;

create or replace function public.audience_progress(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.audience_progress(p_org_id, p_campaign_id)
$$;

-- Makes what was loaded the campaign's audience, whole or not at all, on behalf of p_actor. Of equal numbers or contact ids the first row
-- is taken. Who was dialled stays and is not called again; a call that waits for somebody who is in the new audience too
-- stays as it is, any other is cancelled. Outcomes: saved {audience}, invalid {audience} (nobody of it can be called: the campaign's
-- audience is left as it was), lost (another took its place, has ended, or pieces are missing), live, over, forbidden.
create or replace function public.finish_audience_upload(p_org_id uuid, p_upload_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  u public.audience_uploads;
  campaign_state public.campaign_state;
  obstacle public.answer_outcome;
  rows_staged integer;
  inserted integer;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select c.state into campaign_state from public.campaigns c
  where c.org_id = p_org_id and c.deleted_at is null and c.id = (
    select k.campaign_id from public.audience_uploads k where k.id = p_upload_id) for no key update;
  select k.* into u from public.audience_uploads k
  where k.id = p_upload_id and k.org_id = p_org_id and k.started_by = p_actor and k.state = 'running' for update;
  if campaign_state is null or u.id is null or u.rows_total is distinct from (
    select sum(t.rows_read) from private.audience_parts t where t.upload_id = u.id
  ) then
    return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
  end if;
  obstacle := private.audience_obstacle(campaign_state);
  if obstacle is not null then
    return jsonb_build_object('outcome', obstacle);
  end if;

  select count(*) into rows_staged from private.audience_rows r where r.upload_id = u.id;
  u.rejected_count := u.rows_total - rows_staged;
  u.rejected := private.rejected_rows(u.id);
  if rows_staged = 0 then
    delete from public.audience_uploads k where k.id = u.id;
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'audience', private.present_audience(u));
  end if;

  perform private.clear_audience(u);
  u.already_there := private.count_already_there(u);
  insert into public.campaign_contacts (id, org_id, campaign_id, position, contact_id, contact_name, phone_enc, phone_hash,
    global_phone_hash, phone_last4, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone)
  select r.id, u.org_id, u.campaign_id, r.line + m.behind, r.contact_id, r.contact_name, r.phone_enc, r.phone_hash,
    r.global_phone_hash, r.phone_last4, r.phone_country, r.phone_regions, r.phone_zones, r.phone_zone_source, r.time_zone
  from private.audience_rows r
  cross join (
    select coalesce(max(k.position), 0) as behind from public.campaign_contacts k where k.campaign_id = u.campaign_id) m
  where r.upload_id = u.id
  order by r.line
  on conflict do nothing;
  get diagnostics inserted = row_count;
  u.accepted := inserted + u.already_there;
  u.duplicates := rows_staged - u.accepted;

  delete from private.audience_rows r where r.upload_id = u.id;
  delete from private.audience_parts t where t.upload_id = u.id;
  update public.campaigns c set revision = c.revision + 1 where c.id = u.campaign_id;
  update public.audience_uploads k
  set state = 'loaded', finished_at = private.current_time(), accepted = u.accepted, already_there = u.already_there,
    duplicates = u.duplicates, rejected_count = u.rejected_count, rejected = u.rejected
  where k.id = u.id returning k.* into u;
  return jsonb_build_object('outcome', 'saved'::public.answer_outcome, 'audience', private.present_audience(u));
end $$;

-- Is there anything for the sync to do: a reading that is due, asked for or left unfinished, of contacts or of a list; rules to evaluate; an
-- entry to write back. It does not look ahead: nothing of it is a matter of seconds.
create or replace function private.sync_has_work(p_within_seconds numeric) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
      select from public.hubspot_connections c
      left join public.contact_syncs r on r.org_id = c.org_id and r.state = 'running'
      where c.removed_at is null
        and (r.id is null or r.lease_expires_at is null or r.lease_expires_at <= private.current_time()
          or private.is_superseded(r))
        and (r.id is not null or c.sync_requested_at is not null or c.next_sync_at <= private.current_time()))
    or exists (select from private.list_readings l where l.lease_expires_at <= private.current_time())
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

create or replace function private.prune_batch(p_name public.retained) returns integer
language plpgsql security definer set search_path = '' as $$
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
      return private.prune_audit(old_until, batch);
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
        -- A list waits for HubSpot, a day at most.
        where o.state = 'running' and o.started_at < old_until - case when o.source = 'list' then interval '2 days' else interval '0' end
        order by o.started_at limit batch);
    when 'alerts' then
      delete from public.alerts a where a.id in (
        select o.id from public.alerts o where o.resolved_at < old_until order by o.resolved_at limit batch);
    when 'campaign_contacts' then
      return private.prune_campaign_contacts(old_until, batch);
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $$;
