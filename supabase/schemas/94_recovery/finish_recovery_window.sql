-- A window was read whole, and what was in it is ours. It is over if that was late enough; else it is read again. p_waits: a call in
-- it has to wait until an earlier one of the same schedule or number is over.
create function public.finish_recovery_window(p_window_id bigint, p_waits boolean) returns void
language sql security definer set search_path = '' as $$
  update private.recovery_windows w
  set tries = 0,
    done_at = case when not p_waits and w.final_at <= private.current_time() then private.current_time() end,
    next_read_at = case when p_waits then private.current_time() + interval '15 seconds'
      else least(private.current_time() + interval '2 minutes', greatest(w.final_at, private.current_time())) end
  where w.id = p_window_id and w.done_at is null
$$;
revoke all on function public.finish_recovery_window(bigint, boolean) from public, anon, authenticated, service_role;
grant execute on function public.finish_recovery_window(bigint, boolean) to service_role;
