-- The closed set of custom conditions, {"all": [{property, operator, value}, …]}, 1 to 20 of them, all of which must hold.
--   texts (condition_text):
--     equals, not_equals (value: text), one_of, none_of (value: 1 to 100 texts), is_set, is_not_set (no value).
--     Compared without regard to case; not_equals and none_of hold for an empty property too.
--   numbers (condition_number): at_least, at_most (value: whole number 0 to 36500), is_set,
--     is_not_set. An empty one is neither at least nor at most anything.
-- At most 64 KB altogether, as much as the API takes.
create function private.are_conditions(p_conditions jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case
    when octet_length(p_conditions::text) > 65536 then false
    when jsonb_typeof(p_conditions) is distinct from 'object' or jsonb_typeof(p_conditions -> 'all') is distinct from 'array'
      or p_conditions - 'all' <> '{}' or jsonb_array_length(p_conditions -> 'all') not between 1 and 20 then false
    else not exists (
      select from jsonb_array_elements(p_conditions -> 'all') c
      where case
        when jsonb_typeof(c.value) <> 'object' or c.value - array['property', 'operator', 'value'] <> '{}' then true
        when c.value ->> 'operator' in ('is_set', 'is_not_set') then c.value ? 'value' or c.value ->> 'property' is null
          or c.value ->> 'property' <> all (enum_range(null::public.condition_text)::text[]
            || enum_range(null::public.condition_number)::text[])
        when c.value ->> 'property' = any (enum_range(null::public.condition_text)::text[]) then case
            when c.value ->> 'operator' in ('equals', 'not_equals') then
              jsonb_typeof(c.value -> 'value') is distinct from 'string' or not private.is_text(c.value ->> 'value', 200)
            when c.value ->> 'operator' in ('one_of', 'none_of') then
              jsonb_typeof(c.value -> 'value') is distinct from 'array'
              or jsonb_array_length(c.value -> 'value') not between 1 and 100
              or exists (select from jsonb_array_elements(c.value -> 'value') v where jsonb_typeof(v.value) <> 'string' or not private.is_text(v.value #>> '{}', 200))
            else true
          end
        when c.value ->> 'property' = any (enum_range(null::public.condition_number)::text[]) then
          (c.value ->> 'operator' in ('at_least', 'at_most')) is not true
          or jsonb_typeof(c.value -> 'value') is distinct from 'number'
          or (c.value ->> 'value')::numeric not between 0 and 36500
          or (c.value ->> 'value')::numeric % 1 <> 0
        else true
      end
    )
  end
$$;
revoke all on function private.are_conditions(jsonb) from public;
grant execute on function private.are_conditions(jsonb) to authenticated, service_role;
