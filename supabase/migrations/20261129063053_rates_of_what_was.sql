SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.attempts_of_last_hour (
  p_code public.alert_code
)
  RETURNS TABLE (
    org_id    uuid,
    threshold numeric,
    attempts  bigint,
    failed    bigint,
    no_answer bigint
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select t.org_id, t.threshold, c.attempts, c.failed, c.no_answer
  from private.organizations_to_tell(p_code) t
  cross join lateral (
    select sum(k.answered + k.voicemail + k.no_answer + k.busy + k.failed) as attempts, sum(k.failed) as failed,
      sum(k.no_answer) as no_answer
    from private.report_counts k
    where k.org_id = t.org_id and k.grain = 'quarter'
      and k.starts_at > private.current_time() - interval '75 minutes' and k.starts_at <= private.current_time()
  ) c
  where c.attempts >= 20
$function$;
