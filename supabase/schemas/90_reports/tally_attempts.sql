-- Appends to private.call_tallies what one attempt adds to the response times, and once it is over to the reports, or takes off.
-- By row, since few of the statements that change an attempt place or end it: what a condition tells costs nothing. An attempt
-- whose row is deleted stays in the reports.
create function private.tally_attempts() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op <> 'INSERT' then
    if old.placed_at is not null and (tg_op = 'DELETE' or old.placed_at - old.due_at is distinct from new.placed_at - new.due_at) then
      insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds)
      values (old.org_id, 'response'::public.tally_subject, date_bin('15 minutes', old.claimed_at, '2000-01-01Z'), -1,
        -extract(epoch from (old.placed_at - old.due_at)));
    end if;
    if tg_op = 'UPDATE' and old.state = 'ended' then
      perform private.tally_attempt(old, -1);
    end if;
  end if;
  if tg_op <> 'DELETE' then
    if new.placed_at is not null and (tg_op = 'INSERT' or old.placed_at - old.due_at is distinct from new.placed_at - new.due_at) then
      insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds, lateness_span)
      values (new.org_id, 'response'::public.tally_subject, date_bin('15 minutes', new.claimed_at, '2000-01-01Z'), 1,
        extract(epoch from (new.placed_at - new.due_at)),
        width_bucket(extract(epoch from (new.placed_at - new.due_at)), private.lateness_spans()));
    end if;
    if new.state = 'ended' then
      perform private.tally_attempt(new, 1);
    end if;
  end if;
  return null;
end $$;
revoke all on function private.tally_attempts() from public;

create trigger call_attempts_tally_insert after insert on public.call_attempts
  for each row when (new.placed_at is not null or new.state = 'ended') execute function private.tally_attempts();
create trigger call_attempts_tally_update after update on public.call_attempts
  for each row when (old.placed_at - old.due_at is distinct from new.placed_at - new.due_at
    or (old.state = 'ended' or new.state = 'ended') and (old.state <> new.state or old.agent_id <> new.agent_id
      or old.claimed_at <> new.claimed_at or old.outcome is distinct from new.outcome
      or old.reason_code is distinct from new.reason_code or old.answered is distinct from new.answered
      or old.voicemail is distinct from new.voicemail or old.conversation_seconds is distinct from new.conversation_seconds
      or old.cost_cents is distinct from new.cost_cents))
  execute function private.tally_attempts();
create trigger call_attempts_tally_delete after delete on public.call_attempts
  for each row when (old.placed_at is not null) execute function private.tally_attempts();
