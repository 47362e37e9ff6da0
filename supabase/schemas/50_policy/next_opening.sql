-- The first span of a window in which at least p_rest is left, at or after the moment: from kept spans, and beyond them computed, up to
-- 400 days ahead. Nulls: none.
create function private.next_opening(w private.calling_windows, p_at timestamptz, p_rest interval)
returns table (opens timestamptz, closes timestamptz)
language plpgsql stable security definer set search_path = '' as $$
declare
  reach interval;
begin
  if p_at < w.spans_until and p_at >= private.current_time() - interval '1 day' then
    select s.opens, s.closes into opens, closes from private.open_spans s
    where s.window_id = w.id and s.closes >= p_at + p_rest and s.closes - s.opens >= p_rest
    order by s.closes limit 1;
  end if;
  if opens is null then
    foreach reach in array array['10 days', '70 days', '400 days']::interval[] loop
      select s.opens, s.closes into opens, closes
      from private.compute_spans(w.org_id, w.purpose, w.jurisdictions, w.zones, p_at - interval '1 day', p_at + reach) s
      where s.closes >= p_at + p_rest and s.closes - s.opens >= p_rest
      order by s.closes limit 1;
      exit when opens is not null;
    end loop;
  end if;
  return next;
end $$;
revoke all on function private.next_opening(private.calling_windows, timestamptz, interval)
  from public, anon, authenticated, service_role;
