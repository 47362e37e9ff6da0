-- The first thousand rows of a loading that are not taken, [{line, field, reason}] in their order.
create function private.rejected_rows(p_upload_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(f.value order by f.line), '[]')
    from (
      select e.value, (e.value ->> 'line')::integer as line
      from private.audience_parts t cross join lateral jsonb_array_elements(t.rejected) e
      where t.upload_id = p_upload_id
      order by 2 limit 1000
    ) f);
end $$;
revoke all on function private.rejected_rows(uuid) from public, anon, authenticated, service_role;
