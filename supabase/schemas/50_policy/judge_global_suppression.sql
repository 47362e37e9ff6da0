-- Is the number of the call on the operator's list. A call that was stored before numbers had the hash for it waits until a
-- sweep has filled it in (call_schedules.global_phone_hash), as long as there is a list: what is not known is not let through.
create function private.judge_global_suppression(
  s public.call_schedules, p_purpose public.call_purpose, p_at timestamptz
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
begin
  if s.global_phone_hash is null then
    return case when exists (select from private.global_suppressions g where g.removed_at is null)
      then private.defer('suppressed_global', p_at + interval '1 minute') end;
  elsif exists (
    select from private.global_suppressions g
    where g.phone_hash = s.global_phone_hash and g.removed_at is null
      and private.scope_covers(g.scope, null, p_purpose, s.call_topic)
  ) then
    return private.stop('suppressed_global');
  end if;
  return null;
end $$;
revoke all on function private.judge_global_suppression(public.call_schedules, public.call_purpose, timestamptz)
  from public, anon, authenticated, service_role;
