SET local check_function_bodies = off;

ALTER TABLE "private"."alert_rules"
  DROP CONSTRAINT "alert_rules_threshold_check";

ALTER TABLE "public"."alert_thresholds"
  DROP CONSTRAINT "alert_thresholds_threshold_check";

CREATE OR REPLACE FUNCTION private.alert_settings (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'severity', r.severity, 'default_threshold', r.threshold,
    'threshold', case when t.org_id is null then r.threshold else t.threshold end, 'is_default', t.org_id is null) order by r.code), '[]')
  from private.alert_rules r
  left join public.alert_thresholds t on t.org_id = p_org_id and t.code = r.code
  where r.is_organizations and p_org_id in (select private.my_org_ids())
$function$;

CREATE OR REPLACE FUNCTION private.organization_health (
  p_slug text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  o record;
  first_due timestamptz;
begin
  select c.id, c.calling_paused_code, c.calling_paused_reason, c.calling_paused_at, c.max_concurrent_calls, l.in_use into o
  from public.organizations c
  join private.organization_lines l on l.org_id = c.id
  where c.slug = p_slug and c.id in (select private.my_org_ids());
  if not found then
    return null;
  end if;
  first_due := private.earliest_due(o.id);
  return jsonb_build_object(
    'stalled', private.is_stalled(o.id),
    'calling', jsonb_build_object('is_on', coalesce(private.all_calling_paused(), o.calling_paused_reason) is null,
      'paused_code', o.calling_paused_code, 'paused_reason', coalesce(private.all_calling_paused(), o.calling_paused_reason),
      'paused_at', case when o.calling_paused_reason is not null then o.calling_paused_at end),
    'lines', jsonb_build_object('in_use', o.in_use, 'most', o.max_concurrent_calls),
    'calls', jsonb_build_object('due', private.count_overdue(o.id),
      'oldest_due_seconds', case when first_due <= now_is then round(extract(epoch from now_is - first_due)) end,
      'unknown', (select count(*) from public.call_attempts t where t.org_id = o.id and t.state <> 'ended' and t.state = 'unknown')),
    'hubspot', (
      select jsonb_build_object('state', c.state, 'read_at', c.synced_until,
        'waiting', (select count(*) from (
          select from public.crm_outbox e where e.org_id = o.id and e.state in ('pending', 'sending', 'unknown') limit 1000) k),
        'dead', (select count(*) from (select from public.crm_outbox e where e.org_id = o.id and e.state = 'dead' limit 1000) k))
      from public.hubspot_connections c where c.org_id = o.id and c.removed_at is null),
    'webhooks', (
      select jsonb_build_object('well', count(*) filter (where w.is_active and w.failures = 0),
        'failing', count(*) filter (where w.is_active and w.failures > 0), 'off', count(*) filter (where not w.is_active),
        'waiting', coalesce(sum(open.deliveries), 0),
        'dead', (select count(*) from (
          select from public.webhook_deliveries d
          where d.org_id = o.id and d.state = 'dead' and d.created_at > now_is - interval '4 days' limit 1000) k))
      from public.webhooks w
      cross join lateral (
        select count(*) as deliveries from (
          select from public.webhook_deliveries d where d.webhook_id = w.id and d.state in ('pending', 'sending') limit 1000) k
      ) open
      where w.org_id = o.id),
    'alerts', (
      select jsonb_build_object('critical', count(*) filter (where a.severity = 'critical'),
        'warning', count(*) filter (where a.severity = 'warning'))
      from public.alerts a where a.org_id = o.id and a.state = 'open'));
end $function$;

CREATE OR REPLACE FUNCTION private.set_alert_threshold (
  p_org_id     uuid,
  p_code       public.alert_code,
  p_threshold  numeric,
  p_is_default boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.require_admin(p_org_id);
  if not exists (select from private.alert_rules r where r.code = p_code and r.is_organizations) then
    raise exception '% is the operator''s to set', p_code using errcode = '22023';
  elsif p_is_default then
    delete from public.alert_thresholds t where t.org_id = p_org_id and t.code = p_code;
  else
    insert into public.alert_thresholds as t (org_id, code, threshold) values (p_org_id, p_code, p_threshold)
    on conflict (org_id, code) do update set threshold = excluded.threshold;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.alert_settings (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select private.alert_settings(p_org_id)
$function$;

REVOKE ALL ON FUNCTION "public"."alert_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.organization_health (
  p_slug text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select private.organization_health(p_slug)
$function$;

REVOKE ALL ON FUNCTION "public"."organization_health"(text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_alert_threshold (
  p_org_id     uuid,
  p_code       public.alert_code,
  p_threshold  numeric           DEFAULT NULL::numeric,
  p_is_default boolean           DEFAULT false
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select private.set_alert_threshold(p_org_id, p_code, p_threshold, p_is_default)
$function$;

REVOKE ALL ON FUNCTION "public"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "private"."alert_rules"
  ADD CONSTRAINT "alert_rules_threshold_check" CHECK (((threshold >= (0)::numeric) AND (threshold <= (1000000000)::numeric)));

ALTER TABLE "public"."alert_thresholds"
  ADD CONSTRAINT "alert_thresholds_threshold_check" CHECK (((threshold >= (0)::numeric) AND (threshold <= (1000000000)::numeric)));

REVOKE ALL ON FUNCTION "private"."alert_settings"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."alert_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."alert_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."alert_settings"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."organization_health"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."organization_health"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."organization_health"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."organization_health"(text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."alert_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."alert_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."alert_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."organization_health"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."organization_health"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."organization_health"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_alert_threshold"(uuid, public.alert_code, numeric, boolean) TO "postgres";
