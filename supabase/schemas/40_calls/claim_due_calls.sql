-- Taking calls for dialling. Each function is one transaction: when it returns, the attempt is committed, and only then
-- may the one request go to Bolna.

-- Takes up to p_limit due calls of all organisations. Guarantees, any number of workers at once: a call is taken by one
-- of them; an organisation never has more live calls than max_concurrent_calls (its row is locked while its lines are
-- counted, and a worker that finds it locked passes on; no other organisation's row is); only what the judge lets go is taken, and what it refuses has
-- moved; organisations take turns, so that one queue of 100 000 does not delay another's call. While all calling is paused
-- it takes nothing, and for a while after Bolna answered 429 no more than Bolna grants (private.dial_pace). Those with looks_first are no attempts yet: their contact is to be read first (claim_looked_call).
-- Plans are made once for a connection: made anew for each of the first five claims of each, as Postgres does it by itself, they
-- were half of what those cost, and none was better. By indexes alone: a plan that was made while a table was empty, and known to be,
-- read it from one end to the other for each call, until the table had statistics again (1.2 ms a call in place of 0.27).
create function public.claim_due_calls(
  p_worker text, p_limit integer default 50, p_lease_seconds integer default 45, p_default_bolna_agent_id text default null
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  waiting uuid[];
  -- As many as may leave.
  most integer;
  wanted integer;
  -- Are those that wait all that do, or the first of them.
  are_all boolean;
  locked uuid[];
  picked uuid[];
  taken integer;
  taken_in_all integer := 0;
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  most := private.count_turns(p_limit);
  if most = 0 then
    return;
  end if;
  wanted := most;
  perform private.feed_due_campaigns();

  -- Mostly all that is due, or the first of it, is of organisations enough to have one call each, and the others need not be asked
  -- for theirs: with 60 000 due of 1 000 that was a sixth of the claim.
  select f.org_ids, f.is_all into waiting, are_all from private.first_waiting_organizations(2 * most) f;
  if not are_all and cardinality(waiting) >= most then
    picked := private.pick_due_calls(waiting, most, 1);
  end if;
  if not are_all and cardinality(picked) is distinct from most then
    picked := null;
    waiting := private.waiting_organizations();
    are_all := true;
  end if;

  -- What is refused has moved and makes room for the next, and what is in other hands is passed over: three rounds, so that
  -- one claim is not spent on either.
  for round in 1..3 loop
    exit when coalesce(cardinality(waiting), 0) = 0;
    picked := coalesce(picked, private.pick_due_calls(waiting, wanted));
    exit when picked is null;

    select array_agg(l.id) into locked from (
      select o.id from public.organizations o
      where o.id = any (array(select s.org_id from public.call_schedules s where s.id = any (picked)))
        and o.calling_paused_reason is null
      for no key update skip locked
    ) l;
    -- Under a lock that pause_all_calling waits for: once it has returned, no claim commits any more.
    perform from private.scheduler c where c.calling_paused_reason is null for share;
    exit when not found;

    return query select * from private.take_calls(
      private.keep_claimable_calls(picked, locked), 'sweep', p_worker, null, p_lease_seconds, p_default_bolna_agent_id);
    get diagnostics taken = row_count;
    taken_in_all := taken_in_all + taken;
    exit when taken = cardinality(picked);
    wanted := wanted - taken;
    -- Without those that others have at this moment.
    waiting := array(
      select w.id from unnest(case when are_all then waiting else private.waiting_organizations() end) with ordinality as w (id, place)
      where w.id = any (locked) or w.id <> all (array(
        select s.org_id from public.call_schedules s where s.id = any (picked)))
      order by w.place);
    are_all := true;
    picked := null;
  end loop;
  perform private.take_turns(taken_in_all);
end $$;
revoke all on function public.claim_due_calls(text, integer, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_due_calls(text, integer, integer, text) to service_role;
