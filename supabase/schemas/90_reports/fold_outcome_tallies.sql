-- By cron: adds what has gathered in private.outcome_tallies to private.outcome_counts, and forgets days that nobody learns from any
-- more. One statement: whoever reads meanwhile sees each attempt once, and two at once take each row once. Says how many it took.
create function private.fold_outcome_tallies() returns bigint
language sql security definer set search_path = '' as $$
  with taken as (
    delete from private.outcome_tallies t
    returning t.org_id, t.day, t.block, t.outcome, t.hold_seconds, t.talk_seconds, t.cost_cents, t.costed_seconds
  ), folded as (
    insert into private.outcome_counts as c (org_id, day, block, outcome, calls, hold_seconds, talk_seconds, cost_cents, costed_seconds)
    select t.org_id, t.day, t.block, t.outcome, count(*), sum(t.hold_seconds), sum(t.talk_seconds), sum(t.cost_cents),
      sum(t.costed_seconds)
    from taken t join public.organizations o on o.id = t.org_id
    group by t.org_id, t.day, t.block, t.outcome
    order by t.org_id, t.day, t.block, t.outcome
    on conflict (org_id, day, block, outcome) do update
    set calls = c.calls + excluded.calls, hold_seconds = c.hold_seconds + excluded.hold_seconds,
      talk_seconds = c.talk_seconds + excluded.talk_seconds, cost_cents = c.cost_cents + excluded.cost_cents,
      costed_seconds = c.costed_seconds + excluded.costed_seconds
  ), forgotten as (
    delete from private.outcome_counts c where c.day < (private.current_time() - interval '100 days')::date
  )
  select count(*) from taken
$$;
revoke all on function private.fold_outcome_tallies() from public, anon, authenticated, service_role;
