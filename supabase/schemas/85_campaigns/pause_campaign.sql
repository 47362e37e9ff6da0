-- Pauses a campaign that runs, on behalf of p_actor, whose right is checked here: an admin. Guarantee: no claim that begins after this
-- has returned takes a call of it (the organisation's lock is what a claim holds); those at Bolna are finished. Outcomes: paused
-- {campaign} (also where it was already), over, not_found, forbidden, not_draft {state}: it was never started.
create function public.pause_campaign(p_org_id uuid, p_campaign_id uuid, p_actor uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
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
  elsif c.ended_at is not null then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  elsif c.state = 'draft' then
    return jsonb_build_object('outcome', 'not_draft'::public.answer_outcome, 'state', c.state);
  end if;
  if c.state = 'running' then
    update public.campaigns k
    set state = 'paused', paused_at = private.current_time(), paused_code = 'by_user', paused_reason = p_reason
    where k.id = c.id returning k.* into c;
    update private.campaign_feeds f set next_feed_at = null where f.campaign_id = c.id;
  end if;
  return jsonb_build_object('outcome', 'paused'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $$;
revoke all on function public.pause_campaign(uuid, uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.pause_campaign(uuid, uuid, uuid, text) to service_role;
