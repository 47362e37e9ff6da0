SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.refuse_call (
  p_schedule_id uuid,
  p_decision    private.decision
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
begin
  update public.call_schedules c
  set call_status = case
      when p_decision.outcome <> 'stop' then c.call_status
      when p_decision.code in ('contact_unreadable', 'missed') then 'failed' else 'cancelled' end,
    retry_at = case when p_decision.outcome <> 'stop' then c.retry_at end,
    not_before = case when p_decision.outcome <> 'stop' then coalesce(p_decision.until,
      case when private.is_policy_code(p_decision.code) then private.current_time() + interval '1 day' else c.not_before end) end,
    contact_unread_since = case when p_decision.outcome <> 'stop' then c.contact_unread_since end,
    status_reason_code = p_decision.code, status_reason = left(private.say_decision(p_decision), 1000)
  where c.id = p_schedule_id
  returning c.* into s;
  perform private.keep_decision(s, p_decision, 'claim');
  if (p_decision.terms).zones is not null then
    perform private.keep_window(p_decision.terms);
  end if;
  return private.tell_decision(p_decision);
end $function$;
