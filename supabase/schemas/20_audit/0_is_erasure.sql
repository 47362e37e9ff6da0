-- Whether a row differs from what it was in nothing but some of p_columns, and there only in having lost what it said. The guards of
-- what never changes let that happen, whoever does it.
create function private.is_erasure(p_old jsonb, p_new jsonb, p_columns text[]) returns boolean
language plpgsql immutable set search_path = '' as $$
begin
  return p_new - p_columns = p_old - p_columns and not exists (
    select from unnest(p_columns) c
    where p_new -> c is distinct from p_old -> c
      and coalesce(p_new ->> c, 'Erased') not in ('Erased', 'erased', '0000') and p_new ->> c !~ '^erased-[0-9a-f]{12}$');
end $$;
revoke all on function private.is_erasure(jsonb, jsonb, text[]) from public, anon, authenticated, service_role;
