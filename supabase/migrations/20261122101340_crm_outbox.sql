-- Writing calls back to HubSpot: an entry is born in the transaction that settles the call, and lives until HubSpot has it.

create table public.crm_outbox (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  schedule_id uuid not null,
  -- One entry, and so one engagement, per attempt. Its id is the engagement's hs_call_external_id.
  attempt_id uuid not null unique references public.call_attempts (id) on delete cascade,
  contact_id text not null check (contact_id ~ '^[1-9][0-9]{0,17}$'),
  -- pending: to be written. sending: a worker is at it. unknown: the engagement was sent and nobody knows whether HubSpot has
  -- it; it is looked for before it is sent again. sent: done. dead: HubSpot refuses it; a person can have it sent again.
  state text not null default 'pending' check (state in ('pending', 'sending', 'unknown', 'sent', 'dead')),
  -- HubSpot's id of the engagement, once it is known.
  engagement_id text check (char_length(engagement_id) between 1 and 50),
  -- When the engagement was last sent to HubSpot; written before it is.
  engagement_sent_at timestamptz,
  contact_updated_at timestamptz,
  tries integer not null default 0 check (tries >= 0),
  next_try_at timestamptz not null default private.current_time(),
  worker text,
  reason_code text,
  reason text,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default now(),
  sent_at timestamptz,
  foreign key (org_id, schedule_id) references public.call_schedules (org_id, id) on delete cascade,
  check ((state = 'sent') = (sent_at is not null)),
  check (state <> 'sent' or engagement_id is not null),
  check (state <> 'dead' or reason is not null)
);
create index crm_outbox_schedule_idx on public.crm_outbox (org_id, schedule_id);
create index crm_outbox_due_idx on public.crm_outbox (next_try_at) where state in ('pending', 'sending', 'unknown');
-- Entries of one contact are written in the order of their calls.
create index crm_outbox_contact_idx on public.crm_outbox (org_id, contact_id, created_at)
  where state in ('pending', 'sending', 'unknown');
create index crm_outbox_dead_idx on public.crm_outbox (org_id, created_at) where state = 'dead';

create trigger crm_outbox_touch before update on public.crm_outbox
  for each row execute function private.touch_updated_at();
create trigger crm_outbox_audit after insert or update or delete on public.crm_outbox
  for each row execute function private.write_audit_row('org_id', 'id');

alter table public.crm_outbox enable row level security;
grant select on public.crm_outbox to authenticated, service_role;
create policy crm_outbox_read on public.crm_outbox for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));

-- A call that rang somebody is written back, where the organisation is connected to HubSpot and its contact is one of
-- HubSpot's. In the settling transaction: whatever settles the call, its entry is there, or neither is.
create function private.enter_crm_outbox() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.crm_outbox (org_id, schedule_id, attempt_id, contact_id)
  select new.org_id, new.schedule_id, new.id, s.contact_id
  from public.call_schedules s
  join public.hubspot_connections c on c.org_id = s.org_id and c.removed_at is null and c.write_back_enabled
  where s.id = new.schedule_id and s.contact_id ~ '^[1-9][0-9]{0,17}$'
  on conflict (attempt_id) do nothing;
  return null;
end $$;
revoke all on function private.enter_crm_outbox() from public;
create trigger call_attempts_write_back after update of state on public.call_attempts
  for each row when (old.state <> 'ended' and new.state = 'ended' and (
    new.outcome in ('completed', 'no_answer', 'busy', 'failed', 'error', 'lost')
    or (new.outcome = 'stopped' and (new.answered or new.conversation_seconds > 0))
    or (new.outcome = 'settled_by_hand' and new.reason_code = 'placed_by_hand')))
  execute function private.enter_crm_outbox();

-- Does an earlier entry of the same contact wait? Calls are written in their order.
create function private.is_behind_another(e public.crm_outbox) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.crm_outbox earlier
    where earlier.org_id = e.org_id and earlier.contact_id = e.contact_id
      and earlier.state in ('pending', 'sending', 'unknown')
      and (earlier.created_at, earlier.id) < (e.created_at, e.id))
$$;

-- Takes entries whose time has come, at most one of a contact and none while an earlier one of the contact waits. What a dead
-- worker left as sending is unknown: its engagement may be there. Each comes with what is to be written, and with the
-- organisation's hubspot_access. Only of organisations that are connected.
create function public.claim_crm_outbox(p_worker text, p_limit integer default 20, p_lease_seconds integer default 60)
returns setof jsonb
language sql security definer set search_path = '' as $$
  with due as materialized (
    select e.id from public.crm_outbox e
    join public.hubspot_connections c on c.org_id = e.org_id and c.removed_at is null
    where e.state in ('pending', 'sending', 'unknown') and e.next_try_at <= private.current_time()
      and not private.is_behind_another(e)
    order by e.next_try_at
    limit p_limit
    for no key update of e skip locked
  ), taken as (
    update public.crm_outbox e
    set state = 'sending', worker = p_worker, tries = e.tries + 1,
      next_try_at = private.current_time() + make_interval(secs => p_lease_seconds)
    from due
    where e.id = due.id
    returning e.id, e.org_id, e.contact_id, e.attempt_id, e.schedule_id, e.engagement_id, e.engagement_sent_at,
      e.contact_updated_at, e.tries
  )
  select jsonb_build_object('id', e.id, 'org_id', e.org_id,
    'contact_id', coalesce(survivor.contact_id, e.contact_id), 'owner_id', k.owner_id,
    'engagement_id', e.engagement_id, 'engagement_sent_at', e.engagement_sent_at,
    'contact_updated_at', e.contact_updated_at, 'tries', e.tries, 'call_topic', s.call_topic,
    'outcome', t.outcome, 'answered', t.answered, 'voicemail', t.voicemail, 'duration_seconds', t.duration_seconds,
    'conversation_seconds', t.conversation_seconds, 'placed_at', coalesce(t.placed_at, t.claimed_at), 'ended_at', t.ended_at,
    'hangup_reason', t.hangup_reason, 'is_last_call', not exists (
      select from public.crm_outbox later
      join public.call_attempts call on call.id = later.attempt_id
      where later.org_id = e.org_id and later.contact_id = e.contact_id and later.contact_updated_at is not null
        and coalesce(call.placed_at, call.claimed_at) > coalesce(t.placed_at, t.claimed_at)),
    'access', public.hubspot_access(e.org_id))
  from taken e
  join public.call_attempts t on t.id = e.attempt_id
  join public.call_schedules s on s.id = e.schedule_id
  left join public.contacts k on k.org_id = e.org_id and k.contact_id = e.contact_id
  left join lateral (
    select m.contact_id from public.contacts m
    where m.org_id = e.org_id and m.removed_at is null and e.contact_id = any (m.merged_ids)
    limit 1
  ) survivor on k.removed_reason = 'merged'
$$;

-- One step of an entry that the worker holds, written down; false when another worker has it by now.
--   engagement_sending: the engagement goes out now. Written first, so that a crash leaves a trace of it.
--   engagement_written {engagement_id}. contact_written.
--   sent: all is done.
--   retry {seconds, reason_code, reason}: not written, and certainly not there: again after so many seconds.
--   unknown {seconds, reason_code, reason}: the engagement may be there: it is looked for after so many seconds.
--   dead {reason_code, reason}: HubSpot refuses it for good.
create function public.record_crm_step(p_id uuid, p_worker text, p_step text, p_facts jsonb default '{}') returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if p_step not in ('engagement_sending', 'engagement_written', 'contact_written', 'sent', 'retry', 'unknown', 'dead') then
    raise exception '% is no step of an entry', p_step using errcode = '22023';
  end if;
  update public.crm_outbox e
  set state = case p_step when 'sent' then 'sent' when 'retry' then 'pending' when 'unknown' then 'unknown'
      when 'dead' then 'dead' else e.state end,
    engagement_sent_at = case p_step when 'engagement_sending' then private.current_time()
      -- Not there for certain, so that it need not be looked for.
      when 'retry' then case when e.engagement_id is not null then e.engagement_sent_at end
      else e.engagement_sent_at end,
    engagement_id = case p_step when 'engagement_written' then p_facts ->> 'engagement_id' else e.engagement_id end,
    contact_updated_at = case p_step when 'contact_written' then private.current_time() else e.contact_updated_at end,
    sent_at = case p_step when 'sent' then private.current_time() end,
    next_try_at = case when p_step in ('retry', 'unknown')
      then private.current_time() + make_interval(secs => (p_facts ->> 'seconds')::double precision) else e.next_try_at end,
    reason_code = case when p_step in ('retry', 'unknown', 'dead') then p_facts ->> 'reason_code' end,
    reason = case when p_step in ('retry', 'unknown', 'dead') then left(p_facts ->> 'reason', 1000) end
  where e.id = p_id and e.worker = p_worker and e.state = 'sending';
  return found;
end $$;

-- Has a dead entry sent again, on behalf of p_actor; what HubSpot has of it already is not written twice. Outcomes: pending,
-- not_dead {state}, not_found, forbidden.
create function public.resend_crm_entry(p_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  e public.crm_outbox;
  actor_role text;
begin
  select o.* into e from public.crm_outbox o where o.id = p_id for no key update;
  actor_role := private.role_of(e.org_id, p_actor);
  if e.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif actor_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden');
  elsif e.state <> 'dead' then
    return jsonb_build_object('outcome', 'not_dead', 'state', e.state);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  update public.crm_outbox o
  set state = 'pending', tries = 0, next_try_at = private.current_time(), reason_code = null, reason = null
  where o.id = e.id;
  return jsonb_build_object('outcome', 'pending');
end $$;

revoke all on function private.is_behind_another(public.crm_outbox) from public;
revoke all on function public.claim_crm_outbox(text, integer, integer),
  public.record_crm_step(uuid, text, text, jsonb), public.resend_crm_entry(uuid, uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_crm_outbox(text, integer, integer),
  public.record_crm_step(uuid, text, text, jsonb), public.resend_crm_entry(uuid, uuid) to service_role;
