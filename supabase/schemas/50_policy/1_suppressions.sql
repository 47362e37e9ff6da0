-- The numbers that an organisation does not call, kept for ever: its own list, and what people asked for in calls. The number
-- itself is not here, only its keyed hash and the last four digits for people to know it by.
create table public.suppressions (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  -- Keyed as that of call_schedules.
  phone_hash text not null check (phone_hash ~ '^[0-9a-f]{64}$'),
  -- null: it was heard in a call, by whoever has no key to the number.
  phone_last4 text check (phone_last4 ~ '^[0-9]{4}$'),
  scope public.suppression_scope not null default 'all',
  topic text check (private.is_text(topic, 200)),
  -- A wrong number is one for this contact only: whom it really belongs to may be called on it.
  contact_id text check (private.is_text(contact_id, 128)),
  reason text not null check (private.is_text(reason, 500)),
  source public.suppression_source not null,
  -- The call and attempt in which the person asked; no foreign keys: it outlives them. evidence: what was found there, in our own
  -- words (the phrase of the list, the path and value), never what the person said.
  schedule_id uuid,
  attempt_id uuid,
  evidence text check (private.is_text(evidence, 500)),
  -- A person should look whether this was really meant; it holds until then.
  needs_review boolean not null default false,
  -- No foreign keys: who it was stays known when they have left.
  added_by uuid,
  added_at timestamptz not null default private.current_time(),
  expires_at timestamptz check (expires_at > added_at),
  removed_at timestamptz,
  removed_by uuid,
  removed_reason text check (private.is_text(removed_reason, 500)),
  unique (org_id, id),
  check ((scope = 'topic') = (topic is not null)),
  check ((removed_at is null) = (removed_reason is null))
);
-- The judge's question, and the fence against the same one twice.
create unique index suppressions_one_of_each on public.suppressions
  (org_id, phone_hash, scope, coalesce(topic, ''), coalesce(contact_id, ''), private.is_own_word(source),
    coalesce(expires_at, 'infinity'))
  where removed_at is null;
-- What was lifted of a number.
create index suppressions_lifted_idx on public.suppressions (org_id, phone_hash) where removed_at is not null;
create index suppressions_list_idx on public.suppressions (org_id, added_at, id);
-- What few of them are: a long list is an import's, for all calls. In conditions, since under row-level security an enum in a
-- key is not looked up.
create index suppressions_review_idx on public.suppressions (org_id, added_at, id) where needs_review and removed_at is null;
create index suppressions_removed_idx on public.suppressions (org_id, added_at, id) where removed_at is not null;
create index suppressions_source_idx on public.suppressions (org_id, added_at, id) where source <> 'import' and removed_at is null;
create index suppressions_scope_idx on public.suppressions (org_id, added_at, id) where scope <> 'all' and removed_at is null;

create trigger suppressions_hash before insert on public.suppressions
  for each row execute function private.take_new_phone_hash();
create trigger suppressions_guard before update or delete on public.suppressions
  for each row execute function private.guard_suppression();
create trigger suppressions_audit after insert or update or delete on public.suppressions
  for each row execute function private.write_audit_row('org_id', 'id', 'phone_hash', 'phone_last4');

alter table public.suppressions enable row level security;
grant select (id, org_id, phone_last4, scope, topic, contact_id, reason, source, schedule_id, attempt_id, evidence, needs_review, added_by,
    added_at, expires_at, removed_at, removed_by, removed_reason)
  on public.suppressions to authenticated;
grant select on public.suppressions to service_role;

create policy suppressions_read on public.suppressions for select to authenticated
  using (org_id in (select private.my_org_ids()));
