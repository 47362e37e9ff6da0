-- Removes an agent that has no calls and no rules. Errors: 42501 for anybody but an admin, PT404 when the organisation has no
-- such agent, 23503 when something goes by it: make it inactive instead.
create function private.remove_agent(p_org_id uuid, p_agent_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin(p_org_id);
  delete from public.agents a where a.id = p_agent_id and a.org_id = p_org_id;
  if not found then
    raise exception 'the organisation has no such agent' using errcode = 'PT404';
  end if;
end $$;
revoke all on function private.remove_agent(uuid, uuid) from public;
grant execute on function private.remove_agent(uuid, uuid) to authenticated;

create function public.remove_agent(p_org_id uuid, p_agent_id uuid) returns void
language sql set search_path = '' as $$
  select private.remove_agent(p_org_id, p_agent_id)
$$;
revoke all on function public.remove_agent(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.remove_agent(uuid, uuid) to authenticated;
