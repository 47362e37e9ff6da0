-- How far the loading of a campaign's audience is, or what the last one came to: as private.present_audience, and beside it
-- rows_read and, while it runs, seconds_left by the pace so far, and what a list of HubSpot waits for (problem). null: none was begun.
-- is_stopped: no piece came for two minutes, and none will; a list goes on by itself. For members of the organisation.
create function private.audience_progress(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.present_audience(u) || jsonb_build_object(
    'rows_total', case when u.state = 'running' then greatest(u.rows_total, p.rows_read) else u.rows_total end,
    'rows_read', case when u.state = 'loaded' then u.rows_total else p.rows_read end,
    'is_stopped', u.state = 'running' and u.source <> 'list'
      and coalesce(p.last_at, u.started_at) < private.current_time() - interval '2 minutes',
    'seconds_left', case when u.state = 'running' and p.rows_read > 0 then ceil(
      extract(epoch from p.last_at - u.started_at) * greatest(u.rows_total - p.rows_read, 0) / p.rows_read) end)
    || case when r.problem is null then '{}' else jsonb_build_object('problem', jsonb_build_object(
      'code', r.problem, 'reason', r.problem_detail, 'next_try_at', r.lease_expires_at)) end
  from public.audience_uploads u
  left join private.list_readings r on r.upload_id = u.id
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
