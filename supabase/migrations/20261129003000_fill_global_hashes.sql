-- Calls of before the operator's list had hashes get theirs by the sweep.
SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.calls_without_global_hash (
  p_limit integer DEFAULT 200
)
  RETURNS TABLE (
    schedule_id       uuid,
    org_id            uuid,
    contact_phone_enc text
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select s.id, s.org_id, s.contact_phone_enc
  from public.call_schedules s
  where s.call_status = 'scheduled' and s.deleted_at is null and s.global_phone_hash is null
    and exists (select from private.global_suppressions g where g.removed_at is null)
  limit p_limit
$function$;

REVOKE ALL ON FUNCTION "public"."calls_without_global_hash"(integer) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.keep_global_hashes (
  p_calls jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  filled integer;
begin
  update public.call_schedules s
  set global_phone_hash = c.global_phone_hash,
    not_before = case when s.status_reason_code is distinct from 'suppressed_global' then s.not_before end
  from jsonb_to_recordset(p_calls) as c (schedule_id uuid, contact_phone_enc text, global_phone_hash text)
  where s.id = c.schedule_id and s.contact_phone_enc = c.contact_phone_enc and s.global_phone_hash is null;
  get diagnostics filled = row_count;
  return filled;
end $function$;

REVOKE ALL ON FUNCTION "public"."keep_global_hashes"(jsonb) FROM PUBLIC, "anon", "authenticated";

GRANT EXECUTE ON FUNCTION "public"."calls_without_global_hash"(integer) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."keep_global_hashes"(jsonb) TO "service_role";
