-- The answer that lets a claimed call go on.
create function private.dial_answer(s public.call_schedules) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('verdict', 'dial', 'contact_phone_enc', s.contact_phone_enc,
    'contact_phone_hash', s.contact_phone_hash, 'contact_name', s.contact_name)
$$;
revoke all on function private.dial_answer(public.call_schedules) from public;
