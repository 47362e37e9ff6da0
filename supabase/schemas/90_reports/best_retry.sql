-- When a call that nobody answered is best tried again, at p_retry_at or within a day after it, as its organisation has learnt and its
-- window is open (private.choose_slot); written down for whoever asks why. p_retry_at itself where there is no choice.
create function private.best_retry(s public.call_schedules, p_retry_at timestamptz, p_failed_at timestamptz) returns timestamptz
language plpgsql volatile security definer set search_path = '' as $$
declare
  until constant timestamptz := least(p_retry_at + interval '24 hours', s.deadline_at);
  terms constant private.call_terms := private.call_terms(s);
  w constant private.calling_windows := private.window_of(terms, p_retry_at);
  slot jsonb;
  decision private.decision;
begin
  if coalesce(cardinality(terms.zones), 0) = 0 then
    return p_retry_at;
  end if;
  select private.choose_slot(
      array(select r.rate from private.answer_rates(s.org_id) r order by r.weekday, r.block),
      array_agg(o.opens order by o.opens), array_agg(o.closes order by o.opens), terms.zones[1], p_retry_at, until, p_failed_at,
      random(), random())
  into slot
  from private.spans_of_window(w, p_retry_at, until) o;
  if slot is null then
    return p_retry_at;
  end if;
  decision := private.defer('retry_wait', (slot ->> 'at')::timestamptz,
    jsonb_build_object('last_outcome', 'no_answer', 'when', p_failed_at, 'best_time', slot - 'at'));
  decision.terms := terms;
  decision.pack := w.demands ->> 'pack';
  perform private.keep_decision(s, decision, 'plan');
  return (slot ->> 'at')::timestamptz;
end $$;
revoke all on function private.best_retry(public.call_schedules, timestamptz, timestamptz) from public, anon, authenticated, service_role;
