-- Appends to private.call_tallies what one attempt adds to the response times, or takes off. By row, since few of the
-- statements that change an attempt place it: what a condition tells costs nothing.
create function private.tally_responses() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op <> 'INSERT' and old.placed_at is not null then
    insert into private.call_tallies (org_id, placed, response_seconds)
    values (old.org_id, -1, -extract(epoch from (old.placed_at - old.due_at)));
  end if;
  if tg_op <> 'DELETE' and new.placed_at is not null then
    insert into private.call_tallies (org_id, placed, response_seconds)
    values (new.org_id, 1, extract(epoch from (new.placed_at - new.due_at)));
  end if;
  return null;
end $$;
revoke all on function private.tally_responses() from public;

create trigger call_attempts_tally_insert after insert on public.call_attempts
  for each row when (new.placed_at is not null) execute function private.tally_responses();
create trigger call_attempts_tally_update after update on public.call_attempts
  for each row when (old.placed_at - old.due_at is distinct from new.placed_at - new.due_at
    or old.org_id is distinct from new.org_id)
  execute function private.tally_responses();
create trigger call_attempts_tally_delete after delete on public.call_attempts
  for each row when (old.placed_at is not null) execute function private.tally_responses();
