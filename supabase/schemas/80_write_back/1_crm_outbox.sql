-- Writing calls back to HubSpot: an entry is born in the transaction that settles the call, and lives until HubSpot has it.
create table public.crm_outbox (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  schedule_id uuid not null,
  -- One entry, and so one engagement, per attempt. Its id is the engagement's hs_call_external_id.
  attempt_id uuid not null unique references public.call_attempts (id) on delete cascade,
  contact_id text not null check (contact_id ~ '^[1-9][0-9]{0,17}$'),
  state public.outbox_state not null default 'pending',
  -- HubSpot's id of the engagement, once it is known.
  engagement_id text check (char_length(engagement_id) between 1 and 50),
  -- When the engagement was last sent to HubSpot; written before it is.
  engagement_sent_at timestamptz,
  contact_updated_at timestamptz,
  tries integer not null default 0 check (tries >= 0),
  next_try_at timestamptz not null default private.current_time(),
  worker text check (char_length(worker) between 1 and 200),
  reason_code public.outbox_reason,
  reason text check (char_length(reason) <= 1000),
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  sent_at timestamptz,
  foreign key (org_id, schedule_id) references public.call_schedules (org_id, id) on delete cascade,
  check ((state = 'sent') = (sent_at is not null)),
  check (state <> 'sent' or engagement_id is not null),
  check (state <> 'dead' or reason is not null)
);
create index crm_outbox_schedule_idx on public.crm_outbox (org_id, schedule_id);
create index crm_outbox_due_idx on public.crm_outbox (next_try_at) where state in ('pending', 'sending', 'unknown');
-- Entries of one contact are written in the order of their calls.
create index crm_outbox_contact_idx on public.crm_outbox (org_id, contact_id, created_at)
  where state in ('pending', 'sending', 'unknown');
-- The oldest go first (private.prune_history).
create index crm_outbox_sent_idx on public.crm_outbox (sent_at) where state = 'sent';
create index crm_outbox_dead_idx on public.crm_outbox (org_id, created_at) where state = 'dead';

create trigger crm_outbox_touch before update on public.crm_outbox
  for each row execute function private.touch_updated_at();
create trigger crm_outbox_audit_insert after insert on public.crm_outbox
  referencing new table as new_rows for each statement execute function private.audit_crm_outbox();
create trigger crm_outbox_audit_update after update on public.crm_outbox
  referencing old table as old_rows new table as new_rows for each statement execute function private.audit_crm_outbox();
create trigger crm_outbox_audit_delete after delete on public.crm_outbox
  for each row execute function private.write_audit_row('org_id', 'id');
create trigger crm_outbox_ring after insert on public.crm_outbox
  referencing new table as new_rows for each statement execute function private.ring_for_write_back();

alter table public.crm_outbox enable row level security;
grant select on public.crm_outbox to authenticated, service_role;

create policy crm_outbox_read on public.crm_outbox for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));
