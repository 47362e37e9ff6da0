-- Why a campaign takes no audience now: live (it runs, and must be paused first) or over; null: it takes one.
create function private.audience_obstacle(p_state public.campaign_state) returns public.answer_outcome
language sql immutable set search_path = '' as $$
  select case when p_state = 'running' then 'live' when p_state in ('completed', 'cancelled') then 'over' end::public.answer_outcome
$$;
revoke all on function private.audience_obstacle(public.campaign_state) from public, anon, authenticated, service_role;
