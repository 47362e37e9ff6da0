-- Contacts on their way into a campaign: out of sight until all of them are there, their numbers closed from the start. Columns
-- are those of campaign_contacts.
create table private.audience_rows (
  upload_id uuid not null references public.audience_uploads (id) on delete cascade,
  -- Of the file, or the place in a list of contacts: the order in which they are called.
  line integer not null check (line between 1 and 1000000000),
  id uuid not null,
  contact_id text check (private.is_text(contact_id, 128)),
  contact_name text not null check (private.is_text(contact_name, 200)),
  phone_enc text not null
    check (phone_enc ~ '^v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_=-]{16,}\.[A-Za-z0-9_=-]{22,}$' and char_length(phone_enc) <= 300),
  phone_hash text not null check (phone_hash ~ '^[0-9a-f]{64}$'),
  global_phone_hash text not null check (global_phone_hash ~ '^[0-9a-f]{64}$'),
  phone_last4 text not null check (phone_last4 ~ '^[0-9]{4}$'),
  phone_country text check (phone_country ~ '^[A-Z]{2}$'),
  phone_regions text[] not null default '{}'
    check (cardinality(phone_regions) <= 100 and char_length(array_to_string(phone_regions, ' ')) <= 5000),
  phone_zones text[] not null default '{}'
    check (cardinality(phone_zones) <= 100 and char_length(array_to_string(phone_zones, ' ')) <= 5000),
  phone_zone_source public.zone_source check (phone_zone_source in ('number', 'country')),
  time_zone text check (private.is_time_zone(time_zone)),
  primary key (upload_id, line)
);
alter table private.audience_rows enable row level security;
