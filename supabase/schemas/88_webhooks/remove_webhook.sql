-- Removes an endpoint with all that was told or waits to be told to it, on behalf of p_actor. Outcomes: removed, not_found,
-- forbidden.
create function public.remove_webhook(p_org_id uuid, p_actor uuid, p_id uuid) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  delete from public.webhooks w where w.id = p_id and w.org_id = p_org_id;
  return case when found then 'removed'::public.answer_outcome else 'not_found' end;
end $$;
revoke all on function public.remove_webhook(uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.remove_webhook(uuid, uuid, uuid) to service_role;
