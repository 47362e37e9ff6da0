SET local check_function_bodies = off;

CREATE TABLE "private"."call_tallies" (
  "org_id"           uuid               NOT NULL,
  "id"               bigint             GENERATED ALWAYS AS IDENTITY NOT NULL,
  "call_status"      public.call_status,
  "reason_code"      public.reason_code,
  "calls"            bigint             NOT NULL DEFAULT 0,
  "waiting"          bigint             NOT NULL DEFAULT 0,
  "attention"        bigint             NOT NULL DEFAULT 0,
  "placed"           bigint             NOT NULL DEFAULT 0,
  "response_seconds" numeric            NOT NULL DEFAULT 0,
  CONSTRAINT "call_tallies_pkey" PRIMARY KEY (org_id, id)
);

ALTER TABLE "private"."call_tallies"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION private.count_overdue (
  p_org_id uuid
)
  RETURNS bigint
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select count(*) from public.call_schedules s
  where s.org_id = p_org_id and s.dial_after <= private.current_time() and p_org_id in (select private.my_org_ids())
$function$;

CREATE OR REPLACE FUNCTION private.fold_call_tallies()
  RETURNS bigint
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with gathered as (
    select t.org_id from private.call_tallies t
    group by t.org_id having count(*) > count(distinct (t.call_status, t.reason_code))
  ), taken as (
    delete from private.call_tallies t using gathered g where t.org_id = g.org_id
    returning t.org_id, t.call_status, t.reason_code, t.calls, t.waiting, t.attention, t.placed, t.response_seconds
  ), folded as (
    insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention, placed, response_seconds)
    select t.org_id, t.call_status, t.reason_code, sum(t.calls), sum(t.waiting), sum(t.attention), sum(t.placed),
      sum(t.response_seconds)
    from taken t
    group by t.org_id, t.call_status, t.reason_code
    having sum(t.calls) <> 0 or sum(t.waiting) <> 0 or sum(t.attention) <> 0 or sum(t.placed) <> 0
      or sum(t.response_seconds) <> 0
  )
  select count(*) from taken
$function$;

CREATE OR REPLACE FUNCTION private.recount_call_tallies()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  lock table public.call_schedules, public.call_attempts in share mode;
  delete from private.call_tallies;
  insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention)
  select s.org_id, s.call_status, case when s.call_status = 'failed' then s.status_reason_code end, count(*),
    count(s.dial_after), count(*) filter (where s.attention)
  from public.call_schedules s where s.deleted_at is null
  group by 1, 2, 3;
  insert into private.call_tallies (org_id, placed, response_seconds)
  select t.org_id, count(*), sum(extract(epoch from (t.placed_at - t.due_at)))
  from public.call_attempts t where t.placed_at is not null
  group by t.org_id;
end $function$;

CREATE OR REPLACE FUNCTION private.schedule_compliance (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
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
  from counted c
$function$;

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
    response_seconds numeric
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select t.call_status, t.reason_code, sum(t.calls)::bigint, sum(t.waiting)::bigint, sum(t.attention)::bigint,
    sum(t.placed)::bigint, sum(t.response_seconds)
  from private.call_tallies t
  where t.org_id = p_org_id and p_org_id in (select private.my_org_ids())
  group by t.call_status, t.reason_code
$function$;

CREATE OR REPLACE FUNCTION private.tally_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'INSERT' then
    insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention)
    select n.org_id, n.call_status, case when n.call_status = 'failed' then n.status_reason_code end, count(*),
      count(n.dial_after), count(*) filter (where n.attention)
    from new_rows n where n.deleted_at is null
    group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention)
    select o.org_id, o.call_status, case when o.call_status = 'failed' then o.status_reason_code end, -count(*),
      -count(o.dial_after), -count(*) filter (where o.attention)
    from old_rows o where o.deleted_at is null
    group by 1, 2, 3;
  else
    insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention)
    select c.org_id, c.call_status, case when c.call_status = 'failed' then c.status_reason_code end, sum(c.sign),
      coalesce(sum(c.sign) filter (where c.dial_after is not null), 0), coalesce(sum(c.sign) filter (where c.attention), 0)
    from (
      select 1 as sign, n.org_id, n.call_status, n.status_reason_code, n.dial_after, n.attention
      from new_rows n where n.deleted_at is null
      union all
      select -1, o.org_id, o.call_status, o.status_reason_code, o.dial_after, o.attention
      from old_rows o where o.deleted_at is null
    ) c
    group by 1, 2, 3
    having sum(c.sign) <> 0 or sum(c.sign) filter (where c.dial_after is not null) <> 0
      or sum(c.sign) filter (where c.attention) <> 0;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_responses()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op <> 'INSERT' and old.placed_at is not null then
    insert into private.call_tallies (org_id, placed, response_seconds)
    values (old.org_id, -1, -extract(epoch from (old.placed_at - old.due_at)));
  end if;
  if tg_op <> 'DELETE' and new.placed_at is not null then
    insert into private.call_tallies (org_id, placed, response_seconds)
    values (new.org_id, 1, extract(epoch from (new.placed_at - new.due_at)));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.call_statistics (
  p_org_id         uuid,
  p_threshold_days integer DEFAULT 5
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with tallied as materialized (
    select t.call_status, t.reason_code, t.calls, t.waiting, t.attention, t.placed, t.response_seconds
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
    select coalesce(jsonb_agg(jsonb_build_object('code', r.reason_code, 'count', r.calls, 'reason', case
        when r.reason_code is null then (
          select s.status_reason from public.call_schedules s
          where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code is null
          order by s.id limit 1)
        else (
          select s.status_reason from public.call_schedules s
          where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code = r.reason_code
          order by s.id limit 1)
      end) order by r.calls desc, r.reason_code), '[]') as list
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
    'checkup_compliance', coalesce(private.contact_compliance(p_org_id, p_threshold_days),
      private.schedule_compliance(p_org_id))
  )
  from totals t, reasons
$function$;

CREATE OR REPLACE FUNCTION public.configure_call_scheduler (
  enabled          boolean DEFAULT true,
  interval_seconds integer DEFAULT 10
)
  RETURNS text
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  every text;
begin
  if interval_seconds is null then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got nothing' using errcode = '22023';
  end if;
  every := public.configure_worker('sweep', enabled, interval_seconds);
  if enabled then
    perform cron.schedule('call-scheduler-prune', '*/10 * * * *', 'select private.prune_history()');
    perform cron.schedule('call-scheduler-fold', '* * * * *', 'select private.fold_call_tallies()');
  else
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname in ('call-scheduler-prune', 'call-scheduler-fold');
  end if;
  return every;
end $function$;

CREATE INDEX call_schedules_failure_idx ON public.call_schedules USING btree (org_id, status_reason_code, id)
  WHERE ((call_status = 'failed'::public.call_status) AND (deleted_at IS NULL));

CREATE INDEX call_schedules_status_idx ON public.call_schedules USING btree (org_id, call_status, scheduled_at, id)
  WHERE (deleted_at IS NULL);

CREATE TRIGGER call_attempts_tally_delete
  AFTER DELETE ON public.call_attempts
  FOR EACH ROW
  WHEN ((old.placed_at IS NOT NULL))
  EXECUTE FUNCTION private.tally_responses();

CREATE TRIGGER call_attempts_tally_insert
  AFTER INSERT ON public.call_attempts
  FOR EACH ROW
  WHEN ((new.placed_at IS NOT NULL))
  EXECUTE FUNCTION private.tally_responses();

CREATE TRIGGER call_attempts_tally_update
  AFTER UPDATE ON public.call_attempts
  FOR EACH ROW
  WHEN ((((old.placed_at - old.due_at) IS DISTINCT FROM (new.placed_at - new.due_at)) OR (old.org_id IS DISTINCT FROM new.org_id)))
  EXECUTE FUNCTION private.tally_responses();

CREATE TRIGGER call_schedules_tally_delete
  AFTER DELETE ON public.call_schedules REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.tally_calls();

CREATE TRIGGER call_schedules_tally_insert
  AFTER INSERT ON public.call_schedules REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.tally_calls();

CREATE TRIGGER call_schedules_tally_update
  AFTER UPDATE ON public.call_schedules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.tally_calls();

REVOKE ALL ON FUNCTION "private"."count_overdue"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."count_overdue"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."count_overdue"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."count_overdue"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."fold_call_tallies"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."fold_call_tallies"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."fold_call_tallies"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."recount_call_tallies"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."recount_call_tallies"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."recount_call_tallies"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."schedule_compliance"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."schedule_compliance"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."schedule_compliance"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."schedule_compliance"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tallied_calls"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."tallied_calls"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."tallied_calls"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tallied_calls"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_calls"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_calls"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_calls"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_responses"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_responses"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_responses"() TO "postgres";

-- What was there before the triggers: nobody writes calls between them and this.
select private.recount_call_tallies();

-- Where the scheduler is on, its calls are added up from now on.
do $$ begin
  if to_regclass('cron.job') is not null then
    perform cron.schedule('call-scheduler-fold', '* * * * *', 'select private.fold_call_tallies()')
    from cron.job j where j.jobname = 'call-scheduler-prune';
  end if;
end $$;
