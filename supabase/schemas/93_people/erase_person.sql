-- Erases a person, for an admin, whose right is checked here: by a contact's id or a number's hash, as export_person finds them. What
-- waits is cancelled first; while a call is live, or nobody knows yet whether it is, nothing is done. Then name, number and its
-- hashes, ids, places, dates and sentences are gone from every table, the trail and what was told to HubSpot and endpoints included;
-- when calls were made, how they ended and what they cost stays, and of suppressions the number's hash and scope, of consents the
-- hash, kind and times, withdrawn. A contact of HubSpot's does not come back with the next reading. The trail says who, when and why.
-- Repeated it finds nothing more. Outcomes: erased {…}, live, not_found, forbidden.
create function public.erase_person(p_org_id uuid, p_actor uuid, p_id uuid, p_contact_id text, p_phone_hash text, p_reason text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
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
end $$;
revoke all on function public.erase_person(uuid, uuid, uuid, text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.erase_person(uuid, uuid, uuid, text, text, text) to service_role;
