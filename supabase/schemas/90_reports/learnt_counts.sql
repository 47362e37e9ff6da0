-- What came of an organisation's attempts of the last ninety days, by weekday (0: Monday), two hours and outcome, where they rang.
create function private.learnt_counts(p_org_id uuid) returns table (
  weekday integer, block smallint, outcome public.learnt_outcome, calls bigint, hold_seconds numeric, talk_seconds numeric,
  cost_cents numeric, costed_seconds numeric)
language sql stable security definer set search_path = '' as $$
  select extract(isodow from c.day)::integer - 1, c.block, c.outcome, sum(c.calls)::bigint, sum(c.hold_seconds), sum(c.talk_seconds),
    sum(c.cost_cents), sum(c.costed_seconds)
  from (
    select f.day, f.block, f.outcome, f.calls, f.hold_seconds, f.talk_seconds, f.cost_cents, f.costed_seconds
    from private.outcome_counts f where f.org_id = p_org_id
    union all
    select t.day, t.block, t.outcome, 1, t.hold_seconds, t.talk_seconds, t.cost_cents, t.costed_seconds
    from private.outcome_tallies t where t.org_id = p_org_id
  ) c
  where c.day > (private.current_time() - interval '90 days')::date
  group by 1, 2, 3
$$;
revoke all on function private.learnt_counts(uuid) from public, anon, authenticated, service_role;
