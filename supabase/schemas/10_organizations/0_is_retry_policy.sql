-- How often and how soon a call is tried again, by what came of it. Each of no_answer, busy, failed, voicemail, absent
-- (proven never to have reached Bolna) and undialled (Bolna kept it queued too long): max_retries 0 to 10, and at most 10
-- times the minutes to wait before each (the last one repeats), 1 to 10080. max_attempts caps all attempts of one call, 1 to 20.
create function private.is_retry_policy(p_policy jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(p_policy) = 'object'
    -- A number may be written with thousands of digits.
    and octet_length(p_policy::text) <= 4096
    and not exists (
      select from jsonb_each(p_policy) e
      where case
        when e.key = 'max_attempts' then
          jsonb_typeof(e.value) <> 'number' or (e.value #>> '{}')::numeric not in (select generate_series(1, 20))
        when e.key <> all (enum_range(null::public.retry_category)::text[])
          or jsonb_typeof(e.value) <> 'object' or jsonb_typeof(e.value -> 'max_retries') is distinct from 'number'
          or jsonb_typeof(e.value -> 'minutes') is distinct from 'array' then true
        when e.value - array['max_retries', 'minutes'] <> '{}' or jsonb_array_length(e.value -> 'minutes') > 10 then true
        else (e.value ->> 'max_retries')::numeric not in (select generate_series(0, 10))
          or ((e.value ->> 'max_retries')::numeric > 0 and jsonb_array_length(e.value -> 'minutes') = 0)
          or exists (
            select from jsonb_array_elements(e.value -> 'minutes') m
            where jsonb_typeof(m.value) <> 'number' or (m.value #>> '{}')::numeric not between 1 and 10080
          )
      end
    )
$$;
revoke all on function private.is_retry_policy(jsonb) from public;
grant execute on function private.is_retry_policy(jsonb) to authenticated, service_role;
