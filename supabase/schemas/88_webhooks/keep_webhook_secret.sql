-- Keeps a signing secret in Vault. Error: 55000 without Vault.
create function private.keep_webhook_secret(p_secret text) returns uuid
language sql security definer set search_path = '' as $$
  select private.keep_secret('webhook_' || gen_random_uuid(), 'Signs what a webhook is told', p_secret)
$$;
revoke all on function private.keep_webhook_secret(text) from public, anon, authenticated, service_role;
