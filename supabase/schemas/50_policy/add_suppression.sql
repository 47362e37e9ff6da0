-- Puts a number on the organisation's list on behalf of p_actor, whose right is checked here: an admin or a member. For the
-- functions alone: the number comes as its hash, which only they can make. Fields: phone_hash, phone_last4, scope, topic,
-- contact_id, reason, expires_at. The calls that wait for it are withdrawn. p_id again gives what was added under it.
-- Outcomes: added {suppression}, already_there {suppression: the one that holds as much}, forbidden. Errors: 22023 for another
-- field, 23502 and 23514 for a value out of bounds.
create function public.add_suppression(p_org_id uuid, p_actor uuid, p_id uuid, p_suppression jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  new_one public.suppressions;
  kept public.suppressions;
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_suppression,
    array['phone_hash', 'phone_last4', 'scope', 'topic', 'contact_id', 'reason', 'expires_at']);
  select x.* into kept from public.suppressions x where x.id = p_id and x.org_id = p_org_id and x.added_by = p_actor;
  if kept.id is null then
    new_one := jsonb_populate_record(null::public.suppressions, '{"scope": "all"}' || p_suppression);
    new_one.id := p_id;
    new_one.org_id := p_org_id;
    new_one.contact_id := private.plain_contact_id(new_one.contact_id);
    new_one.source := 'user';
    new_one.added_by := p_actor;
    kept := private.keep_suppression(new_one);
  end if;
  return jsonb_build_object('outcome', case when kept.id = p_id then 'added'::public.answer_outcome else 'already_there' end,
    'suppression', to_jsonb(kept) - 'phone_hash');
end $$;
revoke all on function public.add_suppression(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.add_suppression(uuid, uuid, uuid, jsonb) to service_role;
