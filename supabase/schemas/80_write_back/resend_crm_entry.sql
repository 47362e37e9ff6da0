-- Has a dead entry sent again, on behalf of p_actor; what HubSpot has of it already is not written twice. Outcomes: pending,
-- not_dead {state}, not_found, forbidden.
create function public.resend_crm_entry(p_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  e public.crm_outbox;
  actor_role public.member_role;
begin
  select o.* into e from public.crm_outbox o where o.id = p_id for no key update;
  actor_role := private.role_of(e.org_id, p_actor);
  if e.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif actor_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif e.state <> 'dead' then
    return jsonb_build_object('outcome', 'not_dead'::public.answer_outcome, 'state', e.state);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  update public.crm_outbox o
  set state = 'pending', tries = 0, next_try_at = private.current_time(), reason_code = null, reason = null
  where o.id = e.id;
  return jsonb_build_object('outcome', 'pending'::public.answer_outcome);
end $$;
revoke all on function public.resend_crm_entry(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.resend_crm_entry(uuid, uuid) to service_role;
