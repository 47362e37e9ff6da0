-- Deletes a campaign that runs no more, on behalf of p_actor, whose right is checked here: an admin. A draft goes as if it had
-- never been; one that is over is in no list any more, and its calls stay. Outcomes: deleted, live (it runs or is paused: it must
-- be cancelled first, or a call of it is under way), not_found, forbidden.
create function public.delete_campaign(p_org_id uuid, p_campaign_id uuid, p_actor uuid) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  c public.campaigns;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for update;
  if not found then
    return 'not_found'::public.answer_outcome;
  elsif c.state = 'draft' then
    delete from public.campaigns k where k.id = c.id;
    return 'deleted'::public.answer_outcome;
  elsif c.ended_at is null or exists (
    select from public.campaign_contacts m where m.campaign_id = c.id and m.state = 'in_progress'
  ) then
    return 'live'::public.answer_outcome;
  end if;
  update public.campaigns k set deleted_at = private.current_time() where k.id = c.id;
  return 'deleted'::public.answer_outcome;
end $$;
revoke all on function public.delete_campaign(uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.delete_campaign(uuid, uuid, uuid) to service_role;
