-- Rings a worker's function through pg_net. Address and key come from Vault (private.worker_address), so that neither
-- cron.job nor a log holds them. Error: 55000 when they are not set.
create function private.ring(p_worker text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  -- Dynamic, because the extension may be absent where the migrations are only checked. A worker answers at once; one slow
  -- answer would hold up pg_net's whole batch, hence the short timeout.
  ring constant text := 'select net.http_post(url := $1, body := $2, headers := $3, timeout_milliseconds := 5000)';
  door record;
begin
  select a.url, a.secret_key into door from private.worker_address(p_worker) a;
  if door.url is null or door.secret_key is null then
    raise exception 'the % cannot be rung: set the Vault secrets call_scheduler_sweep_url and call_scheduler_secret_key', p_worker
      using errcode = '55000';
  end if;
  execute ring using door.url, '{}'::jsonb, jsonb_build_object('Content-Type', 'application/json', 'apikey', door.secret_key);
end $$;
revoke all on function private.ring(text) from public;
