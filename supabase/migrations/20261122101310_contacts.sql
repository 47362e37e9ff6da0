-- What is kept of HubSpot's contacts, and how it is kept.

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

create trigger contacts_touch before update on public.contacts
  for each row execute function private.touch_updated_at();
alter table public.contacts enable row level security;
grant select (id, org_id, contact_id, contact_number, contact_name, phone_enc, phone_problem, time_zone, language, owner_id,
    do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids, hubspot_modified_at, removed_at,
    removed_reason, created_at, updated_at)
  on public.contacts to authenticated;
grant select on public.contacts to service_role;
create policy contacts_read on public.contacts for select to authenticated
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

revoke all on function private.save_contacts(uuid, jsonb) from public;

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
