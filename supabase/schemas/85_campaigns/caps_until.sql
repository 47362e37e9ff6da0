-- What private.judge_caps says at p_at of a contact's number: the defer that ends last, without its data; null: it may be called.
create function private.caps_until(v private.audience_window, f private.contact_facts, p_at timestamptz)
returns private.decision
language plpgsql stable set search_path = '' as $$
declare
  worst private.decision;
  nth timestamptz;
  code public.reason_code;
begin
  for turn in 1..coalesce(cardinality(v.cap_calls), 0) loop
    code := case when v.cap_subjects[turn] then 'cap_subject'::public.reason_code else 'cap_number' end;
    nth := (case when v.cap_subjects[turn] then f.rang_about else f.rang_at end)[greatest(v.cap_calls[turn], 1)];
    if v.cap_calls[turn] = 0 then
      worst := private.later_decision(worst, private.defer(code, null));
    elsif nth > p_at - v.cap_periods[turn] then
      worst := private.later_decision(worst, private.defer(code, nth + v.cap_periods[turn]));
    end if;
    if v.cap_days[turn] and (v.cap_calls[turn] = 0 or nth > (p_at at time zone v.zone)::date::timestamp at time zone v.zone) then
      worst := private.later_decision(worst,
        private.defer('cap_number', ((p_at at time zone v.zone)::date + 1)::timestamp at time zone v.zone));
    end if;
  end loop;
  if f.rang_at[1] > p_at - v.min_gap then
    worst := private.later_decision(worst, private.defer('min_gap', f.rang_at[1] + v.min_gap));
  end if;
  if f.talked_at + v.quiet > p_at then
    worst := private.later_decision(worst, private.defer('talk_quiet_period', f.talked_at + v.quiet));
  end if;
  return worst;
end $$;
revoke all on function private.caps_until(private.audience_window, private.contact_facts, timestamptz)
  from public, anon, authenticated, service_role;

-- How long ago a call may lie and still hold another in this window.
create function private.longest_memory(v private.audience_window) returns interval
language sql immutable set search_path = '' as $$
  select greatest((select max(p) from unnest(v.cap_periods) p), interval '1 day', v.quiet + interval '1 day', v.min_gap)
$$;
revoke all on function private.longest_memory(private.audience_window) from public, anon, authenticated, service_role;
