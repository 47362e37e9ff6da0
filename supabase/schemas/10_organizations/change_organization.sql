-- What an admin sets about their organisation, of the fields below; those that are not sent stay. Not max_concurrent_calls:
-- organisations may share one Bolna account, and whoever takes more lines has others' calls queued and rung late. The operator
-- divides them. Errors: 42501 for anybody else, 22023 for another field, 23514 with a refusal_code for a value out of bounds.
create function private.change_organization(p_org_id uuid, p_changes jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  o public.organizations;
  refused public.refusal_code;
begin
  perform private.require_admin(p_org_id);
  perform private.refuse_unknown_fields(p_changes, array['name', 'time_zone', 'calling_paused_reason', 'retry_policy',
    'queue_deadline_seconds', 'calling_hours_from', 'calling_hours_to']);
  select c.* into o from public.organizations c where c.id = p_org_id for no key update;
  o := jsonb_populate_record(o, p_changes);
  -- The checks of the table, and by which one it is told; null is none of theirs.
  refused := (case
    when not private.is_text(o.name, 200) then 'bad_name'
    when not private.is_time_zone(o.time_zone) then 'bad_time_zone'
    when o.calling_hours_from >= o.calling_hours_to then 'bad_calling_hours'
    when not private.is_retry_policy(o.retry_policy) then 'bad_retry_policy'
    when o.queue_deadline_seconds not between 30 and 3600 then 'bad_queue_deadline'
    -- A check of the table would stand in the way of a pause for what Bolna has said.
    when p_changes ->> 'calling_paused_reason' is not null and not private.is_text(o.calling_paused_reason, 1000) then 'bad_pause_reason'
  end)::public.refusal_code;
  if refused is not null then
    raise exception 'the organisation is not set so: %', refused using errcode = '23514', hint = refused;
  end if;
  update public.organizations c
  set name = o.name, time_zone = o.time_zone, calling_paused_reason = o.calling_paused_reason,
    retry_policy = o.retry_policy, queue_deadline_seconds = o.queue_deadline_seconds,
    calling_hours_from = o.calling_hours_from, calling_hours_to = o.calling_hours_to
  where c.id = p_org_id;
end $$;
revoke all on function private.change_organization(uuid, jsonb) from public;
grant execute on function private.change_organization(uuid, jsonb) to authenticated;

create function public.change_organization(p_org_id uuid, p_changes jsonb) returns void
language sql set search_path = '' as $$
  select private.change_organization(p_org_id, p_changes)
$$;
revoke all on function public.change_organization(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.change_organization(uuid, jsonb) to authenticated;
