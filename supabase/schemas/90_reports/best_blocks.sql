-- Of the open hours between two moments those in which most calls are answered, as an organisation has learnt (private.answer_rates):
-- the best two hours first, the earliest of equals, and so many of them that they last p_seconds together; all where they do not.
-- passed: how many seconds those before last.
create function private.best_blocks(
  p_org_id uuid, p_opens timestamptz[], p_closes timestamptz[], p_zone text, p_from timestamptz, p_until timestamptz,
  p_seconds double precision
) returns table (begins timestamptz, ends timestamptz, weekday integer, block integer, rate numeric, passed double precision)
language sql stable security definer set search_path = '' as $$
  select s.begins, s.ends, s.weekday, s.block, s.rate, s.passed
  from (
    select b.begins, b.ends, b.weekday, b.block, r.rate, (sum(extract(epoch from b.ends - b.begins)) over (
        order by r.rate desc, b.begins, b.ends) - extract(epoch from b.ends - b.begins))::double precision as passed
    from private.two_hour_blocks(p_opens, p_closes, p_zone, p_from, p_until) b
    join private.answer_rates(p_org_id) r on r.weekday = b.weekday and r.block = b.block
  ) s
  where s.passed < p_seconds
$$;
revoke all on function private.best_blocks(
  uuid, timestamptz[], timestamptz[], text, timestamptz, timestamptz, double precision) from public, anon, authenticated, service_role;
