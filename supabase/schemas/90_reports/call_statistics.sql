-- The numbers of an organisation, and its check-up compliance from the cached contacts.

-- The numbers of one organisation, for its members: what is counted stands in private.call_tallies, what goes by the time of
-- day is counted now. Each is what counting the rows gives at that moment (supabase/tests/reports/statistics-by-counting.sql).
--   total_*, in_progress: schedules by status. overdue / upcoming: still scheduled, active, due already / not yet.
--   failure_reasons: failed schedules by reason code, with the sentence that the one of the smallest id carries.
--   needs_attention: calls that are flagged for a person. scheduler: whether dialling has stalled.
--   completion_rate: completed / (completed + failed), 0..1, null when neither happened.
--   average_response_seconds: mean of (accepted by Bolna - time due) over placed calls.
--   checkup_compliance: of the cached contacts (contact_compliance; p_threshold_days where no rule says), or, while none is
--   cached, of the contacts of schedules by their latest known check-up date against their own threshold.
create function public.call_statistics(p_org_id uuid, p_threshold_days integer default 5) returns jsonb
language plpgsql stable set search_path = '' as $$
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
end $$;
revoke all on function public.call_statistics(uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.call_statistics(uuid, integer) to authenticated;
