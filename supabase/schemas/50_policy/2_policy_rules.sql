-- The law as data: a row for each thing that a jurisdiction says of calls for some purposes. All that hold are judged and the
-- strictest wins. Written by private.load_policy_pack alone; each row is a default for counsel to confirm.
create table private.policy_rules (
  -- Stable over versions: decisions and organisations' loosenings name it.
  id text primary key check (id ~ '^[A-Za-z0-9-]+(\.[a-z0-9_]+)+$' and char_length(id) <= 80),
  -- ISO 3166-1 or 3166-2. '*': the default, which holds where no rule of the call's jurisdictions has this aspect for the purpose.
  jurisdiction text not null check (jurisdiction ~ '^(\*|[A-Z]{2}(-[A-Z0-9]{1,3})?)$'),
  name text not null check (private.is_text(name, 200)),
  aspect public.policy_aspect not null,
  -- Never 'emergency': those calls have no rules.
  purposes public.call_purpose[] not null check (cardinality(purposes) between 1 and 5 and 'emergency' <> all (purposes)),

  -- hours: minutes since Monday 00:00 on the called person's clock in which a call may begin; no range crosses midnight.
  week int4multirange check (week <@ int4multirange(int4range(0, 10080))),
  -- hours: the minutes of a holiday instead; {}: closed; null: holidays are as any day.
  holiday_minutes int4multirange check (holiday_minutes <@ int4multirange(int4range(0, 1440))),
  -- hours: whose holidays, as private.holidays names them; '*': those of the called person's own country and known regions.
  holiday_sets text[] not null default '{}' check (octet_length(holiday_sets::text) <= 100),
  -- hours: of the sets' countries the known regions' holidays count too, and where the region is not known, those of all
  -- regions, for marketing.
  unite_regions boolean not null default false,
  -- cap: at most so many calls to a number in any period of that length, and, if per_day, in its calendar day too.
  max_calls integer check (max_calls between 1 and 1000),
  period interval check (period between interval '1 hour' and interval '366 days'),
  per_day boolean not null default false,
  -- quiet_after_talk: how long after a talk nobody calls again.
  quiet interval check (quiet between interval '1 hour' and interval '366 days'),
  -- consent: the least that is needed for an artificial voice.
  consent public.consent_kind check (consent <> 'imported_unproven'),
  -- registry: which one must have been asked, and how old its answer may be.
  registry text check (registry ~ '^[A-Z]{2}(-[A-Z0-9]+)+$' and char_length(registry) <= 40),
  max_age_days integer check (max_age_days between 1 and 366),
  -- refusal: how long a refusal holds; null: for ever.
  refusal interval check (refusal between interval '1 day' and interval '40 years'),
  -- refusal: how many calls in a row that the person hung up on at once are one (private.note_silent_refusals).
  hang_ups integer check (hang_ups between 1 and 10),
  -- opening: what the agent must say at the start.
  opening public.opening_mark[] check (cardinality(opening) between 1 and 5),

  -- Dates where the phone rings; the rule begins and ends at local midnight by itself. valid_to is the first day without it.
  valid_from date not null default '2000-01-01',
  valid_to date check (valid_to > valid_from),
  confidence public.policy_confidence not null,
  source text not null check (private.is_text(source, 500)),
  reviewed_on date not null,
  note text check (private.is_text(note, 1000)),
  pack_version text not null references private.policy_packs (version) check (char_length(pack_version) <= 16),

  check ((aspect = 'hours') = (week is not null)),
  check (aspect = 'hours' or holiday_minutes is null and not unite_regions),
  check ((holiday_minutes is null) = (holiday_sets = '{}')),
  check ((aspect = 'cap') = (max_calls is not null) and (aspect = 'cap') = (period is not null) and (aspect = 'cap' or not per_day)),
  check ((aspect = 'quiet_after_talk') = (quiet is not null)),
  check ((aspect = 'consent') = (consent is not null)),
  check ((aspect = 'registry') = (registry is not null) and (aspect = 'registry') = (max_age_days is not null)),
  check (aspect = 'refusal' or refusal is null and hang_ups is null),
  check ((aspect = 'opening') = (opening is not null))
);
create index policy_rules_jurisdiction_idx on private.policy_rules (jurisdiction);
create index policy_rules_pack_version_idx on private.policy_rules (pack_version);
alter table private.policy_rules enable row level security;
