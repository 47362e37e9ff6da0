-- What is known of one contact of a campaign that the judge would ask about: whether HubSpot flags it, whether its number is on a list or was looked up in
-- a registry,
-- until when a consent of the kind that is asked for holds for sure, and when its number rang, at all and about
-- the campaign's topic.
create type private.contact_facts as (
  is_flagged boolean,
  is_suppressed boolean,
  is_on_operators_list boolean,
  is_looked_up boolean,
  has_consent boolean,
  agreed_until timestamptz,
  rang_at timestamptz[],
  rang_about timestamptz[],
  talked_at timestamptz
);
