-- What the rows of private.call_tallies add to the counters, that is, what is not folded yet: of each organisation or of all. Of
-- calls those whose rows were deleted stay counted (removed). Lateness goes by when Bolna took the call, and is never taken back.
-- The rows are read once: one part for each counter took four times as long.
create function private.tallied_counters(p_by_organization boolean)
returns table (org_id uuid, metric public.metric, label text, code public.reason_code, quantity numeric)
language sql stable security definer set search_path = '' as $$
  with tallied as materialized (
    select case when p_by_organization then t.org_id end as org_id, t.subject, t.call_status, t.outcome, t.reason_code,
      case when t.subject = 'response' then t.lateness_span end as span, sum(t.quantity + t.removed) as quantity,
      coalesce(sum(t.quantity) filter (where t.quantity > 0), 0) as added,
      coalesce(sum(t.response_seconds) filter (where t.quantity > 0 and t.response_seconds > 0), 0) as seconds,
      sum(t.talk_seconds) as talk_seconds, sum(t.cost_cents) as cost_cents
    from private.call_tallies t
    group by 1, 2, 3, 4, 5, 6
  )
  select t.org_id, c.metric, c.label, c.code, sum(c.quantity)
  from tallied t
  cross join lateral (
    select 'calls_total'::public.metric as metric, t.call_status::text as label, null::public.reason_code as code, t.quantity
    where t.subject = 'call' and t.call_status in ('completed', 'failed', 'cancelled')
    union all
    -- Whatever becomes of a call, it was booked once.
    select 'calls_total', 'scheduled', null, t.quantity where t.subject = 'call'
    union all
    -- Attempts that were begun: those that are over, and those that are under way.
    select 'calls_total', 'in_progress', null, t.quantity
    where t.subject = 'attempt' or t.subject = 'call' and t.call_status = 'in_progress'
    union all
    select 'attempts_total', t.outcome::text, t.reason_code, t.quantity where t.subject = 'attempt'
    union all
    select 'talk_seconds_total', '', null, t.talk_seconds where t.subject = 'attempt'
    union all
    select 'spend_cents_total', '', null, t.cost_cents where t.subject = 'attempt'
    union all
    select 'call_lateness_seconds', t.span::text, null, t.added where t.subject = 'response' and t.span is not null
    union all
    select 'call_lateness_seconds', 'sum', null, t.seconds where t.subject = 'response' and t.span is not null
    union all
    select 'deferrals_total', '', t.reason_code, t.quantity where t.subject = 'deferral'
    union all
    select 'opt_outs_total', '', null, t.quantity where t.subject = 'opt_out'
  ) c
  where c.quantity <> 0
  group by 1, 2, 3, 4
$$;
revoke all on function private.tallied_counters(boolean) from public, anon, authenticated, service_role;
