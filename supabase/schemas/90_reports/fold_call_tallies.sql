-- Adds up what has gathered in private.call_tallies. One statement, so that whoever reads meanwhile sees the rows before it or the
-- sums after it; what is appended meanwhile stays, since all its parts see the rows that its delete takes. Two at once fold each
-- row once: one waits for the other. Says how many rows it took.
--   p_counters: also to what has ever happened (private.counter_totals), of each organisation and of all; false for what is
--     counted anew.
-- Measured with 145 000 rows at once: it used to note their ids and to look for these in each of its statements, which read the
-- table's index once for each row and took minutes.
create function private.fold_call_tallies(p_counters boolean default true) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  folded bigint;
begin
  if not exists (select from private.call_tallies) then
    return 0;
  end if;
  lock table private.report_counts in share row exclusive mode;
  with taken as (
    delete from private.call_tallies returning id
  ), to_counters as (
    insert into private.counter_totals as kept (org_id, metric, label, code, quantity)
    select t.org_id, t.metric, t.label, t.code, sum(t.quantity)
    from private.tallied_counters(true) t
    where p_counters
    group by grouping sets ((t.org_id, t.metric, t.label, t.code), (t.metric, t.label, t.code))
    having sum(t.quantity) <> 0
      and (grouping(t.org_id) = 1 or exists (select from public.organizations o where o.id = t.org_id))
    on conflict (org_id, metric, label, code) do update set quantity = kept.quantity + excluded.quantity
  ), to_totals as (
    insert into private.call_totals as kept (org_id, call_status, reason_code, calls, waiting, attention, placed, response_seconds)
    select t.org_id, t.call_status, t.reason_code, coalesce(sum(t.quantity) filter (where t.subject = 'call'), 0), sum(t.waiting),
      sum(t.attention), coalesce(sum(t.quantity) filter (where t.subject = 'response'), 0),
      coalesce(sum(t.response_seconds) filter (where t.subject = 'response'), 0)
    from private.call_tallies t
    where t.subject in ('call', 'response')
      and exists (select from public.organizations o where o.id = t.org_id)
    group by 1, 2, 3
    on conflict (org_id, call_status, reason_code) do update
    set calls = kept.calls + excluded.calls, waiting = kept.waiting + excluded.waiting, attention = kept.attention + excluded.attention,
      placed = kept.placed + excluded.placed, response_seconds = kept.response_seconds + excluded.response_seconds
  ), to_days as (
    insert into private.call_days as kept (org_id, starts_at, call_status, calls)
    select t.org_id, date_trunc('day', t.starts_at, 'UTC'), t.call_status, sum(t.quantity)
    from private.call_tallies t
    where t.subject = 'call' and exists (select from public.organizations o where o.id = t.org_id)
    group by 1, 2, 3
    having sum(t.quantity) <> 0
    on conflict (org_id, starts_at, call_status) do update set calls = kept.calls + excluded.calls
  ), to_counts as (
    insert into private.report_counts as kept (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id,
      calls_scheduled, calls_in_progress, calls_completed, calls_failed, calls_cancelled, answered, voicemail, no_answer,
      busy, failed, cancelled, late_0, late_1, late_2, late_3, late_4, late_5, late_6, late_7, late_8, late_9, late_10,
      late_11, opt_outs, deferrals, talk_seconds, cost_cents, response_seconds)
    select t.org_id, g.grain, case when g.grain in ('day', 'total') then date_trunc('day', t.starts_at, 'UTC') else t.starts_at end,
      case when g.grain in ('part', 'day') then t.agent_id end, case when g.grain in ('part', 'day') then t.topic end,
      case when g.grain in ('part', 'day') then t.campaign_id end, case when g.grain in ('part', 'day') then t.rule_id end,
      sum(t.calls_scheduled), sum(t.calls_in_progress), sum(t.calls_completed), sum(t.calls_failed),
      sum(t.calls_cancelled), sum(t.answered), sum(t.voicemail), sum(t.no_answer), sum(t.busy), sum(t.failed),
      sum(t.cancelled), sum(t.late_0), sum(t.late_1), sum(t.late_2), sum(t.late_3), sum(t.late_4), sum(t.late_5),
      sum(t.late_6), sum(t.late_7), sum(t.late_8), sum(t.late_9), sum(t.late_10), sum(t.late_11), sum(t.opt_outs),
      sum(t.deferrals), sum(t.talk_seconds), sum(t.cost_cents), sum(t.response_seconds)
    from private.tallied_counts t cross join unnest(enum_range(null::public.report_grain)) g (grain)
    where exists (select from public.organizations o where o.id = t.org_id)
    group by 1, 2, 3, 4, 5, 6, 7
    on conflict (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id) do update
    set calls_scheduled = kept.calls_scheduled + excluded.calls_scheduled, calls_in_progress = kept.calls_in_progress +
      excluded.calls_in_progress, calls_completed = kept.calls_completed + excluded.calls_completed, calls_failed =
      kept.calls_failed + excluded.calls_failed, calls_cancelled = kept.calls_cancelled + excluded.calls_cancelled,
      answered = kept.answered + excluded.answered, voicemail = kept.voicemail + excluded.voicemail, no_answer =
      kept.no_answer + excluded.no_answer, busy = kept.busy + excluded.busy, failed = kept.failed + excluded.failed,
      cancelled = kept.cancelled + excluded.cancelled, late_0 = kept.late_0 + excluded.late_0, late_1 = kept.late_1 +
      excluded.late_1, late_2 = kept.late_2 + excluded.late_2, late_3 = kept.late_3 + excluded.late_3, late_4 =
      kept.late_4 + excluded.late_4, late_5 = kept.late_5 + excluded.late_5, late_6 = kept.late_6 + excluded.late_6,
      late_7 = kept.late_7 + excluded.late_7, late_8 = kept.late_8 + excluded.late_8, late_9 = kept.late_9 +
      excluded.late_9, late_10 = kept.late_10 + excluded.late_10, late_11 = kept.late_11 + excluded.late_11, opt_outs =
      kept.opt_outs + excluded.opt_outs, deferrals = kept.deferrals + excluded.deferrals, talk_seconds = kept.talk_seconds
      + excluded.talk_seconds, cost_cents = kept.cost_cents + excluded.cost_cents, response_seconds =
      kept.response_seconds + excluded.response_seconds
  ), to_codes as (
    insert into private.report_codes as kept (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome,
      reason_code, quantity, talk_seconds, cost_cents)
    select t.org_id, g.grain, case when g.grain in ('day', 'total') then date_trunc('day', t.starts_at, 'UTC') else t.starts_at end,
      case when g.grain <> 'total' then t.agent_id end, case when g.grain <> 'total' then t.topic end,
      case when g.grain <> 'total' then t.campaign_id end, case when g.grain <> 'total' then t.rule_id end, t.subject, t.outcome,
      t.reason_code, sum(t.quantity), sum(t.talk_seconds), sum(t.cost_cents)
    from private.tallied_codes t cross join (values ('part'::public.report_grain), ('day'), ('total')) g (grain)
    where exists (select from public.organizations o where o.id = t.org_id)
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    having sum(t.quantity) <> 0 or sum(t.talk_seconds) <> 0 or sum(t.cost_cents) <> 0
    on conflict (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome, reason_code) do update
    set quantity = kept.quantity + excluded.quantity, talk_seconds = kept.talk_seconds + excluded.talk_seconds,
      cost_cents = kept.cost_cents + excluded.cost_cents
  )
  select count(*) into folded from taken;
  return folded;
end $$;
revoke all on function private.fold_call_tallies(boolean) from public, anon, authenticated, service_role;
