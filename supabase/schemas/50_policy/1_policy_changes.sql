-- Organisations whose calling policy, or the law, has changed since their moved calls were moved: what a call was told to wait for
-- may be over now. private.move_calls_again works them off, call by call in the order of their ids.
create table private.policy_changes (
  org_id uuid primary key references public.organizations (id) on delete cascade,
  -- Calls up to this id are done.
  done_to uuid not null default '00000000-0000-0000-0000-000000000000',
  changed_at timestamptz not null default private.current_time()
);
alter table private.policy_changes enable row level security;
