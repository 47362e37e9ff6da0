-- Makes what was loaded the campaign's audience, whole or not at all, on behalf of p_actor. Of equal numbers or contact ids the first row
-- is taken. Who was dialled stays and is not called again; a call that waits for somebody who is in the new audience too
-- stays as it is, any other is cancelled. Outcomes: saved {audience}, invalid {audience} (nobody of it can be called: the campaign's
-- audience is left as it was), lost (another took its place, has ended, or pieces are missing), live, over, forbidden.
create function public.finish_audience_upload(p_org_id uuid, p_upload_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  u public.audience_uploads;
  campaign_state public.campaign_state;
  obstacle public.answer_outcome;
  rows_staged integer;
  inserted integer;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select c.state into campaign_state from public.campaigns c
  where c.org_id = p_org_id and c.deleted_at is null and c.id = (
    select k.campaign_id from public.audience_uploads k where k.id = p_upload_id) for no key update;
  select k.* into u from public.audience_uploads k
  where k.id = p_upload_id and k.org_id = p_org_id and k.started_by = p_actor and k.state = 'running' for update;
  if campaign_state is null or u.id is null or u.rows_total is distinct from (
    select sum(t.rows_read) from private.audience_parts t where t.upload_id = u.id
  ) then
    return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
  end if;
  obstacle := private.audience_obstacle(campaign_state);
  if obstacle is not null then
    return jsonb_build_object('outcome', obstacle);
  end if;

  select count(*) into rows_staged from private.audience_rows r where r.upload_id = u.id;
  u.rejected_count := u.rows_total - rows_staged;
  u.rejected := private.rejected_rows(u.id);
  if rows_staged = 0 then
    delete from public.audience_uploads k where k.id = u.id;
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'audience', private.present_audience(u));
  end if;

  perform private.clear_audience(u);
  u.already_there := private.count_already_there(u);
  with profiled as materialized (
    select s.line, s.profile from private.staged_contacts s where s.upload_id = u.id
  ), groups as (
    select p.profile, row_number() over (order by count(*) desc, p.profile) as number from profiled p group by p.profile
  )
  insert into public.campaign_contacts (id, org_id, campaign_id, position, contact_id, contact_name, phone_enc, phone_hash,
    global_phone_hash, phone_last4, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone, group_number)
  select r.id, u.org_id, u.campaign_id, r.line + m.behind, r.contact_id, r.contact_name, r.phone_enc, r.phone_hash,
    r.global_phone_hash, r.phone_last4, r.phone_country, r.phone_regions, r.phone_zones, r.phone_zone_source, r.time_zone, g.number
  from private.audience_rows r
  join profiled p on p.line = r.line
  join groups g on g.profile = p.profile
  cross join (
    select coalesce(max(k.position), 0) as behind from public.campaign_contacts k where k.campaign_id = u.campaign_id) m
  where r.upload_id = u.id
  order by r.line
  on conflict do nothing;
  get diagnostics inserted = row_count;
  u.accepted := inserted + u.already_there;
  u.duplicates := rows_staged - u.accepted;

  delete from private.audience_rows r where r.upload_id = u.id;
  delete from private.audience_parts t where t.upload_id = u.id;
  update public.campaigns c set revision = c.revision + 1 where c.id = u.campaign_id;
  update public.audience_uploads k
  set state = 'loaded', finished_at = private.current_time(), accepted = u.accepted, already_there = u.already_there,
    duplicates = u.duplicates, rejected_count = u.rejected_count, rejected = u.rejected
  where k.id = u.id returning k.* into u;
  return jsonb_build_object('outcome', 'saved'::public.answer_outcome, 'audience', private.present_audience(u));
end $$;
revoke all on function public.finish_audience_upload(uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.finish_audience_upload(uuid, uuid, uuid) to service_role;
