-- Is there anything a sweep could do within the given seconds: a call due that a claim could take (not one that waits for
-- a free line or for its number), a call to follow up, a lease run out, a pause that waits for a key.
-- min() rather than exists(): the kept plan does not know how few rows `<= horizon` leaves, and then reads the table.
create function private.sweep_has_work(p_within_seconds numeric) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  if (select min(t.next_check_at) from public.call_attempts t where t.state in ('placed', 'unknown')) <= now_is
    or (select min(t.lease_expires_at) from public.call_attempts t where t.state = 'placing') <= now_is then
    return true;
  end if;
  -- The sweep lifts such a pause when the key is right again.
  if exists (
    select from public.organizations o where o.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')
  ) then
    return true;
  end if;
  -- Since a restore: lists of Bolna's that are to be read.
  if (select min(w.next_read_at) from private.recovery_windows w where w.done_at is null) <= now_is then
    return true;
  end if;
  -- The turn of a campaign's next contacts.
  if exists (
    select from private.campaign_feeds f where f.next_feed_at <= now_is + make_interval(secs => p_within_seconds)
  ) then
    return true;
  end if;
  -- Most ticks end here, at one look into call_schedules_tick_idx.
  return coalesce((
    select min(s.dial_after) from public.call_schedules s
    where s.dial_after is not null and s.attempt_count >= 0
  ) <= now_is + make_interval(secs => p_within_seconds), false)
    and public.next_call_due_at(p_within_seconds) is not null;
end $$;
revoke all on function private.sweep_has_work(numeric) from public;
