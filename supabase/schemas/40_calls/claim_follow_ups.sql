-- Looking after what is silent: the pass of a sweep, live calls, dead workers, calls whose fate is unknown.

-- Live calls that nothing was heard of: their next look is moved on in the same transaction, so that workers side by
-- side do not read the same ones. Placed: 20 s after placing (40 to 60 s after each news of it, look_after_news), then 40 s, 80 s, … at most
-- 10 min apart. Unknown: 30 s, 2 min, 5 min, 10 min and 12 min after the claim, then every 5 min.
create function public.claim_follow_ups(p_limit integer default 20)
returns table (attempt_id uuid, schedule_id uuid, org_id uuid, state public.attempt_state, bolna_agent_id text, bolna_execution_id text,
  bolna_status text, bolna_status_at timestamptz, claimed_at timestamptz, placed_at timestamptz, check_count integer,
  queue_deadline_seconds integer)
language sql security definer set search_path = '' as $$
  with silent as materialized (
    select t.id from public.call_attempts t
    where t.state in ('placed', 'unknown') and t.next_check_at <= private.current_time()
    order by t.next_check_at
    limit p_limit
    for no key update skip locked
  )
  update public.call_attempts t
  set check_count = t.check_count + 1,
    next_check_at = case t.state
      when 'placed' then least(
        private.current_time() + make_interval(secs => least(40 * 2 ^ least(t.check_count, 10), 600)),
        -- What Bolna still keeps queued is looked at as soon as its deadline has passed.
        case when private.is_pre_dial(t.bolna_status)
          and t.placed_at + make_interval(secs => o.queue_deadline_seconds) > private.current_time()
          then t.placed_at + make_interval(secs => o.queue_deadline_seconds + 1) end)
      else greatest(
        t.claimed_at + (array[interval '2 minutes', '5 minutes', '10 minutes', '12 minutes'])[t.check_count + 1],
        private.current_time() + case when t.check_count < 4 then interval '30 seconds' else '5 minutes' end)
    end
  from silent, public.organizations o
  where t.id = silent.id and o.id = t.org_id
  returning t.id, t.schedule_id, t.org_id, t.state, t.bolna_agent_id, t.bolna_execution_id, t.bolna_status,
    t.bolna_status_at, t.claimed_at, t.placed_at, t.check_count, o.queue_deadline_seconds
$$;
revoke all on function public.claim_follow_ups(integer) from public, anon, authenticated, service_role;
grant execute on function public.claim_follow_ups(integer) to service_role;
