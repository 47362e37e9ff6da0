-- Every change leaves a row here, in the same transaction, and no row ever changes again.

create table public.audit_log (
  id bigint generated always as identity primary key,
  -- No foreign key: the trail outlives what it tells of.
  org_id uuid,
  occurred_at timestamptz not null default clock_timestamp(),
  actor_id uuid,
  actor_kind text not null check (actor_kind in ('user', 'service', 'operator')),
  action text not null check (action in ('insert', 'update', 'delete')),
  table_name text not null,
  row_id text not null,
  -- insert and delete: column -> value; update: column -> [old, new]. Private columns say only that they were there.
  changes jsonb not null
);
create index audit_log_org_id_idx on public.audit_log (org_id, id desc);
create index audit_log_row_id_idx on public.audit_log (row_id);

-- Append-only for everybody, the service role and the owner too.
create function private.refuse_audit_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'audit_log is append-only: % is refused', lower(tg_op) using errcode = '42501';
end $$;
revoke all on function private.refuse_audit_change() from public;

create trigger audit_log_append_only before update or delete on public.audit_log
  for each row execute function private.refuse_audit_change();
create trigger audit_log_no_truncate before truncate on public.audit_log
  for each statement execute function private.refuse_audit_change();

-- Arguments: the column that names the organisation, the column that names the row, then columns whose values are
-- private (phones, names). Guarantee: an audited table cannot change without its audit row, since both are one
-- transaction; and no private value is written.
create function private.write_audit_row() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
  some_row jsonb := case when tg_op = 'DELETE' then old_row else new_row end;
  private_columns text[] := tg_argv[2:];
  actor uuid := coalesce(nullif(current_setting('app.actor_id', true), '')::uuid, auth.uid());
  changed jsonb;
begin
  select coalesce(jsonb_object_agg(c.key, case
      when c.key = any (private_columns) then '"private"'::jsonb
      when tg_op = 'UPDATE' then jsonb_build_array(old_row -> c.key, new_row -> c.key)
      else c.value
    end), '{}')
  into changed
  from jsonb_each(some_row) c
  where c.key not in ('created_at', 'updated_at')
    and case when tg_op = 'UPDATE' then old_row -> c.key is distinct from c.value else c.value <> 'null' end;

  if tg_op = 'UPDATE' and changed = '{}' then
    return null;
  end if;

  insert into public.audit_log (org_id, actor_id, actor_kind, action, table_name, row_id, changes)
  values (
    (some_row ->> tg_argv[0])::uuid,
    actor,
    case
      when actor is not null then 'user'
      when current_setting('role', true) = 'service_role' then 'service'
      else 'operator'
    end,
    lower(tg_op), tg_table_name, some_row ->> tg_argv[1], changed
  );
  return null;
end $$;
revoke all on function private.write_audit_row() from public;

create trigger organizations_audit after insert or update or delete on public.organizations
  for each row execute function private.write_audit_row('id', 'id');
create trigger memberships_audit after insert or update or delete on public.memberships
  for each row execute function private.write_audit_row('org_id', 'user_id');
create trigger agents_audit after insert or update or delete on public.agents
  for each row execute function private.write_audit_row('org_id', 'id', 'from_number');

alter table public.audit_log enable row level security;
grant select on public.audit_log to authenticated, service_role;
create policy audit_log_read on public.audit_log for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));
