-- The worker leaves a list: to the next at once (p_retry_seconds 0), to one after so many seconds, or for good where it is null or the
-- list was asked for a day ago. p_problem is null where nothing is wrong. Answer: the loading (private.present_audience). Error 55006 when
-- another worker has the list by now.
create function public.suspend_list_reading(
  p_upload_id uuid, p_worker text, p_problem public.audience_problem, p_detail text, p_retry_seconds integer
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  u public.audience_uploads := private.hold_list_reading(p_upload_id, p_worker);
  now_is constant timestamptz := private.current_time();
begin
  if p_problem is not null and (p_retry_seconds is null or u.started_at < now_is - interval '1 day') then
    perform set_config('app.actor_id', coalesce(u.started_by::text, ''), true);
    return private.fail_list_audience(u, p_problem, p_detail);
  end if;
  update private.list_readings r
  set problem = p_problem, problem_detail = case when p_problem is not null then left(p_detail, 1000) end,
    lease_expires_at = now_is + make_interval(secs => p_retry_seconds)
  where r.upload_id = u.id;
  return private.present_audience(u);
end $$;
revoke all on function public.suspend_list_reading(uuid, text, public.audience_problem, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.suspend_list_reading(uuid, text, public.audience_problem, text, integer) to service_role;
