-- What a live page asks every few seconds, in one small answer; null for whoever is no member.
--   revision: the latest row of the organisation's audit trail: whatever is shown may have changed when it has. It need not grow with
--   every commit, since ids are handed out before.
--   in_progress, lines: calls being made, and how many may be at once. due: that wait since their time. attention: flagged for a person.
--   next_due_at: when the first of those that wait may leave; one that lies in the past has waited since then.
--   stalled: no pass is made though one is wanted. swept_at: the latest completed pass, told only while calls of its own are due or being
--   made: else it would tell of other organisations'.
--   paused_reason: of all calling, or of the organisation's; paused_at of the latter.
--   calls_today: calls by their status that became or become due on this day of the organisation's calendar.
-- Nothing in it changes with the mere passing of time but what becomes due, so that it can be compared with the one before.
create function private.organization_pulse(p_slug text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  o record;
  today date;
  begins timestamptz;
  ends timestamptz;
  now_calls record;
  days_calls record;
  due bigint;
  first_due timestamptz;
begin
  select c.id, c.time_zone, c.max_concurrent_calls, c.calling_paused_at,
    coalesce(private.all_calling_paused(), c.calling_paused_reason) as paused_reason
  into o
  from public.organizations c where c.slug = p_slug and c.id in (select private.my_org_ids());
  if not found then
    return null;
  end if;
  begin
    today := (private.current_time() at time zone o.time_zone)::date;
    begins := today::timestamp at time zone o.time_zone;
    ends := (today + 1)::timestamp at time zone o.time_zone;
  exception when invalid_parameter_value then
    -- A zone that this server does not know is no reason to show nothing.
    today := (private.current_time() at time zone 'UTC')::date;
    begins := today::timestamp at time zone 'UTC';
    ends := (today + 1)::timestamp at time zone 'UTC';
  end;
  select coalesce(sum(k.calls) filter (where k.call_status = 'in_progress'), 0) as in_progress, coalesce(sum(k.attention), 0) as attention
  into now_calls
  from (
    select c.call_status, c.calls, c.attention from private.call_totals c where c.org_id = o.id
    union all
    select t.call_status, t.quantity, t.attention from private.call_tallies t where t.org_id = o.id and t.subject = 'call'
  ) k;
  select coalesce(sum(k.calls_scheduled), 0) as scheduled, coalesce(sum(k.calls_in_progress), 0) as in_progress,
    coalesce(sum(k.calls_completed), 0) as completed, coalesce(sum(k.calls_failed), 0) as failed,
    coalesce(sum(k.calls_cancelled), 0) as cancelled
  into days_calls
  from (
    select r.calls_scheduled, r.calls_in_progress, r.calls_completed, r.calls_failed, r.calls_cancelled
    from private.report_counts r
    where r.org_id = o.id and r.grain = 'quarter' and r.starts_at >= begins and r.starts_at < ends
    union all
    select t.calls_scheduled, t.calls_in_progress, t.calls_completed, t.calls_failed, t.calls_cancelled
    from private.tallied_counts t where t.org_id = o.id and t.starts_at >= begins and t.starts_at < ends
  ) k;
  due := private.count_overdue(o.id);
  first_due := least(
    (select min(s.dial_after) from public.call_schedules s
      where s.org_id = o.id and s.campaign_id is null and s.dial_after is not null),
    (select min(s.dial_after) from public.call_schedules s
      where s.org_id = o.id and s.campaign_id is not null and s.dial_after is not null));
  return jsonb_build_object(
    'revision', coalesce((select max(l.id) from public.audit_log l where l.org_id = o.id), 0),
    'in_progress', now_calls.in_progress, 'lines', o.max_concurrent_calls, 'due', due, 'attention', now_calls.attention,
    'next_due_at', first_due, 'stalled', private.is_stalled(o.id),
    'swept_at', case when due > 0 or now_calls.in_progress > 0 then (
      select r.finished_at from private.worker_runs r
      where r.worker = 'sweep' and r.finished_at is not null order by r.id desc limit 1) end,
    'paused_reason', o.paused_reason, 'paused_at', case when o.paused_reason is not null then o.calling_paused_at end,
    'calls_today', jsonb_build_object('day', today, 'scheduled', days_calls.scheduled, 'in_progress', days_calls.in_progress,
      'completed', days_calls.completed, 'failed', days_calls.failed, 'cancelled', days_calls.cancelled,
      'completion_rate', round(days_calls.completed::numeric / nullif(days_calls.completed + days_calls.failed, 0), 4)));
end $$;
revoke all on function private.organization_pulse(text) from public, anon, authenticated, service_role;
grant execute on function private.organization_pulse(text) to authenticated;

create function public.organization_pulse(p_slug text) returns jsonb
language sql stable set search_path = '' as $$
  select private.organization_pulse(p_slug)
$$;
revoke all on function public.organization_pulse(text) from public, anon, authenticated, service_role;
grant execute on function public.organization_pulse(text) to authenticated;
