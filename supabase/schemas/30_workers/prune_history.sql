-- What nobody needs any more: pg_cron's own history (it never prunes it), passes, kept answers, old readings, and contacts
-- that HubSpot has had no more for 30 days.
create function private.prune_history() returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from cron.job_run_details d where d.end_time < private.current_time() - interval '3 days';
  delete from private.sweep_runs r where r.started_at < private.current_time() - interval '7 days';
  delete from public.idempotency_keys k where k.created_at < private.current_time() - interval '24 hours';
  delete from public.contact_syncs r where r.finished_at < private.current_time() - interval '30 days';
  delete from public.contacts c where c.removed_at < private.current_time() - interval '30 days';
end $$;
revoke all on function private.prune_history() from public;
