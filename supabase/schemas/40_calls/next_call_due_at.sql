-- When the next call that a claim could take falls due, within the given seconds; null when none does.
create function public.next_call_due_at(p_within_seconds numeric) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select min(next.dial_after)
  from private.claimable_organizations o
  cross join lateral (
    select c.dial_after
    from private.claimable_calls c
    where c.org_id = o.id and c.dial_after <= private.current_time() + make_interval(secs => p_within_seconds)
    order by c.dial_after
    limit 1
  ) next
$$;
revoke all on function public.next_call_due_at(numeric) from public, anon, authenticated, service_role;
grant execute on function public.next_call_due_at(numeric) to service_role;
