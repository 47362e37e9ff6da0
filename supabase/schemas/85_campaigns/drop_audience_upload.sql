-- Ends a loading that p_actor gave up, and leaves nothing of it.
create function public.drop_audience_upload(p_org_id uuid, p_upload_id uuid, p_actor uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform set_config('app.actor_id', p_actor::text, true);
  delete from public.audience_uploads u
  where u.id = p_upload_id and u.org_id = p_org_id and u.started_by = p_actor and u.state = 'running';
end $$;
revoke all on function public.drop_audience_upload(uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.drop_audience_upload(uuid, uuid, uuid) to service_role;
