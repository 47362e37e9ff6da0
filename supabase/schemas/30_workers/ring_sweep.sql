-- Rings the sweep function through pg_net. The URL and the key come from Vault (call_scheduler_sweep_url,
-- call_scheduler_secret_key), so that neither cron.job nor a log holds them. Error: 55000 when they are not set.
create function private.ring_sweep() returns void
language plpgsql security definer set search_path = '' as $$
declare
  -- Dynamic, because the extensions may be absent where the migrations are only checked.
  find_secret constant text := 'select s.decrypted_secret from vault.decrypted_secrets s where s.name = $1';
  -- The sweep answers at once; one slow answer would hold up pg_net's whole batch, hence the short timeout.
  ring constant text := 'select net.http_post(url := $1, body := $2, headers := $3, timeout_milliseconds := 5000)';
  sweep_url text;
  secret_key text;
begin
  execute find_secret into sweep_url using 'call_scheduler_sweep_url';
  execute find_secret into secret_key using 'call_scheduler_secret_key';
  if sweep_url is null or secret_key is null then
    raise exception 'the sweep cannot be rung: set the Vault secrets call_scheduler_sweep_url and call_scheduler_secret_key'
      using errcode = '55000';
  end if;
  execute ring
    using sweep_url, '{}'::jsonb, jsonb_build_object('Content-Type', 'application/json', 'apikey', secret_key);
end $$;
revoke all on function private.ring_sweep() from public;
