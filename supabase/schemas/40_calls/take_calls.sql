-- The one way from chosen to claimed: locks the calls (one that somebody else holds is left), asks the judge for each, and
-- then begins the attempts of those that may go out, hands out those whose contact is to be read first, and moves the
-- refused ones, so that no later claim meets them. No attempt exists of what was refused. What the judge said is written
-- down, whatever it was. What could not be judged is put off for five minutes, so that no claim meets it at once
-- again. The caller holds the organisations' locks and the kill switch's, and hands in no more calls than
-- there are free lines.
create function private.take_calls(
  p_schedule_ids uuid[], p_trigger public.attempt_trigger, p_worker text, p_actor uuid, p_lease_seconds integer,
  p_default_bolna_agent_id text
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  held uuid[];
  dialled uuid[];
  looked_at uuid[];
  refused uuid[];
  allowances private.decision[];
  used_terms private.call_terms[];
  refusals private.decision[];
  passes_over boolean := false;
begin
  select array_agg(l.id) into held from (
    select s.id from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after <= now_is
    for no key update skip locked
  ) l;
  -- Statements of their own: they see all that was committed until the locks were had. One call that the judge throws at keeps no
  -- other from its claim.
  loop
    begin
      select array_agg(c.id) filter (where (j.decision).outcome = 'call' and not j.looks_first),
        array_agg(j.decision) filter (where (j.decision).outcome = 'call' and not j.looks_first),
        array_agg((j.decision).terms) filter (where (j.decision).outcome = 'call' and not j.looks_first and c.place = 1),
        array_agg(c.id) filter (where (j.decision).outcome = 'call' and j.looks_first),
        array_agg(c.id) filter (where (j.decision).outcome <> 'call'),
        array_agg(j.decision) filter (where (j.decision).outcome <> 'call')
      into dialled, allowances, used_terms, looked_at, refused, refusals
      from private.judge_alike(held, p_trigger <> 'sweep', true, passes_over) j
      cross join lateral unnest(j.schedule_ids) with ordinality as c (id, place);
      exit;
    exception when others then
      if passes_over then
        raise;
      end if;
      passes_over := true;
    end;
  end loop;

  if cardinality(held) > coalesce(cardinality(dialled || looked_at || refused), 0) then
    update public.call_schedules s set not_before = now_is + interval '5 minutes'
    where s.id = any (held) and s.id <> all (coalesce(dialled || looked_at || refused, '{}'::uuid[]));
  end if;
  if refused is not null then
    perform private.refuse_calls(refused, refusals);
  end if;
  if looked_at is not null then
    return query select * from private.begin_looks(looked_at, p_trigger, p_worker, p_actor, p_lease_seconds);
  end if;
  if dialled is not null then
    -- The judge does without a window that nobody has kept, at a hundred times the cost.
    perform private.keep_windows(used_terms);
    perform private.keep_decisions(dialled, allowances, 'claim');
    return query select * from private.begin_attempts(
      dialled, p_trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
end $$;
revoke all on function private.take_calls(uuid[], public.attempt_trigger, text, uuid, integer, text)
  from public, anon, authenticated, service_role;
