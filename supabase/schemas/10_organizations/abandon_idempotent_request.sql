-- Frees p_actor's key whose answer says nothing about the request, so that trying again can succeed. A kept answer stays.
create function public.abandon_idempotent_request(p_org_id uuid, p_actor uuid, p_key text) returns void
language sql security definer set search_path = '' as $$
  delete from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key and k.status_code is null
$$;
revoke all on function public.abandon_idempotent_request(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.abandon_idempotent_request(uuid, uuid, text) to service_role;
