-- Where the zone database of a server may be older than the law: between the two moments the zone goes by `instead`. A row says
-- what newer data say too, so that it does no harm where they are there. Operators add rows; `deno task doctor` says when one
-- is missing.
create table private.zone_overrides (
  zone text not null check (private.is_time_zone(zone)),
  instead text not null check (private.is_time_zone(instead)),
  from_at timestamptz not null,
  -- Null: until further notice.
  to_at timestamptz check (to_at > from_at),
  source text not null check (private.is_text(source, 500)),
  primary key (zone, from_at)
);
alter table private.zone_overrides enable row level security;
