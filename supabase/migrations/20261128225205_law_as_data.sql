SET local check_function_bodies = off;

CREATE TABLE "private"."holidays" (
  "jurisdiction" text NOT NULL,
  "day"          date NOT NULL,
  "name"         text NOT NULL,
  CONSTRAINT "holidays_jurisdiction_check" CHECK ((jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'::text)),
  CONSTRAINT "holidays_pkey" PRIMARY KEY (jurisdiction, day, name),
  CONSTRAINT "holidays_name_check" CHECK (private.is_text(name, 200))
);

ALTER TABLE "private"."holidays"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."policy_packs" (
  "version"      text                     NOT NULL,
  "published_at" date                     NOT NULL,
  "checksum"     text                     NOT NULL,
  CONSTRAINT "policy_packs_checksum_check" CHECK ((checksum ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "policy_packs_pkey" PRIMARY KEY (VERSION),
  CONSTRAINT "policy_packs_version_check" CHECK ((version ~ '^[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,3}$'::text)),
  "loaded_at"    timestamp with time zone NOT NULL DEFAULT private."current_time"()
);

ALTER TABLE "private"."policy_packs"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."policy_rules" (
  "id"           text NOT NULL,
  "jurisdiction" text NOT NULL,
  "name"         text NOT NULL,
  CONSTRAINT "policy_rules_id_check" CHECK (((id ~ '^[A-Za-z0-9-]+(\.[a-z0-9_]+)+$'::text) AND (char_length(id) <= 80))),
  CONSTRAINT "policy_rules_jurisdiction_check" CHECK ((jurisdiction ~ '^(\*|[A-Z]{2}(-[A-Z0-9]{1,3})?)$'::text)),
  CONSTRAINT "policy_rules_pkey" PRIMARY KEY (id),
  CONSTRAINT "policy_rules_name_check" CHECK (private.is_text(name, 200))
);

ALTER TABLE "private"."policy_rules"
  ENABLE ROW LEVEL SECURITY;

CREATE TYPE "public"."holiday_certainty" AS ENUM (
  'fixed',
  'rule',
  'predicted'
);

CREATE TYPE "public"."holiday_kind" AS ENUM (
  'public',
  'bank',
  'state',
  'optional'
);

ALTER TABLE "private"."holidays"
  ADD COLUMN "kind" public.holiday_kind NOT NULL DEFAULT 'public'::public.holiday_kind;

ALTER TABLE "private"."holidays"
  ADD COLUMN "certainty" public.holiday_certainty NOT NULL;

ALTER TABLE "private"."holidays"
  ADD COLUMN "source" text NOT NULL;

ALTER TABLE "private"."holidays"
  ADD COLUMN "pack_version" text;

CREATE TYPE "public"."opening_mark" AS ENUM (
  'say_ai',
  'say_business',
  'say_purpose',
  'say_recorded',
  'offer_opt_out'
);

CREATE TYPE "public"."policy_aspect" AS ENUM (
  'hours',
  'cap',
  'quiet_after_talk',
  'consent',
  'registry',
  'refusal',
  'opening'
);

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "aspect" public.policy_aspect NOT NULL;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "purposes" public.call_purpose[] NOT NULL;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "week" int4multirange;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "holiday_minutes" int4multirange;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "holiday_sets" text[] NOT NULL DEFAULT '{}'::text[];

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "unite_regions" boolean NOT NULL DEFAULT false;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "max_calls" integer;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "period" interval;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "per_day" boolean NOT NULL DEFAULT false;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "quiet" interval;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "consent" public.consent_kind;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "registry" text;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "max_age_days" integer;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "refusal" interval;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "opening" public.opening_mark[];

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "valid_from" date NOT NULL DEFAULT '2000-01-01'::date;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "valid_to" date;

CREATE TYPE "public"."policy_confidence" AS ENUM (
  'statute',
  'regulator',
  'code',
  'vendor',
  'ours'
);

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "confidence" public.policy_confidence NOT NULL;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "source" text NOT NULL;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "reviewed_on" date NOT NULL;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "note" text;

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "pack_version" text NOT NULL;

CREATE OR REPLACE FUNCTION private.load_policy_pack (
  p_pack jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  this constant text := p_pack ->> 'version';
begin
  lock table private.policy_packs in share row exclusive mode;
  if exists (select from private.policy_packs p where p.version = this and p.checksum <> p_pack ->> 'checksum') then
    raise exception 'another pack of version % was loaded before: a changed pack needs a new version', this using errcode = '22023';
  end if;
  insert into private.policy_packs (version, published_at, checksum)
  values (this, (p_pack ->> 'published_at')::date, p_pack ->> 'checksum')
  on conflict (version) do nothing;

  delete from private.policy_rules;
  insert into private.policy_rules (id, jurisdiction, name, aspect, purposes, week, holiday_minutes, holiday_sets, unite_regions,
    max_calls, period, per_day, quiet, consent, registry, max_age_days, refusal, opening, valid_from, valid_to, confidence, source,
    reviewed_on, note, pack_version)
  select r.id, r.jurisdiction, r.name, r.aspect, r.purposes, r.week, r.holiday_minutes, coalesce(r.holiday_sets, '{}'),
    coalesce(r.unite_regions, false), r.max_calls, r.period, coalesce(r.per_day, false), r.quiet, r.consent, r.registry,
    r.max_age_days, r.refusal, r.opening, coalesce(r.valid_from, '2000-01-01'), r.valid_to, r.confidence, r.source, r.reviewed_on,
    r.note, this
  from jsonb_to_recordset(p_pack -> 'rules') as r (id text, jurisdiction text, name text, aspect public.policy_aspect,
    purposes public.call_purpose[], week int4multirange, holiday_minutes int4multirange, holiday_sets text[], unite_regions boolean,
    max_calls integer, period interval, per_day boolean, quiet interval, consent public.consent_kind, registry text,
    max_age_days integer, refusal interval, opening public.opening_mark[], valid_from date, valid_to date,
    confidence public.policy_confidence, source text, reviewed_on date, note text);

  -- {jurisdiction: {source: {certainty: {name: [day, …]}}}}: most days come back every year.
  delete from private.holidays h where h.pack_version is not null;
  insert into private.holidays (jurisdiction, day, name, kind, certainty, source, pack_version)
  select j.key, d.day::date, n.key, case when j.key like '%-%' then 'state' else 'public' end::public.holiday_kind,
    c.key::public.holiday_certainty, s.key, this
  from jsonb_each(p_pack -> 'holidays') j
  cross join lateral jsonb_each(j.value) s
  cross join lateral jsonb_each(s.value) c
  cross join lateral jsonb_each(c.value) n
  cross join lateral jsonb_array_elements_text(n.value) as d (day)
  on conflict (jurisdiction, day, name) do nothing;

  if to_regprocedure('private.renew_windows()') is not null then
    execute 'select private.renew_windows()';
  end if;
end $function$;

ALTER TABLE "private"."holidays"
  ADD CONSTRAINT "holidays_pack_version_fkey" FOREIGN KEY (pack_version) REFERENCES private.policy_packs(VERSION);

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check1" CHECK (((aspect = 'hours'::public.policy_aspect) = (week IS NOT NULL)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check2" CHECK (((aspect = 'hours'::public.policy_aspect) OR ((holiday_minutes IS NULL) AND (NOT unite_regions))));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check3" CHECK (((holiday_minutes IS NULL) = (holiday_sets = '{}'::text[])));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check4" CHECK ((((aspect = 'cap'::public.policy_aspect) = (max_calls IS NOT NULL)) AND ((aspect = 'cap'::public.policy_aspect) = (period IS
    NOT NULL)) AND ((aspect = 'cap'::public.policy_aspect) OR (NOT per_day))));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check5" CHECK (((aspect = 'quiet_after_talk'::public.policy_aspect) = (quiet IS NOT NULL)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check6" CHECK (((aspect = 'consent'::public.policy_aspect) = (consent IS NOT NULL)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check7" CHECK ((((aspect = 'registry'::public.policy_aspect) = (registry IS
    NOT NULL)) AND ((aspect = 'registry'::public.policy_aspect) = (max_age_days IS NOT NULL))));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check8" CHECK (((aspect = 'refusal'::public.policy_aspect) OR (refusal IS NULL)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check9" CHECK (((aspect = 'opening'::public.policy_aspect) = (opening IS NOT NULL)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check" CHECK ((valid_to > valid_from));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_consent_check" CHECK ((consent <> 'imported_unproven'::public.consent_kind));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_holiday_minutes_check" CHECK ((holiday_minutes <@ int4multirange(int4range(0, 1440))));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_holiday_sets_check" CHECK ((cardinality(holiday_sets) <= 10));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_max_age_days_check" CHECK (((max_age_days >= 1) AND (max_age_days <= 366)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_max_calls_check" CHECK (((max_calls >= 1) AND (max_calls <= 1000)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_opening_check" CHECK ((opening <> '{}'::public.opening_mark[]));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_pack_version_fkey" FOREIGN KEY (pack_version) REFERENCES private.policy_packs(VERSION);

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_period_check" CHECK (((period >= '01:00:00'::interval) AND (period <= '366 days'::interval)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_purposes_check" CHECK (((purposes <> '{}'::public.call_purpose[]) AND (purposes <> ARRAY['emergency'::public.call_purpose])));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_quiet_check" CHECK (((quiet >= '01:00:00'::interval) AND (quiet <= '366 days'::interval)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_refusal_check" CHECK (((refusal >= '1 day'::interval) AND (refusal <= '40 years'::interval)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_registry_check" CHECK (((registry ~ '^[A-Z]{2}(-[A-Z0-9]+)+$'::text) AND (char_length(registry) <= 40)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_week_check" CHECK ((week <@ int4multirange(int4range(0, 10080))));

CREATE INDEX holidays_day_idx ON private.holidays USING btree (day);

CREATE INDEX holidays_pack_version_idx ON private.holidays USING btree (pack_version);

CREATE INDEX policy_rules_jurisdiction_idx ON private.policy_rules USING btree (jurisdiction);

CREATE INDEX policy_rules_pack_version_idx ON private.policy_rules USING btree (pack_version);

REVOKE ALL ON FUNCTION "private"."load_policy_pack"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."load_policy_pack"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."load_policy_pack"(jsonb) TO "postgres";

ALTER TABLE "private"."holidays"
  ADD CONSTRAINT "holidays_source_check" CHECK (private.is_text(source, 300));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_note_check" CHECK (private.is_text(note, 1000));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_source_check" CHECK (private.is_text(source, 500));
