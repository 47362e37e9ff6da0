-- Ends a campaign whose time is over or whose contacts have all been called: those who still wait at its end are missed, and once
-- nothing waits or is under way it is completed. Says whether it is. Expects its lock.
create function private.end_campaign(c public.campaigns) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  if c.ends_at <= now_is then
    update public.campaign_contacts m
    set state = 'failed', code = 'missed', ended_at = now_is, phone_enc = null, decision = private.present_decision(
      private.stop('missed', jsonb_build_object('deadline', c.ends_at)), now_is, 'plan', c.purpose)
    where m.campaign_id = c.id and m.state = 'waiting';
  end if;
  if exists (
    select from public.campaign_contacts m where m.campaign_id = c.id and m.state in ('waiting', 'scheduled', 'in_progress')
  ) then
    return false;
  end if;
  update public.campaigns k set state = 'completed', ended_at = now_is where k.id = c.id;
  perform private.forget_campaign_feed(c.id);
  return true;
end $$;
revoke all on function private.end_campaign(public.campaigns) from public, anon, authenticated, service_role;

-- What only a campaign that goes on needs.
create function private.forget_campaign_feed(p_campaign_id uuid) returns void
language sql security definer set search_path = '' as $$
  delete from private.campaign_feeds f where f.campaign_id = p_campaign_id;
  delete from private.campaign_groups g where g.campaign_id = p_campaign_id;
  delete from private.campaign_results r where r.campaign_id = p_campaign_id;
$$;
revoke all on function private.forget_campaign_feed(uuid) from public, anon, authenticated, service_role;
