-- Why nothing is dialled for anybody; null while calling is on.
create function private.all_calling_paused() returns text
language sql stable security definer set search_path = '' as $$
  select c.calling_paused_reason from private.scheduler c
$$;
revoke all on function private.all_calling_paused() from public;
-- The API says why nothing is dialled.
grant execute on function private.all_calling_paused() to authenticated;
