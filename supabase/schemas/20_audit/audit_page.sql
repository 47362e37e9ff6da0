-- One page of an organisation's trail for its admins, newest first, behind (p_before_at, p_before_id); null: a filter that is not asked.
-- To anybody else it gives nothing. Planned for what is asked, since each filter has an index of its own.
create function private.audit_page(
  p_org_id uuid, p_table text, p_row_id text, p_actor_id uuid, p_from timestamptz, p_to timestamptz,
  p_before_at timestamptz, p_before_id bigint, p_limit integer
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  conditions constant text := concat_ws(' and ', format('a.org_id = %L', p_org_id),
    'a.table_name = ' || quote_literal(p_table), 'a.row_id = ' || quote_literal(p_row_id), 'a.actor_id = ' || quote_literal(p_actor_id),
    'a.occurred_at >= ' || quote_literal(p_from), 'a.occurred_at < ' || quote_literal(p_to),
    format('(a.occurred_at, a.id) < (%L, %L)', coalesce(p_before_at, 'infinity'), coalesce(p_before_id, 0)));
  page jsonb;
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids_as('admin')) then
    return '[]'::jsonb;
  end if;
  execute 'select coalesce(jsonb_agg(jsonb_build_object(''id'', a.id, ''occurred_at'', a.occurred_at, ''actor_id'', a.actor_id,
      ''actor_kind'', a.actor_kind, ''action'', a.action, ''table'', a.table_name, ''row_id'', a.row_id, ''changes'', a.changes)
      order by a.occurred_at desc, a.id desc), ''[]'')
    from (select * from public.audit_log a where ' || conditions || ' order by a.occurred_at desc, a.id desc limit '
    || least(p_limit, 201) || ') a' into page;
  return page;
end $$;
revoke all on function private.audit_page(uuid, text, text, uuid, timestamptz, timestamptz, timestamptz, bigint, integer) from public;
grant execute on function private.audit_page(uuid, text, text, uuid, timestamptz, timestamptz, timestamptz, bigint, integer)
  to authenticated;

create function public.audit_page(
  p_org_id uuid, p_table text, p_row_id text, p_actor_id uuid, p_from timestamptz, p_to timestamptz,
  p_before_at timestamptz, p_before_id bigint, p_limit integer
) returns jsonb
language sql stable set search_path = '' as $$
  select private.audit_page(p_org_id, p_table, p_row_id, p_actor_id, p_from, p_to, p_before_at, p_before_id, p_limit)
$$;
revoke all on function public.audit_page(uuid, text, text, uuid, timestamptz, timestamptz, timestamptz, bigint, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.audit_page(uuid, text, text, uuid, timestamptz, timestamptz, timestamptz, bigint, integer)
  to authenticated;
