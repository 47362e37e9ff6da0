ALTER TABLE "private"."policy_rules"
  DROP CONSTRAINT "policy_rules_holiday_sets_check";

ALTER TABLE "private"."policy_rules"
  DROP CONSTRAINT "policy_rules_opening_check";

ALTER TABLE "private"."policy_rules"
  DROP CONSTRAINT "policy_rules_purposes_check";

ALTER TABLE "private"."holidays"
  ADD CONSTRAINT "holidays_pack_version_check" CHECK ((char_length(pack_version) <= 16));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_holiday_sets_check" CHECK ((octet_length((holiday_sets)::text) <= 100));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_opening_check" CHECK (((cardinality(opening) >= 1) AND (cardinality(opening) <= 5)));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_pack_version_check" CHECK ((char_length(pack_version) <= 16));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_purposes_check" CHECK (cardinality(purposes) between 1 and 5 and 'emergency' <> all (purposes));
