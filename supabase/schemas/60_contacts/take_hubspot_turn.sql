-- Reserves the moment of one request, and says how many seconds from now it is. When that is longer than
-- p_max_wait_seconds nothing is reserved. However many workers ask, moments are a third of a second (search) or a ninth
-- (request) apart.
create function public.take_hubspot_turn(p_account text, p_kind public.hubspot_limit, p_max_wait_seconds numeric) returns numeric
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  apart constant interval := case p_kind when 'search' then interval '1 second' / 3 else interval '1 second' / 9 end;
  turn timestamptz;
begin
  insert into private.hubspot_limits (account, kind, next_at) values (p_account, p_kind, now_is)
  on conflict do nothing;
  update private.hubspot_limits l
  set next_at = greatest(l.next_at, l.blocked_until, now_is) + apart
  where l.account = p_account and l.kind = p_kind
    and greatest(l.next_at, l.blocked_until) <= now_is + make_interval(secs => p_max_wait_seconds::double precision)
  returning l.next_at - apart into turn;
  if turn is null then
    select greatest(l.next_at, l.blocked_until) into turn
    from private.hubspot_limits l where l.account = p_account and l.kind = p_kind;
  end if;
  return greatest(extract(epoch from turn - now_is), 0);
end $$;
revoke all on function public.take_hubspot_turn(text, public.hubspot_limit, numeric) from public, anon, authenticated, service_role;
grant execute on function public.take_hubspot_turn(text, public.hubspot_limit, numeric) to service_role;
