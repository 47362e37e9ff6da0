-- What came of an attempt that is over. A machine is no person; of a call that ended without a word nobody was reached. In
-- plpgsql, since it is asked of each row.
create function private.outcome_of_attempt(
  p_outcome public.attempt_outcome, p_code public.reason_code, p_answered boolean, p_voicemail boolean
) returns public.report_outcome
language plpgsql immutable set search_path = '' as $$
begin
  return case
    when p_voicemail or p_code = 'voicemail' then 'voicemail'::public.report_outcome
    when p_answered or p_code = 'answered' then 'answered'
    when p_outcome in ('no_answer', 'completed') then 'no_answer'
    when p_outcome = 'busy' then 'busy'
    when p_outcome in ('canceled', 'stopped') then 'cancelled'
    else 'failed' end;
end $$;
revoke all on function private.outcome_of_attempt(public.attempt_outcome, public.reason_code, boolean, boolean)
  from public, anon, authenticated, service_role;

-- What came of a call, by its status and the code of its reason.
create function private.outcome_of_call(p_status public.call_status, p_code public.reason_code) returns public.report_outcome
language plpgsql immutable set search_path = '' as $$
begin
  return case p_status
    when 'scheduled' then 'waiting'::public.report_outcome
    when 'in_progress' then 'in_progress'
    when 'cancelled' then 'cancelled'
    when 'completed' then case p_code
      when 'voicemail' then 'voicemail'::public.report_outcome when 'completed_without_talk' then 'no_answer' else 'answered' end
    else case
      when p_code in ('no_answer', 'rejected', 'disconnected') then 'no_answer'::public.report_outcome
      when p_code = 'busy' then 'busy' else 'failed' end
  end;
end $$;
revoke all on function private.outcome_of_call(public.call_status, public.reason_code) from public, anon, authenticated, service_role;

-- The ends, in seconds, of the spans that lateness is counted in: the n-th holds what was as late as this or later than the one
-- before. private.report_counts has a column for each, and one for what was later than all.
create function private.lateness_spans() returns numeric[]
language sql immutable set search_path = '' as $$
  select '{0.25,0.5,1,2,5,10,30,60,300,1800,7200}'::numeric[]
$$;
revoke all on function private.lateness_spans() from public, anon, authenticated, service_role;
