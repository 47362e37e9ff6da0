-- An organisation's HubSpot token, in Vault. A new token is a new secret, so that the audit trail tells of its change. Error:
-- 55000 without Vault.
create function private.keep_token(p_org_id uuid, p_secret_id uuid, p_token text) returns uuid
language plpgsql security definer set search_path = '' as $$
begin
  perform private.drop_token(p_secret_id);
  return private.keep_secret('hubspot_token_' || p_org_id, 'HubSpot token', p_token);
end $$;
revoke all on function private.keep_token(uuid, uuid, text) from public;
