-- What the voice agent may do in a call (the function agent-tools). The call is the one that is live under p_call_ref, our own
-- attempt's id; an execution that is named must be its. The number is always the attempt's.

create function private.live_attempt(p_call_ref uuid, p_execution_id text) returns public.call_attempts
language sql stable security definer set search_path = '' as $$
  select t.* from public.call_attempts t
  where t.id = p_call_ref and t.state <> 'ended'
    and (p_execution_id is null or t.bolna_execution_id is null or t.bolna_execution_id = p_execution_id)
$$;
revoke all on function private.live_attempt(uuid, text) from public, anon, authenticated, service_role;

-- Which call that is, and the time there: in p_zone where that is a zone, else where the person is (call_terms); null: none is live.
create function public.agent_tool_terms(p_call_ref uuid, p_execution_id text, p_zone text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('org_id', s.org_id, 'schedule_id', s.id, 'contact_phone_enc', s.contact_phone_enc, 'zone', z.zone,
    'moment', private.current_time(), 'local_moment', to_char(private.current_time() at time zone z.zone, 'YYYY-MM-DD"T"HH24:MI'))
  from private.live_attempt(p_call_ref, p_execution_id) t
  join public.call_schedules s on s.id = t.schedule_id
  join public.organizations o on o.id = s.org_id
  cross join lateral (select case when p_zone is not null and private.is_time_zone(p_zone) then p_zone
    else coalesce((private.call_terms(s)).zones[1], o.time_zone) end as zone) z
$$;
revoke all on function public.agent_tool_terms(uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.agent_tool_terms(uuid, text, text) to service_role;

-- Keeps what the person asked for, {action, scope, evidence}; the calls that wait for the number are withdrawn. False: no call is
-- live there.
create function public.hear_agent_tool(p_call_ref uuid, p_execution_id text, p_wish jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  attempt constant uuid := (select t.id from private.live_attempt(p_call_ref, p_execution_id) t);
begin
  perform private.hear_wishes(attempt, jsonb_build_array(p_wish || '{"source": "agent_tool"}'));
  return attempt is not null;
end $$;
revoke all on function public.hear_agent_tool(uuid, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.hear_agent_tool(uuid, text, jsonb) to service_role;
