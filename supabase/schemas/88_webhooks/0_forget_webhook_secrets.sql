-- An endpoint that goes takes its secrets with it.
create function private.forget_webhook_secrets() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.drop_token(old.secret_id);
  perform private.drop_token(old.old_secret_id);
  return null;
end $$;
revoke all on function private.forget_webhook_secrets() from public;
