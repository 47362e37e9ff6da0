-- The reading cannot go on now. p_again: it is kept, and goes on where it stopped after p_retry_seconds; else it is given
-- up, and a new one begins then.
create function public.suspend_contact_sync(
  p_sync_id bigint, p_worker text, p_again boolean, p_reason_code public.contact_sync_reason, p_reason text,
  p_retry_seconds integer
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  retry_at constant timestamptz := private.current_time() + make_interval(secs => p_retry_seconds);
begin
  update public.contact_syncs r
  set state = case when p_again then r.state else 'failed' end,
    finished_at = case when not p_again then private.current_time() end,
    reason_code = p_reason_code, reason = left(p_reason, 1000), lease_expires_at = retry_at
  where r.id = run.id;
  update public.hubspot_connections c
  set next_sync_at = greatest(c.next_sync_at, retry_at),
    full_sync_after = case when run.kind = 'full' and not p_again then retry_at else c.full_sync_after end
  where c.org_id = run.org_id;
end $$;
revoke all on function public.suspend_contact_sync(bigint, text, boolean, public.contact_sync_reason, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.suspend_contact_sync(bigint, text, boolean, public.contact_sync_reason, text, integer)
  to service_role;
