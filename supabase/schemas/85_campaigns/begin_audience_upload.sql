-- Begins to load an audience of p_rows_total rows under the id p_id, on behalf of p_actor, whose right is checked here: an admin. Nothing
-- of the campaign changes before finish_audience_upload. Guarantee: of two that load at once the later one goes on, and the
-- earlier one hears that it is lost. Outcomes: started, live, over, not_found, forbidden.
create function public.begin_audience_upload(
  p_org_id uuid, p_campaign_id uuid, p_actor uuid, p_id uuid, p_source public.audience_source, p_rows_total integer
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  campaign_state public.campaign_state;
  obstacle public.answer_outcome;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select c.state into campaign_state from public.campaigns c
  where c.id = p_campaign_id and c.org_id = p_org_id and c.deleted_at is null for no key update;
  if not found then
    return 'not_found'::public.answer_outcome;
  end if;
  obstacle := private.audience_obstacle(campaign_state);
  if obstacle is not null then
    return obstacle;
  end if;
  delete from public.audience_uploads u where u.campaign_id = p_campaign_id;
  insert into public.audience_uploads (id, org_id, campaign_id, source, rows_total, started_by)
  values (p_id, p_org_id, p_campaign_id, p_source, p_rows_total, p_actor);
  return 'started'::public.answer_outcome;
end $$;
revoke all on function public.begin_audience_upload(uuid, uuid, uuid, uuid, public.audience_source, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.begin_audience_upload(uuid, uuid, uuid, uuid, public.audience_source, integer) to service_role;
