-- Appends to private.outcome_tallies what came of an attempt that has just ended, in the settling transaction. What never rang, and what
-- was lost or ended by hand, teaches nothing. The hold is cut at an hour: a forecast is not to plan with one record that hung.
create function private.tally_outcome() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  zone text;
  rang_at timestamp;
  hold constant numeric := least(extract(epoch from private.current_time() - new.claimed_at), 3600);
begin
  select coalesce(s.time_zone, s.phone_zones[1], o.time_zone) into zone
  from public.call_schedules s join public.organizations o on o.id = s.org_id
  where s.id = new.schedule_id;
  begin
    rang_at := coalesce(new.placed_at, new.claimed_at) at time zone zone;
  exception when invalid_parameter_value then
    -- A zone that this server does not know is no reason not to settle a call.
    rang_at := coalesce(new.placed_at, new.claimed_at) at time zone 'UTC';
  end;
  insert into private.outcome_tallies (org_id, day, block, outcome, hold_seconds, talk_seconds, cost_cents, costed_seconds)
  values (new.org_id, rang_at::date, extract(hour from rang_at)::integer / 2,
    case
      when new.voicemail then 'voicemail'::public.learnt_outcome
      when new.answered then 'answered'
      when new.outcome = 'busy' then 'busy'
      when new.outcome = 'no_answer' then 'no_answer'
      else 'failed' end,
    hold, coalesce(new.conversation_seconds, 0), coalesce(new.cost_cents, 0), case when new.cost_cents is null then 0 else hold end);
  return null;
end $$;
revoke all on function private.tally_outcome() from public;

create trigger call_attempts_tally_outcome after update on public.call_attempts
  for each row when (new.state = 'ended' and old.state <> 'ended' and new.placed_at is not null
    and new.outcome in ('completed', 'no_answer', 'busy', 'failed', 'error'))
  execute function private.tally_outcome();
