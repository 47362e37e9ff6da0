-- Something that a rule finds at one look. org_id null: the operator's. subject: which of several such things of the same owner, as
-- a worker's name or an endpoint's id; '' where there is but one. value: what was held against the threshold. data: what else a
-- receiver may want.
create type private.alert_finding as (
  org_id uuid,
  subject text,
  value numeric,
  data jsonb
);
