-- What contacts of a campaign that are alike (equal zones, jurisdictions and purpose) have in common for the judge: made once for all
-- of them (private.audience_windows).
--   profile: by which they are found (private.waiting_contacts).
--   country: a stop where the organisation does not call theirs.
--   hours: what the judge says of the hours at the moment that was asked about, or of what the agent says; null: nothing stands against it.
--   zone: the first of the terms' zones. consent, registries, refusal, caps, min_gap, quiet: as private.policy_demands has them.
--   rest: how much of a span must be left for a call. opens, closes: the spans that have it, in order, at least forty-five days from
--   that moment.
create type private.audience_window as (
  profile text,
  jurisdictions text[],
  country private.decision,
  hours private.decision,
  zone text,
  consent public.consent_kind,
  registries jsonb,
  refusal interval,
  cap_calls integer[],
  cap_periods interval[],
  cap_days boolean[],
  cap_subjects boolean[],
  min_gap interval,
  quiet interval,
  rest interval,
  opens timestamptz[],
  closes timestamptz[]
);
