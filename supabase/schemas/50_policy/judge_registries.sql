-- What the registries say of the call's number: the newest look-ups of the organisation and of the operator, of which either may
-- say that it is listed. A look-up that is too old, or missing, holds marketing alone, and is asked for again in an hour or as
-- soon as one comes in (keep_registry_checks).
create function private.judge_registries(
  s public.call_schedules, p_purpose public.call_purpose, p_at timestamptz, p_registries jsonb
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  wanted record;
  stale private.decision;
begin
  if p_registries = '[]' then
    return null;
  end if;
  for wanted in
    select r.registry, r.max_age_days, c.listed, c.checked_at
    from jsonb_to_recordset(p_registries) as r (registry text, max_age_days integer)
    cross join lateral (
      select bool_or(k.listed) as listed, max(k.checked_at) as checked_at
      from private.registry_checks k
      where k.phone_hash = s.global_phone_hash and k.registry = r.registry and (k.org_id is null or k.org_id = s.org_id)
    ) c
    order by c.listed desc nulls last, r.registry
  loop
    if wanted.listed then
      return private.stop('registry_listed', jsonb_build_object('registry', wanted.registry, 'when', wanted.checked_at));
    elsif p_purpose = 'marketing'
      and (wanted.checked_at + make_interval(days => wanted.max_age_days) > p_at) is not true then
      stale := coalesce(stale, private.defer('registry_check_stale', p_at + interval '1 hour', jsonb_build_object(
        'registry', wanted.registry, 'when', wanted.checked_at, 'max_age_days', wanted.max_age_days)));
    end if;
  end loop;
  return stale;
end $$;
revoke all on function private.judge_registries(public.call_schedules, public.call_purpose, timestamptz, jsonb)
  from public, anon, authenticated, service_role;
