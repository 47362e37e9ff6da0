-- Words of the judge.

create function private.defer(p_code public.reason_code, p_until timestamptz, p_data jsonb default null)
returns private.decision
language sql immutable set search_path = '' as $$
  select ('defer', p_code, p_until, p_data, null, null)::private.decision
$$;

create function private.stop(p_code public.reason_code, p_data jsonb default null) returns private.decision
language sql immutable set search_path = '' as $$
  select ('stop', p_code, null, p_data, null, null)::private.decision
$$;
revoke all on function private.defer(public.reason_code, timestamptz, jsonb), private.stop(public.reason_code, jsonb)
  from public, anon, authenticated, service_role;
