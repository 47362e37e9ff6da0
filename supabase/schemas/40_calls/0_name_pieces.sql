-- What the index of names finds a part of a name by: each three characters in a row of it (of a shorter one: all of it), behind the
-- beginning of the organisation's id, so that one organisation's search never reads what many others' names have.
create function private.name_pieces(p_org_id uuid, p_name text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  return array(
    select distinct left(p_org_id::text, 8) || substr(p_name, n, 3)
    from generate_series(1, greatest(char_length(p_name) - 2, 1)) n);
end $$;
revoke all on function private.name_pieces(uuid, text) from public, anon, authenticated, service_role;
