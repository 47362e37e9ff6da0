-- On what terms a number is called (private.call_terms).
--   org_id: whose own rules count beside the law; null: the organisation has none, so that its terms are everybody's.
--   policy_at: of when those rules are.
--   zones: in all of which a call must be allowed. zone_source: what they were told from.
--   jurisdictions: all are judged, and the strictest holds: those of the number's country and area code, and of the address.
create type private.call_terms as (
  org_id uuid,
  policy_at timestamptz,
  purpose public.call_purpose,
  country text,
  zones text[],
  zone_source public.zone_source,
  jurisdictions text[]
);
