-- Turns of the one account at Bolna. They are asked for only while calls are paced (private.paced_dialling): else a claim reads one row
-- and goes on.

-- How many of p_wanted calls may leave now. While they are paced: those whose turn has come, fifty at most. Holds the row until the
-- claim commits, so that however many claim, turns are given once.
create function private.count_turns(p_wanted integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  next_at timestamptz;
  turn interval;
begin
  if not exists (select from private.paced_dialling) then
    return p_wanted;
  end if;
  perform from private.dial_pace p where p.only_row for no key update;
  -- Under the lock, by a statement of its own: it sees the turns that others took meanwhile.
  select p.next_at, p.turn into next_at, turn from private.paced_dialling p;
  if next_at > now_is then
    return 0;
  end if;
  return coalesce(least(p_wanted, 50, 1 + floor(extract(epoch from now_is - next_at) / extract(epoch from turn))), p_wanted);
end $$;
revoke all on function private.count_turns(integer) from public, anon, authenticated, service_role;

-- So many turns are taken. Those that nobody used do not pile up.
create function private.take_turns(p_taken integer) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  update private.dial_pace p set next_at = greatest(d.next_at, now_is - 49 * d.turn) + p_taken * d.turn
  from private.paced_dialling d
  where p.only_row and p_taken > 0;
end $$;
revoke all on function private.take_turns(integer) from public, anon, authenticated, service_role;

-- Bolna answered 429: for ten minutes calls leave no faster than it grants, after fifty that may leave at once, so that a stray answer
-- keeps nobody. Each further one takes two turns more: where the minute is full, or somebody else uses the account, few are tried in it.
create function private.slow_down() returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform from private.dial_pace p where p.only_row for no key update;
  update private.dial_pace p
  set next_at = coalesce((
      select least(greatest(d.next_at, now_is - 49 * d.turn) + 2 * d.turn, greatest(d.next_at, now_is + interval '10 seconds'))
      from private.paced_dialling d
    ), now_is - 49 * interval '1 minute' / p.calls_per_minute),
    paced_until = now_is + interval '10 minutes'
  where p.only_row;
end $$;
revoke all on function private.slow_down() from public, anon, authenticated, service_role;

-- When a call that is due at p_due_at may leave, by its turn; null after p_horizon. Turns of half a second are waited for together: one
-- claim for each would cost the database more than the calls.
create function private.turn_of(p_due_at timestamptz, p_horizon timestamptz) returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
declare
  leaves_at constant timestamptz := greatest(p_due_at, (select d.next_at + interval '0.5 seconds' from private.paced_dialling d));
begin
  return case when p_due_at is not null and leaves_at <= p_horizon then leaves_at end;
end $$;
revoke all on function private.turn_of(timestamptz, timestamptz) from public, anon, authenticated, service_role;
