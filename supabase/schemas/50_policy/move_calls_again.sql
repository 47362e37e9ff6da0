-- Moves calls that the policy made wait to when they may leave as things stand now: at most p_limit of an organisation, the next ones
-- where it stopped the last time. Gives how many it looked at. Nothing here lets a call go out: the claim judges each anew.
create function private.move_calls_again(p_org_id uuid, p_limit integer default 20000) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  seen integer;
  last_id uuid;
begin
  with waiting as materialized (
    select s.id, private.earliest_start(s) as not_before
    from public.call_schedules s
    join private.policy_changes p on p.org_id = s.org_id
    where s.org_id = p_org_id and s.dial_after is not null and s.not_before is not null and s.id > p.done_to
      and private.is_policy_code(s.status_reason_code)
    order by s.id
    limit p_limit
    for no key update of s skip locked
  ), moved as (
    update public.call_schedules s set not_before = w.not_before
    from waiting w where s.id = w.id and s.not_before is distinct from w.not_before
  )
  select count(*), (array_agg(w.id order by w.id desc))[1] into seen, last_id from waiting w;
  if seen < p_limit then
    delete from private.policy_changes p where p.org_id = p_org_id;
  else
    update private.policy_changes p set done_to = last_id where p.org_id = p_org_id;
  end if;
  return seen;
end $$;
revoke all on function private.move_calls_again(uuid, integer) from public, anon, authenticated, service_role;
