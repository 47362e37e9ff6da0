-- Why calling is paused, for programs: null for a pause of a person's, which the system never lifts.
alter table public.organizations add column calling_paused_code public.reason_code,
  add constraint organizations_paused_code check (calling_paused_code is null or calling_paused_reason is not null);
-- The tick asks at each turn.
create index organizations_paused_for_key_idx on public.organizations (id)
  where calling_paused_code in ('phone_key_wrong', 'phone_key_missing');

-- Who lifts a pause or writes another reason takes the code with it.
create function private.drop_paused_code() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.calling_paused_code := null;
  return new;
end $$;
revoke all on function private.drop_paused_code() from public;
create trigger organizations_drop_paused_code before update on public.organizations for each row
  when (new.calling_paused_reason is distinct from old.calling_paused_reason
    and new.calling_paused_code is not distinct from old.calling_paused_code)
  execute function private.drop_paused_code();

-- The same of the kill switch over all.
alter table private.scheduler add column calling_paused_code public.reason_code,
  add constraint scheduler_paused_code check (calling_paused_code is null or calling_paused_reason is not null);
create trigger scheduler_drop_paused_code before update on private.scheduler for each row
  when (new.calling_paused_reason is distinct from old.calling_paused_reason
    and new.calling_paused_code is not distinct from old.calling_paused_code)
  execute function private.drop_paused_code();
