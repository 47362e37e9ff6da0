-- Contacts on their way into a campaign: out of sight until all of them are there, their numbers closed from the start. Columns
-- are those of campaign_contacts, whose checks each row meets when it is taken: here are bounds alone, since a regular expression of
-- 64 characters costs 25 µs a row.
create table private.audience_rows (
  upload_id uuid not null references public.audience_uploads (id) on delete cascade,
  -- Of the file, or the place in a list of contacts: the order in which they are called.
  line integer not null check (line between 1 and 1000000000),
  id uuid not null,
  contact_id text check (char_length(contact_id) <= 128),
  contact_name text not null check (char_length(contact_name) <= 200),
  phone_enc text not null check (starts_with(phone_enc, 'v1.') and char_length(phone_enc) <= 300),
  phone_hash text not null check (char_length(phone_hash) = 64),
  global_phone_hash text not null check (char_length(global_phone_hash) = 64),
  phone_last4 text not null check (char_length(phone_last4) = 4),
  phone_country text check (char_length(phone_country) = 2),
  phone_regions text[] not null default '{}'
    check (cardinality(phone_regions) <= 100 and char_length(array_to_string(phone_regions, ' ')) <= 5000),
  phone_zones text[] not null default '{}'
    check (cardinality(phone_zones) <= 100 and char_length(array_to_string(phone_zones, ' ')) <= 5000),
  phone_zone_source public.zone_source check (phone_zone_source in ('number', 'country')),
  time_zone text check (char_length(time_zone) <= 100),
  primary key (upload_id, line)
);
create trigger audience_rows_hash before insert on private.audience_rows
  for each row execute function private.take_new_phone_hash();
alter table private.audience_rows enable row level security;
