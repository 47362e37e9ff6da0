-- The operator's threshold of a code; null: nobody is told.
create function private.alert_threshold(p_code public.alert_code) returns numeric
language sql stable security definer set search_path = '' as $$
  select r.threshold from private.alert_rules r where r.code = p_code
$$;
revoke all on function private.alert_threshold(public.alert_code) from public, anon, authenticated, service_role;

-- What holds for each organisation, of those that are told of it: its own, or else the operator's.
create function private.organizations_to_tell(p_code public.alert_code) returns table (org_id uuid, threshold numeric)
language sql stable security definer set search_path = '' as $$
  select o.id, case when t.org_id is null then r.threshold else t.threshold end
  from private.alert_rules r
  cross join public.organizations o
  left join public.alert_thresholds t on t.org_id = o.id and t.code = r.code
  where r.code = p_code and case when t.org_id is null then r.threshold else t.threshold end is not null
$$;
revoke all on function private.organizations_to_tell(public.alert_code) from public, anon, authenticated, service_role;
