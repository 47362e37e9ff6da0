-- Rings the sync function through pg_net, for what is due. Its address is that of the sweep with another last part, unless
-- the Vault secret call_scheduler_sync_url says otherwise; the key is the sweep's. Error 55000 when they are not set.
create function private.ring_sync() returns void
language plpgsql security definer set search_path = '' as $$
declare
  find_secret constant text := 'select s.decrypted_secret from vault.decrypted_secrets s where s.name = $1';
  ring constant text := 'select net.http_post(url := $1, body := $2, headers := $3, timeout_milliseconds := 5000)';
  sync_url text;
  sweep_url text;
  secret_key text;
begin
  execute find_secret into sync_url using 'call_scheduler_sync_url';
  execute find_secret into sweep_url using 'call_scheduler_sweep_url';
  execute find_secret into secret_key using 'call_scheduler_secret_key';
  sync_url := coalesce(sync_url, regexp_replace(sweep_url, '/sweep/?$', '/sync'));
  if sync_url is null or secret_key is null then
    raise exception 'the sync cannot be rung: set the Vault secrets call_scheduler_sweep_url and call_scheduler_secret_key'
      using errcode = '55000';
  end if;
  execute ring using sync_url || '?only=due', '{}'::jsonb,
    jsonb_build_object('Content-Type', 'application/json', 'apikey', secret_key);
end $$;
revoke all on function private.ring_sync() from public;
