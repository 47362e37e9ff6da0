-- The contact of a wrong number is kept by the id that its calls have.
SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.add_suppression (
  p_org_id      uuid,
  p_actor       uuid,
  p_id          uuid,
  p_suppression jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  new_one public.suppressions;
  kept public.suppressions;
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden');
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
  return jsonb_build_object('outcome', case when kept.id = p_id then 'added' else 'already_there' end,
    'suppression', to_jsonb(kept) - 'phone_hash');
end $function$;
