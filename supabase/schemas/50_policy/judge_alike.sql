-- What the judge says of many calls at this moment: of those that are alike (private.alike_calls) it is asked once. Most calls of a
-- claim are alike but for whom they ring, so that of a hundred the judge hears of a few (0.3 ms each).
-- Expects the calls' locks, and that they are due. by_hand, has_line: see private.judge_call. p_passes_over: of those that it throws at
-- nothing is said, where else it throws; each is asked in a subtransaction then, which costs 30 µs more.
create function private.judge_alike(p_schedule_ids uuid[], p_by_hand boolean, p_has_line boolean, p_passes_over boolean default false)
returns table (schedule_ids uuid[], looks_first boolean, decision private.decision)
language plpgsql stable security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  alike record;
begin
  if not p_passes_over then
    return query
      select a.schedule_ids, a.looks_first, private.judge_call(first.call, now_is, p_by_hand, a.looks_first, false, p_has_line)
      from private.alike_calls(p_schedule_ids) a
      cross join lateral (select s as call from public.call_schedules s where s.id = a.schedule_ids[1] limit 1) first
      order by a.schedule_ids[1];
    return;
  end if;

  for alike in
    select a.schedule_ids as ids, a.looks_first as looks, first.call
    from private.alike_calls(p_schedule_ids) a
    cross join lateral (select s as call from public.call_schedules s where s.id = a.schedule_ids[1] limit 1) first
    order by a.schedule_ids[1]
  loop
    begin
      decision := private.judge_call(alike.call, now_is, p_by_hand, alike.looks, false, p_has_line);
    exception when others then
      raise log 'call scheduler: call % could not be judged (%)', alike.ids[1], sqlstate;
      continue;
    end;
    schedule_ids := alike.ids;
    looks_first := alike.looks;
    return next;
  end loop;
end $$;
revoke all on function private.judge_alike(uuid[], boolean, boolean, boolean) from public, anon, authenticated, service_role;
