-- Makes an agent of the organisation (p_agent_id null), or changes of one the fields that are sent: name, bolna_agent_id,
-- from_number, is_active, opening, dispositions. A new one says nothing at the start until an admin says so. Gives its id. Errors: 42501 for anybody but an admin, PT404 when the organisation has no such agent,
-- 22023 for another field, 23502 and 23514 for a value out of bounds.
create function private.save_agent(p_org_id uuid, p_agent_id uuid, p_agent jsonb) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  a public.agents;
begin
  perform private.require_admin(p_org_id);
  perform private.refuse_unknown_fields(p_agent, array['name', 'bolna_agent_id', 'from_number', 'is_active', 'opening',
    'dispositions']);
  if p_agent_id is null then
    a.is_active := true;
    a.opening := '{}';
    a.dispositions := '[]';
    a := jsonb_populate_record(a, p_agent);
    insert into public.agents (org_id, name, bolna_agent_id, from_number, is_active, opening, dispositions)
    values (p_org_id, a.name, a.bolna_agent_id, a.from_number, a.is_active, a.opening, a.dispositions) returning id into p_agent_id;
    return p_agent_id;
  end if;
  select c.* into a from public.agents c where c.id = p_agent_id and c.org_id = p_org_id for no key update;
  if not found then
    raise exception 'the organisation has no such agent' using errcode = 'PT404';
  end if;
  a := jsonb_populate_record(a, p_agent);
  update public.agents c
  set name = a.name, bolna_agent_id = a.bolna_agent_id, from_number = a.from_number, is_active = a.is_active,
    opening = a.opening, dispositions = a.dispositions
  where c.id = p_agent_id;
  return p_agent_id;
end $$;
revoke all on function private.save_agent(uuid, uuid, jsonb) from public;
grant execute on function private.save_agent(uuid, uuid, jsonb) to authenticated;

create function public.save_agent(p_org_id uuid, p_agent jsonb, p_agent_id uuid default null) returns uuid
language sql set search_path = '' as $$
  select private.save_agent(p_org_id, p_agent_id, p_agent)
$$;
revoke all on function public.save_agent(uuid, jsonb, uuid) from public, anon, authenticated, service_role;
grant execute on function public.save_agent(uuid, jsonb, uuid) to authenticated;
