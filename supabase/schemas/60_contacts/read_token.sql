-- Tokens in Vault. Dynamic, because the extension may be absent; null then.
create function private.read_token(p_secret_id uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  find_secret constant text := 'select s.decrypted_secret from vault.decrypted_secrets s where s.id = $1';
  token text;
begin
  if p_secret_id is not null and to_regclass('vault.decrypted_secrets') is not null then
    execute find_secret into token using p_secret_id;
  end if;
  return token;
end $$;
revoke all on function private.read_token(uuid) from public;
