-- All the zones that are kept somewhere in a region (ISO 3166-2: US-FL). Loaded by migrations.
create table private.region_zones (
  region text primary key check (region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
  zones text[] not null check (cardinality(zones) between 1 and 100 and char_length(array_to_string(zones, ' ')) <= 5000)
);
alter table private.region_zones enable row level security;
