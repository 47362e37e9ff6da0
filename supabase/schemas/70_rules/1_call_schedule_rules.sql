-- Rules that plan calls by themselves: what they go by, and what becomes of their calls when they go.

create table public.call_schedule_rules (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  agent_id uuid not null,
  rule_name text not null check (private.is_text(rule_name, 200)),
  rule_type public.rule_type not null,
  checkup_threshold_days integer not null default 5 check (checkup_threshold_days between 0 and 3650),
  -- The HubSpot property with the check-up date that a rule goes by; null: the connection's.
  checkup_property text check (checkup_property ~ '^[a-z][a-z0-9_]{0,99}$'),
  periodic_days integer check (periodic_days between 1 and 3650),
  custom_conditions jsonb check (jsonb_typeof(custom_conditions) = 'object'),
  call_topic text not null default 'follow_up' check (private.is_text(call_topic, 200)),
  call_language text not null default 'en-IN'
    check (call_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and char_length(call_language) <= 35),
  purpose public.call_purpose not null default 'health_reminder',
  max_calls_per_day integer not null default 100 check (max_calls_per_day between 1 and 100000),
  -- Merged over the organisation's, outcome by outcome.
  retry_policy jsonb not null default '{}' check (private.is_retry_policy(retry_policy)),
  is_active boolean not null default true,
  -- Its calls at the hours at which people were found to answer.
  best_time boolean not null default false,
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  unique (org_id, id),
  foreign key (org_id, agent_id) references public.agents (org_id, id),
  check (rule_type <> 'periodic' or periodic_days is not null),
  check (rule_type <> 'custom' or custom_conditions is not null),
  constraint call_schedule_rules_conditions
    check (custom_conditions is null or private.are_conditions(custom_conditions))
);
create index call_schedule_rules_agent_idx on public.call_schedule_rules (org_id, agent_id);
create index call_schedule_rules_created_by_idx on public.call_schedule_rules (created_by);

alter table public.call_schedules
  add foreign key (org_id, rule_id) references public.call_schedule_rules (org_id, id) on delete set null (rule_id);

create trigger call_schedule_rules_touch before update on public.call_schedule_rules
  for each row execute function private.touch_updated_at();
create trigger call_schedule_rules_audit after insert or update or delete on public.call_schedule_rules
  for each row execute function private.write_audit_row('org_id', 'id');
create trigger call_schedule_rules_new_property_added after insert on public.call_schedule_rules
  for each row execute function private.read_new_checkup_property();
create trigger call_schedule_rules_new_property after update of checkup_property on public.call_schedule_rules
  for each row when (old.checkup_property is distinct from new.checkup_property)
  execute function private.read_new_checkup_property();
create trigger call_schedule_rules_withdraw_calls before delete on public.call_schedule_rules
  for each row execute function private.withdraw_calls_of_rule();

alter table public.call_schedule_rules enable row level security;
grant select on public.call_schedule_rules to authenticated;
grant select on public.call_schedule_rules to service_role;

create policy call_schedule_rules_read on public.call_schedule_rules for select to authenticated
  using (org_id in (select private.my_org_ids()));
