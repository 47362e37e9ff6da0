-- Does with calls what the judge said of each (of the n-th the n-th decision). One that is never to go out ends: cancelled, or
-- failed where it was wanted and could not be. One that may go out later moves to that moment; one that waits for nobody knows
-- what stays where it is: no claim meets it, since whatever it waits for makes it unclaimable. Where that is the policy, which
-- may let it go never, a claim meets it once a day, and when the policy changes (move_calls_again); once a day too where an admin's
-- word is awaited since a restore. Each carries the code and its
-- sentence, and the decision is written down. Expects the schedules' locks.
create function private.refuse_calls(p_schedule_ids uuid[], p_decisions private.decision[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  update public.call_schedules c
  set call_status = case
      when d.outcome <> 'stop' then c.call_status
      when d.code in ('contact_unreadable', 'missed') then 'failed' else 'cancelled' end,
    retry_at = case when d.outcome <> 'stop' then c.retry_at end,
    not_before = case when d.outcome <> 'stop' then coalesce(d.until,
      case when private.is_policy_code(d.code) or d.code = 'restored' then now_is + interval '1 day' else c.not_before end) end,
    contact_unread_since = case when d.outcome <> 'stop' then c.contact_unread_since end,
    status_reason_code = d.code,
    status_reason = left(private.say_decision((d.outcome, d.code, d.until, d.data, d.pack, d.terms)::private.decision), 1000)
  from unnest(p_schedule_ids, p_decisions) as d (id, outcome, code, until, data, pack, terms)
  where c.id = any (p_schedule_ids) and c.id = d.id;
  perform private.keep_decisions(p_schedule_ids, p_decisions, 'claim');
  perform private.keep_windows(array(select d.terms from unnest(p_decisions) d));
end $$;
revoke all on function private.refuse_calls(uuid[], private.decision[]) from public, anon, authenticated, service_role;
