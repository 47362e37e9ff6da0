-- Who hangs up on us at once, again and again, has refused without a word: the number is on the organisation's list for marketing.
-- At once is within five seconds of talk; how many in a row, of the calls that somebody answered, says the law of the call, else
-- three. Calls that the agent, the line or Bolna ended are none of the person's doing. The attempts have just ended.
create function private.note_silent_refusals(p_attempt_ids uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
  s public.call_schedules;
  terms private.call_terms;
  wanted integer;
  refusals integer;
  new_one public.suppressions;
begin
  for t in
    select a.* from public.call_attempts a where a.id = any (p_attempt_ids) and private.is_hung_up_at_once(a) order by a.id
  loop
    select c.* into s from public.call_schedules c where c.id = t.schedule_id;
    terms := private.call_terms(s);
    terms.purpose := 'marketing';
    wanted := coalesce(((private.window_of(terms, private.current_time())).demands ->> 'hang_ups')::integer, 3);
    select count(*) filter (where private.is_hung_up_at_once(l)) into refusals
    from (
      select a.* from public.call_attempts a
      where a.org_id = t.org_id and a.contact_phone_hash = t.contact_phone_hash and a.answered and a.voicemail is not true
        and a.state = 'ended'
      order by a.claimed_at desc limit wanted
    ) l;
    if refusals >= wanted then
      new_one := null;
      new_one.org_id := t.org_id;
      new_one.phone_hash := t.contact_phone_hash;
      new_one.scope := 'marketing';
      new_one.reason := 'Hung up at once, again and again.';
      new_one.source := 'silent_refusal';
      new_one.attempt_id := t.id;
      new_one.schedule_id := t.schedule_id;
      new_one.evidence := format('%s calls in a row, each ended by the person within 5 seconds', wanted);
      perform private.keep_suppression(new_one);
    end if;
  end loop;
end $$;
revoke all on function private.note_silent_refusals(uuid[]) from public, anon, authenticated, service_role;

create function private.is_hung_up_at_once(a public.call_attempts) returns boolean
language sql immutable set search_path = '' as $$
  select a.answered and a.voicemail is not true and a.conversation_seconds <= 5
    and lower(coalesce(a.hangup_by, '')) in ('', 'callee', 'unknown')
$$;
revoke all on function private.is_hung_up_at_once(public.call_attempts) from public, anon, authenticated, service_role;
