-- An endpoint that goes takes its secrets with it, and the operator's what was told to it: no foreign key does that where there is no
-- organisation.
create function private.forget_webhook_secrets() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.drop_token(old.secret_id);
  perform private.drop_token(old.old_secret_id);
  delete from public.webhook_deliveries d where old.org_id is null and d.org_id is null and d.webhook_id = old.id;
  return null;
end $$;
revoke all on function private.forget_webhook_secrets() from public;
