-- Begins to read a HubSpot list into a campaign's audience, as begin_audience_upload, and leaves it to p_worker for a minute. p_size: how many
-- HubSpot says are on it, for progress alone.
create function public.begin_list_audience(
  p_org_id uuid, p_campaign_id uuid, p_actor uuid, p_id uuid, p_list_id text, p_size integer, p_worker text
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  begun constant public.answer_outcome := public.begin_audience_upload(p_org_id, p_campaign_id, p_actor, p_id, 'list',
    least(greatest(p_size, 1), 50000));
begin
  if begun = 'started' then
    insert into private.list_readings (upload_id, list_id, worker, lease_expires_at)
    values (p_id, p_list_id, p_worker, private.current_time() + interval '60 seconds');
  end if;
  return begun;
end $$;
revoke all on function public.begin_list_audience(uuid, uuid, uuid, uuid, text, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.begin_list_audience(uuid, uuid, uuid, uuid, text, integer, text) to service_role;
