-- Lets calling go on after a restore, once every call that Bolna made since the backup is ours again: the operator's word. Calls whose
-- time passed meanwhile are held for the word of an admin of each organisation (public.release_recovery); all others go on.
-- accept_unidentified: there are calls of which nothing says whom they rang; the operator knows, and goes on.
-- Error 55000 with what is missing: no recovery is open, lists are still to be read, or there are such calls.
create function public.finish_recovery(accept_unidentified boolean default false) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  health constant jsonb := public.recovery_health();
  recovery bigint;
  held integer;
begin
  -- Nothing is claimed meanwhile, and whoever finishes at the same time waits.
  perform from private.scheduler c for no key update;
  select r.id into recovery from private.recoveries r where r.finished_at is null for no key update;
  if recovery is null then
    raise exception 'no recovery is open' using errcode = '55000';
  elsif (health ->> 'windows_left')::integer > 0 then
    raise exception 'not yet: % of % stretches of Bolna''s lists are still to be read, the last of them after %',
      health ->> 'windows_left', health ->> 'windows', health ->> 'ready_at' using errcode = '55000';
  elsif (health ->> 'unidentified')::integer > 0 and accept_unidentified is not true then
    raise exception 'Bolna made % calls of which nothing says whom they rang (private.unidentified_calls): look them up there, then say finish_recovery(accept_unidentified => true)',
      health ->> 'unidentified' using errcode = '55000';
  end if;

  insert into private.recovery_holds (recovery_id, org_id, schedule_id)
  select recovery, s.org_id, s.id from public.call_schedules s where s.dial_after <= now_is
  on conflict do nothing;
  get diagnostics held = row_count;
  -- No claim meets them; should one all the same, the judge holds them.
  update public.call_schedules s
  set not_before = now_is + interval '1 day', status_reason_code = 'restored',
    status_reason = private.say_decision(private.defer('restored', null))
  from private.recovery_holds h
  where h.recovery_id = recovery and s.id = h.schedule_id and s.call_status = 'scheduled';
  insert into private.recovery_organizations as o (recovery_id, org_id, missed)
  select recovery, h.org_id, count(*) from private.recovery_holds h
  where h.recovery_id = recovery and h.schedule_id is not null group by h.org_id
  on conflict (recovery_id, org_id) do update set missed = excluded.missed;

  delete from private.recovery_erasures e where e.recovery_id = recovery;
  update private.recoveries r set finished_at = now_is where r.id = recovery;
  update private.scheduler c set calling_paused_reason = null where c.only_row and c.calling_paused_code = 'restored';
  return health || jsonb_build_object('missed', held);
end $$;
revoke all on function public.finish_recovery(boolean) from public, anon, authenticated, service_role;
grant execute on function public.finish_recovery(boolean) to service_role;
