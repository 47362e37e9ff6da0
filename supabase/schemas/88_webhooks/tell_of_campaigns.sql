-- A campaign that begins, pauses, goes on or ends is an event.
create function private.tell_of_campaign() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.enter_webhook_event(new.org_id, 'campaign.state_changed', new.id,
    jsonb_build_object('campaign_id', new.id, 'state', new.state, 'before', old.state, 'paused_code', new.paused_code,
      'paused_reason', new.paused_reason, 'cancelled_reason', new.cancelled_reason, 'started_at', new.started_at,
      'ended_at', new.ended_at));
  return null;
end $$;
revoke all on function private.tell_of_campaign() from public;

create trigger campaigns_tell after update of state on public.campaigns
  for each row when (old.state is distinct from new.state) execute function private.tell_of_campaign();
