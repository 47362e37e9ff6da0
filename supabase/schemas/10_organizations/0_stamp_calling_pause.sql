-- Keeps calling_paused_at true to calling_paused_reason, whoever writes it.
create function private.stamp_calling_pause() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.calling_paused_reason is null then
    new.calling_paused_at := null;
  elsif tg_op = 'INSERT' or old.calling_paused_reason is null then
    new.calling_paused_at := private.current_time();
  end if;
  return new;
end $$;
revoke all on function private.stamp_calling_pause() from public;
