-- Tokens in Vault. Dynamic, because the extension may be absent; error 55000 then. A new token is a new secret, so that the
-- audit trail tells of its change.
create function private.keep_token(p_org_id uuid, p_secret_id uuid, p_token text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  create_secret constant text := 'select vault.create_secret($1, $2, ''HubSpot token'')';
  secret_id uuid;
begin
  if to_regprocedure('vault.create_secret(text, text, text, uuid)') is null
    and to_regprocedure('vault.create_secret(text, text, text)') is null then
    raise exception 'Vault is not installed in this database: a HubSpot token cannot be kept' using errcode = '55000';
  end if;
  perform private.drop_token(p_secret_id);
  execute create_secret into secret_id using p_token, 'hubspot_token_' || p_org_id;
  return secret_id;
end $$;
revoke all on function private.keep_token(uuid, uuid, text) from public;
