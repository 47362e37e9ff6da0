-- Holidays by jurisdiction, of the pack and of the operator (pack_version null). A region's set holds what its country's has not,
-- but where a rule names that region's set alone. Not known beyond its last year.
create table private.holidays (
  jurisdiction text not null check (jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  day date not null,
  name text not null check (private.is_text(name, 200)),
  kind public.holiday_kind not null default 'public',
  certainty public.holiday_certainty not null,
  source text not null check (private.is_text(source, 300)),
  pack_version text references private.policy_packs (version) check (char_length(pack_version) <= 16),
  primary key (jurisdiction, day, name)
);
create index holidays_day_idx on private.holidays (day);
create index holidays_pack_version_idx on private.holidays (pack_version);
alter table private.holidays enable row level security;
