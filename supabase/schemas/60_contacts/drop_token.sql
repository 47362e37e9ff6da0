-- Tokens in Vault. Dynamic, because the extension may be absent; nothing happens then.
create function private.drop_token(p_secret_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  drop_secret constant text := 'delete from vault.secrets s where s.id = $1';
begin
  if p_secret_id is not null and to_regclass('vault.secrets') is not null then
    execute drop_secret using p_secret_id;
  end if;
end $$;
revoke all on function private.drop_token(uuid) from public;
