-- Where a number rings: what a call and a contact know of it, the facts about zones, and how a local time becomes a moment.
SET local check_function_bodies = off;

CREATE TABLE "private"."region_zones" (
  "region" text   NOT NULL,
  "zones"  text[] NOT NULL,
  CONSTRAINT "region_zones_pkey" PRIMARY KEY (region),
  CONSTRAINT "region_zones_region_check" CHECK ((region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'::text)),
  CONSTRAINT "region_zones_zones_check" CHECK ((cardinality(zones) > 0))
);

ALTER TABLE "private"."region_zones"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."time_zones" (
  "zone"      text   NOT NULL,
  "countries" text[] NOT NULL,
  CONSTRAINT "time_zones_countries_check" CHECK ((cardinality(countries) > 0)),
  CONSTRAINT "time_zones_pkey" PRIMARY KEY (zone),
  CONSTRAINT "time_zones_zone_check" CHECK (private.is_time_zone(zone))
);

ALTER TABLE "private"."time_zones"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."zone_overrides" (
  "zone"    text                     NOT NULL,
  "instead" text                     NOT NULL,
  "from_at" timestamp with time zone NOT NULL,
  "to_at"   timestamp with time zone,
  "source"  text                     NOT NULL,
  CONSTRAINT "zone_overrides_check" CHECK ((to_at > from_at)),
  CONSTRAINT "zone_overrides_pkey" PRIMARY KEY (zone, from_at),
  CONSTRAINT "zone_overrides_instead_check" CHECK (private.is_time_zone(instead)),
  CONSTRAINT "zone_overrides_source_check" CHECK (private.is_text(source, 500)),
  CONSTRAINT "zone_overrides_zone_check" CHECK (private.is_time_zone(zone))
);

ALTER TABLE "private"."zone_overrides"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."call_schedules"
  ADD COLUMN "phone_country" text;

ALTER TABLE "public"."call_schedules"
  ADD COLUMN "phone_regions" text[] NOT NULL DEFAULT '{}'::text[];

ALTER TABLE "public"."call_schedules"
  ADD COLUMN "phone_zones" text[] NOT NULL DEFAULT '{}'::text[];

ALTER TABLE "public"."contacts"
  ADD COLUMN "phone_country" text;

ALTER TABLE "public"."contacts"
  ADD COLUMN "phone_regions" text[] NOT NULL DEFAULT '{}'::text[];

ALTER TABLE "public"."contacts"
  ADD COLUMN "phone_zones" text[] NOT NULL DEFAULT '{}'::text[];

CREATE TYPE "public"."zone_source" AS ENUM (
  'booking',
  'hubspot',
  'address',
  'number',
  'country',
  'organisation'
);

ALTER TABLE "public"."call_schedules"
  ADD COLUMN "phone_zone_source" public.zone_source;

ALTER TABLE "public"."contacts"
  ADD COLUMN "phone_zone_source" public.zone_source;

ALTER TABLE "public"."contacts"
  ADD COLUMN "address_country" text;

ALTER TABLE "public"."contacts"
  ADD COLUMN "address_region" text;

CREATE OR REPLACE FUNCTION private.earlier (
  p_local timestamp without time zone,
  p_zone  text
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when (l.later at time zone p_zone) > p_local then l.later - ((l.later at time zone p_zone) - p_local)
    when (e.as_before at time zone p_zone) = p_local then e.as_before
    else l.later
  end
  from (select p_local at time zone p_zone as later) l
  -- By the offset of a day before.
  cross join lateral (
    select (p_local at time zone 'UTC') - (((l.later - interval '24 hours') at time zone p_zone)
      - ((l.later - interval '24 hours') at time zone 'UTC')) as as_before
  ) e
$function$;

CREATE OR REPLACE FUNCTION private.zone_on (
  p_zone text,
  p_day  date
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce((
    select o.instead from private.zone_overrides o
    where o.zone = p_zone and tstzrange(o.from_at, o.to_at) @> ((p_day + time '12:00') at time zone p_zone)
    order by o.from_at desc limit 1
  ), p_zone)
$function$;

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_phone_country_check" CHECK ((phone_country ~ '^[A-Z]{2}$'::text));

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_phone_regions_check" CHECK ((cardinality(phone_regions) <= 100));

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_phone_zone_source_check" CHECK ((phone_zone_source = ANY (ARRAY['number'::public.zone_source, 'country'::public.zone_source])));

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_phone_zones_check" CHECK ((cardinality(phone_zones) <= 100));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_address_country_check" CHECK ((address_country ~ '^[A-Z]{2}$'::text));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_address_region_check" CHECK ((address_region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'::text));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_phone_country_check" CHECK ((phone_country ~ '^[A-Z]{2}$'::text));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_phone_regions_check" CHECK ((cardinality(phone_regions) <= 100));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_phone_zone_source_check" CHECK ((phone_zone_source = ANY (ARRAY['number'::public.zone_source, 'country'::public.zone_source])));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_phone_zones_check" CHECK ((cardinality(phone_zones) <= 100));

REVOKE ALL ON FUNCTION "private"."earlier"(timestamp WITHOUT time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."zone_on"(text, date) FROM PUBLIC;

GRANT SELECT ("phone_country") ON TABLE "public"."call_schedules" TO "authenticated";

GRANT SELECT ("phone_regions") ON TABLE "public"."call_schedules" TO "authenticated";

GRANT SELECT ("phone_zone_source") ON TABLE "public"."call_schedules" TO "authenticated";

GRANT SELECT ("phone_zones") ON TABLE "public"."call_schedules" TO "authenticated";

GRANT SELECT ("address_country") ON TABLE "public"."contacts" TO "authenticated";

GRANT SELECT ("address_region") ON TABLE "public"."contacts" TO "authenticated";

GRANT SELECT ("phone_country") ON TABLE "public"."contacts" TO "authenticated";

GRANT SELECT ("phone_regions") ON TABLE "public"."contacts" TO "authenticated";

GRANT SELECT ("phone_zone_source") ON TABLE "public"."contacts" TO "authenticated";

GRANT SELECT ("phone_zones") ON TABLE "public"."contacts" TO "authenticated";

insert into private.zone_overrides (zone, instead, from_at, to_at, source) values
  ('America/Vancouver', 'Etc/GMT+7', '2026-11-01 09:00Z', null, 'tzdata 2026: British Columbia keeps -07'),
  ('Canada/Pacific', 'Etc/GMT+7', '2026-11-01 09:00Z', null, 'tzdata 2026: British Columbia keeps -07'),
  ('America/Edmonton', 'Etc/GMT+6', '2026-11-01 08:00Z', null, 'tzdata 2026: Alberta keeps -06'),
  ('Canada/Mountain', 'Etc/GMT+6', '2026-11-01 08:00Z', null, 'tzdata 2026: Alberta keeps -06'),
  ('America/Yellowknife', 'Etc/GMT+6', '2026-11-01 08:00Z', null, 'tzdata 2026: the Northwest Territories keep -06'),
  ('America/Inuvik', 'Etc/GMT+6', '2026-11-01 08:00Z', null, 'tzdata 2026: the Northwest Territories keep -06'),
  ('America/Winnipeg', 'Etc/GMT+5', '2026-11-01 07:00Z', null, 'tzdata 2026: Manitoba keeps -05'),
  ('Canada/Central', 'Etc/GMT+5', '2026-11-01 07:00Z', null, 'tzdata 2026: Manitoba keeps -05'),
  ('America/Havana', 'Etc/GMT+4', '2026-11-01 05:00Z', '2027-11-07 05:00Z', 'tzdata 2026: Cuba keeps -04 for a year'),
  ('Africa/Casablanca', 'Etc/GMT', '2026-09-20 02:00Z', null, 'tzdata 2026: Morocco keeps +00'),
  ('Africa/El_Aaiun', 'Etc/GMT', '2026-09-20 02:00Z', null, 'tzdata 2026: Morocco keeps +00'),
  ('America/Asuncion', 'Etc/GMT+3', '2025-03-23 03:00Z', null, 'tzdata 2025a: Paraguay keeps -03');
