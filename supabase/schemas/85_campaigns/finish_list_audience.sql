-- Makes a list that was read to its end the campaign's audience, as finish_audience_upload does, on behalf of whoever asked for it, and lets go
-- of the reading. Where it cannot be, it has failed and says why. Answer: the loading (private.present_audience). Error 55006 when
-- another worker has the list by now.
create function public.finish_list_audience(p_upload_id uuid, p_worker text) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  u public.audience_uploads;
  finished jsonb;
  members integer;
begin
  -- As everywhere the campaign before what is its own.
  perform from public.campaigns c where c.id = (
    select k.campaign_id from public.audience_uploads k where k.id = p_upload_id) for no key update;
  u := private.hold_list_reading(p_upload_id, p_worker);
  select r.members_read into members from private.list_readings r where r.upload_id = u.id;
  if members > 50000 then
    return private.fail_list_audience(u, 'too_many_contacts', 'The list has more than 50000 contacts.');
  elsif not exists (select from private.audience_rows a where a.upload_id = u.id) then
    return private.fail_list_audience(u, 'nobody_to_call', 'Nobody on the list can be called.');
  end if;
  update public.audience_uploads k set rows_total = members where k.id = u.id and k.rows_total <> members;
  finished := public.finish_audience_upload(u.org_id, u.id, u.started_by);
  if finished ->> 'outcome' <> 'saved' then
    return private.fail_list_audience(u, case finished ->> 'outcome' when 'live' then 'campaign_running' when 'forbidden' then 'forbidden'
        else 'campaign_over' end::public.audience_problem,
      case finished ->> 'outcome' when 'live' then 'The campaign runs: pause it, and ask for the list again.'
        when 'forbidden' then 'Whoever asked for the list is no admin of the organisation any more.'
        else 'The campaign takes no audience any more.' end);
  end if;
  delete from private.list_readings r where r.upload_id = u.id;
  return finished -> 'audience';
end $$;
revoke all on function public.finish_list_audience(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.finish_list_audience(uuid, text) to service_role;
