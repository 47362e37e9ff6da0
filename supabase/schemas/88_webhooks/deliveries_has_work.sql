-- Is there anything to tell: something whose time has come, at an endpoint that is not held back.
create function private.deliveries_has_work(p_within_seconds numeric) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  horizon constant timestamptz := private.current_time() + make_interval(secs => p_within_seconds);
begin
  return exists (
    select from public.webhooks w
    where w.is_active and w.held_until <= horizon and exists (
      select from public.webhook_deliveries d
      where d.webhook_id = w.id and d.state in ('pending', 'sending') and d.next_try_at <= horizon));
end $$;
revoke all on function private.deliveries_has_work(numeric) from public;
