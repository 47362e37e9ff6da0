-- Of any number of requests with one key at once exactly one is told 'started'. A first try that died (no answer kept
-- within 60 s) is started again with its own resource_id, so that what it may have made is found and not made twice. The key is
-- p_actor's, who is asked for here: outcome forbidden for who does not belong to the organisation. Outcome `wait`: the user has used
-- so many new keys that no more answers are kept for a while; a key that is kept already costs nothing.
create function public.begin_idempotent_request(
  p_org_id uuid, p_actor uuid, p_key text, p_fingerprint text, p_resource_id uuid
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  kept public.idempotency_keys;
  seconds integer;
begin
  if private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  delete from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key
    and k.created_at < private.current_time() - interval '24 hours';

  insert into public.idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id)
  values (p_org_id, p_actor, p_key, p_fingerprint, p_resource_id)
  on conflict do nothing;
  if found then
    seconds := private.take_token(p_actor, 'idempotency_key');
    if seconds > 0 then
      perform public.abandon_idempotent_request(p_org_id, p_actor, p_key);
      return jsonb_build_object('outcome', 'wait'::public.answer_outcome, 'seconds', seconds);
    end if;
    return jsonb_build_object('outcome', 'started'::public.answer_outcome, 'resource_id', p_resource_id);
  end if;

  select k.* into kept from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key
  for update;
  if not found then
    return jsonb_build_object('outcome', 'running'::public.answer_outcome);
  elsif kept.fingerprint <> p_fingerprint then
    return jsonb_build_object('outcome', 'mismatch'::public.answer_outcome);
  elsif kept.status_code is not null then
    return jsonb_build_object('outcome', 'replay'::public.answer_outcome,
      'status_code', kept.status_code, 'response_enc', kept.response_enc);
  elsif kept.started_at > private.current_time() - interval '60 seconds' then
    return jsonb_build_object('outcome', 'running'::public.answer_outcome);
  end if;

  update public.idempotency_keys k set started_at = private.current_time()
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key;
  return jsonb_build_object('outcome', 'started'::public.answer_outcome, 'resource_id', kept.resource_id);
end $$;
revoke all on function public.begin_idempotent_request(uuid, uuid, text, text, uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.begin_idempotent_request(uuid, uuid, text, text, uuid) to service_role;
