-- What is kept of HubSpot's contacts, and the reading of them: resumable page by page, by one worker at a time.

create table public.contacts (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  -- HubSpot's record id.
  contact_id text not null check (contact_id ~ '^[1-9][0-9]{0,17}$'),
  contact_number bigint not null generated always as (contact_id::bigint) stored,
  contact_name text not null check (char_length(contact_name) between 1 and 200),
  -- AES-256-GCM by the functions, bound to organisation and contact_id; null: no number, or none that can be dialled.
  phone_enc text check (phone_enc ~ '^v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_=-]{16,}\.[A-Za-z0-9_=-]{22,}$'),
  -- Keyed as that of call_schedules: equal numbers of one organisation are equal in both.
  phone_hash text check (phone_hash ~ '^[0-9a-f]{64}$'),
  phone_problem text check (phone_problem in ('missing', 'invalid')),
  -- An IANA name; null: HubSpot has none that we know.
  time_zone text,
  language text check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$'),
  owner_id text check (char_length(owner_id) between 1 and 50),
  do_not_call boolean not null default false,
  last_checkup_date date check (last_checkup_date between '1900-01-01' and '2100-01-01'),
  checkup_problem text check (checkup_problem in ('missing', 'unreadable')),
  -- For custom conditions, and further check-up dates as YYYY-MM-DD by their property's name.
  properties jsonb not null default '{}' check (jsonb_typeof(properties) = 'object'),
  -- Why this record could not be taken as it is; it is never called then.
  problem text check (char_length(problem) between 1 and 500),
  -- Records of HubSpot that were merged into this one.
  merged_ids text[] not null default '{}',
  hubspot_modified_at timestamptz,
  removed_at timestamptz,
  removed_reason text check (removed_reason in ('deleted', 'merged')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, contact_id),
  check ((phone_enc is null) = (phone_hash is null)),
  check ((phone_enc is null) = (phone_problem is not null)),
  check ((last_checkup_date is null) = (checkup_problem is not null)),
  check ((removed_at is null) = (removed_reason is null))
);
create index contacts_number_idx on public.contacts (org_id, contact_number) where removed_at is null;
create index contacts_phone_idx on public.contacts (org_id, phone_hash) where phone_hash is not null and removed_at is null;
-- Is a call booked by hand for somebody who is not to be called.
create index contacts_do_not_call_idx on public.contacts (org_id, contact_number) where do_not_call and removed_at is null;

create table public.contact_syncs (
  id bigint generated always as identity primary key,
  org_id uuid not null references public.organizations (id) on delete cascade,
  -- full: every contact, by id. changes: those modified from window_start on.
  kind text not null check (kind in ('full', 'changes')),
  window_start timestamptz check (kind = 'full' or window_start is not null),
  started_at timestamptz not null default private.current_time(),
  finished_at timestamptz,
  state text not null default 'running' check (state in ('running', 'completed', 'failed')),
  -- The next page begins behind this record.
  last_contact_number bigint not null default 0,
  contacts_read integer not null default 0,
  contacts_changed integer not null default 0,
  contacts_broken integer not null default 0,
  contacts_removed integer not null default 0,
  reason_code text,
  reason text,
  worker text,
  lease_expires_at timestamptz,
  check ((state = 'running') = (finished_at is null))
);
create unique index contact_syncs_one_running on public.contact_syncs (org_id) where state = 'running';
create index contact_syncs_org_idx on public.contact_syncs (org_id, id desc);

create trigger contacts_touch before update on public.contacts
  for each row execute function private.touch_updated_at();
-- The contacts themselves are HubSpot's, with a history there; what is audited is each reading of them.
create trigger contact_syncs_audit after insert or delete or update of state
  on public.contact_syncs for each row execute function private.write_audit_row('org_id', 'id');

alter table public.contacts enable row level security;
alter table public.contact_syncs enable row level security;
grant select (id, org_id, contact_id, contact_number, contact_name, phone_enc, phone_problem, time_zone, language, owner_id,
    do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids, hubspot_modified_at, removed_at,
    removed_reason, created_at, updated_at)
  on public.contacts to authenticated;
grant select (id, org_id, kind, started_at, finished_at, state, contacts_read, contacts_changed, contacts_broken,
    contacts_removed, reason_code, reason)
  on public.contact_syncs to authenticated;
grant select on public.contacts, public.contact_syncs to service_role;
create policy contacts_read on public.contacts for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy contact_syncs_read on public.contact_syncs for select to authenticated
  using (org_id in (select private.my_org_ids()));

-- Has another contact of the same organisation the same number? For contacts of the caller's own organisations. Asked once
-- for each contact of a list that is narrowed by it, hence not a plain query: its plan is kept (100 000 contacts in 1.5 s,
-- 10 s as a query), and whose contact it is matters only where the answer would be yes.
create function private.shares_number(p_contact_row_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  c record;
begin
  select k.id, k.org_id, k.phone_hash into c from public.contacts k where k.id = p_contact_row_id;
  return exists (
      select from public.contacts other
      where other.org_id = c.org_id and other.phone_hash = c.phone_hash and other.id <> c.id and other.removed_at is null)
    and c.org_id in (select private.my_org_ids());
end $$;
revoke all on function private.shares_number(uuid) from public;
grant execute on function private.shares_number(uuid) to authenticated;

-- The contacts that HubSpot still has, each with what stands in the way of calling it: broken, do_not_call, phone_missing,
-- phone_invalid, phone_shared, checkup_missing, checkup_unreadable, checkup_in_future (in the organisation's calendar).
create view public.contact_list with (security_invoker = true) as
select c.id, c.org_id, c.contact_id, c.contact_number, c.contact_name, c.phone_enc, c.time_zone, c.language, c.owner_id,
  c.do_not_call, c.last_checkup_date, c.properties, c.problem, c.hubspot_modified_at, c.updated_at,
  c.phone_problem, c.checkup_problem,
  array_remove(array[
    case when c.problem is not null then 'broken' end,
    case when c.do_not_call then 'do_not_call' end,
    'phone_' || c.phone_problem,
    case when c.phone_enc is not null and private.shares_number(c.id) then 'phone_shared' end,
    'checkup_' || c.checkup_problem,
    case when c.last_checkup_date > (private.current_time() at time zone o.time_zone)::date then 'checkup_in_future' end
  ], null) as problems
from public.contacts c
join public.organizations o on o.id = c.org_id
where c.removed_at is null;
grant select on public.contact_list to authenticated;

-- Has what is to be read changed since this reading began, so that a full one takes its place?
create function private.is_superseded(r public.contact_syncs) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.hubspot_connections c
    where c.org_id = r.org_id and (c.synced_until is null or c.full_sync_after <= private.current_time())
      -- A full reading's beginning put off the next one by a day; a change of what is read brings it near again.
      and (r.kind = 'changes' or c.full_sync_after < r.started_at + interval '24 hours'))
$$;

-- Takes the reading of one organisation's contacts: one that was left unfinished goes on where it stopped, else one that is
-- due, or any connected one when not p_only_due (those that a worker holds are left to it). At most one worker reads an
-- organisation at a time: the lease is renewed by each page, and a page of a worker that lost it is refused. p_org_id: only
-- this organisation. p_not_before: leaves out organisations that were read since. Answer: null when there is nothing to
-- read, or {sync_id, kind, window_start, started_at, last_contact_number, access: hubspot_access}.
create function public.claim_contact_sync(
  p_worker text, p_only_due boolean, p_org_id uuid default null, p_not_before timestamptz default null,
  p_lease_seconds integer default 60
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  c public.hubspot_connections;
  run public.contact_syncs;
  is_full boolean;
begin
  select k.* into c from public.hubspot_connections k
  left join public.contact_syncs r on r.org_id = k.org_id and r.state = 'running'
  where k.removed_at is null and (p_org_id is null or k.org_id = p_org_id)
    -- A superseded reading waits for nothing, not even for the limit or the pause that stopped it.
    and (r.id is null or r.lease_expires_at is null or r.lease_expires_at <= now_is or private.is_superseded(r))
    and (r.id is not null or k.sync_requested_at is not null or k.next_sync_at <= now_is or not p_only_due)
    and not exists (
      select from public.contact_syncs done
      where done.org_id = k.org_id and done.state <> 'running' and done.started_at >= p_not_before
    )
  order by r.id is null, k.sync_requested_at nulls last, k.next_sync_at
  limit 1
  for no key update of k skip locked;
  if c.org_id is null then
    return null;
  end if;

  select r.* into run from public.contact_syncs r where r.org_id = c.org_id and r.state = 'running';
  if run.lease_expires_at > now_is and not private.is_superseded(run) then
    -- Taken between the look above and its lock.
    return null;
  end if;
  is_full := c.full_sync_after <= now_is or c.synced_until is null;
  if run.id is not null and private.is_superseded(run) then
    update public.contact_syncs r
    set state = 'failed', finished_at = now_is, reason_code = 'superseded', reason = 'A full reading takes its place.'
    where r.id = run.id;
    run := null;
  end if;
  if run.id is null then
    insert into public.contact_syncs (org_id, kind, window_start)
    values (c.org_id, case when is_full then 'full' else 'changes' end,
      -- The search index lags, and clocks differ: what changed shortly before the last reading is read again.
      case when not is_full then c.synced_until - interval '10 minutes' end)
    returning * into run;
    update public.hubspot_connections k
    set sync_requested_at = null,
      full_sync_after = case when is_full then now_is + interval '24 hours' else k.full_sync_after end
    where k.org_id = c.org_id;
  end if;
  update public.contact_syncs r
  set worker = p_worker, lease_expires_at = now_is + make_interval(secs => p_lease_seconds), reason_code = null, reason = null
  where r.id = run.id;
  return jsonb_build_object('sync_id', run.id, 'org_id', run.org_id, 'kind', run.kind, 'window_start', run.window_start,
    'started_at', run.started_at, 'last_contact_number', run.last_contact_number,
    'access', public.hubspot_access(c.org_id));
end $$;

-- The reading that the worker holds, locked; error 55006 when another has it by now, or it is superseded.
create function private.hold_contact_sync(p_sync_id bigint, p_worker text) returns public.contact_syncs
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs;
begin
  select r.* into run from public.contact_syncs r
  where r.id = p_sync_id and r.worker = p_worker and r.state = 'running' for no key update;
  if not found or private.is_superseded(run) then
    raise exception 'the reading % is no longer this worker''s', p_sync_id using errcode = '55006';
  end if;
  return run;
end $$;

-- A page of contacts as they are to be kept. Each: contact_id, contact_name, phone_enc, phone_hash, phone_problem,
-- time_zone, language, owner_id, do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids,
-- hubspot_modified_at. Rows that say the same are not written. Returns how many changed. Guarantee: a record that was
-- merged into one of these is gone in the same transaction.
create function private.save_contacts(p_org_id uuid, p_contacts jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  changed integer;
begin
  with page as (
    -- One record may be there twice: two that were merged are both read as the one that is left.
    select distinct on (f.contact_id) f.* from jsonb_to_recordset(p_contacts) as f (
      contact_id text, contact_name text, phone_enc text, phone_hash text, phone_problem text, time_zone text,
      language text, owner_id text, do_not_call boolean, last_checkup_date date, checkup_problem text, properties jsonb,
      problem text, merged_ids text[], hubspot_modified_at timestamptz)
    order by f.contact_id, f.hubspot_modified_at desc nulls last
  ), written as (
    insert into public.contacts as c (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, time_zone,
      language, owner_id, do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids,
      hubspot_modified_at)
    select p_org_id, p.contact_id, p.contact_name, p.phone_enc, p.phone_hash, p.phone_problem, p.time_zone, p.language,
      p.owner_id, coalesce(p.do_not_call, false), p.last_checkup_date, p.checkup_problem, coalesce(p.properties, '{}'),
      p.problem, coalesce(p.merged_ids, '{}'), p.hubspot_modified_at
    from page p
    order by p.contact_id
    on conflict (org_id, contact_id) do update
    set contact_name = excluded.contact_name,
      -- The same number is not closed anew.
      phone_enc = case when c.phone_hash = excluded.phone_hash then c.phone_enc else excluded.phone_enc end,
      phone_hash = excluded.phone_hash, phone_problem = excluded.phone_problem, time_zone = excluded.time_zone,
      language = excluded.language, owner_id = excluded.owner_id, do_not_call = excluded.do_not_call,
      last_checkup_date = excluded.last_checkup_date, checkup_problem = excluded.checkup_problem,
      properties = excluded.properties, problem = excluded.problem, merged_ids = excluded.merged_ids,
      hubspot_modified_at = excluded.hubspot_modified_at, removed_at = null, removed_reason = null
    -- An older copy, from a search index that lags, never overwrites a newer one, nor brings a merged record back.
    where (excluded.hubspot_modified_at >= c.hubspot_modified_at) is not false
      and (c.removed_reason is distinct from 'merged' or excluded.hubspot_modified_at > c.hubspot_modified_at)
      and (c.contact_name, c.phone_hash, c.phone_problem, c.time_zone, c.language, c.owner_id, c.do_not_call,
        c.last_checkup_date, c.checkup_problem, c.properties, c.problem, c.merged_ids, c.removed_at,
        c.hubspot_modified_at)
      is distinct from (excluded.contact_name, excluded.phone_hash, excluded.phone_problem, excluded.time_zone,
        excluded.language, excluded.owner_id, excluded.do_not_call, excluded.last_checkup_date,
        excluded.checkup_problem, excluded.properties, excluded.problem, excluded.merged_ids, null::timestamptz,
        excluded.hubspot_modified_at)
    returning 1
  )
  select count(*) into changed from written;

  -- Its own place in the reading may have come first, and found it gone.
  update public.contacts c
  set removed_at = coalesce(c.removed_at, private.current_time()), removed_reason = 'merged'
  where c.org_id = p_org_id and c.removed_reason is distinct from 'merged' and c.contact_id in (
    select m.id from jsonb_array_elements(p_contacts) p
    cross join lateral jsonb_array_elements_text(
      case when jsonb_typeof(p.value -> 'merged_ids') = 'array' then p.value -> 'merged_ids' else '[]' end) as m (id));

  -- Calls booked by hand that wait for a check-up to be old enough go by HubSpot's date.
  update public.call_schedules s
  set last_checkup_date = c.last_checkup_date
  from public.contacts c
  where c.org_id = p_org_id and c.removed_at is null and c.last_checkup_date is not null
    and c.contact_id in (select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p)
    and s.org_id = c.org_id and s.contact_id = c.contact_id and s.auto_trigger_enabled and s.rule_id is null
    and s.call_status = 'scheduled' and s.deleted_at is null
    and s.last_checkup_date is distinct from c.last_checkup_date;
  return changed;
end $$;

-- Keeps one page and moves the reading on behind p_last_contact_number, in one transaction. p_is_last: there is no further
-- page. Answer: changed, and suspects: contacts we have in the span of a full reading's page that HubSpot did not list;
-- they are asked for by id before they are held to be gone. Error 55006 when another worker has the reading by now.
create function public.save_contacts_page(
  p_sync_id bigint, p_worker text, p_contacts jsonb, p_last_contact_number bigint, p_is_last boolean
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  changed integer := private.save_contacts(run.org_id, p_contacts);
  suspects jsonb := '[]'::jsonb;
begin
  if run.kind = 'full' then
    select coalesce(jsonb_agg(c.contact_id order by c.contact_number), '[]') into suspects
    from public.contacts c
    where c.org_id = run.org_id and c.removed_at is null and c.contact_number > run.last_contact_number
      and (p_is_last or c.contact_number <= p_last_contact_number)
      and c.contact_id not in (select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p);
  end if;
  update public.contact_syncs r
  set last_contact_number = greatest(r.last_contact_number, p_last_contact_number),
    contacts_read = r.contacts_read + jsonb_array_length(p_contacts), contacts_changed = r.contacts_changed + changed,
    contacts_broken = r.contacts_broken + (
      select count(*) from jsonb_array_elements(p_contacts) p where p.value ->> 'problem' is not null),
    lease_expires_at = private.current_time() + interval '60 seconds'
  where r.id = run.id;
  return jsonb_build_object('changed', changed, 'suspects', suspects);
end $$;

-- HubSpot has these contacts no more. Calls that rules planned for them are withdrawn when their time comes.
create function public.remove_contacts(p_sync_id bigint, p_worker text, p_contact_ids text[]) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  removed integer;
begin
  update public.contacts c
  set removed_at = private.current_time(), removed_reason = 'deleted'
  where c.org_id = run.org_id and c.contact_id = any (p_contact_ids) and c.removed_at is null;
  get diagnostics removed = row_count;
  update public.contact_syncs r set contacts_removed = r.contacts_removed + removed where r.id = run.id;
  return removed;
end $$;

-- The reading is complete: the next one begins where this one began, and the rules are to be evaluated.
create function public.complete_contact_sync(p_sync_id bigint, p_worker text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
begin
  update public.contact_syncs r set state = 'completed', finished_at = private.current_time()
  where r.id = run.id returning * into run;
  update public.hubspot_connections c
  set synced_until = run.started_at, rules_pending = true,
    next_sync_at = run.started_at + make_interval(mins => private.sync_interval_minutes())
  where c.org_id = run.org_id;
  return jsonb_build_object('contacts_read', run.contacts_read, 'contacts_changed', run.contacts_changed,
    'contacts_broken', run.contacts_broken, 'contacts_removed', run.contacts_removed);
end $$;

-- The reading cannot go on now. p_again: it is kept, and goes on where it stopped after p_retry_seconds; else it is given
-- up, and a new one begins then.
create function public.suspend_contact_sync(
  p_sync_id bigint, p_worker text, p_again boolean, p_reason_code text, p_reason text, p_retry_seconds integer
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  retry_at constant timestamptz := private.current_time() + make_interval(secs => p_retry_seconds);
begin
  update public.contact_syncs r
  set state = case when p_again then 'running' else 'failed' end,
    finished_at = case when not p_again then private.current_time() end,
    reason_code = p_reason_code, reason = p_reason, lease_expires_at = retry_at
  where r.id = run.id;
  update public.hubspot_connections c
  set next_sync_at = greatest(c.next_sync_at, retry_at),
    full_sync_after = case when run.kind = 'full' and not p_again then retry_at else c.full_sync_after end
  where c.org_id = run.org_id;
end $$;

-- Asks for a reading on behalf of p_actor and rings for it. Outcomes: requested {requested_at}, forbidden, not_connected.
create function public.request_contact_sync(p_org_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
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
  begin
    perform private.ring_sync();
  exception when others then
    raise log 'call scheduler: the sync was not rung (%)', sqlstate;
  end;
  return jsonb_build_object('outcome', 'requested', 'requested_at', private.current_time());
end $$;

-- A call booked by hand that waits for a check-up to be old enough takes the date that HubSpot has, if it brings none.
create function private.take_checkup_date() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.auto_trigger_enabled and new.last_checkup_date is null then
    new.last_checkup_date := (
      select c.last_checkup_date from public.contacts c
      where c.org_id = new.org_id and c.contact_id = new.contact_id and c.removed_at is null);
  end if;
  return new;
end $$;
revoke all on function private.take_checkup_date() from public;
-- By name before call_schedules_due, which counts from this date.
create trigger call_schedules_checkup before insert or update of auto_trigger_enabled, contact_id
  on public.call_schedules for each row execute function private.take_checkup_date();
