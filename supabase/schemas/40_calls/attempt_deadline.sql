-- The moment from which a live attempt is a matter for a person; null once it is over. Asked by begin_sweep, which flags it
-- then, and by resolve_call_schedule, which lets a person end it. It goes by the attempt's own times alone, so that it holds
-- whatever reading or storing Bolna's record throws.
-- placed: no conversation lasts four hours; a quarter of an hour more, in which the follow-up, at most ten minutes apart, ends
-- by its own rule what it can; Bolna keeps none queued for longer than an hour. placing or unknown: twelve minutes, by which four complete lists of Bolna's have proven what they can.
create function private.attempt_deadline(p_attempt public.call_attempts) returns timestamptz
language sql stable set search_path = '' as $$
  select case p_attempt.state
    when 'ended' then null
    when 'placed' then p_attempt.placed_at + interval '4 hours 15 minutes'
    else p_attempt.claimed_at + interval '12 minutes' end
$$;
revoke all on function private.attempt_deadline(public.call_attempts) from public;
