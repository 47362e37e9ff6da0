-- Where in what was extracted from a call its agent has a person's wish stand (agents.dispositions), for the call of this
-- execution, or of this call_ref while no execution is known. Empty for nobody's call.
create function public.call_dispositions(p_execution_id text, p_call_ref uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce((
    select a.dispositions
    from public.call_attempts t join public.agents a on a.id = t.agent_id
    where t.bolna_execution_id = p_execution_id or t.id = p_call_ref and t.bolna_execution_id is null
    limit 1), '[]')
$$;
revoke all on function public.call_dispositions(text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.call_dispositions(text, uuid) to service_role;
