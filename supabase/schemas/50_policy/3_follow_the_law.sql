-- Whatever windows are made of, and is everybody's: a change makes them anew.
create trigger policy_packs_follow after insert or update on private.policy_packs
  for each statement execute function private.follow_the_law();
create trigger holidays_follow after insert or update or delete on private.holidays
  for each statement execute function private.follow_the_law();
create trigger zone_overrides_follow after insert or update or delete on private.zone_overrides
  for each statement execute function private.follow_the_law();
