-- A delivery as the organisation's admins see it.
create function private.describe_delivery(d public.webhook_deliveries) returns jsonb
language sql immutable set search_path = '' as $$
  select to_jsonb(d) - array['worker', 'org_id']
$$;
revoke all on function private.describe_delivery(public.webhook_deliveries) from public, anon, authenticated, service_role;
