-- Every change leaves a row here, in the same transaction, and no row ever changes again.
create table public.audit_log (
  id bigint generated always as identity primary key,
  -- No foreign key: the trail outlives what it tells of.
  org_id uuid,
  occurred_at timestamptz not null default private.current_time(),
  actor_id uuid,
  actor_kind public.actor_kind not null,
  action public.audit_action not null,
  table_name text not null check (char_length(table_name) <= 100),
  row_id text not null check (char_length(row_id) <= 200),
  -- insert and delete: column -> value; update: column -> [old, new]. Private columns say only that they were there.
  changes jsonb not null
);
-- The list, newest first (audit_page). By table and by actor too, of what is not written for each call: whoever asks for those
-- finds them in the first. Nothing is added to what a claim writes.
create index audit_log_list_idx on public.audit_log (org_id, occurred_at, id);
create index audit_log_table_idx on public.audit_log (org_id, table_name, occurred_at, id)
  where table_name <> 'call_schedules' and table_name <> 'call_attempts';
create index audit_log_actor_idx on public.audit_log (org_id, actor_id, occurred_at, id) where actor_id is not null;
-- A hash: nobody asks for a range of ids, and it is a third as large.
create index audit_log_row_id_idx on public.audit_log using hash (row_id);

create trigger audit_log_append_only before update or delete on public.audit_log
  for each row execute function private.refuse_audit_change();
create trigger audit_log_no_truncate before truncate on public.audit_log
  for each statement execute function private.refuse_audit_change();

alter table public.audit_log enable row level security;
grant select on public.audit_log to authenticated, service_role;

create policy audit_log_read on public.audit_log for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));
