-- Keeps what a dry run of a campaign said, on behalf of p_actor, whose right is checked here: an admin. p_fingerprint: of the campaign as
-- it was judged (judge_campaign), so that what has changed since is seen at the start. The newest ten of a campaign stay, and the one that
-- it was started with. Outcomes: kept {id}, forbidden, not_found.
create function public.keep_dry_run(
  p_org_id uuid, p_actor uuid, p_campaign_id uuid, p_fingerprint text, p_will_call integer, p_will_not_call integer,
  p_needs_confirmation boolean, p_result jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  kept_id uuid;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  insert into public.campaign_dry_runs (org_id, campaign_id, fingerprint, will_call, will_not_call, needs_confirmation, result, created_by)
  select c.org_id, c.id, p_fingerprint, p_will_call, p_will_not_call, p_needs_confirmation, p_result, p_actor
  from public.campaigns c where c.id = p_campaign_id and c.org_id = p_org_id and c.deleted_at is null
  returning id into kept_id;
  if kept_id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  delete from public.campaign_dry_runs d
  where d.org_id = p_org_id and d.campaign_id = p_campaign_id
    and d.id is distinct from (select c.dry_run_id from public.campaigns c where c.id = p_campaign_id)
    and d.id not in (
      select n.id from public.campaign_dry_runs n where n.org_id = p_org_id and n.campaign_id = p_campaign_id
      order by n.created_at desc, n.id desc limit 10)
    and d.id <> kept_id;
  return jsonb_build_object('outcome', 'kept'::public.answer_outcome, 'id', kept_id);
end $$;
revoke all on function public.keep_dry_run(uuid, uuid, uuid, text, integer, integer, boolean, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.keep_dry_run(uuid, uuid, uuid, text, integer, integer, boolean, jsonb) to service_role;
