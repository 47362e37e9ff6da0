-- An endpoint as its admins see it: without what leads to its secrets.
create function private.describe_webhook(w public.webhooks) returns jsonb
language sql immutable set search_path = '' as $$
  select to_jsonb(w) - array['secret_id', 'old_secret_id', 'created_by']
$$;
revoke all on function private.describe_webhook(public.webhooks) from public, anon, authenticated, service_role;
