-- Keeps the first answer to p_actor's key. An answer that is kept already stays.
create function public.finish_idempotent_request(
  p_org_id uuid, p_actor uuid, p_key text, p_status_code integer, p_response_enc text
) returns void
language sql security definer set search_path = '' as $$
  update public.idempotency_keys k set status_code = p_status_code, response_enc = p_response_enc
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key and k.status_code is null
$$;
revoke all on function public.finish_idempotent_request(uuid, uuid, text, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.finish_idempotent_request(uuid, uuid, text, integer, text) to service_role;
