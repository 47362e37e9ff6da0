-- A call whose contact could not be read. Nothing stands against it (null) where a person chose the time of the call and it
-- has come, unless the contact is known as not to be called. Any other waits: for as long as HubSpot has been silent about
-- it, an hour at most and what HubSpot asks for at least, so that a long outage costs few looks; after three days it is
-- given up. Expects the schedule's lock.
create function private.judge_unread(s public.call_schedules, p_trigger public.attempt_trigger, p_unread jsonb)
returns private.decision
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  since constant timestamptz := coalesce(s.contact_unread_since, now_is);
  wait constant interval := greatest(
    make_interval(secs => least(greatest((p_unread ->> 'retry_after_seconds')::double precision, 1), 86400)),
    least(now_is - since, interval '1 hour'));
begin
  if s.rule_id is null and (p_trigger = 'execute' or s.scheduled_at <= now_is)
    and not private.is_flagged_contact(s.org_id, s.contact_id) then
    return null;
  elsif since < now_is - interval '3 days' then
    return private.stop('contact_unreadable', jsonb_build_object('why', format(
      'Given up after three days in which the contact could not be read from HubSpot. The last time: %s',
      p_unread ->> 'reason')));
  end if;
  update public.call_schedules c set contact_unread_since = since
  where c.id = s.id and c.contact_unread_since is null;
  return private.defer('contact_unreadable', now_is + wait, jsonb_build_object('why', p_unread ->> 'reason'));
end $$;
revoke all on function private.judge_unread(public.call_schedules, public.attempt_trigger, jsonb)
  from public, anon, authenticated, service_role;
