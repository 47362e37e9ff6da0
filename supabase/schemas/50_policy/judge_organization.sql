-- The switches, lines and the day's quota: a defer, or null. p_has_line: whoever asks has counted the organisation's lines and
-- dials under its lock, and has one left for this call; counting them again for each call of a claim is what then costs most.
create function private.judge_organization(s public.call_schedules, p_at timestamptz, p_has_line boolean default false)
returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  org record;
begin
  select o.id, o.max_concurrent_calls, o.max_dials_per_day, o.time_zone, o.calling_paused_reason,
    a.is_active as agent_is_active, c.calling_paused_reason as all_paused_reason,
    exists (
      select from public.call_attempts t
      where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
    ) as number_is_busy,
    c.calling_paused_code as all_paused_code,
    exists (select from private.recovery_holds h where h.org_id = s.org_id) as has_holds
  into org
  from public.organizations o
  join public.agents a on a.id = s.agent_id
  cross join private.scheduler c
  where o.id = s.org_id;

  if org.all_paused_reason is not null then
    return private.defer(coalesce(org.all_paused_code, 'all_calling_paused'), null, jsonb_build_object('reason', org.all_paused_reason));
  elsif org.calling_paused_reason is not null then
    return private.defer('organisation_paused', null, jsonb_build_object('reason', org.calling_paused_reason));
  elsif org.has_holds and private.is_held(s.org_id, s.id, s.contact_phone_hash) then
    return private.defer('restored', null);
  elsif not s.is_active then
    return private.defer('inactive', null);
  elsif not org.agent_is_active then
    return private.defer('agent_inactive', null);
  elsif s.campaign_id is not null and (private.judge_campaign_call(s)).outcome is not null then
    return private.judge_campaign_call(s);
  elsif org.number_is_busy then
    return private.defer('number_busy', null);
  elsif p_has_line then
    return null;
  elsif private.lines_in_use(org.id) >= org.max_concurrent_calls then
    return private.defer('no_free_line', null, jsonb_build_object('lines', org.max_concurrent_calls));
  elsif private.dials_left(org.id, org.max_dials_per_day, org.time_zone) = 0 then
    -- By the date: a day of the calendar is not always 24 hours.
    return private.defer('dial_quota', ((p_at at time zone org.time_zone)::date + 1)::timestamp at time zone org.time_zone,
      jsonb_build_object('max_dials_per_day', org.max_dials_per_day));
  end if;
  return null;
end $$;
revoke all on function private.judge_organization(public.call_schedules, timestamptz, boolean) from public, anon, authenticated, service_role;
