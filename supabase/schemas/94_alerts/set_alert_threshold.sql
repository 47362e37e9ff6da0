-- What an admin sets about one alert of their organisation: from when on it is told; null: never. p_is_default: as the operator has it.
-- p_seen: updated_at of what they saw, or default where that was the operator's; null: whatever it is by now.
-- Outcomes: saved, stale (somebody changed it since, and nothing was written).
-- Errors: 42501 for anybody else, 22023 for an alert that is not an organisation's to set, 23514 for a value that its unit does not have.
create function private.set_alert_threshold(
  p_org_id uuid, p_code public.alert_code, p_threshold numeric, p_is_default boolean, p_seen text
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  unit constant public.alert_unit := private.alert_unit(p_code);
  known timestamptz;
begin
  perform private.require_admin(p_org_id);
  if not exists (select from private.alert_rules r where r.code = p_code and r.is_organizations) then
    raise exception '% is the operator''s to set', p_code using errcode = '22023';
  elsif not p_is_default and (case unit
      when 'seconds' then p_threshold < 1
      when 'share' then p_threshold <= 0 or p_threshold > 1
      when 'at_once' then p_threshold <> 1
      else p_threshold < 1 or p_threshold <> trunc(p_threshold)
    end) then
    raise exception 'a threshold of % is none in %', p_threshold, unit using errcode = '23514';
  end if;
  perform from public.organizations o where o.id = p_org_id for no key update;
  select t.updated_at into known from public.alert_thresholds t where t.org_id = p_org_id and t.code = p_code;
  if p_seen is not null and known is distinct from (case when p_seen <> 'default' then p_seen::timestamptz end) then
    return 'stale'::public.answer_outcome;
  elsif p_is_default then
    delete from public.alert_thresholds t where t.org_id = p_org_id and t.code = p_code;
  else
    insert into public.alert_thresholds as t (org_id, code, threshold) values (p_org_id, p_code, p_threshold)
    on conflict (org_id, code) do update set threshold = excluded.threshold;
  end if;
  return 'saved'::public.answer_outcome;
end $$;
revoke all on function private.set_alert_threshold(uuid, public.alert_code, numeric, boolean, text)
  from public, anon, authenticated, service_role;
grant execute on function private.set_alert_threshold(uuid, public.alert_code, numeric, boolean, text) to authenticated;

create function public.set_alert_threshold(
  p_org_id uuid, p_code public.alert_code, p_threshold numeric default null, p_is_default boolean default false, p_seen text default null
) returns public.answer_outcome
language sql set search_path = '' as $$
  select private.set_alert_threshold(p_org_id, p_code, p_threshold, p_is_default, p_seen)
$$;
revoke all on function public.set_alert_threshold(uuid, public.alert_code, numeric, boolean, text)
  from public, anon, authenticated, service_role;
grant execute on function public.set_alert_threshold(uuid, public.alert_code, numeric, boolean, text) to authenticated;
