-- Lets a paused campaign go on, whoever or whatever paused it, on behalf of p_actor, whose right is checked here: an admin. Turns are
-- planned anew from now on, and what paused it counts no more. Outcomes: resumed {campaign} (also where it runs), over, not_draft
-- {state}: it was never started, not_found, forbidden.
create function public.resume_campaign(p_org_id uuid, p_campaign_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.campaigns;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.ended_at is not null then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  elsif c.state = 'draft' then
    return jsonb_build_object('outcome', 'not_draft'::public.answer_outcome, 'state', c.state);
  end if;
  if c.state = 'paused' then
    update public.campaigns k set state = 'running', paused_at = null, paused_code = null, paused_reason = null
    where k.id = c.id returning k.* into c;
    perform private.plan_campaign(c);
    perform private.try_to_ring('sweep');
  end if;
  return jsonb_build_object('outcome', 'resumed'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $$;
revoke all on function public.resume_campaign(uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.resume_campaign(uuid, uuid, uuid) to service_role;
