-- Switches the triggers of this transaction off, and on again: for rows that stay what they were. By a statement and not by
-- set_config(): on hosted Supabase the owner of this is no superuser, and what lets it all the same (supautils, whose list has this
-- setting) listens to statements alone. An owner who may not at all leaves them on: then updated_at and the trail hear of it, and
-- nothing else is different.
create function private.quiet_triggers(p_quiet boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if p_quiet then
    set local session_replication_role = replica;
  else
    set local session_replication_role = origin;
  end if;
exception when insufficient_privilege then
  null;
end $$;
revoke all on function private.quiet_triggers(boolean) from public, anon, authenticated, service_role;
