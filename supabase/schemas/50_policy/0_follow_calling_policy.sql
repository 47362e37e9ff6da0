-- Another policy holds from the next claim: what was made of the old one goes, and calls that wait for it are moved again.
create function private.follow_calling_policy() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changed constant uuid := case when tg_op = 'DELETE' then old.org_id else new.org_id end;
begin
  delete from private.calling_windows w where w.org_id = changed;
  insert into private.policy_changes (org_id)
  select o.id from public.organizations o where o.id = changed
  on conflict (org_id) do update set done_to = default, changed_at = default;
  perform private.move_calls_again(changed, 500);
  return null;
end $$;
revoke all on function private.follow_calling_policy() from public;

-- The same for everybody: the law, a zone's clock or a proclaimed day has changed. Cron moves the calls.
create function private.follow_the_law() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.calling_windows;
  insert into private.policy_changes (org_id) select o.id from public.organizations o
  on conflict (org_id) do update set done_to = default, changed_at = default;
  return null;
end $$;
revoke all on function private.follow_the_law() from public;
