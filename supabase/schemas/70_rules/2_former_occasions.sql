-- What a rule's call was tried for before the check-up date of its contact moved, and the call with it: a date that comes back
-- is not called for again. Beside call_schedules_one_per_occasion, which knows what each call is for now.
create table private.former_occasions (
  rule_id uuid not null references public.call_schedule_rules (id) on delete cascade,
  contact_id text not null check (private.is_text(contact_id, 128)),
  occasion text not null check (char_length(occasion) between 1 and 20),
  schedule_id uuid not null references public.call_schedules (id) on delete cascade,
  primary key (rule_id, contact_id, occasion)
);
create index former_occasions_schedule_idx on private.former_occasions (schedule_id);
alter table private.former_occasions enable row level security;
