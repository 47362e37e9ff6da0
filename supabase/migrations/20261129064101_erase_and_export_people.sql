SET local check_function_bodies = off;

CREATE TABLE "private"."audit_erasures" (
  "audit_id"      bigint                   NOT NULL,
  "erasure_id"    uuid                     NOT NULL,
  "personal_hash" bytea                    NOT NULL,
  CONSTRAINT "audit_erasures_personal_hash_check" CHECK ((octet_length(personal_hash) = 32)),
  CONSTRAINT "audit_erasures_pkey" PRIMARY KEY (audit_id),
  "erased_at"     timestamp with time zone NOT NULL DEFAULT private."current_time"()
);

ALTER TABLE "private"."audit_erasures"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."erased_contacts" (
  "org_id"     uuid                     NOT NULL,
  "contact_id" text                     NOT NULL,
  CONSTRAINT "erased_contacts_contact_id_check" CHECK (((char_length(contact_id) >= 1) AND (char_length(contact_id) <= 128))),
  CONSTRAINT "erased_contacts_pkey" PRIMARY KEY (org_id, contact_id),
  "erased_at"  timestamp with time zone NOT NULL DEFAULT private."current_time"()
);

ALTER TABLE "private"."erased_contacts"
  ENABLE ROW LEVEL SECURITY;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'erased' AFTER 'empty';


SET local check_function_bodies = off;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'exported' AFTER 'erased';


SET local check_function_bodies = off;

ALTER TYPE "public"."audit_action" ADD VALUE 'export' AFTER 'delete';


SET local check_function_bodies = off;

ALTER TYPE "public"."audit_action" ADD VALUE 'erase' AFTER 'export';


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.erase_audit_rows (
  p_ids        bigint[],
  p_erasure_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  entry record;
  erased integer := 0;
begin
  for entry in
    select a.id, a.changes, e.left_over, s.id as seal_id, array_position(s.row_ids, a.id) as place, s.row_salts, s.personal
    from public.audit_log a
    cross join lateral (
      select jsonb_object_agg(c.key, case when c.key = any (private.personal_columns()) and c.value <> '"private"'
        then '"erased"'::jsonb else c.value end) as left_over
      from jsonb_each(a.changes) c
    ) e
    left join lateral (
      -- A seal's rows are those after the rows of the one before it.
      select l.id, l.row_ids, l.row_salts, l.personal from private.audit_seals l
      where l.org_id is not distinct from a.org_id and l.month = date_trunc('month', a.occurred_at at time zone 'UTC')::date
        and l.row_ids[1] <= a.id
      order by l.number desc limit 1
    ) s on a.id = any (s.row_ids)
    where a.id = any (p_ids) and e.left_over <> a.changes
    order by a.id
  loop
    if entry.place is not null then
      insert into private.audit_erasures (audit_id, erasure_id, personal_hash)
      select entry.id, p_erasure_id, sha256(substring(entry.row_salts, entry.place * 16 - 15, 16) || convert_to(coalesce(string_agg(
        octet_length(c.key) || ':' || c.key || private.canonical_json(c.value), '' order by c.key collate "C"), ''), 'UTF8'))
      from jsonb_each(entry.changes) c where c.key = any (entry.personal)
      on conflict (audit_id) do nothing;
      update private.audit_seals s
      set row_salts = overlay(s.row_salts placing '\x00000000000000000000000000000000'::bytea from entry.place * 16 - 15)
      where s.id = entry.seal_id;
    end if;
    update public.audit_log a set changes = entry.left_over where a.id = entry.id;
    erased := erased + 1;
  end loop;
  return erased;
end $function$;

CREATE OR REPLACE FUNCTION private.find_person (
  p_org_id     uuid,
  p_contact_id text,
  p_phone_hash text,
  OUT          contact_ids text[],
  OUT          phone_hashes text[],
  OUT          calls uuid[],
  OUT          attempts uuid[],
  OUT          suppressions uuid[],
  OUT          consents uuid[],
  OUT          campaign_contacts uuid[],
  OUT          is_known boolean
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  by_number constant boolean := p_contact_id is null;
begin
  select array_agg(distinct i.id) into contact_ids
  from (
    select private.plain_contact_id(p_contact_id) as id
    union all
    select unnest(c.contact_id || c.merged_ids) from public.contacts c
    where c.org_id = p_org_id and (c.contact_id = private.plain_contact_id(p_contact_id) or c.phone_hash = p_phone_hash)
  ) i
  where i.id is not null;
  contact_ids := coalesce(contact_ids, '{}');
  calls := array(
    select s.id from public.call_schedules s where s.org_id = p_org_id and s.contact_id = any (contact_ids)
    union
    select n.call_id from private.call_names n where n.org_id = p_org_id and n.contact_phone_hash = p_phone_hash);
  attempts := array(select t.id from public.call_attempts t where t.org_id = p_org_id and t.schedule_id = any (calls));
  phone_hashes := array(
    select p_phone_hash where by_number
    union
    select c.phone_hash from public.contacts c where c.org_id = p_org_id and c.contact_id = any (contact_ids) and c.phone_hash is not null
    union
    select s.contact_phone_hash from public.call_schedules s where s.id = any (calls));
  suppressions := array(select x.id from public.suppressions x
    where x.org_id = p_org_id and (x.phone_hash = any (phone_hashes) or x.contact_id = any (contact_ids)));
  consents := array(select x.id from public.consents x
    where x.org_id = p_org_id and (x.contact_id = any (contact_ids) or x.phone_hash = p_phone_hash));
  campaign_contacts := array(select m.id from public.campaigns c join public.campaign_contacts m on m.campaign_id = c.id
    where c.org_id = p_org_id and (m.contact_id = any (contact_ids)
      or (m.phone_hash = any (phone_hashes) and (by_number or m.contact_id is null))));
  is_known := cardinality(calls || suppressions || consents || campaign_contacts) > 0
    or exists (select from public.contacts c where c.org_id = p_org_id and c.contact_id = any (contact_ids));
end $function$;

CREATE OR REPLACE FUNCTION private.forget_topic (
  p_org_id uuid,
  p_topic  text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update private.report_counts e set opt_outs = e.opt_outs + r.opt_outs, deferrals = e.deferrals + r.deferrals
  from private.report_counts r
  where r.org_id = p_org_id and r.topic = p_topic and e.org_id = r.org_id and e.topic = 'erased'
    and (e.grain, e.starts_at) = (r.grain, r.starts_at)
    and (e.agent_id, e.campaign_id, e.rule_id) is not distinct from (r.agent_id, r.campaign_id, r.rule_id);
  delete from private.report_counts r using private.report_counts e
  where r.org_id = p_org_id and r.topic = p_topic and e.org_id = r.org_id and e.topic = 'erased'
    and (e.grain, e.starts_at) = (r.grain, r.starts_at)
    and (e.agent_id, e.campaign_id, e.rule_id) is not distinct from (r.agent_id, r.campaign_id, r.rule_id);
  update private.report_counts r set topic = 'erased' where r.org_id = p_org_id and r.topic = p_topic;

  update private.report_codes e set quantity = e.quantity + r.quantity, talk_seconds = e.talk_seconds + r.talk_seconds,
    cost_cents = e.cost_cents + r.cost_cents
  from private.report_codes r
  where r.org_id = p_org_id and r.topic = p_topic and e.org_id = r.org_id and e.topic = 'erased'
    and (e.grain, e.starts_at) = (r.grain, r.starts_at)
    and (e.agent_id, e.campaign_id, e.rule_id, e.subject, e.outcome, e.reason_code)
      is not distinct from (r.agent_id, r.campaign_id, r.rule_id, r.subject, r.outcome, r.reason_code);
  delete from private.report_codes r using private.report_codes e
  where r.org_id = p_org_id and r.topic = p_topic and e.org_id = r.org_id and e.topic = 'erased'
    and (e.grain, e.starts_at) = (r.grain, r.starts_at)
    and (e.agent_id, e.campaign_id, e.rule_id, e.subject, e.outcome, e.reason_code)
      is not distinct from (r.agent_id, r.campaign_id, r.rule_id, r.subject, r.outcome, r.reason_code);
  update private.report_codes r set topic = 'erased' where r.org_id = p_org_id and r.topic = p_topic;
end $function$;

CREATE OR REPLACE FUNCTION private.guard_consent()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  withdrawal constant text[] := array['revoked_at', 'revoked_via', 'revoked_reason', 'revoked_by'];
begin
  if tg_op = 'DELETE' then
    if exists (select from public.organizations o where o.id = old.org_id) then
      raise exception 'a consent is withdrawn, never deleted' using errcode = '42501';
    end if;
    return old;
  elsif tg_table_name = 'consents' and private.is_erasure(to_jsonb(old), to_jsonb(new),
    array['contact_id', 'contact_name', 'relation', 'evidence', 'phone_last4', 'revoked_reason']) then
    return new;
  elsif tg_table_name = 'consent_wordings' or to_jsonb(old) ->> 'revoked_at' is not null
    or to_jsonb(new) - withdrawal <> to_jsonb(old) - withdrawal then
    raise exception 'a consent is withdrawn once, and changes in nothing else' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION private.guard_suppression()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  lifting constant text[] := array['removed_at', 'removed_by', 'removed_reason'];
begin
  if tg_op = 'DELETE' then
    if exists (select from public.organizations o where o.id = old.org_id) then
      raise exception 'a suppression is lifted, never deleted' using errcode = '42501';
    end if;
    return old;
  elsif private.is_erasure(to_jsonb(old), to_jsonb(new), array['reason', 'evidence', 'removed_reason', 'phone_last4']) then
    return new;
  elsif old.removed_at is not null or to_jsonb(new) - lifting <> to_jsonb(old) - lifting then
    raise exception 'a suppression is lifted once, and changes in nothing else' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION private.is_erasure (
  p_old     jsonb,
  p_new     jsonb,
  p_columns text[]
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  return p_new - p_columns = p_old - p_columns and not exists (
    select from unnest(p_columns) c
    where p_new -> c is distinct from p_old -> c
      and coalesce(p_new ->> c, 'Erased') not in ('Erased', 'erased', '0000') and p_new ->> c !~ '^erased-[0-9a-f]{12}$');
end $function$;

CREATE OR REPLACE FUNCTION private.keep_out_erased_contact()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return case when exists (select from private.erased_contacts e 
      where e.org_id = new.org_id and e.contact_id = any (new.merged_ids || new.contact_id))
    then null else new end;
end $function$;

CREATE OR REPLACE FUNCTION private.prune_audit (
  p_until timestamp with time zone,
  p_batch integer
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  seal record;
  pruned integer := 0;
begin
  for seal in
    select s.id, s.org_id, s.month, s.number, s.row_ids, s.hash, s.last_at from private.audit_seals s
    where s.last_at < p_until order by s.last_at, s.number limit p_batch
  loop
    exit when pruned >= p_batch;
    continue when exists (
      select from private.audit_seals e
      where e.org_id is not distinct from seal.org_id and e.month = seal.month and e.number < seal.number);
    delete from public.audit_log a where a.id = any (seal.row_ids);
    delete from private.audit_erasures e where e.audit_id = any (seal.row_ids);
    insert into private.audit_prunings as p (org_id, month, last_number, row_count, hash, last_at)
    values (seal.org_id, seal.month, seal.number, cardinality(seal.row_ids), seal.hash, seal.last_at)
    on conflict (org_id, month) do update
    set last_number = excluded.last_number, row_count = p.row_count + excluded.row_count, hash = excluded.hash,
      last_at = greatest(p.last_at, excluded.last_at), pruned_at = excluded.pruned_at;
    delete from private.audit_seals s where s.id = seal.id;
    pruned := pruned + cardinality(seal.row_ids);
  end loop;
  return pruned;
end $function$;

CREATE OR REPLACE FUNCTION private.refuse_audit_change()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' and old.occurred_at < private.kept_since('audit_log') then
    return old;
  elsif tg_op = 'UPDATE' and new.changes <> old.changes and to_jsonb(new) - 'changes' = to_jsonb(old) - 'changes'
    and new.changes - private.personal_columns() = old.changes - private.personal_columns()
    and private.is_erasure(old.changes, new.changes, private.personal_columns()) then
    return new;
  end if;
  raise exception 'audit_log is append-only: % is refused', lower(tg_op) using errcode = '42501';
end $function$;

CREATE OR REPLACE FUNCTION private.refuse_erasure_change()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' and not exists (select from public.audit_log a where a.id = old.audit_id) then
    return old;
  end if;
  raise exception 'what was erased from the trail stays told: % is refused', lower(tg_op) using errcode = '42501';
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
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  -- Whoever claims or books for the organisation comes before this or after it; nobody seals meanwhile.
  perform from public.organizations o where o.id = p_org_id for no key update;
  who := private.find_person(p_org_id, p_contact_id, p_phone_hash);
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
  update public.suppressions x
  set reason = 'Erased', phone_last4 = null, evidence = null, removed_reason = case when x.removed_at is not null then 'Erased' end
  where x.id = any (who.suppressions);
  update public.consents x set revoked_at = now_is, revoked_via = 'erasure', revoked_by = p_actor
  where x.id = any (who.consents) and x.revoked_at is null;
  update public.consents x
  set contact_id = alias, contact_name = null, relation = null, evidence = null, phone_last4 = '0000', revoked_reason = null
  where x.id = any (who.consents);
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

REVOKE ALL ON FUNCTION "public"."erase_person"(uuid, uuid, uuid, text, text, text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.export_person (
  p_org_id     uuid,
  p_actor      uuid,
  p_id         uuid,
  p_contact_id text,
  p_phone_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  who record;
  audited text[];
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  who := private.find_person(p_org_id, p_contact_id, p_phone_hash);
  if not who.is_known and p_contact_id is not null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  insert into public.audit_log (org_id, actor_id, actor_kind, action, table_name, row_id, changes)
  values (p_org_id, p_actor, 'user', 'export', 'people', p_id, jsonb_strip_nulls(jsonb_build_object('contact_id', p_contact_id,
    'number', case when p_contact_id is null then 'private' end)));
  audited := (who.calls || who.attempts || who.suppressions || who.consents)::text[];
  return jsonb_build_object('outcome', 'exported'::public.answer_outcome, 'person', jsonb_build_object(
    'contacts', (select coalesce(jsonb_agg(to_jsonb(c) - array['org_id', 'phone_hash', 'contact_number'] order by c.contact_id), '[]')
      from public.contacts c where c.org_id = p_org_id and c.contact_id = any (who.contact_ids)),
    'call_schedules', (select coalesce(jsonb_agg(to_jsonb(s) - array['org_id', 'contact_phone_hash', 'global_phone_hash']
        || jsonb_build_object(
          'attempts', (select coalesce(jsonb_agg(to_jsonb(t) - array['org_id', 'contact_phone_hash', 'worker'] order by t.attempt_number), '[]')
            from public.call_attempts t where t.schedule_id = s.id),
          'events', (select coalesce(jsonb_agg(to_jsonb(e) - array['org_id', 'snapshot_hash'] order by e.id), '[]')
            from public.call_attempts t join public.call_events e on e.attempt_id = t.id where t.schedule_id = s.id),
          'decisions', (select coalesce(jsonb_agg(to_jsonb(d) - array['org_id', 'schedule_id'] order by d.id), '[]')
            from public.call_decisions d where d.org_id = p_org_id and d.schedule_id = s.id),
          'hubspot_entries', (select coalesce(jsonb_agg(to_jsonb(o) - array['org_id', 'worker'] order by o.created_at), '[]')
            from public.crm_outbox o where o.org_id = p_org_id and o.schedule_id = s.id)) order by s.created_at, s.id), '[]')
      from public.call_schedules s where s.id = any (who.calls)),
    'suppressions', (select coalesce(jsonb_agg(to_jsonb(x) - array['org_id', 'phone_hash'] order by x.added_at, x.id), '[]')
      from public.suppressions x where x.id = any (who.suppressions)),
    'consents', (select coalesce(jsonb_agg(to_jsonb(x) - array['org_id', 'phone_hash'] || jsonb_build_object('wording', w.wording)
        order by x.added_at, x.id), '[]')
      from public.consents x left join public.consent_wordings w on w.org_id = x.org_id and w.wording_hash = x.wording_hash
      where x.id = any (who.consents)),
    'campaigns', (select coalesce(jsonb_agg(to_jsonb(m) - array['org_id', 'phone_hash', 'global_phone_hash']
        || jsonb_build_object('campaign_name', c.name) order by m.created_at, m.id), '[]')
      from public.campaign_contacts m join public.campaigns c on c.id = m.campaign_id where m.id = any (who.campaign_contacts)),
    'webhook_deliveries', (select coalesce(jsonb_agg(jsonb_build_object('type', d.type, 'data', d.data, 'occurred_at', d.occurred_at,
        'state', d.state, 'delivered_at', d.delivered_at) order by d.position), '[]')
      from public.webhook_deliveries d where d.org_id = p_org_id and d.subject_id = any (who.calls || who.suppressions)),
    'audit', (select coalesce(jsonb_agg(to_jsonb(a) - array['org_id'] order by a.id), '[]')
      from public.audit_log a where a.org_id = p_org_id and a.row_id = any (audited))));
end $function$;

REVOKE ALL ON FUNCTION "public"."export_person"(uuid, uuid, uuid, text, text) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "private"."erased_contacts"
  ADD CONSTRAINT "erased_contacts_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

CREATE TRIGGER audit_erasures_guard
  BEFORE DELETE OR UPDATE ON private.audit_erasures
  FOR EACH ROW
  EXECUTE FUNCTION private.refuse_erasure_change();

CREATE TRIGGER audit_erasures_no_truncate
  BEFORE TRUNCATE ON private.audit_erasures
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.refuse_erasure_change();

CREATE TRIGGER contacts_keep_out_erased
  BEFORE INSERT ON public.contacts
  FOR EACH ROW
  EXECUTE FUNCTION private.keep_out_erased_contact();

REVOKE ALL ON FUNCTION "private"."erase_audit_rows"(bigint[], uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."erase_audit_rows"(bigint[], uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."erase_audit_rows"(bigint[], uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."find_person"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_person"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_person"(uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."forget_topic"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."forget_topic"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."forget_topic"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."is_erasure"(jsonb, jsonb, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."is_erasure"(jsonb, jsonb, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."is_erasure"(jsonb, jsonb, text[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_out_erased_contact"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_out_erased_contact"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_out_erased_contact"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."refuse_erasure_change"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."refuse_erasure_change"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."refuse_erasure_change"() TO "postgres";

REVOKE ALL ON FUNCTION "public"."erase_person"(uuid, uuid, uuid, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."erase_person"(uuid, uuid, uuid, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."erase_person"(uuid, uuid, uuid, text, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."export_person"(uuid, uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."export_person"(uuid, uuid, uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."export_person"(uuid, uuid, uuid, text, text) TO "service_role";
