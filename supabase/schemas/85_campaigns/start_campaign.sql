-- Starts a draft as its dry run showed it, on behalf of p_actor, whose right is checked here: an admin. Outcomes: started {campaign},
-- not_draft {state}, stale (audience, policy or settings are others since; or it is no dry run of this campaign), unconfirmed
-- {will_call} (p_confirm is not that number, where it is asked for), empty (nobody would be called), not_found, forbidden.
create function public.start_campaign(p_org_id uuid, p_campaign_id uuid, p_actor uuid, p_dry_run_id uuid, p_confirm integer default null)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.campaigns;
  dry_run public.campaign_dry_runs;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.state <> 'draft' then
    return jsonb_build_object('outcome', 'not_draft'::public.answer_outcome, 'state', c.state);
  end if;
  select d.* into dry_run from public.campaign_dry_runs d where d.id = p_dry_run_id and d.campaign_id = c.id;
  if dry_run.fingerprint is distinct from private.campaign_fingerprint(c) or c.ends_at <= private.current_time() then
    return jsonb_build_object('outcome', 'stale'::public.answer_outcome);
  elsif dry_run.will_call = 0 then
    return jsonb_build_object('outcome', 'empty'::public.answer_outcome);
  elsif dry_run.needs_confirmation and p_confirm is distinct from dry_run.will_call then
    return jsonb_build_object('outcome', 'unconfirmed'::public.answer_outcome, 'will_call', dry_run.will_call);
  end if;
  update public.campaigns k set state = 'running', started_at = private.current_time(), dry_run_id = dry_run.id
  where k.id = c.id returning k.* into c;
  perform private.plan_campaign(c);
  perform private.try_to_ring('sweep');
  return jsonb_build_object('outcome', 'started'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $$;
revoke all on function public.start_campaign(uuid, uuid, uuid, uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.start_campaign(uuid, uuid, uuid, uuid, integer) to service_role;
