-- How likely a call is answered, by weekday (0: Monday) and two hours where it rings: (answered + 20 p0) / (calls + 20), where p0 is the
-- same of all the organisation's calls, so that a block in which few were made says little (reference calling-rules 7).
create function private.answer_rates(p_org_id uuid) returns table (weekday integer, block integer, calls bigint, rate numeric)
language sql stable security definer set search_path = '' as $$
  with seen as materialized (
    select c.weekday, c.block, sum(c.calls)::bigint as calls, sum(c.calls) filter (where c.outcome = 'answered') as answered
    from private.learnt_counts(p_org_id) c group by c.weekday, c.block
  ), overall as (
    select (coalesce(sum(s.answered), 0) + 20 * (select e.share from private.expected_outcomes() e where e.outcome = 'answered'))
      / (coalesce(sum(s.calls), 0) + 20) as rate
    from seen s
  )
  select w.weekday, b.block, coalesce(s.calls, 0), round((coalesce(s.answered, 0) + 20 * o.rate) / (coalesce(s.calls, 0) + 20), 6)
  from generate_series(0, 6) w (weekday) cross join generate_series(0, 11) b (block) cross join overall o
  left join seen s on s.weekday = w.weekday and s.block = b.block
$$;
revoke all on function private.answer_rates(uuid) from public, anon, authenticated, service_role;
