set local check_function_bodies = off;

alter type public.retained add value 'audience_uploads' after 'reports';

-- What an audience was loaded from: a file, contacts by their ids, or those that a rule names.
create type public.audience_source as enum ('csv', 'contacts', 'rule');

-- running: its pieces are on their way; loaded: its contacts are the campaign's audience, all of them.
create type public.audience_upload_state as enum ('running', 'loaded');

-- The last loading of a campaign's audience: how far it is, and what became of it. A campaign has one at most: who begins
-- another takes the place of one that runs, whose pieces are gone with it. One that never ends is pruned.
create table public.audience_uploads (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null,
  campaign_id uuid not null unique,
  source public.audience_source not null,
  state public.audience_upload_state not null default 'running',
  rows_total integer not null check (rows_total between 1 and 50000),
  -- Of what was loaded; they add up to rows_total. already_there is a part of accepted: contacts that the campaign had called or booked.
  accepted integer check (accepted >= 0),
  already_there integer check (already_there between 0 and accepted),
  duplicates integer check (duplicates >= 0),
  rejected_count integer check (rejected_count >= 0),
  -- The first thousand as [{line, field, reason}], never a number in them.
  rejected jsonb check (jsonb_typeof(rejected) = 'array' and octet_length(rejected::text) <= 262144),
  started_by uuid references auth.users (id) on delete set null,
  started_at timestamptz not null default private.current_time(),
  finished_at timestamptz,
  foreign key (org_id, campaign_id) references public.campaigns (org_id, id) on delete cascade,
  check ((state = 'loaded') = (finished_at is not null)),
  check (state <> 'loaded' or accepted + duplicates + rejected_count = rows_total),
  check (state = 'running' or (accepted, already_there, duplicates, rejected_count, rejected) is not null)
);
create index audience_uploads_org_idx on public.audience_uploads (org_id, campaign_id);
create index audience_uploads_started_by_idx on public.audience_uploads (started_by);
-- What never ended (private.prune_batch).
create index audience_uploads_running_idx on public.audience_uploads (started_at) where state = 'running';

-- What was loaded stands in the trail, in counts.
create trigger audience_uploads_audit after insert or update or delete on public.audience_uploads
  for each row execute function private.write_audit_row('org_id', 'id', 'rejected');

alter table public.audience_uploads enable row level security;
grant select on public.audience_uploads to authenticated, service_role;

create policy audience_uploads_read on public.audience_uploads for select to authenticated
  using (org_id in (select private.my_org_ids()));

-- The pieces of an audience that have come while it is being loaded, each kept once.
create table private.audience_parts (
  upload_id uuid not null references public.audience_uploads (id) on delete cascade,
  part integer not null check (part between 0 and 49999),
  rows_read integer not null check (rows_read between 1 and 5000),
  -- [{line, field, reason}] of the first thousand rows that are not taken.
  rejected jsonb not null check (jsonb_typeof(rejected) = 'array' and octet_length(rejected::text) <= 262144),
  kept_at timestamptz not null default private.current_time(),
  primary key (upload_id, part)
);
alter table private.audience_parts enable row level security;

-- Contacts on their way into a campaign: out of sight until all of them are there, their numbers closed from the start. Columns
-- are those of campaign_contacts.
create table private.audience_rows (
  upload_id uuid not null references public.audience_uploads (id) on delete cascade,
  -- Of the file, or the place in a list of contacts: the order in which they are called.
  line integer not null check (line between 1 and 1000000000),
  id uuid not null,
  contact_id text check (private.is_text(contact_id, 128)),
  contact_name text not null check (private.is_text(contact_name, 200)),
  phone_enc text not null
    check (phone_enc ~ '^v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_=-]{16,}\.[A-Za-z0-9_=-]{22,}$' and char_length(phone_enc) <= 300),
  phone_hash text not null check (phone_hash ~ '^[0-9a-f]{64}$'),
  global_phone_hash text not null check (global_phone_hash ~ '^[0-9a-f]{64}$'),
  phone_last4 text not null check (phone_last4 ~ '^[0-9]{4}$'),
  phone_country text check (phone_country ~ '^[A-Z]{2}$'),
  phone_regions text[] not null default '{}'
    check (cardinality(phone_regions) <= 100 and char_length(array_to_string(phone_regions, ' ')) <= 5000),
  phone_zones text[] not null default '{}'
    check (cardinality(phone_zones) <= 100 and char_length(array_to_string(phone_zones, ' ')) <= 5000),
  phone_zone_source public.zone_source check (phone_zone_source in ('number', 'country')),
  time_zone text check (private.is_time_zone(time_zone)),
  primary key (upload_id, line)
);
alter table private.audience_rows enable row level security;

-- Why a campaign takes no audience now: live (it runs, and must be paused first) or over; null: it takes one.
create function private.audience_obstacle(p_state public.campaign_state) returns public.answer_outcome
language sql immutable set search_path = '' as $$
  select case when p_state = 'running' then 'live' when p_state in ('completed', 'cancelled') then 'over' end::public.answer_outcome
$$;
revoke all on function private.audience_obstacle(public.campaign_state) from public, anon, authenticated, service_role;

-- How far the loading of a campaign's audience is, or what the last one came to: as private.present_audience, and beside it
-- rows_read and, while it runs, seconds_left by the pace so far. null: none was begun. is_stopped: no piece came for two minutes, and
-- none will. For members of the organisation.
create function private.audience_progress(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.present_audience(u) || jsonb_build_object(
    'rows_read', case when u.state = 'loaded' then u.rows_total else p.rows_read end,
    'is_stopped', u.state = 'running' and coalesce(p.last_at, u.started_at) < private.current_time() - interval '2 minutes',
    'seconds_left', case when u.state = 'running' and p.rows_read > 0 then ceil(
      extract(epoch from p.last_at - u.started_at) * (u.rows_total - p.rows_read) / p.rows_read) end)
  from public.audience_uploads u
  cross join lateral (
    select coalesce(sum(t.rows_read), 0)::integer as rows_read, max(t.kept_at) as last_at
    from private.audience_parts t where t.upload_id = u.id
  ) p
  where u.campaign_id = p_campaign_id and u.org_id = p_org_id and u.org_id in (select private.my_org_ids())
$$;
revoke all on function private.audience_progress(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function private.audience_progress(uuid, uuid) to authenticated;

create function public.audience_progress(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.audience_progress(p_org_id, p_campaign_id)
$$;
revoke all on function public.audience_progress(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.audience_progress(uuid, uuid) to authenticated;

-- Begins to load an audience of p_rows_total rows under the id p_id, on behalf of p_actor, whose right is checked here: an admin. Nothing
-- of the campaign changes before finish_audience_upload. Guarantee: of two that load at once the later one goes on, and the
-- earlier one hears that it is lost. Outcomes: started, live, over, not_found, forbidden.
create function public.begin_audience_upload(
  p_org_id uuid, p_campaign_id uuid, p_actor uuid, p_id uuid, p_source public.audience_source, p_rows_total integer
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  campaign_state public.campaign_state;
  obstacle public.answer_outcome;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select c.state into campaign_state from public.campaigns c
  where c.id = p_campaign_id and c.org_id = p_org_id and c.deleted_at is null for no key update;
  if not found then
    return 'not_found'::public.answer_outcome;
  end if;
  obstacle := private.audience_obstacle(campaign_state);
  if obstacle is not null then
    return obstacle;
  end if;
  delete from public.audience_uploads u where u.campaign_id = p_campaign_id;
  insert into public.audience_uploads (id, org_id, campaign_id, source, rows_total, started_by)
  values (p_id, p_org_id, p_campaign_id, p_source, p_rows_total, p_actor);
  return 'started'::public.answer_outcome;
end $$;
revoke all on function public.begin_audience_upload(uuid, uuid, uuid, uuid, public.audience_source, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.begin_audience_upload(uuid, uuid, uuid, uuid, public.audience_source, integer) to service_role;

-- Makes room for the audience that is about to be taken: who has no call goes, and calls that wait for whoever is not in the new one
-- are cancelled. Who was dialled stays, so that one call per contact and campaign, ever, outlasts the change.
create function private.clear_audience(u public.audience_uploads) returns void
language plpgsql security definer set search_path = '' as $$
declare
  withdrawn uuid[];
begin
  with ended as (
    update public.call_schedules s
    set call_status = 'cancelled', status_reason_code = 'cancelled_by_user', retry_at = null,
      status_reason = 'The campaign has another audience.'
    where s.org_id = u.org_id and s.campaign_id = u.campaign_id and s.call_status = 'scheduled' and s.deleted_at is null
      and not exists (
        select from private.audience_rows r where r.upload_id = u.id and r.phone_hash = s.contact_phone_hash)
    returning s.id, s.attempt_count
  )
  select coalesce(array_agg(e.id) filter (where e.attempt_count = 0), '{}') into withdrawn from ended e;
  delete from public.campaign_contacts m
  where m.campaign_id = u.campaign_id
    and (m.id = any (withdrawn) or not exists (select from public.call_schedules s where s.id = m.id));
end $$;
revoke all on function private.clear_audience(public.audience_uploads) from public, anon, authenticated, service_role;

-- The HubSpot ids of whom a rule names now, oldest check-ups first, as a jsonb list of at most p_limit; max_calls_per_day is no bound here, for the
-- campaign has a pace of its own. null: the organisation has no such rule.
create function public.contacts_of_rule(p_org_id uuid, p_rule_id uuid, p_limit integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select (
    select coalesce(jsonb_agg(v.contact_id order by v.turn, v.contact_id), '[]')
    from (
      select j.contact_id, j.turn from private.judge_contacts(r.id) j
      where j.would_call or j.reason_code = 'daily_limit'
      order by j.turn, j.contact_id limit p_limit
    ) v)
  from public.call_schedule_rules r
  where r.id = p_rule_id and r.org_id = p_org_id
$$;
revoke all on function public.contacts_of_rule(uuid, uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.contacts_of_rule(uuid, uuid, integer) to service_role;

-- The contacts of HubSpot with these ids, in the order of the list, each with its place in it from 1: their numbers are closed anew for the
-- campaign. Whoever has no number, or is not there, has no phone_enc.
create function public.contacts_to_close(p_org_id uuid, p_contact_ids text[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('place', i.place, 'contact_id', coalesce(c.contact_id, i.plain_id),
    'is_known', c.id is not null, 'contact_name', c.contact_name, 'phone_enc', c.phone_enc, 'phone_hash', c.phone_hash,
    'phone_problem', c.phone_problem, 'is_broken', c.problem is not null, 'phone_country', c.phone_country,
    'phone_regions', c.phone_regions, 'phone_zones', c.phone_zones, 'phone_zone_source', c.phone_zone_source) order by i.place), '[]')
  from (
    select w.place, private.plain_contact_id(w.id) as plain_id from unnest(p_contact_ids) with ordinality w (id, place)
  ) i
  left join lateral (
    select k.* from public.contacts k
    where k.org_id = p_org_id and k.removed_at is null and k.contact_id = i.plain_id
  ) c on true
$$;
revoke all on function public.contacts_to_close(uuid, text[]) from public, anon, authenticated, service_role;
grant execute on function public.contacts_to_close(uuid, text[]) to service_role;

-- How many of those that the campaign has called or booked are in the audience that is about to be taken.
create function private.count_already_there(u public.audience_uploads) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  found_there integer;
begin
  select count(*) into found_there
  from public.campaign_contacts m
  where m.campaign_id = u.campaign_id and exists (
    select from private.audience_rows r
    where r.upload_id = u.id and (r.phone_hash = m.phone_hash or r.contact_id = m.contact_id));
  return found_there;
end $$;
revoke all on function private.count_already_there(public.audience_uploads) from public, anon, authenticated, service_role;

-- Ends a loading that p_actor gave up, and leaves nothing of it.
create function public.drop_audience_upload(p_org_id uuid, p_upload_id uuid, p_actor uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform set_config('app.actor_id', p_actor::text, true);
  delete from public.audience_uploads u
  where u.id = p_upload_id and u.org_id = p_org_id and u.started_by = p_actor and u.state = 'running';
end $$;
revoke all on function public.drop_audience_upload(uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.drop_audience_upload(uuid, uuid, uuid) to service_role;

-- Makes what was loaded the campaign's audience, whole or not at all, on behalf of p_actor. Of equal numbers or contact ids the first row
-- is taken. Who was dialled stays and is not called again; a call that waits for somebody who is in the new audience too
-- stays as it is, any other is cancelled. Outcomes: saved {audience}, invalid {audience} (nobody of it can be called: the campaign's
-- audience is left as it was), lost (another took its place, has ended, or pieces are missing), live, over, forbidden.
create function public.finish_audience_upload(p_org_id uuid, p_upload_id uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  u public.audience_uploads;
  campaign_state public.campaign_state;
  obstacle public.answer_outcome;
  rows_staged integer;
  inserted integer;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select c.state into campaign_state from public.campaigns c
  where c.org_id = p_org_id and c.deleted_at is null and c.id = (
    select k.campaign_id from public.audience_uploads k where k.id = p_upload_id) for no key update;
  select k.* into u from public.audience_uploads k
  where k.id = p_upload_id and k.org_id = p_org_id and k.started_by = p_actor and k.state = 'running' for update;
  if campaign_state is null or u.id is null or u.rows_total is distinct from (
    select sum(t.rows_read) from private.audience_parts t where t.upload_id = u.id
  ) then
    return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
  end if;
  obstacle := private.audience_obstacle(campaign_state);
  if obstacle is not null then
    return jsonb_build_object('outcome', obstacle);
  end if;

  select count(*) into rows_staged from private.audience_rows r where r.upload_id = u.id;
  u.rejected_count := u.rows_total - rows_staged;
  u.rejected := (
    select coalesce(jsonb_agg(f.value order by f.line), '[]')
    from (
      select e.value, (e.value ->> 'line')::integer as line
      from private.audience_parts t cross join lateral jsonb_array_elements(t.rejected) e
      where t.upload_id = u.id
      order by 2 limit 1000
    ) f);
  if rows_staged = 0 then
    delete from public.audience_uploads k where k.id = u.id;
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'audience', private.present_audience(u));
  end if;

  perform private.clear_audience(u);
  u.already_there := private.count_already_there(u);
  insert into public.campaign_contacts (id, org_id, campaign_id, position, contact_id, contact_name, phone_enc, phone_hash,
    global_phone_hash, phone_last4, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone)
  select r.id, u.org_id, u.campaign_id, r.line + m.behind, r.contact_id, r.contact_name, r.phone_enc, r.phone_hash,
    r.global_phone_hash, r.phone_last4, r.phone_country, r.phone_regions, r.phone_zones, r.phone_zone_source, r.time_zone
  from private.audience_rows r
  cross join (
    select coalesce(max(k.position), 0) as behind from public.campaign_contacts k where k.campaign_id = u.campaign_id) m
  where r.upload_id = u.id
  order by r.line
  on conflict do nothing;
  get diagnostics inserted = row_count;
  u.accepted := inserted + u.already_there;
  u.duplicates := rows_staged - u.accepted;

  delete from private.audience_rows r where r.upload_id = u.id;
  delete from private.audience_parts t where t.upload_id = u.id;
  update public.campaigns c set revision = c.revision + 1 where c.id = u.campaign_id;
  update public.audience_uploads k
  set state = 'loaded', finished_at = private.current_time(), accepted = u.accepted, already_there = u.already_there,
    duplicates = u.duplicates, rejected_count = u.rejected_count, rejected = u.rejected
  where k.id = u.id returning k.* into u;
  return jsonb_build_object('outcome', 'saved'::public.answer_outcome, 'audience', private.present_audience(u));
end $$;
revoke all on function public.finish_audience_upload(uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.finish_audience_upload(uuid, uuid, uuid) to service_role;

-- Keeps a piece of an audience that p_actor loads: p_rows as of private.audience_rows without upload_id, p_rejected as
-- [{line, field, reason}], p_rows_read of both together. The same piece again adds nothing. A row whose time zone or id this database does
-- not take is rejected here, and a name that shows nothing gives way. Outcomes: kept, lost (another took its place, or it has
-- ended), forbidden.
create function public.keep_audience_part(
  p_org_id uuid, p_campaign_id uuid, p_upload_id uuid, p_actor uuid, p_part integer, p_rows_read integer, p_rows jsonb,
  p_rejected jsonb
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform from public.audience_uploads u
  where u.id = p_upload_id and u.org_id = p_org_id and u.campaign_id = p_campaign_id and u.started_by = p_actor and u.state = 'running' for key share;
  if not found then
    return 'lost'::public.answer_outcome;
  end if;
  with rows as materialized (
    select r.line, r.id, private.plain_contact_id(r.contact_id) as contact_id, r.contact_name, r.phone_enc, r.phone_hash,
      r.global_phone_hash, r.phone_last4, r.phone_country, coalesce(r.phone_regions, '{}') as phone_regions,
      coalesce(r.phone_zones, '{}') as phone_zones, r.phone_zone_source, r.time_zone,
      case
        when not private.is_time_zone(r.time_zone) then 'time_zone'
        when not private.is_text(r.contact_id, 128) then 'contact_id'
      end as fault
    from jsonb_to_recordset(p_rows) as r (line integer, id uuid, contact_id text, contact_name text, phone_enc text,
      phone_hash text, global_phone_hash text, phone_last4 text, phone_country text, phone_regions text[], phone_zones text[],
      phone_zone_source public.zone_source, time_zone text)
  ), rejected as (
    select e.value, (e.value ->> 'line')::integer as line from jsonb_array_elements(p_rejected) e
    union all
    select jsonb_build_object('line', r.line, 'field', r.fault, 'reason', case r.fault
      when 'time_zone' then 'is no time zone that is known here: use an IANA name, such as Asia/Kolkata'
      else 'must be a text that shows something, without control characters' end), r.line
    from rows r where r.fault is not null
    order by line limit 1000
  ), part as (
    insert into private.audience_parts (upload_id, part, rows_read, rejected)
    select p_upload_id, p_part, p_rows_read, coalesce(jsonb_agg(j.value order by j.line), '[]') from rejected j
    on conflict do nothing
    returning 1
  )
  insert into private.audience_rows (upload_id, line, id, contact_id, contact_name, phone_enc, phone_hash, global_phone_hash,
    phone_last4, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone)
  select p_upload_id, r.line, r.id, r.contact_id,
    case when private.is_text(r.contact_name, 200) then r.contact_name else 'Contact ••••' || r.phone_last4 end,
    r.phone_enc, r.phone_hash, r.global_phone_hash, r.phone_last4, r.phone_country, r.phone_regions, r.phone_zones,
    r.phone_zone_source, r.time_zone
  from part cross join rows r
  where r.fault is null;
  return 'kept'::public.answer_outcome;
end $$;
revoke all on function public.keep_audience_part(uuid, uuid, uuid, uuid, integer, integer, jsonb, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.keep_audience_part(uuid, uuid, uuid, uuid, integer, integer, jsonb, jsonb) to service_role;

-- A loading of an audience as the functions take it (audience_progress), for those that have checked the caller.
create function private.present_audience(u public.audience_uploads) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('source', u.source, 'state', u.state, 'rows_total', u.rows_total, 'accepted', u.accepted,
    'already_there', u.already_there, 'duplicates', u.duplicates, 'rejected_count', u.rejected_count,
    'rejected', coalesce(u.rejected, '[]'), 'started_at', u.started_at, 'finished_at', u.finished_at)
$$;
revoke all on function private.present_audience(public.audience_uploads) from public, anon, authenticated, service_role;

create or replace function private.prune_batch(p_name public.retained) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  old_until constant timestamptz := private.kept_since(p_name);
  batch constant integer := (select r.batch from private.retention r where r.name = p_name);
  pruned integer := 0;
begin
  if old_until is null then
    return 0;
  end if;
  case p_name
    when 'audit_log' then
      delete from public.audit_log a where a.id in (
        select o.id from public.audit_log o where o.occurred_at < old_until order by o.occurred_at limit batch);
    when 'call_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o
        where o.received_at < old_until and o.attempt_id is not null and exists (
          select from public.call_attempts t where t.id = o.attempt_id and t.state = 'ended' and t.ended_at < old_until)
        order by o.received_at limit batch);
    when 'unknown_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o where o.received_at < old_until and o.attempt_id is null
        order by o.received_at limit batch);
    when 'crm_outbox' then
      delete from public.crm_outbox e where e.id in (
        select o.id from public.crm_outbox o where o.state = 'sent' and o.sent_at < old_until order by o.sent_at limit batch);
    when 'calls' then
      delete from public.call_schedules s where s.id in (
        select o.id from public.call_schedules o
        where o.call_status in ('completed', 'failed', 'cancelled') and o.updated_at < old_until and not o.attention
          -- A rule's call is what keeps the rule from calling for the same check-up again: it stays.
          and o.occasion is null
          and not exists (select from public.call_attempts t where t.schedule_id = o.id and t.state <> 'ended')
          and not exists (select from public.crm_outbox e where e.schedule_id = o.id and e.state <> 'sent')
        limit batch);
    when 'removed_contacts' then
      delete from public.contacts c where c.id in (
        select o.id from public.contacts o where o.removed_at < old_until limit batch);
    when 'contact_syncs' then
      delete from public.contact_syncs r where r.id in (
        select o.id from public.contact_syncs o where o.finished_at < old_until order by o.finished_at limit batch);
    when 'idempotency_keys' then
      delete from public.idempotency_keys k where (k.org_id, k.user_id, k.idempotency_key) in (
        select o.org_id, o.user_id, o.idempotency_key from public.idempotency_keys o
        where o.created_at < old_until order by o.created_at limit batch);
    when 'invitations' then
      delete from public.invitations i where i.id in (
        select o.id from public.invitations o where o.expires_at < old_until limit batch);
    when 'request_buckets' then
      delete from private.request_buckets b where (b.owner, b.kind) in (
        select o.owner, o.kind from private.request_buckets o where o.full_at < old_until order by o.full_at limit batch);
    when 'call_looks' then
      delete from private.call_looks l where l.schedule_id in (
        select o.schedule_id from private.call_looks o where o.expires_at < old_until limit batch);
    when 'worker_runs' then
      delete from private.worker_runs r where r.id in (
        select o.id from private.worker_runs o where o.started_at < old_until order by o.started_at limit batch);
    when 'call_decisions' then
      delete from public.call_decisions d where d.id in (
        select o.id from public.call_decisions o where o.at < old_until order by o.at limit batch);
    when 'registry_checks' then
      delete from private.registry_checks k where (k.phone_hash, k.registry) in (
        select o.phone_hash, o.registry from private.registry_checks o where o.checked_at < old_until
        order by o.checked_at limit batch) and k.checked_at < old_until;
    when 'webhook_deliveries' then
      delete from public.webhook_deliveries d where d.id in (
        select o.id from public.webhook_deliveries o where o.created_at < old_until and o.state in ('delivered', 'dead')
        order by o.created_at limit batch);
    when 'reports' then
      delete from private.report_counts r where r.ctid = any (array(
        select o.ctid from private.report_counts o where o.starts_at < old_until order by o.starts_at limit batch));
      get diagnostics pruned = row_count;
      if pruned < batch then
        delete from private.report_codes r where r.ctid = any (array(
          select o.ctid from private.report_codes o where o.starts_at < old_until order by o.starts_at limit batch));
        get diagnostics pruned = row_count;
      end if;
      if pruned < batch then
        delete from private.compliance_days d where d.ctid = any (array(
          select o.ctid from private.compliance_days o where o.counted_at < old_until order by o.counted_at limit batch));
      end if;
    when 'audience_uploads' then
      delete from public.audience_uploads u where u.id in (
        select o.id from public.audience_uploads o
        where o.state = 'running' and o.started_at < old_until order by o.started_at limit batch);
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $$;
