-- A loading of an audience as the functions take it (audience_progress), for those that have checked the caller.
create function private.present_audience(u public.audience_uploads) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('source', u.source, 'state', u.state, 'rows_total', u.rows_total, 'accepted', u.accepted,
    'already_there', u.already_there, 'duplicates', u.duplicates, 'rejected_count', u.rejected_count,
    'rejected', coalesce(u.rejected, '[]'), 'started_at', u.started_at, 'finished_at', u.finished_at,
    'problem', case when u.problem is not null then jsonb_build_object('code', u.problem, 'reason', u.problem_detail, 'next_try_at', null) end)
$$;
revoke all on function private.present_audience(public.audience_uploads) from public, anon, authenticated, service_role;
