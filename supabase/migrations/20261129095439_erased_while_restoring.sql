SET local check_function_bodies = off;

CREATE TABLE "private"."recovery_erasures" (
  "recovery_id" bigint NOT NULL,
  "org_id"      uuid   NOT NULL,
  "phone_hash"  text   NOT NULL,
  CONSTRAINT "recovery_erasures_phone_hash_check" CHECK ((char_length(phone_hash) = 64)),
  CONSTRAINT "recovery_erasures_pkey" PRIMARY KEY (org_id, phone_hash)
);

ALTER TABLE "private"."recovery_erasures"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION private.count_old_hashes()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_object_agg(c.kind, c.rows), '{}')
  from (
    select 'call_schedules' as kind, count(*) as rows from public.call_schedules s
    where s.contact_phone_enc not like 'v1.erased.%'
      and not exists (select from private.phone_hash_links l where l.new_hash = s.contact_phone_hash)
    union all
    select 'call_attempts', count(*) from public.call_attempts t
    where t.claimed_at > private.current_time() - interval '400 days'
      and not exists (select from private.phone_hash_links l where l.new_hash = t.contact_phone_hash)
      and not exists (select from public.call_schedules s where s.id = t.schedule_id and s.contact_phone_enc like 'v1.erased.%')
    union all
    select 'contacts', count(*) from public.contacts c
    where c.phone_hash is not null and not exists (select from private.phone_hash_links l where l.new_hash = c.phone_hash)
    union all
    select 'campaign_contacts', count(*) from public.campaign_contacts m
    where m.phone_last4 is not null and not exists (select from private.phone_hash_links l where l.new_hash = m.phone_hash)
    union all
    select 'audience_rows', count(*) from private.audience_rows a
    where not exists (select from private.phone_hash_links l where l.new_hash = a.phone_hash)
    union all
    select 'suppressions', count(*) from public.suppressions x
    where x.removed_at is null and coalesce(x.expires_at, 'infinity') > private.current_time()
      and not exists (select from private.phone_hash_links l where l.new_hash = x.phone_hash)
    union all
    select 'consents', count(*) from public.consents x
    where x.valid_until > private.current_time() and not exists (select from private.phone_hash_links l where l.new_hash = x.phone_hash)
    union all
    select 'recovery_holds', count(*) from private.recovery_holds h
    where h.phone_hash is not null and not exists (select from private.phone_hash_links l where l.new_hash = h.phone_hash)
    union all
    select 'recovery_erasures', count(*) from private.recovery_erasures e
    where not exists (select from private.phone_hash_links l where l.new_hash = e.phone_hash)
    union all
    select 'global_suppressions', count(*) from private.global_suppressions g
    where g.removed_at is null and private.twin_of_global_hash(g.phone_hash) is null
    union all
    select 'registry_checks', count(*) from private.registry_checks k
    where private.twin_of_global_hash(k.phone_hash) is null
  ) c
  where c.rows > 0
$function$;

CREATE OR REPLACE FUNCTION private.forget_phone_links (
  p_org_id        uuid,
  p_phone_hashes  text[],
  p_global_hashes text[]
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  delete from private.phone_hash_links l
  where l.new_hash = any (p_phone_hashes)
    and not exists (select from private.call_names k where k.org_id = p_org_id and k.contact_phone_hash = l.new_hash)
    and not exists (select from public.call_attempts t where t.org_id = p_org_id and t.contact_phone_hash = l.new_hash)
    and not exists (select from public.contacts c where c.org_id = p_org_id and c.phone_hash = l.new_hash)
    and not exists (select from public.suppressions x where x.org_id = p_org_id and x.phone_hash = l.new_hash)
    and not exists (select from public.consents x where x.org_id = p_org_id and x.phone_hash = l.new_hash)
    and not exists (select from private.recovery_holds h where h.org_id = p_org_id and h.phone_hash = l.new_hash)
    and not exists (select from private.recovery_erasures e where e.org_id = p_org_id and e.phone_hash = l.new_hash)
    and not exists (select from public.campaigns c join public.campaign_contacts m on m.campaign_id = c.id
      where c.org_id = p_org_id and m.phone_hash = l.new_hash);
  delete from private.phone_hash_links l
  where (l.new_hash = any (p_global_hashes) or l.old_hash = any (p_global_hashes))
    and not exists (select from private.global_suppressions g where g.phone_hash in (l.new_hash, l.old_hash))
    and not exists (select from private.registry_checks k where k.phone_hash in (l.new_hash, l.old_hash));
$function$;

CREATE OR REPLACE FUNCTION private.keep_erased_from_recovery (
  p_org_id       uuid,
  p_phone_hashes text[]
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  insert into private.recovery_erasures (recovery_id, org_id, phone_hash)
  select r.id, p_org_id, n.hash from private.recoveries r cross join unnest(p_phone_hashes) n (hash)
  where r.finished_at is null
  on conflict do nothing
$function$;

CREATE OR REPLACE FUNCTION private.move_phone_hashes (
  p_numbers jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET lock_timeout TO '100ms'
  SET enable_seqscan TO 'off'
  SET enable_hashjoin TO 'off'
  SET enable_mergejoin TO 'off'
  AS $function$
declare
  orgs uuid[];
  old_ones text[];
  new_ones text[];
  old_globals text[];
  new_globals text[];
begin
  select array_agg(n.org_id), array_agg(n.old_hash), array_agg(n.new_hash), array_agg(n.old_global_hash), array_agg(n.new_global_hash)
  into orgs, old_ones, new_ones, old_globals, new_globals
  from (
    select distinct on (g.old_hash) g.* from jsonb_to_recordset(p_numbers) as g (org_id uuid, old_hash text, new_hash text, old_global_hash text,
      new_global_hash text)
    where not exists (select from private.phone_hash_links l where l.old_hash = g.old_hash)
  ) n;
  if orgs is null then
    return;
  end if;
  -- In one order, so that two who move do not wait for each other.
  perform pg_advisory_xact_lock(hashtext('private.phone_hash_links'), k.lock)
  from (select distinct private.phone_hash_lock(o.hash) as lock from unnest(old_ones) o (hash) order by 1) k;
  perform private.link_global_hashes(old_globals, new_globals);
  insert into private.phone_hash_links (old_hash, new_hash) select * from unnest(old_ones, new_ones) on conflict do nothing;

  set local session_replication_role = replica;
  -- Schedule, then attempt: the order of locks.
  with moved as (
    update private.call_names k set contact_phone_hash = n.new_hash
    from unnest(orgs, old_ones, new_ones, old_globals, new_globals) n (org_id, old_hash, new_hash, old_global, new_global)
    where k.org_id = n.org_id and k.contact_phone_hash = n.old_hash
    returning k.call_id, n.new_hash, n.old_global, n.new_global
  )
  update public.call_schedules s
  set contact_phone_hash = m.new_hash,
    global_phone_hash = case when s.global_phone_hash = m.old_global then m.new_global else s.global_phone_hash end
  from moved m where s.id = m.call_id;
  update public.call_attempts t set contact_phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where t.org_id = n.org_id and t.contact_phone_hash = n.old_hash;
  update public.contacts c set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where c.org_id = n.org_id and c.phone_hash = n.old_hash;
  update public.suppressions x set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where x.org_id = n.org_id and x.phone_hash = n.old_hash and x.removed_at is null;
  update public.suppressions x set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where x.org_id = n.org_id and x.phone_hash = n.old_hash and x.removed_at is not null;
  update public.consents x set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where x.org_id = n.org_id and x.phone_hash = n.old_hash;
  update public.campaign_contacts m
  set phone_hash = n.new_hash,
    global_phone_hash = case when m.global_phone_hash = n.old_global then n.new_global else m.global_phone_hash end
  from unnest(orgs, old_ones, new_ones, old_globals, new_globals) n (org_id, old_hash, new_hash, old_global, new_global)
  join public.campaigns c on c.org_id = n.org_id
  where m.campaign_id = c.id and m.phone_hash = n.old_hash;
  update private.recovery_holds h set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where h.org_id = n.org_id and h.phone_hash = n.old_hash;
  update private.recovery_erasures e set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where e.org_id = n.org_id and e.phone_hash = n.old_hash;
  -- Few and for a short time, and without an index: once through them.
  update private.audience_rows a
  set phone_hash = new_ones[array_position(old_ones, a.phone_hash)], global_phone_hash = new_globals[array_position(old_ones, a.phone_hash)]
  where a.phone_hash = any (old_ones);
  set local session_replication_role = origin;
end $function$;

CREATE OR REPLACE FUNCTION private.take_new_contact_phone_hash()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if exists (select from private.phone_rotations r where r.setting = 'PHONE_INDEX_KEY' and r.finished_at is null)
    or exists (select from private.phone_hash_links) then
    new.contact_phone_hash := private.hold_phone_hash(new.contact_phone_hash);
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION private.take_new_phone_hash()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if exists (select from private.phone_rotations r where r.setting = 'PHONE_INDEX_KEY' and r.finished_at is null)
    or exists (select from private.phone_hash_links) then
    new.phone_hash := private.hold_phone_hash(new.phone_hash);
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.adopt_call (
  p_window_id bigint,
  p_call      jsonb,
  p_lost      jsonb  DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  recovery bigint;
  c record;
  s public.call_schedules;
  is_unknown boolean := false;
begin
  select w.recovery_id into recovery from private.recovery_windows w
  join private.recoveries r on r.id = w.recovery_id and r.finished_at is null where w.id = p_window_id;
  if recovery is null then
    raise exception 'no recovery is open that has the window %', p_window_id using errcode = '55000';
  end if;
  select * into c from jsonb_to_record(p_call)
    as x (execution_id text, call_ref uuid, schedule_ref uuid, called_at timestamptz, bolna_agent_id text);
  if exists (select from public.call_attempts t where t.id = c.call_ref or t.bolna_execution_id = c.execution_id) then
    return jsonb_build_object('outcome', 'already_there'::public.answer_outcome);
  end if;

  if not exists (select from public.call_schedules k where k.id = c.schedule_ref)
    and not private.book_recovered_contact(c.schedule_ref, c.called_at) then
    if p_lost is null then
      return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
    end if;
    -- Whoever erases for the organisation comes before this or after it.
    perform from public.organizations o where o.id = (p_lost ->> 'org_id')::uuid for no key update;
    if exists (
      select from private.recovery_erasures e
      where e.org_id = (p_lost ->> 'org_id')::uuid and e.phone_hash = private.hold_phone_hash(p_lost ->> 'contact_phone_hash')
    ) then
      return jsonb_build_object('outcome', 'over'::public.answer_outcome);
    elsif not private.book_recovered_call(c.schedule_ref, c.called_at, p_lost) then
      return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
    end if;
    is_unknown := true;
  end if;
  perform from public.organizations o
  where o.id = (select k.org_id from public.call_schedules k where k.id = c.schedule_ref) for no key update;
  select k.* into s from public.call_schedules k where k.id = c.schedule_ref for no key update;

  if s.call_status not in ('scheduled', 'in_progress') or is_unknown then
    insert into private.recovery_holds (recovery_id, org_id, phone_hash) values (recovery, s.org_id, s.contact_phone_hash)
    on conflict do nothing;
  end if;
  if s.call_status not in ('scheduled', 'in_progress') then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  end if;
  insert into public.call_attempts (id, org_id, schedule_id, agent_id, bolna_agent_id, attempt_number, contact_phone_hash, trigger,
    state, worker, due_at, claimed_at, lease_expires_at, next_check_at, reason_code, reason)
  select c.call_ref, s.org_id, s.id, s.agent_id, c.bolna_agent_id, s.attempt_count + 1, s.contact_phone_hash, 'sweep',
    'unknown', 'recovery', least(s.due_at, c.called_at), c.called_at, c.called_at, private.current_time() + interval '1 minute',
    'restored', 'Bolna made this call after the backup that the database was restored to.'
  where s.call_status = 'scheduled'
  on conflict do nothing;
  if not found then
    return jsonb_build_object('outcome', 'wait'::public.answer_outcome);
  end if;
  update public.call_schedules k
  set call_status = 'in_progress', attempt_count = s.attempt_count + 1, bolna_call_id = null, status_reason_code = null,
    status_reason = null, attention_code = null, attention_reason = null, retry_at = null, not_before = null,
    contact_unread_since = null
  where k.id = s.id;
  insert into private.recovery_organizations as o (recovery_id, org_id, adopted, unknown)
  values (recovery, s.org_id, 1, is_unknown::integer)
  on conflict (recovery_id, org_id) do update set adopted = o.adopted + 1, unknown = o.unknown + excluded.unknown;
  return jsonb_build_object('outcome', 'kept'::public.answer_outcome);
end $function$;

CREATE OR REPLACE FUNCTION public.erase_person (
  p_org_id     uuid,
  p_actor      uuid,
  p_id         uuid,
  p_contact_id text,
  p_phone_hash text,
  p_reason     text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  alias constant text := 'erased-' || left(replace(p_id::text, '-', ''), 12);
  nobody constant text := encode(sha256(uuid_send(gen_random_uuid())), 'hex');
  now_is constant timestamptz := private.current_time();
  who record;
  told jsonb;
  audited text[];
  -- What is said of nobody else.
  topics text[];
  -- The numbers as registries are asked for them.
  registry_hashes text[];
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  -- Whoever claims or books for the organisation comes before this or after it; nobody seals meanwhile.
  perform from public.organizations o where o.id = p_org_id for no key update;
  who := private.find_person(p_org_id, p_contact_id, p_phone_hash);
  -- While the index key is changed no number of theirs moves from here on.
  if exists (select from private.phone_rotations r where r.finished_at is null) then
    perform private.hold_phone_hash(h.hash)
    from (select n.hash from unnest(who.phone_hashes) n (hash) order by private.phone_hash_lock(n.hash)) h;
    who := private.find_person(p_org_id, p_contact_id, p_phone_hash);
  end if;
  perform from public.call_schedules s where s.id = any (who.calls) order by s.id for no key update;
  if exists (select from public.call_attempts t where t.id = any (who.attempts) and t.state <> 'ended') then
    return jsonb_build_object('outcome', 'live'::public.answer_outcome);
  end if;
  if not who.is_known and p_contact_id is not null and not exists (
    select from private.erased_contacts e where e.org_id = p_org_id and e.contact_id = any (who.contact_ids)) then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  perform from private.audit_sealing for update;

  told := jsonb_build_object('reason', p_reason, 'calls', cardinality(who.calls),
    'cancelled', (select count(*) from public.call_schedules s where s.id = any (who.calls) and s.call_status = 'scheduled'),
    'contacts', (select count(*) from public.contacts c where c.org_id = p_org_id and c.contact_id = any (who.contact_ids)),
    'suppressions', cardinality(who.suppressions), 'consents', cardinality(who.consents),
    'campaign_contacts', cardinality(who.campaign_contacts));
  -- What is deleted below leaves rows of the trail that are to be erased too.
  audited := (who.calls || who.attempts || who.suppressions || who.consents
    || array(select o.id from public.crm_outbox o where o.org_id = p_org_id and o.schedule_id = any (who.calls)))::text[];

  topics := array(select distinct s.call_topic from public.call_schedules s where s.id = any (who.calls) and s.call_topic <> 'erased' and not exists (
    select from public.call_schedules o where o.org_id = p_org_id and o.call_topic = s.call_topic and not o.id = any (who.calls)));

  registry_hashes := array(
    select s.global_phone_hash from public.call_schedules s where s.id = any (who.calls) and s.global_phone_hash is not null
    union
    select m.global_phone_hash from public.campaign_contacts m where m.id = any (who.campaign_contacts) and m.global_phone_hash is not null);
  registry_hashes := registry_hashes || array(
    select t.twin from unnest(registry_hashes) h (hash) cross join lateral private.twin_of_global_hash(h.hash) t (twin) where t.twin is not null);

  delete from private.call_looks l where l.schedule_id = any (who.calls);
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'cancelled_by_user', status_reason = 'The person was erased.'
  where s.id = any (who.calls) and s.call_status = 'scheduled';
  update public.campaign_contacts m set state = 'cancelled', code = 'cancelled_by_user', ended_at = now_is, phone_enc = null
  where m.id = any (who.campaign_contacts) and m.state = 'waiting';

  insert into private.erased_contacts (org_id, contact_id)
  select p_org_id, i.id from unnest(who.contact_ids) i (id) where i.id ~ '^[1-9][0-9]{0,17}$'
  on conflict do nothing;
  delete from public.contacts c where c.org_id = p_org_id and c.contact_id = any (who.contact_ids);

  -- An audience that is being loaded, as far as it has come: finished, it tells of one row less.
  delete from private.audience_rows r using public.audience_uploads u
  where u.org_id = p_org_id and u.state = 'running' and r.upload_id = u.id and (r.contact_id = any (who.contact_ids)
    or (r.phone_hash = any (who.phone_hashes) and (p_contact_id is null or r.contact_id is null)));
  -- What a registry told this organisation: whoever has the number too is looked up again before a call that needs it.
  delete from private.registry_checks k where k.org_id = p_org_id and k.phone_hash = any (registry_hashes);

  delete from public.crm_outbox o where o.org_id = p_org_id and o.schedule_id = any (who.calls);
  delete from public.call_events e where e.attempt_id = any (who.attempts);
  delete from private.former_occasions f where f.schedule_id = any (who.calls);
  update public.call_schedules s
  set contact_id = alias, contact_name = 'Erased', contact_phone_enc = 'v1.erased.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA',
    contact_phone_hash = nobody, global_phone_hash = null, phone_regions = '{}', phone_zones = '{}', phone_zone_source = null,
    time_zone = null, last_checkup_date = null, occasion = null, attention_code = null, attention_reason = null,
    status_reason = case when s.status_reason is not null then 'Erased' end,
    call_topic = case when s.call_topic = any (topics) then 'erased' else s.call_topic end
  where s.id = any (who.calls);
  update public.call_attempts t
  set contact_phone_hash = nobody, reason = case when t.reason is not null then 'Erased' end,
    hangup_reason = null, termination_reason = null
  where t.id = any (who.attempts);
  update public.campaign_contacts m
  set contact_id = null, contact_name = 'Erased', phone_enc = null, phone_hash = encode(sha256(uuid_send(gen_random_uuid())), 'hex'),
    global_phone_hash = null, phone_last4 = null, phone_regions = '{}', phone_zones = '{}', phone_zone_source = null, time_zone = null
  where m.id = any (who.campaign_contacts);
  -- What a restore holds: the calls are cancelled; a number is held on while somebody else may be called by it.
  delete from private.recovery_holds h where h.org_id = p_org_id and (h.schedule_id = any (who.calls)
    or (h.phone_hash = any (who.phone_hashes)
      and not exists (select from private.call_names n where n.org_id = p_org_id and n.contact_phone_hash = h.phone_hash)
      and not exists (select from public.contacts c where c.org_id = p_org_id and c.phone_hash = h.phone_hash)
      and not exists (select from public.campaigns c join public.campaign_contacts m on m.campaign_id = c.id
        where c.org_id = p_org_id and m.phone_hash = h.phone_hash)));
  perform private.keep_erased_from_recovery(p_org_id, who.phone_hashes);
  update public.suppressions x
  set reason = 'Erased', phone_last4 = null, evidence = null, removed_reason = case when x.removed_at is not null then 'Erased' end
  where x.id = any (who.suppressions);
  update public.consents x set revoked_at = now_is, revoked_via = 'erasure', revoked_by = p_actor
  where x.id = any (who.consents) and x.revoked_at is null;
  update public.consents x
  set contact_id = alias, contact_name = null, relation = null, evidence = null, phone_last4 = '0000', revoked_reason = null
  where x.id = any (who.consents);
  perform private.forget_phone_links(p_org_id, who.phone_hashes, registry_hashes);
  update public.webhook_deliveries d
  set data = d.data - array['contact_id', 'call_topic', 'topic', 'status_reason', 'attention_reason', 'phone_last4']
  where d.org_id = p_org_id and d.subject_id = any (who.calls || who.suppressions);
  -- Kept answers: those that made what is erased, and those that made nothing and may name anybody. To give them again is to ask anew.
  delete from public.idempotency_keys k
  where k.org_id = p_org_id and k.status_code is not null and (k.resource_id = any (who.calls || who.suppressions || who.consents)
    or not (exists (select from public.call_schedules s where s.id = k.resource_id)
      or exists (select from public.campaigns c where c.id = k.resource_id)
      or exists (select from public.call_schedule_rules r where r.id = k.resource_id)
      or exists (select from public.suppressions x where x.id = k.resource_id)
      or exists (select from public.consents x where x.id = k.resource_id)
      or exists (select from public.webhooks w where w.id = k.resource_id)));
  perform private.fold_checkup_standings();
  -- What is counted by topic has moved with the calls; what is left of a topic that is nobody's moves here.
  perform private.fold_call_tallies();
  perform private.forget_topic(p_org_id, t.topic) from unnest(topics) t (topic);

  told := told || jsonb_build_object('audit_rows', private.erase_audit_rows(array(
    select a.id from public.audit_log a where a.org_id = p_org_id and a.row_id = any (audited)
    union all
    select a.id from public.audit_log a where a.org_id = p_org_id and a.table_name = 'people'
      and a.changes ->> 'contact_id' = any (who.contact_ids)), p_id));
  insert into public.audit_log (org_id, actor_id, actor_kind, action, table_name, row_id, changes)
  values (p_org_id, p_actor, 'user', 'erase', 'people', p_id, told);
  return jsonb_build_object('outcome', 'erased'::public.answer_outcome, 'erasure', told - 'reason' || jsonb_build_object('id', p_id,
    'erased_at', now_is, 'bolna_call_ids', (select coalesce(jsonb_agg(t.bolna_execution_id), '[]') from public.call_attempts t
      where t.id = any (who.attempts) and t.bolna_execution_id is not null)));
end $function$;

CREATE OR REPLACE FUNCTION public.finish_recovery (
  accept_unidentified boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

ALTER TABLE "private"."recovery_erasures"
  ADD CONSTRAINT "recovery_erasures_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."recovery_erasures"
  ADD CONSTRAINT "recovery_erasures_recovery_id_fkey" FOREIGN KEY (recovery_id) REFERENCES private.recoveries(id) ON DELETE CASCADE;

CREATE INDEX recovery_erasures_recovery_idx ON private.recovery_erasures USING btree (recovery_id);

CREATE TRIGGER recovery_erasures_hash
  BEFORE INSERT ON private.recovery_erasures
  FOR EACH ROW
  EXECUTE FUNCTION private.take_new_phone_hash();

REVOKE ALL ON FUNCTION "private"."keep_erased_from_recovery"(uuid, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_erased_from_recovery"(uuid, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_erased_from_recovery"(uuid, text[]) TO "postgres";
