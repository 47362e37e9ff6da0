-- The next window of Bolna's lists for a worker, {id, bolna_agent_id, starts_at, ends_at}, and its for two minutes; null: none is due.
-- One that could not be read to its end before is cut in half, so that in the end each fits into what a worker has of time.
create function public.claim_recovery_window() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  w private.recovery_windows;
  middle timestamptz;
begin
  select k.* into w
  from private.recovery_windows k
  where k.done_at is null and k.next_read_at <= now_is
  order by k.next_read_at, k.starts_at, k.id
  limit 1
  for no key update skip locked;
  if w.id is null then
    return null;
  end if;
  if w.tries > 0 and w.ends_at - w.starts_at > interval '2 minutes' then
    middle := w.starts_at + (w.ends_at - w.starts_at) / 2;
    insert into private.recovery_windows (recovery_id, bolna_agent_id, starts_at, ends_at, final_at)
    values (w.recovery_id, w.bolna_agent_id, middle, w.ends_at, w.final_at);
    w.ends_at := middle;
  end if;
  update private.recovery_windows k
  set ends_at = w.ends_at, next_read_at = now_is + interval '2 minutes', tries = k.tries + 1
  where k.id = w.id;
  return jsonb_build_object('id', w.id, 'bolna_agent_id', w.bolna_agent_id, 'starts_at', w.starts_at, 'ends_at', w.ends_at);
end $$;
revoke all on function public.claim_recovery_window() from public, anon, authenticated, service_role;
grant execute on function public.claim_recovery_window() to service_role;
