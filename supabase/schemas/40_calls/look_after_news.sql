-- When a placed call is next looked at once something was heard of it: in a minute, or when it would have been, where that is
-- 40 s to a minute away. So most of what is heard of a call moves no indexed column, and the row stays where it is.
-- In plpgsql, which keeps its plan: in SQL it was planned anew for each statement.
create function private.look_after_news(p_next_check_at timestamptz) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  return case
    when p_next_check_at between now_is + interval '40 seconds' and now_is + interval '60 seconds' then p_next_check_at
    else now_is + interval '60 seconds' end;
end $$;
revoke all on function private.look_after_news(timestamptz) from public, anon, authenticated, service_role;
