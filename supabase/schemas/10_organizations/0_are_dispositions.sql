-- The form of agents.dispositions: [{path, values: {value: disposition}}]. A path is keys with dots between them behind `$.`, `*`
-- is any key; values are compared as small letters.
create function private.are_dispositions(p_list jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(p_list) = 'array' and jsonb_array_length(p_list) <= 20 and octet_length(p_list::text) <= 16384
    and (select coalesce(bool_and(
      jsonb_typeof(l) = 'object' and l - array['path', 'values'] = '{}'
      and (l ->> 'path') ~ '^\$(\.(\*|[^.*$]{1,100})){1,10}$' and private.is_text(l ->> 'path', 300)
      and jsonb_typeof(l -> 'values') = 'object' and (
        select count(*) between 1 and 50 and bool_and(private.is_text(v.key, 100) and v.key = lower(v.key)
          and v.value = any (enum_range(null::public.disposition)::text[]))
        from jsonb_each_text(case when jsonb_typeof(l -> 'values') = 'object' then l -> 'values' else '{}' end) v)), true)
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) l)
$$;
revoke all on function private.are_dispositions(jsonb) from public, anon, authenticated, service_role;
grant execute on function private.are_dispositions(jsonb) to service_role;
