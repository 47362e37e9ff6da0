-- HubSpot refused for going too fast: nobody asks it again before so many seconds have passed (1 to 86400).
create function public.hold_hubspot_account(p_account text, p_kind public.hubspot_limit, p_seconds numeric) returns void
language sql security definer set search_path = '' as $$
  insert into private.hubspot_limits as l (account, kind, next_at, blocked_until)
  select p_account, k.kind, private.current_time(),
    private.current_time() + make_interval(secs => least(greatest(p_seconds, 1), 86400)::double precision)
  from unnest(case when p_kind = 'daily' then array['search', 'request']::public.hubspot_limit[] else array[p_kind] end)
    as k (kind)
  on conflict (account, kind) do update set blocked_until = greatest(l.blocked_until, excluded.blocked_until)
$$;
revoke all on function public.hold_hubspot_account(text, public.hubspot_limit, numeric) from public, anon, authenticated, service_role;
grant execute on function public.hold_hubspot_account(text, public.hubspot_limit, numeric) to service_role;
