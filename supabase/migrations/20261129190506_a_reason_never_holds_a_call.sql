SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.judge_plan (
  s             public.call_schedules,
  p_at          timestamp with time zone,
  p_by_hand     boolean                  DEFAULT false,
  p_before_look boolean                  DEFAULT false,
  p_law_alone   boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  terms private.call_terms;
  w private.calling_windows;
  of_contact private.decision := private.judge_contact(s, p_before_look);
  decision private.decision;
  of_everybody private.call_terms;
  law private.calling_windows;
  by_law private.decision;
begin
  if of_contact.outcome = 'stop' then
    return of_contact;
  end if;
  terms := private.call_terms(s);
  decision := private.judge_country(s.phone_country, terms.org_id);
  if decision.outcome is not null then
    decision.terms := terms;
    return decision;
  end if;
  w := private.window_of(terms, p_at);
  decision := private.judge_policy(s, terms, w, p_at, p_law_alone);
  if p_law_alone and decision.outcome is not null and terms.org_id is not null then
    -- On everybody's terms. A reason frees from the organisation's own hours and never holds what they let go: what it has loosened counts
    -- in them alone.
    of_everybody := terms;
    of_everybody.org_id := null;
    of_everybody.policy_at := null;
    law := private.window_of(of_everybody, p_at);
    by_law := private.judge_policy(s, of_everybody, law, p_at, true);
    if by_law.outcome is null or by_law.outcome = 'defer' and (decision.outcome = 'stop' or by_law.until < decision.until) then
      decision := by_law;
      terms := of_everybody;
      w := law;
    end if;
  end if;
  if decision.outcome is distinct from 'stop' then
    decision := private.later_decision(private.judge_time(s, p_at, p_by_hand), decision);
  end if;
  if decision.outcome is null then
    decision := ('call', 'allowed', null,
      coalesce(of_contact.data, '{}') || jsonb_build_object('rules', w.demands -> 'rules'), null, null)::private.decision;
  end if;
  decision.terms := terms;
  decision.pack := w.demands ->> 'pack';
  return decision;
end $function$;
