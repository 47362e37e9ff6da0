-- By cron, each minute: windows that end soon are made anew, those that nothing has used for 90 days go, and calls that an older policy
-- made wait are moved.
create function private.renew_windows() returns void
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  delete from private.calling_windows w
  where w.used_on < now_is::date - 90 or w.demands ->> 'pack' <> (
    select p.version from private.policy_packs p order by p.loaded_at desc limit 1);
  perform private.keep_window((w.org_id, w.policy_at, w.purpose, null, w.zones, null, w.jurisdictions)::private.call_terms)
  from private.calling_windows w
  where w.spans_until < now_is + interval '45 days' or w.demands_until <= now_is;
  perform private.move_calls_again(p.org_id) from private.policy_changes p order by p.changed_at limit 20;
end $$;
revoke all on function private.renew_windows() from public, anon, authenticated, service_role;
