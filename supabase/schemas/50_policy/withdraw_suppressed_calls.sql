-- The calls that wait for a number are withdrawn in the transaction that suppresses it, each with its code and sentence. One that
-- is under way is left; one that is booked at this very moment, or tried again, meets the judge at its claim.
create function private.withdraw_suppressed_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.refuse_call((h.s).id, d.decision)
  from (
    select s from public.call_schedules s
    where s.call_status = 'scheduled' and s.deleted_at is null
      and (s.org_id, s.contact_phone_hash) in (select n.org_id, n.phone_hash from new_rows n)
    order by s.id
    for no key update
  ) h
  cross join lateral (select private.judge_suppression(h.s, (h.s).purpose, now_is) as decision) d
  where (d.decision).outcome = 'stop';
  return null;
end $$;
revoke all on function private.withdraw_suppressed_calls() from public, anon, authenticated, service_role;

create trigger suppressions_withdraw after insert on public.suppressions
  referencing new table as new_rows for each statement execute function private.withdraw_suppressed_calls();

-- The same for the operator's list, whose numbers all organisations have in common.
create function private.withdraw_globally_suppressed_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.refuse_call((h.s).id, d.decision)
  from (
    select s from public.call_schedules s
    where s.call_status = 'scheduled' and s.deleted_at is null
      and s.global_phone_hash in (select n.phone_hash from new_rows n)
    order by s.id
    for no key update
  ) h
  cross join lateral (select private.judge_global_suppression(h.s, (h.s).purpose, now_is) as decision) d
  where (d.decision).outcome = 'stop';
  return null;
end $$;
revoke all on function private.withdraw_globally_suppressed_calls() from public, anon, authenticated, service_role;

create trigger global_suppressions_withdraw after insert on private.global_suppressions
  referencing new table as new_rows for each statement execute function private.withdraw_globally_suppressed_calls();
