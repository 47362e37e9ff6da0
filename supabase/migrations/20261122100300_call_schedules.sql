-- The intents to call, and the rules that will make them.

create table public.call_schedule_rules (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  agent_id uuid not null,
  rule_name text not null check (char_length(rule_name) between 1 and 200),
  rule_type text not null check (rule_type in ('checkup_threshold', 'periodic', 'custom')),
  checkup_threshold_days integer not null default 5 check (checkup_threshold_days between 0 and 3650),
  periodic_days integer check (periodic_days between 1 and 3650),
  custom_conditions jsonb check (jsonb_typeof(custom_conditions) = 'object'),
  call_topic text not null default 'follow_up' check (char_length(call_topic) between 1 and 200),
  call_language text not null default 'en-IN' check (call_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$'),
  max_calls_per_day integer not null default 100 check (max_calls_per_day between 1 and 100000),
  -- Merged over the organisation's, outcome by outcome.
  retry_policy jsonb not null default '{}' check (private.is_retry_policy(retry_policy)),
  is_active boolean not null default true,
  created_by uuid default auth.uid() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, id),
  foreign key (org_id, agent_id) references public.agents (org_id, id),
  check (rule_type <> 'periodic' or periodic_days is not null),
  check (rule_type <> 'custom' or custom_conditions is not null)
);
create index call_schedule_rules_agent_idx on public.call_schedule_rules (org_id, agent_id);
create index call_schedule_rules_created_by_idx on public.call_schedule_rules (created_by);

create table public.call_schedules (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  agent_id uuid not null,
  -- The rule that made it; null for a call booked by hand.
  rule_id uuid,
  contact_id text not null check (char_length(contact_id) between 1 and 128),
  contact_name text not null check (char_length(contact_name) between 1 and 200),
  -- AES-256-GCM by the functions, bound to organisation and row: v1.<key id>.<iv>.<ciphertext>. Never a readable number.
  contact_phone_enc text not null
    check (contact_phone_enc ~ '^v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_=-]{16,}\.[A-Za-z0-9_=-]{22,}$'),
  -- HMAC-SHA-256 under a key the database does not have: equal numbers of one organisation are equal here.
  contact_phone_hash text not null check (contact_phone_hash ~ '^[0-9a-f]{64}$'),
  scheduled_at timestamptz not null check (scheduled_at between '2000-01-01Z' and '2100-01-01Z'),
  call_topic text not null default 'follow_up' check (char_length(call_topic) between 1 and 200),
  call_language text not null default 'en-IN' check (call_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$'),
  is_active boolean not null default true,
  call_status text not null default 'scheduled'
    check (call_status in ('scheduled', 'in_progress', 'completed', 'failed', 'cancelled')),
  bolna_call_id text,
  auto_trigger_enabled boolean not null default false,
  checkup_threshold_days integer not null default 5 check (checkup_threshold_days between 0 and 3650),
  last_checkup_date date check (last_checkup_date between '1900-01-01' and '2100-01-01'),
  status_reason_code text,
  status_reason text,
  attention boolean not null default false,
  attention_reason text,
  attempt_count integer not null default 0 check (attempt_count >= 0),
  -- Tries in a row that Bolna never took (429, no connection); a placed call sets it back to 0.
  deferral_count integer not null default 0 check (deferral_count >= 0),
  -- The moment this call became or becomes due: its time, or midnight of the check-up day in the organisation's calendar.
  due_at timestamptz not null,
  retry_at timestamptz,
  dial_after timestamptz not null generated always as (greatest(due_at, retry_at)) stored,
  created_by uuid default auth.uid() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (org_id, id),
  foreign key (org_id, agent_id) references public.agents (org_id, id),
  foreign key (org_id, rule_id) references public.call_schedule_rules (org_id, id) on delete set null (rule_id),
  check (call_status not in ('completed', 'failed', 'cancelled') or status_reason is not null),
  check (deleted_at is null or call_status in ('completed', 'failed', 'cancelled')),
  check (attention = (attention_reason is not null))
);
create index call_schedules_list_idx on public.call_schedules (org_id, scheduled_at, id) where deleted_at is null;
create index call_schedules_agent_idx on public.call_schedules (org_id, agent_id);
create index call_schedules_rule_idx on public.call_schedules (org_id, rule_id);
create index call_schedules_contact_idx on public.call_schedules (org_id, contact_id);
create index call_schedules_created_by_idx on public.call_schedules (created_by);
-- The tick asks "is anything due at all": led by the due time alone. Measured with 1.2 M rows on 2 cores: an empty tick
-- costs 0.066 ms this way and 11.6 ms with a priority in front. The last condition is always true, and only the tick
-- writes it: without it the planner took this index for the claim's question too and walked it once for each
-- organisation (4.6 s beside a queue of 100 000, 2.2 ms since).
create index call_schedules_tick_idx on public.call_schedules (dial_after)
  where call_status = 'scheduled' and is_active and deleted_at is null and attempt_count >= 0;
-- The claim walks organisation by organisation, so that one full queue never hides another's calls.
create index call_schedules_claim_idx on public.call_schedules (org_id, dial_after)
  where call_status = 'scheduled' and is_active and deleted_at is null;

-- Keeps due_at true: the earlier of scheduled_at and the start of the day on which the check-up is old enough.
create function private.set_due_at() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.due_at := new.scheduled_at;
  if new.auto_trigger_enabled and new.last_checkup_date is not null then
    new.due_at := least(new.scheduled_at, (
      select (new.last_checkup_date + new.checkup_threshold_days)::timestamp at time zone o.time_zone
      from public.organizations o where o.id = new.org_id
    ));
  end if;
  return new;
end $$;
revoke all on function private.set_due_at() from public;

-- A new time zone moves midnight, and with it the due time of every check-up call that is not over (set_due_at does it).
create function private.follow_time_zone() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s set scheduled_at = s.scheduled_at
  where s.org_id = new.id and s.call_status in ('scheduled', 'in_progress') and s.auto_trigger_enabled;
  return null;
end $$;
revoke all on function private.follow_time_zone() from public;

-- scheduled → in_progress → completed | failed | cancelled. Back to scheduled only from in_progress, when it is certain
-- that nothing was dialled. What is over stays over, whoever writes.
create function private.guard_call_status() returns trigger
language plpgsql set search_path = '' as $$
begin
  if (old.call_status, new.call_status) not in (
    ('scheduled', 'in_progress'), ('scheduled', 'cancelled'), ('scheduled', 'failed'),
    ('in_progress', 'completed'), ('in_progress', 'failed'), ('in_progress', 'cancelled'), ('in_progress', 'scheduled')
  ) then
    raise exception 'a call cannot go from % to %', old.call_status, new.call_status using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function private.guard_call_status() from public;

create trigger call_schedules_due
  before insert or update of contact_id, scheduled_at, auto_trigger_enabled, checkup_threshold_days, last_checkup_date
  on public.call_schedules for each row execute function private.set_due_at();
create trigger call_schedules_guard before update of call_status on public.call_schedules
  for each row when (old.call_status is distinct from new.call_status)
  execute function private.guard_call_status();
create trigger call_schedules_touch before update on public.call_schedules
  for each row execute function private.touch_updated_at();
create trigger call_schedules_audit after insert or update or delete on public.call_schedules
  for each row execute function private.write_audit_row(
    'org_id', 'id', 'contact_phone_enc', 'contact_phone_hash', 'contact_name');
create trigger organizations_time_zone after update of time_zone on public.organizations
  for each row when (old.time_zone is distinct from new.time_zone) execute function private.follow_time_zone();

create trigger call_schedule_rules_touch before update on public.call_schedule_rules
  for each row execute function private.touch_updated_at();
create trigger call_schedule_rules_audit after insert or update or delete on public.call_schedule_rules
  for each row execute function private.write_audit_row('org_id', 'id');

alter table public.call_schedules enable row level security;
alter table public.call_schedule_rules enable row level security;

-- Statuses, reasons, attempts' numbers and the creator are the system's to write: no user has a right to those columns.
grant select (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, scheduled_at, call_topic,
    call_language, is_active, call_status, bolna_call_id, auto_trigger_enabled, checkup_threshold_days,
    last_checkup_date, status_reason_code, status_reason, attention, attention_reason, attempt_count, due_at, retry_at,
    dial_after, created_by, created_at, updated_at, deleted_at),
  insert (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at,
    call_topic, call_language, is_active, auto_trigger_enabled, checkup_threshold_days, last_checkup_date),
  update (agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, call_topic,
    call_language, is_active, auto_trigger_enabled, checkup_threshold_days, last_checkup_date)
  on public.call_schedules to authenticated;
grant select on public.call_schedules to service_role;

create policy call_schedules_read on public.call_schedules for select to authenticated
  using (deleted_at is null and org_id in (select private.my_org_ids()));
create policy call_schedules_add on public.call_schedules for insert to authenticated
  with check (created_by = (select auth.uid())
    and org_id in (select private.my_org_ids_as('admin', 'member')));
create policy call_schedules_change on public.call_schedules for update to authenticated
  using (deleted_at is null and call_status = 'scheduled' and (
    org_id in (select private.my_org_ids_as('admin'))
    or (created_by = (select auth.uid()) and org_id in (select private.my_org_ids_as('member')))))
  with check (org_id in (select private.my_org_ids_as('admin', 'member')));

grant select, delete,
  insert (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days, periodic_days, custom_conditions,
    call_topic, call_language, max_calls_per_day, retry_policy, is_active),
  update (agent_id, rule_name, rule_type, checkup_threshold_days, periodic_days, custom_conditions, call_topic,
    call_language, max_calls_per_day, retry_policy, is_active)
  on public.call_schedule_rules to authenticated;
grant select on public.call_schedule_rules to service_role;

create policy call_schedule_rules_read on public.call_schedule_rules for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy call_schedule_rules_add on public.call_schedule_rules for insert to authenticated
  with check (org_id in (select private.my_org_ids_as('admin')));
create policy call_schedule_rules_change on public.call_schedule_rules for update to authenticated
  using (org_id in (select private.my_org_ids_as('admin')))
  with check (org_id in (select private.my_org_ids_as('admin')));
create policy call_schedule_rules_remove on public.call_schedule_rules for delete to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));

-- Due: active, scheduled, and its time has come, or auto-trigger is on and the check-up is old enough in the
-- organisation's calendar; a call that is tried again is due at the time of its retry. Row-level security of the caller
-- applies.
create view public.due_call_schedules with (security_invoker = true) as
select s.id, s.org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.scheduled_at, s.call_topic,
  s.call_language, s.is_active, s.call_status, s.bolna_call_id, s.auto_trigger_enabled, s.checkup_threshold_days,
  s.last_checkup_date, s.status_reason_code, s.status_reason, s.attention, s.attention_reason, s.attempt_count,
  s.due_at, s.retry_at, s.created_by, s.created_at, s.updated_at
from public.call_schedules s
where s.call_status = 'scheduled' and s.is_active and s.deleted_at is null and s.dial_after <= private.current_time();
grant select on public.due_call_schedules to authenticated, service_role;
