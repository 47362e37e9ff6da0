SET local check_function_bodies = off;

DROP INDEX "public"."call_schedules_status_idx";

DROP FUNCTION "private"."schedule_compliance"(uuid);

DROP FUNCTION "private"."tallied_calls"(uuid);

DROP FUNCTION "public"."call_statistics"(uuid, integer);

CREATE OR REPLACE FUNCTION private.schedule_compliance (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
  with latest as (
    select distinct on (s.contact_id) s.contact_id, s.last_checkup_date, s.checkup_threshold_days
    from public.call_schedules s
    where s.org_id = p_org_id and s.deleted_at is null
    order by s.contact_id, s.last_checkup_date desc nulls last, s.created_at desc
  ), counted as (
    select
      count(*) filter (where last_checkup_date + checkup_threshold_days > today.day) as within,
      count(*) filter (where last_checkup_date + checkup_threshold_days <= today.day) as overdue,
      count(*) filter (where last_checkup_date is null) as unknown
    from latest
    cross join (
      select (private.current_time() at time zone o.time_zone)::date as day from public.organizations o where o.id = p_org_id
    ) today
  )
  select jsonb_build_object('within', c.within, 'overdue', c.overdue, 'unknown', c.unknown,
    'rate', round(c.within::numeric / nullif(c.within + c.overdue, 0), 4))
  from counted c);
end $function$;

CREATE OR REPLACE FUNCTION private.tallied_calls (
  p_org_id uuid
)
  RETURNS TABLE (
    call_status      public.call_status,
    reason_code      public.reason_code,
    calls            bigint,
    waiting          bigint,
    attention        bigint,
    placed           bigint,
    response_seconds numeric,
    reason           text
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select t.call_status, t.reason_code, sum(t.calls)::bigint, sum(t.waiting)::bigint, sum(t.attention)::bigint,
    sum(t.placed)::bigint, sum(t.response_seconds),
    case
      when t.call_status <> 'failed' then null
      when t.reason_code is null then (
        select s.status_reason from public.call_schedules s
        where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code is null
        order by s.id limit 1)
      else (
        select s.status_reason from public.call_schedules s
        where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code = t.reason_code
        order by s.id limit 1)
    end
  from private.call_tallies t
  where t.org_id = p_org_id and p_org_id in (select private.my_org_ids())
  group by t.call_status, t.reason_code
$function$;

CREATE OR REPLACE FUNCTION public.call_statistics (
  p_org_id         uuid,
  p_threshold_days integer DEFAULT 5
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  -- In plpgsql for its kept plan: planning all this takes longer than reading it.
  return (
  with tallied as materialized (
    select t.call_status, t.reason_code, t.calls, t.waiting, t.attention, t.placed, t.response_seconds, t.reason
    from private.tallied_calls(p_org_id) t
  ), totals as (
    select
      coalesce(sum(calls) filter (where call_status = 'scheduled'), 0) as scheduled,
      coalesce(sum(calls) filter (where call_status = 'in_progress'), 0) as in_progress,
      coalesce(sum(attention), 0) as needs_attention,
      coalesce(sum(calls) filter (where call_status = 'completed'), 0) as completed,
      coalesce(sum(calls) filter (where call_status = 'failed'), 0) as failed,
      coalesce(sum(calls) filter (where call_status = 'cancelled'), 0) as cancelled,
      private.count_overdue(p_org_id) as overdue,
      coalesce(sum(waiting), 0) as waiting,
      round(sum(response_seconds) / nullif(sum(placed), 0), 3) as response_seconds
    from tallied
  ), reasons as (
    select coalesce(jsonb_agg(jsonb_build_object('code', r.reason_code, 'count', r.calls, 'reason', r.reason)
      order by r.calls desc, r.reason_code), '[]') as list
    from tallied r
    where r.call_status = 'failed' and r.calls > 0
  )
  select jsonb_build_object(
    'total_scheduled', t.scheduled, 'total_completed', t.completed, 'total_failed', t.failed,
    'total_cancelled', t.cancelled, 'overdue_schedules', t.overdue, 'upcoming_schedules', t.waiting - t.overdue,
    'in_progress', t.in_progress,
    'completion_rate', round(t.completed / nullif(t.completed + t.failed, 0), 4),
    'average_response_seconds', t.response_seconds,
    'failure_reasons', reasons.list,
    'scheduler', jsonb_build_object('stalled', private.is_stalled(p_org_id)),
    'needs_attention', t.needs_attention,
    'checkup_compliance', case
      when exists (select from public.contacts c where c.org_id = p_org_id and c.removed_at is null)
        then private.contact_compliance(p_org_id, p_threshold_days)
      else private.schedule_compliance(p_org_id) end
  )
  from totals t, reasons);
end $function$;

REVOKE ALL ON FUNCTION "public"."call_statistics"(uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE INDEX call_schedules_cancelled_idx ON public.call_schedules USING btree (org_id, scheduled_at, id)
  WHERE ((call_status = 'cancelled'::public.call_status) AND (deleted_at IS NULL));

CREATE INDEX call_schedules_failed_idx ON public.call_schedules USING btree (org_id, scheduled_at, id)
  WHERE ((call_status = 'failed'::public.call_status) AND (deleted_at IS NULL));

CREATE INDEX call_schedules_in_progress_idx ON public.call_schedules USING btree (org_id, scheduled_at, id)
  WHERE ((call_status = 'in_progress'::public.call_status) AND (deleted_at IS NULL));

CREATE INDEX call_schedules_scheduled_idx ON public.call_schedules USING btree (org_id, scheduled_at, id)
  WHERE ((call_status = 'scheduled'::public.call_status) AND (deleted_at IS NULL));

REVOKE ALL ON FUNCTION "private"."schedule_compliance"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."schedule_compliance"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."schedule_compliance"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."schedule_compliance"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tallied_calls"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."tallied_calls"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."tallied_calls"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tallied_calls"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."call_statistics"(uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."call_statistics"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."call_statistics"(uuid, integer) TO "postgres";
