-- Where a worker is rung, and with which key; null what Vault does not say. The address is its own secret
-- (call_scheduler_<name>_url) or that of the sweep with another last part; the key (call_scheduler_secret_key) is the same
-- for all.
create function private.worker_address(p_worker text, out url text, out secret_key text)
language plpgsql stable security definer set search_path = '' as $$
declare
  asked constant text := (select w.path from private.workers w where w.name = p_worker);
  -- Dynamic, because the extension may be absent.
  find_secrets constant text := $vault$
    select max(s.decrypted_secret) filter (where s.name = $1),
      max(s.decrypted_secret) filter (where s.name = 'call_scheduler_sweep_url'),
      max(s.decrypted_secret) filter (where s.name = 'call_scheduler_secret_key')
    from vault.decrypted_secrets s
    where s.name in ($1, 'call_scheduler_sweep_url', 'call_scheduler_secret_key') and s.decrypted_secret <> ''
  $vault$;
  own_url text;
  sweep_url text;
begin
  if to_regclass('vault.decrypted_secrets') is null then
    return;
  end if;
  execute find_secrets into own_url, sweep_url, secret_key using format('call_scheduler_%s_url', p_worker);
  url := coalesce(own_url, substring(sweep_url from '^(.*/)sweep/?$') || split_part(asked, '?', 1))
    || coalesce(substring(asked from '[?].*'), '');
end $$;
revoke all on function private.worker_address(text) from public;
