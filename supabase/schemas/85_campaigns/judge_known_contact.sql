-- What private.first_allowed says of one contact of a campaign of whom something is known (private.judge_audience, which says what comes
-- out). Asks the judge's own functions only where a fact says that they have something to say.
create function private.judge_known_contact(
  c public.campaigns, p_contact_id uuid, v private.audience_window, f private.contact_facts, p_at timestamptz,
  out outcome public.decision_outcome, out code public.reason_code, out call_at timestamptz, out blocker public.reason_code)
language plpgsql stable security definer set search_path = '' as $$
declare
  needs_consent constant boolean := v.consent is not null and (f.agreed_until > p_at) is not true;
  s public.call_schedules;
  of_number private.decision;
  found private.decision;
  consent private.decision;
  -- What is looked up again and again ends nobody knows when.
  is_open_ended boolean := false;
  free_at timestamptz;
begin
  if f.is_flagged then
    found := private.stop('do_not_call');
  elsif (v.country).outcome is not null then
    found := v.country;
  elsif f.is_suppressed or f.is_on_operators_list or f.is_looked_up or needs_consent and f.has_consent then
    s := (select private.call_of_campaign_contact(c, m, p_at) from public.campaign_contacts m where m.id = p_contact_id);
    if f.is_suppressed then
      of_number := private.judge_suppression(s, c.purpose, p_at, v.refusal);
      found := of_number;
    end if;
    if f.is_on_operators_list and found.outcome is distinct from 'stop' then
      found := private.judge_global_suppression(s, c.purpose, p_at);
      is_open_ended := found.code is not null;
      of_number := private.later_decision(found, of_number);
    end if;
  end if;
  if v.registries <> '[]' and found.outcome is distinct from 'stop' then
    found := case
      when f.is_looked_up then private.judge_registries(s, c.purpose, p_at, v.registries)
      when c.purpose = 'marketing' then private.defer('registry_check_stale', p_at + interval '1 hour') end;
    is_open_ended := is_open_ended or found.code is not null;
    of_number := private.later_decision(of_number, found);
  end if;
  if needs_consent and found.outcome is distinct from 'stop' then
    found := case when f.has_consent then private.judge_consent(s, c.purpose, p_at, v.consent) else private.stop('consent_missing') end;
  end if;
  if (v.hours).outcome = 'stop' and found.outcome is distinct from 'stop' then
    found := v.hours;
  end if;

  if found.outcome is distinct from 'stop' then
    found := private.caps_until(v, f, p_at);
    free_at := greatest(p_at, case when is_open_ended then 'infinity' when of_number.code is not null then of_number.until end,
      case when found.code is not null then coalesce(found.until, 'infinity') end);
    call_at := case when free_at < 'infinity' then private.opening_after(v.opens, v.closes, v.rest, free_at) end;
    found := private.later_decision(private.later_decision(of_number, v.hours), found);
    if v.consent is not null and (f.agreed_until > coalesce(greatest(call_at, nullif(free_at, 'infinity')), p_at)) is not true then
      -- It may end before the call.
      s := (select private.call_of_campaign_contact(c, m, p_at) from public.campaign_contacts m where m.id = p_contact_id);
      consent := private.judge_consent(s, c.purpose, coalesce(call_at, nullif(free_at, 'infinity'), p_at), v.consent);
    end if;
    if consent.outcome = 'stop' then
      found := consent;
    elsif c.ends_at <= call_at or call_at is null and free_at < 'infinity' and c.ends_at is not null then
      blocker := found.code;
      found := private.stop('missed');
    end if;
  end if;
  outcome := coalesce(found.outcome, 'call');
  code := coalesce(found.code, 'allowed');
  call_at := case when outcome <> 'stop' or code = 'missed' then call_at end;
end $$;
revoke all on function private.judge_known_contact(public.campaigns, uuid, private.audience_window, private.contact_facts, timestamptz)
  from public, anon, authenticated, service_role;
