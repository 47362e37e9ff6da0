-- Cancels a campaign that is not over, on behalf of p_actor, whose right is checked here: an admin. Guarantee: when this has returned
-- nobody of it waits or is scheduled, nor ever will be again (private.orphan_code); calls at Bolna are finished. Every call that is
-- not over is locked first, so that one that is being settled at this moment is waited for. Outcomes: cancelled {campaign} (also where
-- it was already), over (it was completed), not_found, forbidden.
create function public.cancel_campaign(p_org_id uuid, p_campaign_id uuid, p_actor uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  c public.campaigns;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.state = 'completed' then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  elsif c.state <> 'cancelled' then
    update public.campaigns k
    set state = 'cancelled', ended_at = now_is, cancelled_reason = p_reason, paused_at = null, paused_code = null, paused_reason = null
    where k.id = c.id returning k.* into c;
    perform from public.call_schedules s
    where s.org_id = c.org_id and s.campaign_id = c.id and s.call_status in ('scheduled', 'in_progress')
    order by s.id for no key update;
    update public.call_schedules s
    set call_status = 'cancelled', status_reason_code = 'campaign_cancelled', retry_at = null,
      status_reason = private.say_decision(private.stop('campaign_cancelled'))
    where s.org_id = c.org_id and s.campaign_id = c.id and s.call_status = 'scheduled';
    update public.campaign_contacts m
    set state = 'cancelled', code = 'campaign_cancelled', ended_at = now_is, phone_enc = null
    where m.campaign_id = c.id and m.state = 'waiting';
    perform private.forget_campaign_feed(c.id);
  end if;
  return jsonb_build_object('outcome', 'cancelled'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $$;
revoke all on function public.cancel_campaign(uuid, uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.cancel_campaign(uuid, uuid, uuid, text) to service_role;
