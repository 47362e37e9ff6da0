-- Asks for a reading on behalf of p_actor and rings for it. Outcomes: requested {requested_at}, forbidden, not_connected.
create function public.request_contact_sync(p_org_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  update public.hubspot_connections c
  set sync_requested_at = private.current_time()
  where c.org_id = p_org_id and c.removed_at is null;
  if not found then
    return jsonb_build_object('outcome', 'not_connected'::public.answer_outcome);
  end if;
  -- A reading that waits for a better moment goes on now; the day's limit nobody can shorten.
  update public.contact_syncs r set lease_expires_at = private.current_time()
  where r.org_id = p_org_id and r.state = 'running' and r.reason_code <> 'daily_limit';
  perform private.try_to_ring('sync');
  return jsonb_build_object('outcome', 'requested'::public.answer_outcome, 'requested_at', private.current_time());
end $$;
revoke all on function public.request_contact_sync(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.request_contact_sync(uuid, uuid) to service_role;
