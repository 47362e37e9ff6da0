-- Keeps a secret in Vault, and gives its id there. Dynamic, because the extension may be absent; error 55000 then.
create function private.keep_secret(p_name text, p_description text, p_secret text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  create_secret constant text := 'select vault.create_secret($1, $2, $3)';
  secret_id uuid;
begin
  if to_regprocedure('vault.create_secret(text, text, text, uuid)') is null
    and to_regprocedure('vault.create_secret(text, text, text)') is null then
    raise exception 'Vault is not installed in this database: a secret cannot be kept' using errcode = '55000';
  end if;
  execute create_secret into secret_id using p_secret, p_name, p_description;
  return secret_id;
end $$;
revoke all on function private.keep_secret(text, text, text) from public, anon, authenticated, service_role;
