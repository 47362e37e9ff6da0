-- The reading of contacts from HubSpot: resumable page by page, by one worker at a time.

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

-- The contacts themselves are HubSpot's, with a history there; what is audited is each reading of them.
create trigger contact_syncs_audit after insert or delete or update of state
  on public.contact_syncs for each row execute function private.write_audit_row('org_id', 'id');

alter table public.contact_syncs enable row level security;
grant select (id, org_id, kind, started_at, finished_at, state, contacts_read, contacts_changed, contacts_broken,
    contacts_removed, reason_code, reason)
  on public.contact_syncs to authenticated;
grant select on public.contact_syncs to service_role;
create policy contact_syncs_read on public.contact_syncs for select to authenticated
  using (org_id in (select private.my_org_ids()));

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

revoke all on function private.is_superseded(public.contact_syncs), private.hold_contact_sync(bigint, text)
  from public;
revoke all on function public.claim_contact_sync(text, boolean, uuid, timestamptz, integer),
  public.save_contacts_page(bigint, text, jsonb, bigint, boolean), public.remove_contacts(bigint, text, text[]),
  public.complete_contact_sync(bigint, text), public.suspend_contact_sync(bigint, text, boolean, text, text, integer),
  public.request_contact_sync(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.claim_contact_sync(text, boolean, uuid, timestamptz, integer),
  public.save_contacts_page(bigint, text, jsonb, bigint, boolean), public.remove_contacts(bigint, text, text[]),
  public.complete_contact_sync(bigint, text), public.suspend_contact_sync(bigint, text, boolean, text, text, integer),
  public.request_contact_sync(uuid, uuid) to service_role;
