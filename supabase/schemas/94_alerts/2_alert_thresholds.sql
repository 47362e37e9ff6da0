-- What an organisation has set otherwise than the operator (private.alert_rules.is_organizations).
create table public.alert_thresholds (
  org_id uuid not null references public.organizations (id) on delete cascade,
  code public.alert_code not null,
  -- null: it is not told of this at all.
  threshold numeric check (threshold between 0 and 1000000000),
  updated_at timestamptz not null default private.current_time(),
  primary key (org_id, code)
);
create trigger alert_thresholds_touch before update on public.alert_thresholds
  for each row execute function private.touch_updated_at();
create trigger alert_thresholds_audit after insert or update or delete on public.alert_thresholds
  for each row execute function private.write_audit_row('org_id', 'code');

alter table public.alert_thresholds enable row level security;
grant select on public.alert_thresholds to authenticated, service_role;

create policy alert_thresholds_read on public.alert_thresholds for select to authenticated
  using (org_id in (select private.my_org_ids()));
