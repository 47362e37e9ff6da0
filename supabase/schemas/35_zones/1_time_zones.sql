-- The zones that people live by, each with the countries that keep it (ISO 3166-1 alpha-2). Other names of a zone have rows of
-- their own. Loaded by migrations.
create table private.time_zones (
  zone text primary key check (private.is_time_zone(zone)),
  countries text[] not null check (cardinality(countries) between 1 and 100 and char_length(array_to_string(countries, ' ')) <= 500)
);
alter table private.time_zones enable row level security;
