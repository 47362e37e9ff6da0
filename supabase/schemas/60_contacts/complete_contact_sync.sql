-- The reading is complete: the next one begins where this one began, and the rules are to be evaluated.
create function public.complete_contact_sync(p_sync_id bigint, p_worker text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
begin
  update public.contact_syncs r set state = 'completed', finished_at = private.current_time()
  where r.id = run.id returning * into run;
  update public.hubspot_connections c
  set synced_until = run.started_at, rules_pending = true,
    next_sync_at = run.started_at + make_interval(mins => private.sync_interval_minutes())
  where c.org_id = run.org_id;
  return jsonb_build_object('contacts_read', run.contacts_read, 'contacts_changed', run.contacts_changed,
    'contacts_broken', run.contacts_broken, 'contacts_removed', run.contacts_removed);
end $$;
revoke all on function public.complete_contact_sync(bigint, text) from public, anon, authenticated, service_role;
grant execute on function public.complete_contact_sync(bigint, text) to service_role;
