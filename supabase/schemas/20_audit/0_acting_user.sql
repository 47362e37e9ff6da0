-- The user on whose behalf this transaction writes: whom a checked function named (app.actor_id), or who is signed in; null
-- for the service and for operators.
create function private.acting_user() returns uuid
language plpgsql stable set search_path = '' as $$
begin
  return coalesce(nullif(current_setting('app.actor_id', true), '')::uuid, auth.uid());
end $$;
revoke all on function private.acting_user() from public, anon, authenticated, service_role;
