ALTER TABLE "private"."region_zones"
  DROP CONSTRAINT "region_zones_zones_check";

ALTER TABLE "private"."time_zones"
  DROP CONSTRAINT "time_zones_countries_check";

ALTER TABLE "public"."call_schedules"
  DROP CONSTRAINT "call_schedules_phone_regions_check";

ALTER TABLE "public"."call_schedules"
  DROP CONSTRAINT "call_schedules_phone_zones_check";

ALTER TABLE "public"."contacts"
  DROP CONSTRAINT "contacts_phone_regions_check";

ALTER TABLE "public"."contacts"
  DROP CONSTRAINT "contacts_phone_zones_check";

ALTER TABLE "private"."region_zones"
  ADD CONSTRAINT "region_zones_zones_check" CHECK (((cardinality(zones) between 1 and 100) AND (char_length(array_to_string(zones, ' '::text)) <= 5000)));

ALTER TABLE "private"."time_zones"
  ADD CONSTRAINT "time_zones_countries_check"
    CHECK (((cardinality(countries) between 1 and 100) AND (char_length(array_to_string(countries, ' '::text)) <= 500)));

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_phone_regions_check" CHECK (((cardinality(phone_regions) <= 100) AND (char_length(array_to_string(phone_regions, ' '::text)) <= 5000)));

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_phone_zones_check" CHECK (((cardinality(phone_zones) <= 100) AND (char_length(array_to_string(phone_zones, ' '::text)) <= 5000)));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_phone_regions_check" CHECK (((cardinality(phone_regions) <= 100) AND (char_length(array_to_string(phone_regions, ' '::text)) <= 5000)));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_phone_zones_check" CHECK (((cardinality(phone_zones) <= 100) AND (char_length(array_to_string(phone_zones, ' '::text)) <= 5000)));
