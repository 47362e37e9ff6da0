-- What is kept of HubSpot's contacts, and how it is kept.
create table public.contacts (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  -- HubSpot's record id.
  contact_id text not null check (contact_id ~ '^[1-9][0-9]{0,17}$'),
  contact_number bigint not null generated always as (contact_id::bigint) stored,
  -- As a call's name: what plans take from here, a call can have.
  contact_name text not null check (private.is_text(contact_name, 200)),
  -- AES-256-GCM by the functions, bound to organisation and contact_id; null: no number, or none that can be dialled.
  phone_enc text check (char_length(phone_enc) <= 500 and phone_enc ~ '^v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_=-]{16,}\.[A-Za-z0-9_=-]{22,}$'),
  -- Keyed as that of call_schedules: equal numbers of one organisation are equal in both.
  phone_hash text check (phone_hash ~ '^[0-9a-f]{64}$'),
  phone_problem public.phone_problem,
  -- What the number says of where it rings, as with call_schedules.
  phone_country text check (phone_country ~ '^[A-Z]{2}$'),
  phone_regions text[] not null default '{}'
    check (cardinality(phone_regions) <= 100 and char_length(array_to_string(phone_regions, ' ')) <= 5000),
  phone_zones text[] not null default '{}'
    check (cardinality(phone_zones) <= 100 and char_length(array_to_string(phone_zones, ' ')) <= 5000),
  phone_zone_source public.zone_source check (phone_zone_source in ('number', 'country')),
  -- Where HubSpot says that the contact lives: ISO 3166-1, and ISO 3166-2 where the region is one that we know.
  address_country text check (address_country ~ '^[A-Z]{2}$'),
  address_region text check (address_region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
  -- An IANA name; null: HubSpot has none that we know.
  time_zone text check (private.is_time_zone(time_zone)),
  language text check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and char_length(language) <= 35),
  owner_id text check (char_length(owner_id) between 1 and 50),
  do_not_call boolean not null default false,
  last_checkup_date date check (last_checkup_date between '1900-01-01' and '2100-01-01'),
  checkup_problem public.checkup_problem,
  -- For custom conditions, and further check-up dates as YYYY-MM-DD by their property's name.
  properties jsonb not null default '{}'
    check (jsonb_typeof(properties) = 'object' and octet_length(properties::text) <= 262144),
  -- Why this record could not be taken as it is; it is never called then.
  problem text check (char_length(problem) between 1 and 500),
  -- Records of HubSpot that were merged into this one.
  merged_ids text[] not null default '{}' check (merged_ids = '{}' or private.are_contact_ids(merged_ids)),
  hubspot_modified_at timestamptz,
  removed_at timestamptz,
  removed_reason public.removal_reason,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  unique (org_id, contact_id),
  check ((phone_enc is null) = (phone_hash is null)),
  check ((phone_enc is null) = (phone_problem is not null)),
  check ((last_checkup_date is null) = (checkup_problem is not null)),
  check ((removed_at is null) = (removed_reason is null))
);
create index contacts_number_idx on public.contacts (org_id, contact_number) where removed_at is null;
create index contacts_phone_idx on public.contacts (org_id, phone_hash) where phone_hash is not null;
-- Is a call booked by hand for somebody who is not to be called.
create index contacts_do_not_call_idx on public.contacts (org_id, contact_number) where do_not_call and removed_at is null;
-- Those that HubSpot has no more go in their time (private.prune_history).
create index contacts_removed_idx on public.contacts (removed_at) where removed_at is not null;
-- A part of a name; a short list of what is not yet sorted in, as with call_names.
create index contacts_names_idx on public.contacts using gin (private.name_pieces(org_id, lower(contact_name)))
  with (gin_pending_list_limit = 256) where removed_at is null;

create trigger contacts_hash before insert or update of phone_hash on public.contacts
  for each row when (new.phone_hash is not null) execute function private.take_new_phone_hash();
create trigger contacts_touch before update on public.contacts
  for each row execute function private.touch_updated_at();

alter table public.contacts enable row level security;
grant select (id, org_id, contact_id, contact_number, contact_name, phone_enc, phone_problem, phone_country,
    phone_regions, phone_zones, phone_zone_source, address_country, address_region, time_zone, language, owner_id,
    do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids, hubspot_modified_at, removed_at,
    removed_reason, created_at, updated_at)
  on public.contacts to authenticated;
grant select on public.contacts to service_role;

create policy contacts_read on public.contacts for select to authenticated
  using (org_id in (select private.my_org_ids()));
