-- private.keep_window for many terms: of the same ones once, and of none whose window holds and is known to be in use, which is one
-- look for each. In the order of their keys, so that no two transactions wait for each other.
create function private.keep_windows(p_terms private.call_terms[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.keep_window(wanted.terms)
  from (
    select distinct on (k.key) k.key, t as terms
    from unnest(p_terms) t
    cross join lateral (select private.window_key(t) as key offset 0) k
    where cardinality(t.zones) > 0 and not exists (
      select from private.calling_windows w
      where w.key = k.key and w.spans_until >= now_is + interval '45 days' and w.demands_until > now_is
        and w.used_on >= now_is::date)
    order by k.key
  ) wanted
  order by wanted.key;
end $$;
revoke all on function private.keep_windows(private.call_terms[]) from public, anon, authenticated, service_role;
