SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.covering_suppression (
  p_new public.suppressions
)
  RETURNS public.suppressions
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select x.* from public.suppressions x
  where x.org_id = p_new.org_id and x.phone_hash = p_new.phone_hash and x.removed_at is null
    and (x.contact_id is null or x.contact_id = p_new.contact_id)
    and (x.scope = 'all' or x.scope = p_new.scope and x.topic is not distinct from p_new.topic)
    and (x.expires_at is null or x.expires_at >= p_new.expires_at)
    and private.is_own_word(x.source) >= private.is_own_word(p_new.source)
  order by x.added_at limit 1
  for share
$function$;
