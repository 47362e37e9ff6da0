-- Takes up to p_limit due calls of one organisation on behalf of p_actor; none while calling is paused. Same guarantees as
-- claim_due_calls. Error 42501 when p_actor is no admin of it.
create function public.claim_overdue_calls(
  p_org_id uuid, p_actor uuid, p_worker text, p_limit integer default 25, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  o public.organizations;
  free_lines integer;
  picked uuid[];
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    raise exception 'only an admin of the organisation may trigger its overdue calls' using errcode = '42501';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);

  select c.* into o from public.organizations c where c.id = p_org_id for no key update;
  perform from private.scheduler c for share;
  if coalesce(private.all_calling_paused(), o.calling_paused_reason) is not null then
    return;
  end if;
  free_lines := greatest(o.max_concurrent_calls - private.live_calls(o.id), 0);
  select array_agg(due.id) into picked from (
    select s.id from public.call_schedules s
    join public.agents a on a.id = s.agent_id and a.is_active
    where s.org_id = p_org_id and s.call_status = 'scheduled' and s.is_active and s.deleted_at is null
      and s.dial_after <= private.current_time()
      and not exists (
        select from public.call_attempts t
        where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
      )
    order by s.dial_after
    limit least(free_lines, p_limit)
    for no key update of s skip locked
  ) due;
  return query select * from private.begin_attempts(
    picked, 'overdue', p_worker, p_lease_seconds, p_default_bolna_agent_id);
end $$;
revoke all on function public.claim_overdue_calls(uuid, uuid, text, integer, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_overdue_calls(uuid, uuid, text, integer, integer, text) to service_role;
