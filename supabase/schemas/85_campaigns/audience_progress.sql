-- How far the loading of a campaign's audience is, or what the last one came to: as private.present_audience, and beside it
-- rows_read and, while it runs, seconds_left by the pace so far. null: none was begun. is_stopped: no piece came for two minutes, and
-- none will. For members of the organisation.
create function private.audience_progress(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.present_audience(u) || jsonb_build_object(
    'rows_read', case when u.state = 'loaded' then u.rows_total else p.rows_read end,
    'is_stopped', u.state = 'running' and coalesce(p.last_at, u.started_at) < private.current_time() - interval '2 minutes',
    'seconds_left', case when u.state = 'running' and p.rows_read > 0 then ceil(
      extract(epoch from p.last_at - u.started_at) * (u.rows_total - p.rows_read) / p.rows_read) end)
  from public.audience_uploads u
  cross join lateral (
    select coalesce(sum(t.rows_read), 0)::integer as rows_read, max(t.kept_at) as last_at
    from private.audience_parts t where t.upload_id = u.id
  ) p
  where u.campaign_id = p_campaign_id and u.org_id = p_org_id and u.org_id in (select private.my_org_ids())
$$;
revoke all on function private.audience_progress(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function private.audience_progress(uuid, uuid) to authenticated;

create function public.audience_progress(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.audience_progress(p_org_id, p_campaign_id)
$$;
revoke all on function public.audience_progress(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.audience_progress(uuid, uuid) to authenticated;
