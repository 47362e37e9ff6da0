-- What is over stays over, whoever writes; a draft is started once, and nothing goes back to it.
create function private.guard_campaign_state() returns trigger
language plpgsql set search_path = '' as $$
begin
  if (old.state, new.state) not in (
    ('draft', 'running'), ('draft', 'cancelled'), ('running', 'paused'), ('running', 'completed'), ('running', 'cancelled'),
    ('paused', 'running'), ('paused', 'completed'), ('paused', 'cancelled')
  ) then
    raise exception 'a campaign cannot go from % to %', old.state, new.state using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function private.guard_campaign_state() from public;
