-- Raises 22023 unless p_sent is a JSON object of at least one field and of no others than the known ones.
create function private.refuse_unknown_fields(p_sent jsonb, p_known text[]) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(p_sent) is distinct from 'object' or p_sent = '{}' or p_sent - p_known <> '{}' then
    raise exception 'what is sent must be an object of some of these fields: %', array_to_string(p_known, ', ')
      using errcode = '22023';
  end if;
end $$;
revoke all on function private.refuse_unknown_fields(jsonb, text[]) from public;
