-- The calls that wait for a person who withdraws a consent, and that nothing else allows, are withdrawn in the transaction of the
-- withdrawal, each with its code and sentence. One that is booked at this very moment meets the judge at its claim.
create function private.withdraw_revoked_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.refuse_call((h.s).id, d.decision)
  from (
    select s from public.call_schedules s
    where s.org_id = new.org_id and s.contact_phone_hash = new.phone_hash and s.contact_id = new.contact_id
      and s.call_status = 'scheduled' and s.deleted_at is null and s.purpose = any (new.purposes)
    order by s.id
    for no key update
  ) h
  cross join lateral (select private.judge_plan(h.s, now_is) as decision offset 0) d
  where (d.decision).code in ('consent_revoked', 'consent_missing', 'consent_expired', 'consent_scope');
  return null;
end $$;
revoke all on function private.withdraw_revoked_calls() from public, anon, authenticated, service_role;

create trigger consents_withdraw after update of revoked_at on public.consents
  for each row when (old.revoked_at is null and new.revoked_at is not null)
  execute function private.withdraw_revoked_calls();
