-- When somebody is told of what: the operator's settings, a row for each code. Thresholds are in the unit that docs/operating.md names
-- beside each code; null: nobody is told.
create table private.alert_rules (
  code public.alert_code primary key,
  severity public.alert_severity not null,
  threshold numeric check (threshold between 0 and 1000000000),
  -- So many looks in a row must find it before anybody is told, and so many in a row must not before they are told that it is over:
  -- what comes and goes with each look is told once.
  raise_after integer not null default 2 check (raise_after between 1 and 100),
  resolve_after integer not null default 3 check (resolve_after between 1 and 100),
  -- An organisation may set a threshold of its own (public.alert_thresholds).
  is_organizations boolean not null default false,
  -- The operator's endpoint hears of an organisation's, too.
  tells_operator boolean not null default true,
  -- Since when and why it could not be looked at; null: it could.
  failing_since timestamptz,
  failure text check (char_length(failure) between 1 and 1000),
  check ((failing_since is null) = (failure is null))
);
create trigger alert_rules_audit
  after insert or delete or update of severity, threshold, raise_after, resolve_after, is_organizations, tells_operator
  on private.alert_rules for each row execute function private.write_audit_row('org_id', 'code');

alter table private.alert_rules enable row level security;
