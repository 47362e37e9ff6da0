-- The organisations that an agent of Bolna's speaks for; null: those with an agent that names none of its own.
create function public.organizations_of_agent(p_bolna_agent_id text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(distinct a.org_id), '[]') from public.agents a
  where a.bolna_agent_id::text is not distinct from p_bolna_agent_id
$$;
revoke all on function public.organizations_of_agent(text) from public, anon, authenticated, service_role;
grant execute on function public.organizations_of_agent(text) to service_role;
