-- Keeps updated_at true, whoever writes.
create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := private.current_time();
  return new;
end $$;
revoke all on function private.touch_updated_at() from public;
