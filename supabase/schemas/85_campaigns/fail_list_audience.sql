-- Ends the loading of a list that comes to nothing: what was kept of it goes, the audience before stays, and why is told to whoever asks how
-- far it is. Of the rows that were not taken the first thousand stay. Expects the upload's lock.
create function private.fail_list_audience(u public.audience_uploads, p_problem public.audience_problem, p_detail text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  failed public.audience_uploads;
begin
  update public.audience_uploads k
  set state = 'failed', finished_at = private.current_time(), problem = p_problem, problem_detail = left(p_detail, 1000),
    rejected = private.rejected_rows(k.id)
  where k.id = u.id returning k.* into failed;
  delete from private.audience_rows r where r.upload_id = u.id;
  delete from private.audience_parts t where t.upload_id = u.id;
  delete from private.list_readings r where r.upload_id = u.id;
  return private.present_audience(failed);
end $$;
revoke all on function private.fail_list_audience(public.audience_uploads, public.audience_problem, text)
  from public, anon, authenticated, service_role;
