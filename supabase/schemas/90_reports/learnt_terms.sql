-- What an attempt comes to before anything was learnt (reference calling-rules 7): the share of each outcome, and for how many seconds
-- it holds a line.
create function private.expected_outcomes() returns table (outcome public.learnt_outcome, share numeric, hold_seconds numeric)
language sql immutable set search_path = '' as $$
  values ('answered'::public.learnt_outcome, 0.33, 120.0), ('voicemail', 0.22, 35.0), ('no_answer', 0.38, 48.0),
    ('busy', 0.05, 26.0), ('failed', 0.02, 10.0)
$$;
revoke all on function private.expected_outcomes() from public, anon, authenticated, service_role;

-- What an organisation's attempts come to, as forecasts take it: {outcomes: {answered: {share, hold_seconds}, …}, attempts_seen,
-- cost_cents_per_minute (of a line in use)}. Where little was seen the expected count as twenty attempts, and as twenty line minutes at
-- six cents.
create function private.learnt_terms(p_org_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  with seen as materialized (
    select c.outcome, sum(c.calls) as calls, sum(c.hold_seconds) as hold_seconds, sum(c.cost_cents) as cost_cents,
      sum(c.costed_seconds) as costed_seconds
    from private.learnt_counts(p_org_id) c group by c.outcome
  ), totals as (
    select coalesce(sum(s.calls), 0) as calls, coalesce(sum(s.cost_cents), 0) as cost_cents,
      coalesce(sum(s.costed_seconds), 0) as costed_seconds
    from seen s
  )
  select jsonb_build_object(
    'attempts_seen', t.calls,
    'cost_cents_per_minute', round((t.cost_cents + 20 * 6) / (t.costed_seconds / 60 + 20), 4),
    'outcomes', (
      select jsonb_object_agg(e.outcome, jsonb_build_object(
        'share', round((coalesce(s.calls, 0) + 20 * e.share) / (t.calls + 20), 6),
        'hold_seconds', round((coalesce(s.hold_seconds, 0) + 20 * e.share * e.hold_seconds)
          / (coalesce(s.calls, 0) + 20 * e.share), 2)))
      from private.expected_outcomes() e left join seen s on s.outcome = e.outcome))
  from totals t
$$;
revoke all on function private.learnt_terms(uuid) from public, anon, authenticated, service_role;
