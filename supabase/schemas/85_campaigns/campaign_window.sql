-- The window in which the contacts of a group may be called, kept; null where nobody of it waits. Of the one whose turn is next:
-- the others have the same terms.
create function private.campaign_window(c public.campaigns, p_group integer) returns private.calling_windows
language plpgsql security definer set search_path = '' as $$
declare
  terms private.call_terms;
begin
  terms := (
    select private.call_terms(private.call_of_campaign_contact(c, m, private.current_time()))
    from public.campaign_contacts m
    where m.campaign_id = c.id and m.group_number = p_group and m.state = 'waiting'
    order by m.position limit 1);
  if terms.purpose is null then
    return null;
  end if;
  perform private.keep_window(terms);
  return private.window_of(terms, private.current_time());
end $$;
revoke all on function private.campaign_window(public.campaigns, integer) from public, anon, authenticated, service_role;

-- The seconds between two moments in which a call of that window may begin: of its kept spans, and beyond them as many of each day as
-- on average before.
create function private.open_seconds(w private.calling_windows, p_from timestamptz, p_to timestamptz) returns double precision
language plpgsql stable security definer set search_path = '' as $$
declare
  known_to constant timestamptz := least(p_to, w.spans_until);
  open_time double precision;
begin
  if p_to <= p_from then
    return 0;
  elsif coalesce(cardinality(w.zones), 0) = 0 or w.id is null then
    return extract(epoch from p_to - p_from);
  elsif not (w.demands ->> 'hours')::boolean then
    return extract(epoch from p_to - p_from);
  end if;
  select coalesce(sum(extract(epoch from least(s.closes, known_to) - greatest(s.opens, p_from))), 0) into open_time
  from private.open_spans s
  where s.window_id = w.id and s.closes > p_from and s.opens < known_to;
  if p_to > w.spans_until and w.spans_until > p_from then
    open_time := open_time * extract(epoch from p_to - p_from) / extract(epoch from w.spans_until - p_from);
  end if;
  return open_time;
end $$;
revoke all on function private.open_seconds(private.calling_windows, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;
