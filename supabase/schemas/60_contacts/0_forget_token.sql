-- An organisation that goes takes its token with it.
create function private.forget_token() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.drop_token(old.token_secret_id);
  return null;
end $$;
revoke all on function private.forget_token() from public;
