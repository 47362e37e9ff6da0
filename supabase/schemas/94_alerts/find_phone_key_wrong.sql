-- Calling of so many organisations waits for a key of phone numbers that the functions do not have.
create function private.find_phone_key_wrong() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select null::uuid, '', count(*)::numeric, '{}'::jsonb from public.organizations o
  where o.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')
  having count(*) >= greatest(private.alert_threshold('phone_key_wrong'), 1)
    and private.alert_threshold('phone_key_wrong') is not null
$$;
revoke all on function private.find_phone_key_wrong() from public, anon, authenticated, service_role;
