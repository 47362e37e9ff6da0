-- Said once, right after the database was brought back to the moment of a backup, whatever brought it back: `deno task restore` says
-- it by itself, in its own transaction; behind a restore of the platform's the operator says it before the functions may dial.
-- Stops all dialling (reason code restored), ends what workers of then held, and lays out which of Bolna's lists are to be read: of
-- every agent, from a quarter of an hour before the backup until ten minutes from now, since a worker of before may have sent its
-- last request at this very moment. Guarantee: nothing is dialled until finish_recovery, which refuses before all is adopted.
-- Said again for the same moment while it is open it changes nothing. Errors: 22023 for a moment that cannot be, 55000 while another
-- recovery is open.
create function public.begin_recovery(backup_taken_at timestamptz) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  last_end constant timestamptz := now_is + interval '10 minutes';
  open_recovery record;
  made bigint;
begin
  if (backup_taken_at between now_is - interval '90 days' and now_is) is not true then
    raise exception 'backup_taken_at must be a moment of the last 90 days; got %', backup_taken_at using errcode = '22023';
  end if;
  select r.backup_taken_at into open_recovery from private.recoveries r where r.finished_at is null;
  if open_recovery.backup_taken_at = begin_recovery.backup_taken_at then
    return public.recovery_health();
  elsif open_recovery.backup_taken_at is not null then
    raise exception 'the recovery of the backup of % is still open: finish it first', open_recovery.backup_taken_at
      using errcode = '55000';
  end if;

  update private.scheduler c
  set calling_paused_code = 'restored',
    calling_paused_reason = format('The database was restored to its backup of %s. What was called since is read from Bolna; then'
      ' the operator lets calling go on with: select public.finish_recovery();',
      to_char(begin_recovery.backup_taken_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'))
  where c.only_row;
  delete from private.recoveries r
  where r.finished_at is not null and not exists (select from private.recovery_holds h where h.recovery_id = r.id);
  insert into private.recoveries (backup_taken_at) values (begin_recovery.backup_taken_at) returning id into made;

  -- Nobody of then works any more, and no answer of theirs will come.
  delete from private.call_looks l where true;
  update public.call_attempts t set lease_expires_at = now_is where t.state = 'placing' and t.lease_expires_at > now_is;
  delete from public.idempotency_keys k where k.status_code is null;
  update private.workers w set rung_at = null where w.rung_at is not null;
  -- HubSpot may have what was still to be written: each entry is looked for first.
  update public.crm_outbox e
  set state = 'unknown', engagement_sent_at = coalesce(e.engagement_sent_at, begin_recovery.backup_taken_at), next_try_at = now_is
  where e.state in ('pending', 'sending', 'unknown');

  insert into private.recovery_windows (recovery_id, bolna_agent_id, starts_at, ends_at, final_at)
  select made, a.bolna_agent_id, w.starts_at, least(w.starts_at + interval '1 hour', last_end),
    case when w.starts_at + interval '1 hour' < now_is - interval '10 minutes' then now_is else last_end end
  from (
    select g.bolna_agent_id::text from public.agents g
    union
    select t.bolna_agent_id from public.call_attempts t
    where t.bolna_agent_id is not null and t.claimed_at > begin_recovery.backup_taken_at - interval '30 days'
  ) a
  cross join lateral generate_series(begin_recovery.backup_taken_at - interval '15 minutes', last_end - interval '1 second',
    interval '1 hour') as w (starts_at);
  perform private.try_to_ring('sweep');
  return public.recovery_health();
end $$;
revoke all on function public.begin_recovery(timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.begin_recovery(timestamptz) to service_role;
