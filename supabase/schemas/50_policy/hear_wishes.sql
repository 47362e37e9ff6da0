-- Keeps what the person in a call asked for, p_wishes as [{source, action, scope, evidence, needs_review}]: opt_out puts the number
-- on the organisation's list (scope topic: the call's own), wrong_number for the contact of the call alone, call_later and
-- whatever else nothing. Each source may say so, and none takes back what another said: heard again it changes nothing. The
-- calls that wait for the number are withdrawn with it. The number is the attempt's, whatever anybody claims.
create function private.hear_wishes(p_attempt_id uuid, p_wishes jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  wish record;
  new_one public.suppressions;
begin
  for wish in
    select w.source, w.action, w.scope, w.evidence, w.needs_review, t.org_id, t.contact_phone_hash, s.id as schedule_id,
      s.contact_id, s.call_topic
    from jsonb_to_recordset(p_wishes) as w (source public.suppression_source, action text, scope public.suppression_scope,
      evidence text, needs_review boolean)
    join public.call_attempts t on t.id = p_attempt_id
    join public.call_schedules s on s.id = t.schedule_id
    where w.action in ('opt_out', 'wrong_number') and private.is_own_word(w.source)
  loop
    new_one := null;
    new_one.org_id := wish.org_id;
    new_one.phone_hash := wish.contact_phone_hash;
    new_one.scope := case when wish.action = 'wrong_number' then 'all' else wish.scope end;
    new_one.topic := case when new_one.scope = 'topic' then wish.call_topic end;
    new_one.contact_id := case when wish.action = 'wrong_number' then wish.contact_id end;
    new_one.reason := case wish.action when 'wrong_number' then 'Said to be a wrong number, in a call.'
      else 'Asked not to be called, in a call.' end;
    new_one.source := wish.source;
    new_one.attempt_id := p_attempt_id;
    new_one.schedule_id := wish.schedule_id;
    new_one.evidence := wish.evidence;
    new_one.needs_review := coalesce(wish.needs_review, false);
    perform private.keep_suppression(new_one);
  end loop;
end $$;
revoke all on function private.hear_wishes(uuid, jsonb) from public, anon, authenticated, service_role;

-- receive_bolna_event for an event in which the person asked for something: one transaction, so that what was heard is kept if
-- the event is. p_wishes as hear_wishes takes them.
create function public.receive_bolna_event_and_wishes(
  p_execution_id text, p_call_ref uuid, p_status text, p_retry_count integer, p_snapshot jsonb, p_snapshot_hash text,
  p_source public.event_source, p_wishes jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  answer constant jsonb := public.receive_bolna_event(
    p_execution_id, p_call_ref, p_status, p_retry_count, p_snapshot, p_snapshot_hash, p_source);
begin
  perform private.hear_wishes(a.id, p_wishes) from public.call_attempts a where a.bolna_execution_id = p_execution_id;
  return answer;
end $$;
revoke all on function public.receive_bolna_event_and_wishes(
  text, uuid, text, integer, jsonb, text, public.event_source, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.receive_bolna_event_and_wishes(
  text, uuid, text, integer, jsonb, text, public.event_source, jsonb) to service_role;
