-- Arguments: the column that names the organisation, the column that names the row, then columns whose values are
-- private (phones, names). Guarantee: an audited table cannot change without its audit row, since both are one
-- transaction; and no private value is written.
-- Not told is what says nothing that is not said: what the row's own columns say (row and organisation of one that comes or
-- goes; when), what is computed from the rest, and when the machinery looks at a row next; of calls and attempts, whose functions say
-- so, what a row of the same transaction tells too. These are more than half of the trail's bytes.
-- Tables that many rows of change at once, or one of with every step of a call, have their inserts and updates audited by
-- statement, with the columns written out (private.audit_call_schedules and its like). Measured per call, audit's own share
-- of Postgres' time: booking 0.08 ms by row, 0.02 by statement; a claim of 50 0.21 and 0.04, a record 0.33 and 0.22, a
-- settle 0.37 and 0.34. The same without writing the columns out, by to_jsonb and jsonb_each, is slower than by row.
create function private.write_audit_row() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
  some_row jsonb := case when tg_op = 'DELETE' then old_row else new_row end;
  private_columns text[] := tg_argv[2:];
  actor uuid := private.acting_user();
  changed jsonb;
begin
  select coalesce(jsonb_object_agg(c.key, case
      when c.key = any (private_columns) then '"private"'::jsonb
      when tg_op = 'UPDATE' then jsonb_build_array(old_row -> c.key, new_row -> c.key)
      else c.value
    end), '{}')
  into changed
  from jsonb_each(some_row) c
  where c.key not in ('created_at', 'updated_at', 'news_at', 'dial_after', 'attention', 'bolna_status_at', 'next_check_at', 'check_count',
      'lease_expires_at')
    and case when tg_op = 'UPDATE' then old_row -> c.key is distinct from c.value
      else c.value <> 'null' and c.key not in (tg_argv[0], tg_argv[1]) end;

  if tg_op = 'UPDATE' and changed = '{}' then
    return null;
  end if;

  insert into public.audit_log (org_id, actor_id, actor_kind, action, table_name, row_id, changes)
  values (
    (some_row ->> tg_argv[0])::uuid,
    actor,
    private.actor_kind_of(actor),
    lower(tg_op)::public.audit_action, tg_table_name, some_row ->> tg_argv[1], changed
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
create trigger invitations_audit after insert or update or delete on public.invitations
  for each row execute function private.write_audit_row('org_id', 'id', 'email');
