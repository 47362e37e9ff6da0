-- Takes one call now, whatever its time, on behalf of p_actor, whose right is checked here: an admin of the
-- organisation, or a member who created the schedule. Same guarantees as claim_due_calls.
create function public.claim_call_schedule(
  p_schedule_id uuid, p_actor uuid, p_worker text, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
  o public.organizations;
  actor_role public.member_role;
  call public.claimed_call;
begin
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null;
  actor_role := private.role_of(s.org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);

  -- The order of locks is organisation, kill switch, schedule, attempt, everywhere.
  select c.* into o from public.organizations c where c.id = s.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  if s.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled', 'call_status', s.call_status);
  elsif not s.is_active then
    return jsonb_build_object('outcome', 'inactive');
  elsif coalesce(private.all_calling_paused(), o.calling_paused_reason) is not null then
    return jsonb_build_object('outcome', 'paused',
      'reason', coalesce(private.all_calling_paused(), o.calling_paused_reason));
  elsif not (select a.is_active from public.agents a where a.id = s.agent_id) then
    return jsonb_build_object('outcome', 'agent_inactive');
  elsif private.live_calls(o.id) >= o.max_concurrent_calls then
    return jsonb_build_object('outcome', 'no_free_line');
  end if;

  select * into call
  from private.begin_attempts(array[s.id], 'execute', p_worker, p_lease_seconds, p_default_bolna_agent_id);
  if call.attempt_id is null then
    return jsonb_build_object('outcome', 'number_busy');
  end if;
  return jsonb_build_object('outcome', 'claimed', 'call', to_jsonb(call));
end $$;
revoke all on function public.claim_call_schedule(uuid, uuid, text, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_call_schedule(uuid, uuid, text, integer, text) to service_role;
