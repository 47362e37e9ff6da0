SET local check_function_bodies = off;

DROP FUNCTION "private"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean);

DROP FUNCTION "public"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean);

CREATE TYPE "public"."alert_unit" AS ENUM (
  'seconds',
  'gigabytes',
  'runs',
  'organizations',
  'calls',
  'events',
  'share',
  'at_once'
);

CREATE OR REPLACE FUNCTION private.alert_settings (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'severity', r.severity, 'unit', private.alert_unit(r.code),
    'default_threshold', r.threshold,
    'threshold', case when t.org_id is null then r.threshold else t.threshold end, 'is_default', t.org_id is null,
    'updated_at', t.updated_at) order by r.code), '[]')
  from private.alert_rules r
  left join public.alert_thresholds t on t.org_id = p_org_id and t.code = r.code
  where r.is_organizations and p_org_id in (select private.my_org_ids())
$function$;

CREATE OR REPLACE FUNCTION private.alert_unit (
  p_code public.alert_code
)
  RETURNS public.alert_unit
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case
    when p_code in ('sweep_stalled', 'worker_wedged', 'retention_behind', 'look_failing', 'sealing_behind', 'calls_late')
      then 'seconds'::public.alert_unit
    when p_code = 'cron_failing' then 'runs'
    when p_code = 'database_large' then 'gigabytes'
    when p_code = 'phone_key_wrong' then 'organizations'
    when p_code in ('calls_unknown', 'write_back_dead') then 'calls'
    when p_code = 'webhook_dead' then 'events'
    when p_code in ('failure_rate', 'no_answer_rate') then 'share'
    else 'at_once'
  end
$function$;

CREATE OR REPLACE FUNCTION private.set_alert_threshold (
  p_org_id     uuid,
  p_code       public.alert_code,
  p_threshold  numeric,
  p_is_default boolean,
  p_seen       text
)
  RETURNS public.answer_outcome
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  unit constant public.alert_unit := private.alert_unit(p_code);
  known timestamptz;
begin
  perform private.require_admin(p_org_id);
  if not exists (select from private.alert_rules r where r.code = p_code and r.is_organizations) then
    raise exception '% is the operator''s to set', p_code using errcode = '22023';
  elsif not p_is_default and (case unit
      when 'seconds' then p_threshold < 1
      when 'share' then p_threshold <= 0 or p_threshold > 1
      when 'at_once' then p_threshold <> 1
      else p_threshold < 1 or p_threshold <> trunc(p_threshold)
    end) then
    raise exception 'a threshold of % is none in %', p_threshold, unit using errcode = '23514';
  end if;
  perform from public.organizations o where o.id = p_org_id for no key update;
  select t.updated_at into known from public.alert_thresholds t where t.org_id = p_org_id and t.code = p_code;
  if p_seen is not null and known is distinct from (case when p_seen <> 'default' then p_seen::timestamptz end) then
    return 'stale'::public.answer_outcome;
  elsif p_is_default then
    delete from public.alert_thresholds t where t.org_id = p_org_id and t.code = p_code;
  else
    insert into public.alert_thresholds as t (org_id, code, threshold) values (p_org_id, p_code, p_threshold)
    on conflict (org_id, code) do update set threshold = excluded.threshold;
  end if;
  return 'saved'::public.answer_outcome;
end $function$;

CREATE OR REPLACE FUNCTION public.set_alert_threshold (
  p_org_id     uuid,
  p_code       public.alert_code,
  p_threshold  numeric           DEFAULT NULL::numeric,
  p_is_default boolean           DEFAULT false,
  p_seen       text              DEFAULT NULL::text
)
  RETURNS public.answer_outcome
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select private.set_alert_threshold(p_org_id, p_code, p_threshold, p_is_default, p_seen)
$function$;

REVOKE ALL ON FUNCTION "public"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean, text) FROM PUBLIC, "anon", "service_role";

REVOKE ALL ON FUNCTION "private"."alert_unit"(public.alert_code) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."alert_unit"(public.alert_code) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."alert_unit"(public.alert_code) TO "postgres";

REVOKE ALL ON FUNCTION "private"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean, text) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean, text) TO "postgres";
