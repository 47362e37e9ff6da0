-- Did the person ask for it in a call, by words or by what they did; otherwise somebody put the number on a list.
create function private.is_own_word(p_source public.suppression_source) returns boolean
language sql immutable set search_path = '' as $$
  select p_source in ('transcript', 'extracted_data', 'agent_tool', 'silent_refusal')
$$;
revoke all on function private.is_own_word(public.suppression_source) from public, anon, authenticated, service_role;
