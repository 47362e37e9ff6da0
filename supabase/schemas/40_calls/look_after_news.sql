-- When a placed call is next looked at once something was heard of it: in a minute, or when it would have been, where that is
-- 40 s to a minute away. So most of what is heard of a call moves no indexed column, and the row stays where it is.
create function private.look_after_news(p_next_check_at timestamptz) returns timestamptz
language sql stable set search_path = '' as $$
  select case
    when p_next_check_at between private.current_time() + interval '40 seconds' and private.current_time() + interval '60 seconds'
      then p_next_check_at
    else private.current_time() + interval '60 seconds' end
$$;
revoke all on function private.look_after_news(timestamptz) from public, anon, authenticated, service_role;
