-- The numbers of an organisation, and its check-up compliance from the cached contacts.

-- The numbers of one organisation, counted from its rows each time under the caller's own row-level security.
--   total_*, in_progress: schedules by status. overdue / upcoming: still scheduled, active, due already / not yet.
--   failure_reasons: failed schedules by reason code, with a sentence that one of them carries.
--   needs_attention: calls that are flagged for a person. scheduler: whether dialling has stalled.
--   completion_rate: completed / (completed + failed), 0..1, null when neither happened.
--   average_response_seconds: mean of (accepted by Bolna - time due) over placed calls.
--   checkup_compliance: of the cached contacts (contact_compliance; p_threshold_days where no rule says), or, while none is
--   cached, of the contacts of schedules by their latest known check-up date against their own threshold.
create function public.call_statistics(p_org_id uuid, p_threshold_days integer default 5) returns jsonb
language sql stable set search_path = '' as $$
  with schedules as (
    select s.call_status, s.is_active, s.attention, s.dial_after, s.status_reason_code, s.status_reason, s.contact_id,
      s.last_checkup_date, s.checkup_threshold_days, s.created_at
    from public.call_schedules s
    where s.org_id = p_org_id and s.deleted_at is null
  ), totals as (
    select
      count(*) filter (where call_status = 'scheduled') as scheduled,
      count(*) filter (where call_status = 'in_progress') as in_progress,
      count(*) filter (where attention) as needs_attention,
      count(*) filter (where call_status = 'completed') as completed,
      count(*) filter (where call_status = 'failed') as failed,
      count(*) filter (where call_status = 'cancelled') as cancelled,
      count(*) filter (where dial_after <= private.current_time()) as overdue,
      count(*) filter (where dial_after > private.current_time()) as upcoming
    from schedules
  ), reasons as (
    select coalesce(jsonb_agg(jsonb_build_object('reason', r.reason, 'code', r.code, 'count', r.count)
      order by r.count desc, r.code), '[]') as list
    from (
      select status_reason_code as code, min(status_reason) as reason, count(*) as count
      from schedules where call_status = 'failed' group by 1
    ) r
  ), response as (
    select round(avg(extract(epoch from (t.placed_at - t.due_at))), 3) as seconds
    from public.call_attempts t
    where t.org_id = p_org_id and t.placed_at is not null
  ), latest as (
    select distinct on (contact_id) contact_id, last_checkup_date, checkup_threshold_days
    from schedules
    order by contact_id, last_checkup_date desc nulls last, created_at desc
  ), compliance as (
    select
      count(*) filter (where last_checkup_date + checkup_threshold_days > today.day) as within,
      count(*) filter (where last_checkup_date + checkup_threshold_days <= today.day) as overdue,
      count(*) filter (where last_checkup_date is null) as unknown
    from latest
    cross join (
      select (private.current_time() at time zone o.time_zone)::date as day from public.organizations o where o.id = p_org_id
    ) today
  )
  select jsonb_build_object(
    'total_scheduled', t.scheduled, 'total_completed', t.completed, 'total_failed', t.failed,
    'total_cancelled', t.cancelled, 'overdue_schedules', t.overdue, 'upcoming_schedules', t.upcoming,
    'in_progress', t.in_progress,
    'completion_rate', round(t.completed::numeric / nullif(t.completed + t.failed, 0), 4),
    'average_response_seconds', response.seconds,
    'failure_reasons', reasons.list,
    'scheduler', jsonb_build_object('stalled', private.is_stalled(p_org_id)),
    'needs_attention', t.needs_attention,
    'checkup_compliance', coalesce(private.contact_compliance(p_org_id, p_threshold_days), jsonb_build_object('within', c.within, 'overdue', c.overdue, 'unknown', c.unknown,
      'rate', round(c.within::numeric / nullif(c.within + c.overdue, 0), 4)))
  )
  from totals t, reasons, response, compliance c
$$;
revoke all on function public.call_statistics(uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.call_statistics(uuid, integer) to authenticated;
