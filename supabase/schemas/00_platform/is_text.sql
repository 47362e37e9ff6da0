-- What a person may write into a text: 1 to p_most characters, something to read among them, and no control character, which
-- breaks logs and screens. The same as `text` of the functions' fields.ts, which trims first.
create function private.is_text(p_text text, p_most integer) returns boolean
language sql immutable set search_path = '' as $$
  select char_length(p_text) between 1 and p_most
    and p_text !~ '[\u0001-\u001f\u007f-\u009f]'
    -- By code and not by class: what is a space to Postgres depends on the database's locale.
    and p_text ~ '[^\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]'
$$;
revoke all on function private.is_text(text, integer) from public;
grant execute on function private.is_text(text, integer) to service_role;
