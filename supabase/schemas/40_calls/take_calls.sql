-- The one way from chosen to claimed: locks the calls (one that somebody else holds is left), asks the judge for each, and
-- then begins the attempts of those that may go out, hands out those whose contact is to be read first, and moves the
-- refused ones, so that no later claim meets them. No attempt exists of what was refused. What the judge said is written
-- down, whatever it was. The caller holds the organisations' locks and the kill switch's, and hands in no more calls than
-- there are free lines.
create function private.take_calls(
  p_schedule_ids uuid[], p_trigger public.attempt_trigger, p_worker text, p_actor uuid, p_lease_seconds integer,
  p_default_bolna_agent_id text
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  by_hand constant boolean := p_trigger <> 'sweep';
  dialled uuid[];
  looked_at uuid[];
  refused uuid[];
  allowances private.decision[];
  refusals private.decision[];
begin
  with held as materialized (
    select s from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after <= private.current_time()
    for no key update skip locked
  ), judged as materialized (
    select (h.s).id, looks.first as looks_first, d.decision, (d.decision).outcome
    from held h
    cross join lateral (select private.looks_first(h.s) as first) looks
    cross join lateral (select private.judge_call(
      h.s, private.current_time(), by_hand, looks.first, false, true) as decision offset 0) d
  )
  select array_agg(j.id order by j.id) filter (where j.outcome = 'call' and not j.looks_first),
    array_agg(j.decision order by j.id) filter (where j.outcome = 'call' and not j.looks_first),
    array_agg(j.id order by j.id) filter (where j.outcome = 'call' and j.looks_first),
    array_agg(j.id order by j.id) filter (where j.outcome <> 'call'),
    array_agg(j.decision order by j.id) filter (where j.outcome <> 'call')
  into dialled, allowances, looked_at, refused, refusals
  from judged j;

  perform private.refuse_call(refused[i], refusals[i]) from generate_subscripts(refused, 1) i;
  if looked_at is not null then
    return query select * from private.begin_looks(looked_at, p_trigger, p_worker, p_actor, p_lease_seconds);
  end if;
  if dialled is not null then
    -- The judge does without a window that nobody has kept, at a hundred times the cost.
    perform private.keep_window(t) from (select distinct (a).terms as t from unnest(allowances) a) used order by private.window_key(t);
    perform private.keep_decision(s, allowances[i], 'claim')
    from generate_subscripts(dialled, 1) i join public.call_schedules s on s.id = dialled[i];
    return query select * from private.begin_attempts(
      dialled, p_trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
end $$;
revoke all on function private.take_calls(uuid[], public.attempt_trigger, text, uuid, integer, text)
  from public, anon, authenticated, service_role;
