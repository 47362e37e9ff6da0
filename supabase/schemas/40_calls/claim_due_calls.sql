-- Taking calls for dialling. Each function is one transaction: when it returns, the attempt is committed, and only then
-- may the one request go to Bolna.

-- Takes up to p_limit due calls of all organisations. Guarantees, any number of workers at once: a call is taken by one
-- of them; an organisation never has more live calls than max_concurrent_calls (its row is locked while its lines are
-- counted, and a worker that finds it locked passes on); only what the judge lets go is taken, and what it refuses has
-- moved; organisations take turns, so that one queue of 100 000 does not delay another's call. While all calling is paused
-- it takes nothing. Those with looks_first are no attempts yet: their contact is to be read first (claim_looked_call).
create function public.claim_due_calls(
  p_worker text, p_limit integer default 50, p_lease_seconds integer default 45, p_default_bolna_agent_id text default null
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  org_ids uuid[];
  picked uuid[];
  wanted integer := p_limit;
  taken integer;
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  select array_agg(locked.id) into org_ids from (
    select o.id from public.organizations o
    where o.calling_paused_reason is null and exists (
      select from public.call_schedules s where s.org_id = o.id and s.dial_after <= private.current_time()
    )
    for no key update of o skip locked
  ) locked;
  if org_ids is null then
    return;
  end if;
  -- Under a lock that pause_all_calling waits for: once it has returned, no claim commits any more.
  perform from private.scheduler c where c.calling_paused_reason is null for share;
  if not found then
    return;
  end if;

  -- What is refused has moved and makes room for the next; three rounds, so that one claim is not spent on refusals.
  for round in 1..3 loop
    -- A statement of its own: its snapshot is taken after the locks, so that the count of live calls is exact.
    with due as materialized (
      select d.id, d.dial_after, row_number() over (partition by d.org_id order by d.dial_after, d.id) as turn
      from private.claimable_organizations o
      cross join lateral (
        select c.id, c.org_id, c.dial_after
        from private.claimable_calls c
        where c.org_id = o.id and c.dial_after <= private.current_time()
        order by c.dial_after
        limit least(o.free_lines, wanted)
      ) d
      where o.id = any (org_ids)
    )
    select array_agg(chosen.id) into picked from (
      select d.id from due d order by d.turn, d.dial_after limit wanted
    ) chosen;
    exit when picked is null;

    return query select * from private.take_calls(
      picked, 'sweep', p_worker, null, p_lease_seconds, p_default_bolna_agent_id);
    get diagnostics taken = row_count;
    wanted := wanted - taken;
    exit when wanted <= 0 or taken = cardinality(picked);
  end loop;
end $$;
revoke all on function public.claim_due_calls(text, integer, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_due_calls(text, integer, integer, text) to service_role;
