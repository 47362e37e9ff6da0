-- A rule that goes takes the calls along that it has planned.
create function private.withdraw_calls_of_rule() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'rule_deleted', retry_at = null,
    status_reason = 'The rule that planned this call was deleted.'
  where s.org_id = old.org_id and s.rule_id = old.id and s.call_status = 'scheduled' and s.deleted_at is null
    -- Not while the organisation goes with all that is its own.
    and exists (select from public.organizations o where o.id = old.org_id);
  return old;
end $$;
revoke all on function private.withdraw_calls_of_rule() from public;
