SET local check_function_bodies = off;

ALTER TYPE "public"."audit_action" ADD VALUE 'reveal' AFTER 'erase';


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.reveal_number (
  p_org_id      uuid,
  p_actor       uuid,
  p_schedule_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  booked_by uuid;
begin
  select s.created_by into booked_by from public.call_schedules s
  where s.id = p_schedule_id and s.org_id = p_org_id and s.deleted_at is null;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  if private.role_of(p_org_id, p_actor) is null
    or private.role_of(p_org_id, p_actor) <> 'admin' and booked_by is distinct from p_actor then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  insert into public.audit_log (org_id, actor_id, actor_kind, action, table_name, row_id, changes)
  values (p_org_id, p_actor, 'user', 'reveal', 'call_schedules', p_schedule_id, jsonb_build_object('contact_phone_hash', 'private'));
  return jsonb_build_object('outcome', 'recorded'::public.answer_outcome);
end $function$;

REVOKE ALL ON FUNCTION "public"."reveal_number"(uuid, uuid, uuid) FROM PUBLIC, "anon", "authenticated";

REVOKE ALL ON FUNCTION "public"."reveal_number"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."reveal_number"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."reveal_number"(uuid, uuid, uuid) TO "service_role";
