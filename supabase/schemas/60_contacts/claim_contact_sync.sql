-- Takes the reading of one organisation's contacts: one that was left unfinished goes on where it stopped, else one that is
-- due, or any connected one when not p_only_due (those that a worker holds are left to it). At most one worker reads an
-- organisation at a time: the lease is renewed by each page, and a page of a worker that lost it is refused. p_org_id: only
-- this organisation. p_not_before: leaves out organisations that were read since. Answer: null when there is nothing to
-- read, or {sync_id, kind, window_start, started_at, last_contact_number, access: hubspot_access}.
create function public.claim_contact_sync(
  p_worker text, p_only_due boolean, p_org_id uuid default null, p_not_before timestamptz default null,
  p_lease_seconds integer default 60
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  c public.hubspot_connections;
  run public.contact_syncs;
  is_full boolean;
begin
  select k.* into c from public.hubspot_connections k
  left join public.contact_syncs r on r.org_id = k.org_id and r.state = 'running'
  where k.removed_at is null and (p_org_id is null or k.org_id = p_org_id)
    -- A superseded reading waits for nothing, not even for the limit or the pause that stopped it.
    and (r.id is null or r.lease_expires_at is null or r.lease_expires_at <= now_is or private.is_superseded(r))
    and (r.id is not null or k.sync_requested_at is not null or k.next_sync_at <= now_is or not p_only_due)
    and not exists (
      select from public.contact_syncs done
      where done.org_id = k.org_id and done.state <> 'running' and done.started_at >= p_not_before
    )
  order by r.id is null, k.sync_requested_at nulls last, k.next_sync_at
  limit 1
  for no key update of k skip locked;
  if c.org_id is null then
    return null;
  end if;

  select r.* into run from public.contact_syncs r where r.org_id = c.org_id and r.state = 'running';
  if run.lease_expires_at > now_is and not private.is_superseded(run) then
    -- Taken between the look above and its lock.
    return null;
  end if;
  is_full := c.full_sync_after <= now_is or c.synced_until is null;
  if run.id is not null and private.is_superseded(run) then
    update public.contact_syncs r
    set state = 'failed', finished_at = now_is, reason_code = 'superseded', reason = 'A full reading takes its place.'
    where r.id = run.id;
    run := null;
  end if;
  if run.id is null then
    insert into public.contact_syncs (org_id, kind, window_start)
    values (c.org_id, case when is_full then 'full'::public.contact_sync_kind else 'changes' end,
      -- The search index lags, and clocks differ: what changed shortly before the last reading is read again.
      case when not is_full then c.synced_until - interval '10 minutes' end)
    returning * into run;
    update public.hubspot_connections k
    set sync_requested_at = null,
      full_sync_after = case when is_full then now_is + interval '24 hours' else k.full_sync_after end
    where k.org_id = c.org_id;
  end if;
  update public.contact_syncs r
  set worker = p_worker, lease_expires_at = now_is + make_interval(secs => p_lease_seconds), reason_code = null, reason = null
  where r.id = run.id;
  return jsonb_build_object('sync_id', run.id, 'org_id', run.org_id, 'kind', run.kind, 'window_start', run.window_start,
    'started_at', run.started_at, 'last_contact_number', run.last_contact_number,
    'access', public.hubspot_access(c.org_id));
end $$;
revoke all on function public.claim_contact_sync(text, boolean, uuid, timestamptz, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_contact_sync(text, boolean, uuid, timestamptz, integer) to service_role;
