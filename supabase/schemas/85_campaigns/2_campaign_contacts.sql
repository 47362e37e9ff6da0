-- Whom a campaign calls. The promise: one call per contact and campaign, ever. A contact stands here once (by number and by its
-- own id), and its call has the contact's id (private.feed_campaigns), which the primary key of calls takes once.
-- Not audited row by row: a new audience is a new revision of the campaign, and what becomes of a contact is told of its call.
create table public.campaign_contacts (
  -- Also the id of its call: its number is closed for that (phoneRef of the functions), so that it can be handed on as it is.
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null,
  campaign_id uuid not null,
  -- In which order they are called, and the row of the file.
  position integer not null check (position >= 1),
  -- null: the audience named none; its call has this row's id then.
  contact_id text check (contact_id is null or private.is_text(contact_id, 128)),
  contact_name text not null check (private.is_text(contact_name, 200)),
  -- As call_schedules.contact_phone_enc. null once its call has it, or nobody will be called any more.
  phone_enc text
    check (phone_enc ~ '^v1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+$' and char_length(phone_enc) between 44 and 300),
  -- Keyed as those of call_schedules. Lengths are asked beside the expressions: counted within one ({64}) they cost 25 µs a row each,
  -- four seconds of the one step that makes 50 000 rows an audience.
  phone_hash text not null check (phone_hash ~ '^[0-9a-f]+$' and char_length(phone_hash) = 64),
  global_phone_hash text check (global_phone_hash ~ '^[0-9a-f]+$' and char_length(global_phone_hash) = 64),
  -- For people to know it by.
  phone_last4 text check (phone_last4 ~ '^[0-9]{4}$'),
  -- What the number says of where it rings, as with call_schedules.
  phone_country text check (phone_country ~ '^[A-Z]{2}$'),
  phone_regions text[] not null default '{}'
    check (cardinality(phone_regions) <= 100 and char_length(array_to_string(phone_regions, ' ')) <= 5000),
  phone_zones text[] not null default '{}'
    check (cardinality(phone_zones) <= 100 and char_length(array_to_string(phone_zones, ' ')) <= 5000),
  phone_zone_source public.zone_source check (phone_zone_source in ('number', 'country')),
  -- Where the audience says it.
  time_zone text check (private.is_time_zone(time_zone)),
  -- Of those who may be called at the same times (private.campaign_groups): told with the audience, and again when turns are planned.
  group_number integer not null default 1 check (group_number >= 1),
  state public.campaign_contact_state not null default 'waiting',
  -- Why it was excluded, or how its call ended; null: nothing to say yet.
  code public.reason_code,
  -- What the judge said where it never came to a call (private.present_decision), never a number in it.
  decision jsonb check (octet_length(decision::text) <= 16384),
  ended_at timestamptz,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  foreign key (org_id, campaign_id) references public.campaigns (org_id, id) on delete cascade,
  unique (campaign_id, phone_hash),
  unique (campaign_id, contact_id),
  unique (campaign_id, position),
  check (state <> 'waiting' or phone_enc is not null),
  check ((ended_at is null) = (state in ('waiting', 'scheduled', 'in_progress')))
);
create index campaign_contacts_org_idx on public.campaign_contacts (org_id, campaign_id);
-- Of one state, in their order: the pages of the list, and how many are under way.
create index campaign_contacts_state_idx on public.campaign_contacts (campaign_id, state, position);
-- Whose turn comes next.
create index campaign_contacts_turn_idx on public.campaign_contacts (campaign_id, group_number, position) where state = 'waiting';

create trigger campaign_contacts_hash before insert on public.campaign_contacts
  for each row execute function private.take_new_phone_hash();
create trigger campaign_contacts_touch before update on public.campaign_contacts
  for each row execute function private.touch_updated_at();
create trigger campaign_contacts_tally_insert after insert on public.campaign_contacts
  referencing new table as new_rows for each statement execute function private.tally_campaign_contacts();
create trigger campaign_contacts_tally_update after update on public.campaign_contacts
  referencing old table as old_rows new table as new_rows for each statement execute function private.tally_campaign_contacts();
create trigger campaign_contacts_tally_delete after delete on public.campaign_contacts
  referencing old table as old_rows for each statement execute function private.tally_campaign_contacts();

alter table public.campaign_contacts enable row level security;
grant select (id, org_id, campaign_id, position, contact_id, contact_name, phone_last4, phone_country, time_zone, state, code,
    decision, ended_at, created_at, updated_at)
  on public.campaign_contacts to authenticated;
grant select on public.campaign_contacts to service_role;

create policy campaign_contacts_read on public.campaign_contacts for select to authenticated
  using (org_id in (select private.my_org_ids()));
