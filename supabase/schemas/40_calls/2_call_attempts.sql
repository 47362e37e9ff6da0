-- One row per request to Bolna. Written by the dispatch functions alone.
create table public.call_attempts (
  -- Sent to Bolna as user_data.call_ref, so that its records can be matched to ours.
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  schedule_id uuid not null,
  agent_id uuid not null,
  attempt_number integer not null check (attempt_number >= 1),
  -- The length by itself: counted in the pattern it took ten times as long, and a check is asked at each update.
  contact_phone_hash text not null check (char_length(contact_phone_hash) = 64 and contact_phone_hash ~ '^[0-9a-f]+$'),
  trigger public.attempt_trigger not null,
  state public.attempt_state not null default 'placing',
  -- Bolna's agent that was asked to call: where the call is looked for if the answer is lost, whatever is set by then.
  bolna_agent_id text check (char_length(bolna_agent_id) between 1 and 200),
  worker text not null check (char_length(worker) between 1 and 200),
  due_at timestamptz not null,
  claimed_at timestamptz not null default private.current_time(),
  lease_expires_at timestamptz not null,
  placed_at timestamptz,
  bolna_execution_id text unique check (char_length(bolna_execution_id) between 1 and 200),
  -- What Bolna says is cut to these lengths before it is written: never a reason to refuse a write.
  bolna_status text check (char_length(bolna_status) between 1 and 100),
  bolna_status_at timestamptz,
  http_status integer check (http_status between 100 and 999),
  outcome public.attempt_outcome,
  -- What the retry policy counted this attempt as; null when it was not a matter of retrying.
  retry_category public.retry_category,
  reason_code public.reason_code,
  reason text check (char_length(reason) <= 1000),
  answered boolean,
  voicemail boolean,
  conversation_seconds numeric check (conversation_seconds >= 0),
  duration_seconds numeric check (duration_seconds >= 0),
  cost_cents numeric,
  hangup_by text check (char_length(hangup_by) <= 300),
  hangup_reason text check (char_length(hangup_reason) <= 300),
  -- The provider's own.
  hangup_code text check (char_length(hangup_code) <= 300),
  termination_reason text check (char_length(termination_reason) <= 300),
  ended_at timestamptz,
  -- When a worker next reads this call from Bolna if nothing is heard; null once it is over.
  next_check_at timestamptz,
  check_count integer not null default 0 check (check_count >= 0),
  -- How many complete listings of Bolna's did not hold this call while it was unknown.
  absent_listings integer not null default 0 check (absent_listings >= 0),
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  foreign key (org_id, schedule_id) references public.call_schedules (org_id, id) on delete cascade,
  foreign key (org_id, agent_id) references public.agents (org_id, id),
  unique (schedule_id, attempt_number),
  check ((state = 'ended') = (outcome is not null)),
  check ((state = 'ended') = (ended_at is not null)),
  check (state <> 'placed' or (placed_at is not null and bolna_execution_id is not null)),
  check (state = 'ended' or next_check_at is not null or state = 'placing')
-- Room on its page for what its events write. Measured in batches of 25: all of those updates wrote no index, 78 of 100 with full
-- pages; an event took 6 % less of the write-ahead log; and the table lay in 0.81 kB a call, with full pages in 0.93, since the room that
-- pruning frees is taken again by the page's own rows. Not so the calls: on a database that nobody has analyzed it led the check of the
-- attempts' foreign key from one call to the next (supabase/tests/calls/plans-of-empty-tables.sql).
) with (fillfactor = 70);
-- The promise "never two live attempts", held by the database: one per schedule, one per number of an organisation.
create unique index call_attempts_one_live_per_schedule on public.call_attempts (schedule_id) where state <> 'ended';
create unique index call_attempts_one_live_per_number on public.call_attempts (org_id, contact_phone_hash)
  where state <> 'ended';
create index call_attempts_schedule_idx on public.call_attempts (org_id, schedule_id);
-- How many of an organisation's calls were dialled today.
create index call_attempts_day_idx on public.call_attempts (org_id, claimed_at);
-- How often a number was called (private.rang).
create index call_attempts_number_idx on public.call_attempts (org_id, contact_phone_hash, claimed_at);
create index call_attempts_agent_idx on public.call_attempts (org_id, agent_id);
create index call_attempts_lease_idx on public.call_attempts (lease_expires_at) where state = 'placing';
create index call_attempts_next_check_idx on public.call_attempts (next_check_at) where state in ('placed', 'unknown');

create trigger call_attempts_hash before insert or update of contact_phone_hash on public.call_attempts
  for each row execute function private.take_new_contact_phone_hash();
create trigger call_attempts_guard before update of state on public.call_attempts
  for each row when (old.state is distinct from new.state) execute function private.guard_attempt_state();
create trigger call_attempts_touch before update on public.call_attempts
  for each row execute function private.touch_updated_at();
create trigger call_attempts_audit_insert after insert on public.call_attempts
  referencing new table as new_rows for each statement execute function private.audit_call_attempts();
create trigger call_attempts_audit_update after update on public.call_attempts
  referencing old table as old_rows new table as new_rows for each statement execute function private.audit_call_attempts();
create trigger call_attempts_audit_delete after delete on public.call_attempts
  for each row execute function private.write_audit_row('org_id', 'id', 'contact_phone_hash');

alter table public.call_attempts enable row level security;
grant select (id, org_id, schedule_id, agent_id, attempt_number, trigger, state, due_at, claimed_at, placed_at,
    bolna_execution_id, bolna_status, bolna_status_at, http_status, outcome, reason_code, reason, answered, voicemail,
    conversation_seconds, duration_seconds, cost_cents, hangup_by, hangup_reason, hangup_code, termination_reason,
    ended_at, created_at, updated_at)
  on public.call_attempts to authenticated;
grant select on public.call_attempts to service_role;

create policy call_attempts_read on public.call_attempts for select to authenticated
  using (org_id in (select private.my_org_ids()));
