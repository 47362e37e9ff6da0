-- Of what an organisation is told, and from when on, for its members: the operator's threshold (default_threshold), what holds for it
-- (threshold; null: it is not told), in which unit, whether that is the operator's, and else since when. Nothing of what is the operator's own.
create function private.alert_settings(p_org_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'severity', r.severity, 'unit', private.alert_unit(r.code),
    'default_threshold', r.threshold,
    'threshold', case when t.org_id is null then r.threshold else t.threshold end, 'is_default', t.org_id is null,
    'updated_at', t.updated_at) order by r.code), '[]')
  from private.alert_rules r
  left join public.alert_thresholds t on t.org_id = p_org_id and t.code = r.code
  where r.is_organizations and p_org_id in (select private.my_org_ids())
$$;
revoke all on function private.alert_settings(uuid) from public, anon, authenticated, service_role;
grant execute on function private.alert_settings(uuid) to authenticated;

create function public.alert_settings(p_org_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.alert_settings(p_org_id)
$$;
revoke all on function public.alert_settings(uuid) from public, anon, authenticated, service_role;
grant execute on function public.alert_settings(uuid) to authenticated;
