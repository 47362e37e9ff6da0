-- What an admin sets about one alert of their organisation: from when on it is told; null: never. p_is_default: as the operator has it.
-- Errors: 42501 for anybody else, 22023 for an alert that is not an organisation's to set, 23514 for a value out of bounds.
create function private.set_alert_threshold(p_org_id uuid, p_code public.alert_code, p_threshold numeric, p_is_default boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin(p_org_id);
  if not exists (select from private.alert_rules r where r.code = p_code and r.is_organizations) then
    raise exception '% is the operator''s to set', p_code using errcode = '22023';
  elsif p_is_default then
    delete from public.alert_thresholds t where t.org_id = p_org_id and t.code = p_code;
  else
    insert into public.alert_thresholds as t (org_id, code, threshold) values (p_org_id, p_code, p_threshold)
    on conflict (org_id, code) do update set threshold = excluded.threshold;
  end if;
end $$;
revoke all on function private.set_alert_threshold(uuid, public.alert_code, numeric, boolean) from public, anon, authenticated, service_role;
grant execute on function private.set_alert_threshold(uuid, public.alert_code, numeric, boolean) to authenticated;

create function public.set_alert_threshold(
  p_org_id uuid, p_code public.alert_code, p_threshold numeric default null, p_is_default boolean default false
) returns void
language sql set search_path = '' as $$
  select private.set_alert_threshold(p_org_id, p_code, p_threshold, p_is_default)
$$;
revoke all on function public.set_alert_threshold(uuid, public.alert_code, numeric, boolean) from public, anon, authenticated, service_role;
grant execute on function public.set_alert_threshold(uuid, public.alert_code, numeric, boolean) to authenticated;
