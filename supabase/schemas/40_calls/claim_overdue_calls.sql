-- Takes up to p_limit due calls of one organisation on behalf of p_actor, but for those of campaigns, which have their own pace; none
-- while calling is paused. Same guarantees as
-- claim_due_calls. Error 42501 when p_actor is no admin of it.
create function public.claim_overdue_calls(
  p_org_id uuid, p_actor uuid, p_worker text, p_limit integer default 25, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  picked uuid[];
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    raise exception 'only an admin of the organisation may trigger its overdue calls' using errcode = '42501';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  perform from private.scheduler c for share;
  select array_agg(due.id) into picked
  from private.claimable_organizations o
  cross join lateral (
    select c.id from private.claimable_calls c
    where c.org_id = o.id and c.campaign_id is null and c.dial_after <= private.current_time()
    order by c.dial_after
    limit least(o.free_lines, p_limit)
  ) due
  where o.id = p_org_id;
  return query select * from private.take_calls(
    picked, 'overdue', p_worker, p_actor, p_lease_seconds, p_default_bolna_agent_id);
end $$;
revoke all on function public.claim_overdue_calls(uuid, uuid, text, integer, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_overdue_calls(uuid, uuid, text, integer, integer, text) to service_role;
