-- Makes the window of these terms if there is none, or anew where it is no longer true or reaches less than 45 days ahead. Spans of a
-- window are replaced as a whole: whoever reads meanwhile sees the old ones.
create function private.keep_window(t private.call_terms) returns void
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  until constant timestamptz := now_is + interval '60 days';
  kept private.calling_windows;
  kept_id uuid;
begin
  if coalesce(cardinality(t.zones), 0) = 0 then
    return;
  end if;
  select w.* into kept from private.calling_windows w
  where w.key = private.window_key(t);
  if kept.spans_until >= now_is + interval '45 days' and kept.demands_until > now_is then
    update private.calling_windows w set used_on = now_is::date where w.id = kept.id and w.used_on < now_is::date;
    return;
  end if;
  insert into private.calling_windows as w (key, org_id, policy_at, purpose, jurisdictions, zones, demands, demands_until, spans_until, used_on)
  values (private.window_key(t), t.org_id, t.policy_at, t.purpose, t.jurisdictions, t.zones,
    private.policy_demands(t.org_id, t.purpose, t.jurisdictions, t.zones, now_is),
    private.policy_holds_until(t.org_id, t.purpose, t.jurisdictions, t.zones), until, now_is::date)
  on conflict (key) do update
  set demands = excluded.demands, demands_until = excluded.demands_until, spans_until = excluded.spans_until, used_on = excluded.used_on
  returning w.id into kept_id;
  delete from private.open_spans s where s.window_id = kept_id;
  insert into private.open_spans (window_id, opens, closes)
  select kept_id, s.opens, s.closes
  from private.compute_spans(t.org_id, t.purpose, t.jurisdictions, t.zones, now_is - interval '1 day', until) s;
end $$;
revoke all on function private.keep_window(private.call_terms) from public, anon, authenticated, service_role;
