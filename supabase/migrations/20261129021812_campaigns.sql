SET local check_function_bodies = off;

DROP VIEW "public"."due_call_schedules";

CREATE TABLE "private"."campaign_tallies" (
  "campaign_id" uuid   NOT NULL,
  "id"          bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  CONSTRAINT "campaign_tallies_pkey" PRIMARY KEY (campaign_id, id)
);

ALTER TABLE "private"."campaign_tallies"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."campaign_contacts" (
  "id"                uuid               NOT NULL DEFAULT gen_random_uuid(),
  "org_id"            uuid               NOT NULL,
  "campaign_id"       uuid               NOT NULL,
  "position"          integer            NOT NULL,
  "contact_id"        text,
  "contact_name"      text               NOT NULL,
  "phone_enc"         text,
  "phone_hash"        text               NOT NULL,
  "global_phone_hash" text,
  "phone_last4"       text,
  "phone_country"     text,
  "phone_regions"     text[]             NOT NULL DEFAULT '{}'::text[],
  "phone_zones"       text[]             NOT NULL DEFAULT '{}'::text[],
  "phone_zone_source" public.zone_source,
  "time_zone"         text,
  CONSTRAINT "campaign_contacts_campaign_id_contact_id_key" UNIQUE (campaign_id, contact_id),
  CONSTRAINT "campaign_contacts_campaign_id_phone_hash_key" UNIQUE (campaign_id, phone_hash),
  CONSTRAINT "campaign_contacts_campaign_id_position_key" UNIQUE (campaign_id, "position"),
  CONSTRAINT "campaign_contacts_global_phone_hash_check" CHECK ((global_phone_hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "campaign_contacts_phone_country_check" CHECK ((phone_country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT "campaign_contacts_phone_enc_check"
    CHECK (((phone_enc ~ '^v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_=-]{16,}\.[A-Za-z0-9_=-]{22,}$'::text) AND (char_length(phone_enc) <= 300))),
  CONSTRAINT "campaign_contacts_phone_hash_check" CHECK ((phone_hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "campaign_contacts_phone_last4_check" CHECK ((phone_last4 ~ '^[0-9]{4}$'::text)),
  CONSTRAINT "campaign_contacts_phone_regions_check" CHECK (((cardinality(phone_regions) <= 100) AND (char_length(array_to_string(phone_regions, ' '::text)) <= 5000))),
  CONSTRAINT "campaign_contacts_phone_zone_source_check" CHECK ((phone_zone_source = ANY (ARRAY['number'::public.zone_source, 'country'::public.zone_source]))),
  CONSTRAINT "campaign_contacts_phone_zones_check" CHECK (((cardinality(phone_zones) <= 100) AND (char_length(array_to_string(phone_zones, ' '::text)) <= 5000))),
  CONSTRAINT "campaign_contacts_pkey" PRIMARY KEY (id),
  CONSTRAINT "campaign_contacts_position_check" CHECK (("position" >= 1)),
  CONSTRAINT "campaign_contacts_contact_id_check" CHECK (private.is_text(contact_id, 128)),
  CONSTRAINT "campaign_contacts_contact_name_check" CHECK (private.is_text(contact_name, 200)),
  CONSTRAINT "campaign_contacts_time_zone_check" CHECK (private.is_time_zone(time_zone))
);

ALTER TABLE "public"."campaign_contacts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."campaign_contacts" FROM "anon";

CREATE TABLE "public"."campaign_dry_runs" (
  "id"                 uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "org_id"             uuid                     NOT NULL,
  "campaign_id"        uuid                     NOT NULL,
  "fingerprint"        text                     NOT NULL,
  "will_call"          integer                  NOT NULL,
  "will_not_call"      integer                  NOT NULL,
  "needs_confirmation" boolean                  NOT NULL,
  "result"             jsonb                    NOT NULL,
  "created_by"         uuid,
  CONSTRAINT "campaign_dry_runs_fingerprint_check" CHECK ((fingerprint ~ '^[0-9a-f]{32}$'::text)),
  CONSTRAINT "campaign_dry_runs_pkey" PRIMARY KEY (id),
  CONSTRAINT "campaign_dry_runs_result_check" CHECK (((jsonb_typeof(result) = 'object'::text) AND (octet_length((result)::text) <= 262144))),
  CONSTRAINT "campaign_dry_runs_will_call_check" CHECK ((will_call >= 0)),
  CONSTRAINT "campaign_dry_runs_will_not_call_check" CHECK ((will_not_call >= 0)),
  "created_at"         timestamp with time zone NOT NULL DEFAULT private."current_time"()
);

ALTER TABLE "public"."campaign_dry_runs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."campaign_dry_runs" FROM "anon";

CREATE TABLE "public"."campaigns" (
  "id"     uuid NOT NULL DEFAULT gen_random_uuid(),
  "org_id" uuid NOT NULL,
  "name"   text NOT NULL,
  CONSTRAINT "campaigns_org_id_id_key" UNIQUE (org_id, id),
  CONSTRAINT "campaigns_pkey" PRIMARY KEY (id),
  CONSTRAINT "campaigns_name_check" CHECK (private.is_text(name, 200))
);

ALTER TABLE "public"."campaigns"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."campaigns" FROM "anon";

ALTER TABLE "public"."call_schedules"
  ADD COLUMN "campaign_id" uuid;

CREATE TYPE "public"."campaign_contact_state" AS ENUM (
  'waiting',
  'scheduled',
  'in_progress',
  'completed',
  'failed',
  'cancelled',
  'excluded'
);

ALTER TABLE "private"."campaign_tallies"
  ADD COLUMN "state" public.campaign_contact_state NOT NULL;

ALTER TABLE "private"."campaign_tallies"
  ADD COLUMN "contacts" bigint NOT NULL;

ALTER TABLE "public"."campaign_contacts"
  ADD COLUMN "state" public.campaign_contact_state NOT NULL DEFAULT 'waiting'::public.campaign_contact_state;

ALTER TABLE "public"."campaign_contacts"
  ADD COLUMN "code" public.reason_code;

ALTER TABLE "public"."campaign_contacts"
  ADD COLUMN "decision" jsonb;

ALTER TABLE "public"."campaign_contacts"
  ADD COLUMN "ended_at" timestamp WITH time zone;

CREATE TYPE "public"."campaign_pause_code" AS ENUM (
  'by_user',
  'many_failures',
  'many_unanswered',
  'many_opt_outs'
);

CREATE TYPE "public"."campaign_state" AS ENUM (
  'draft',
  'running',
  'paused',
  'completed',
  'cancelled'
);

ALTER TABLE "public"."campaigns"
  ADD COLUMN "state" public.campaign_state NOT NULL DEFAULT 'draft'::public.campaign_state;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "agent_id" uuid NOT NULL;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "purpose" public.call_purpose NOT NULL;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "call_topic" text NOT NULL DEFAULT 'follow_up'::text;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "call_language" text NOT NULL DEFAULT 'en-IN'::text;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "starts_at" timestamp WITH time zone;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "ends_at" timestamp WITH time zone;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "calls_per_minute" integer;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "max_concurrent_calls" integer;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "priority" integer NOT NULL DEFAULT 5;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "retry_policy" jsonb NOT NULL DEFAULT '{}'::jsonb;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "best_time" boolean NOT NULL DEFAULT false;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "revision" integer NOT NULL DEFAULT 1;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "dry_run_id" uuid;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "started_at" timestamp WITH time zone;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "ended_at" timestamp WITH time zone;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "paused_at" timestamp WITH time zone;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "paused_code" public.campaign_pause_code;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "paused_reason" text;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "cancelled_reason" text;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "created_by" uuid;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "deleted_at" timestamp WITH time zone;

CREATE OR REPLACE FUNCTION private.audit_call_schedules()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  actor constant uuid := private.acting_user();
  kind constant public.actor_kind := private.actor_kind_of(actor);
  at constant timestamptz := private.current_time();
begin
  if tg_op = 'INSERT' then
    insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
    select n.org_id, at, actor, kind, 'insert', tg_table_name, n.id, jsonb_strip_nulls(jsonb_build_object(
      'id', n.id, 'org_id', n.org_id, 'agent_id', n.agent_id, 'rule_id', n.rule_id, 'occasion', n.occasion, 'campaign_id', n.campaign_id,
      'contact_id', n.contact_id, 'contact_name', case when n.contact_name is not null then 'private' end,
      'contact_phone_enc', case when n.contact_phone_enc is not null then 'private' end,
      'contact_phone_hash', case when n.contact_phone_hash is not null then 'private' end,
      'global_phone_hash', case when n.global_phone_hash is not null then 'private' end,
      'phone_country', n.phone_country, 'phone_regions', n.phone_regions, 'phone_zones', n.phone_zones,
      'phone_zone_source', n.phone_zone_source,
      'scheduled_at', n.scheduled_at, 'call_topic', n.call_topic, 'call_language', n.call_language,
      'purpose', n.purpose, 'time_zone', n.time_zone, 'deadline_at', n.deadline_at, 'is_active', n.is_active, 'call_status', n.call_status, 'bolna_call_id', n.bolna_call_id,
      'auto_trigger_enabled', n.auto_trigger_enabled, 'checkup_threshold_days', n.checkup_threshold_days,
      'last_checkup_date', n.last_checkup_date, 'status_reason_code', n.status_reason_code,
      'status_reason', n.status_reason, 'attention_code', n.attention_code, 'attention_reason', n.attention_reason,
      'attention', n.attention, 'attempt_count', n.attempt_count, 'deferral_count', n.deferral_count,
      'due_at', n.due_at, 'retry_at', n.retry_at, 'not_before', n.not_before,
      'contact_unread_since', n.contact_unread_since, 'created_by', n.created_by, 'deleted_at', n.deleted_at))
    from new_rows n;
    return null;
  end if;

  insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
  select d.org_id, at, actor, kind, 'update', tg_table_name, d.id, d.changes
  from (
    select coalesce(n.org_id, o.org_id) as org_id, coalesce(n.id, o.id) as id, jsonb_strip_nulls(jsonb_build_object(
        'id', case when n.id is distinct from o.id then jsonb_build_array(o.id, n.id) end,
        'org_id', case when n.org_id is distinct from o.org_id then jsonb_build_array(o.org_id, n.org_id) end,
        'agent_id', case when n.agent_id is distinct from o.agent_id then jsonb_build_array(o.agent_id, n.agent_id) end,
        'rule_id', case when n.rule_id is distinct from o.rule_id then jsonb_build_array(o.rule_id, n.rule_id) end,
        'occasion', case when n.occasion is distinct from o.occasion then jsonb_build_array(o.occasion, n.occasion) end,
        'campaign_id', case when n.campaign_id is distinct from o.campaign_id then jsonb_build_array(o.campaign_id, n.campaign_id) end,
        'contact_id', case when n.contact_id is distinct from o.contact_id then jsonb_build_array(o.contact_id, n.contact_id) end,
        'contact_name', case when n.contact_name is distinct from o.contact_name then to_jsonb('private'::text) end,
        'contact_phone_enc', case when n.contact_phone_enc is distinct from o.contact_phone_enc then to_jsonb('private'::text) end,
        'contact_phone_hash', case when n.contact_phone_hash is distinct from o.contact_phone_hash then to_jsonb('private'::text) end,
        'global_phone_hash', case when n.global_phone_hash is distinct from o.global_phone_hash then to_jsonb('private'::text) end,
        'phone_country', case when n.phone_country is distinct from o.phone_country then jsonb_build_array(o.phone_country, n.phone_country) end,
        'phone_regions', case when n.phone_regions is distinct from o.phone_regions then jsonb_build_array(o.phone_regions, n.phone_regions) end,
        'phone_zones', case when n.phone_zones is distinct from o.phone_zones then jsonb_build_array(o.phone_zones, n.phone_zones) end,
        'phone_zone_source', case when n.phone_zone_source is distinct from o.phone_zone_source then jsonb_build_array(o.phone_zone_source, n.phone_zone_source) end,
        'scheduled_at', case when n.scheduled_at is distinct from o.scheduled_at then jsonb_build_array(o.scheduled_at, n.scheduled_at) end,
        'call_topic', case when n.call_topic is distinct from o.call_topic then jsonb_build_array(o.call_topic, n.call_topic) end,
        'call_language', case when n.call_language is distinct from o.call_language then jsonb_build_array(o.call_language, n.call_language) end,
        'purpose', case when n.purpose is distinct from o.purpose then jsonb_build_array(o.purpose, n.purpose) end,
        'time_zone', case when n.time_zone is distinct from o.time_zone then jsonb_build_array(o.time_zone, n.time_zone) end,
        'deadline_at', case when n.deadline_at is distinct from o.deadline_at then jsonb_build_array(o.deadline_at, n.deadline_at) end,
        'is_active', case when n.is_active is distinct from o.is_active then jsonb_build_array(o.is_active, n.is_active) end,
        'call_status', case when n.call_status is distinct from o.call_status then jsonb_build_array(o.call_status, n.call_status) end,
        'bolna_call_id', case when n.bolna_call_id is distinct from o.bolna_call_id then jsonb_build_array(o.bolna_call_id, n.bolna_call_id) end,
        'auto_trigger_enabled', case when n.auto_trigger_enabled is distinct from o.auto_trigger_enabled then jsonb_build_array(o.auto_trigger_enabled, n.auto_trigger_enabled) end,
        'checkup_threshold_days', case when n.checkup_threshold_days is distinct from o.checkup_threshold_days then jsonb_build_array(o.checkup_threshold_days, n.checkup_threshold_days) end,
        'last_checkup_date', case when n.last_checkup_date is distinct from o.last_checkup_date then jsonb_build_array(o.last_checkup_date, n.last_checkup_date) end,
        'status_reason_code', case when n.status_reason_code is distinct from o.status_reason_code then jsonb_build_array(o.status_reason_code, n.status_reason_code) end,
        'status_reason', case when n.status_reason is distinct from o.status_reason then jsonb_build_array(o.status_reason, n.status_reason) end,
        'attention_code', case when n.attention_code is distinct from o.attention_code then jsonb_build_array(o.attention_code, n.attention_code) end,
        'attention_reason', case when n.attention_reason is distinct from o.attention_reason then jsonb_build_array(o.attention_reason, n.attention_reason) end,
        'attention', case when n.attention is distinct from o.attention then jsonb_build_array(o.attention, n.attention) end,
        'attempt_count', case when n.attempt_count is distinct from o.attempt_count then jsonb_build_array(o.attempt_count, n.attempt_count) end,
        'deferral_count', case when n.deferral_count is distinct from o.deferral_count then jsonb_build_array(o.deferral_count, n.deferral_count) end,
        'due_at', case when n.due_at is distinct from o.due_at then jsonb_build_array(o.due_at, n.due_at) end,
        'retry_at', case when n.retry_at is distinct from o.retry_at then jsonb_build_array(o.retry_at, n.retry_at) end,
        'not_before', case when n.not_before is distinct from o.not_before then jsonb_build_array(o.not_before, n.not_before) end,
        'contact_unread_since', case when n.contact_unread_since is distinct from o.contact_unread_since then jsonb_build_array(o.contact_unread_since, n.contact_unread_since) end,
        'created_by', case when n.created_by is distinct from o.created_by then jsonb_build_array(o.created_by, n.created_by) end,
        'deleted_at', case when n.deleted_at is distinct from o.deleted_at then jsonb_build_array(o.deleted_at, n.deleted_at) end)) as changes
    -- A full join is never a nested loop, whatever number of rows the kept plan was made for; and a row whose id was
    -- changed has its two rows.
    from old_rows o full join new_rows n on n.id = o.id
    offset 0
  ) d
  where d.changes <> '{}';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.campaign_counts (
  p_campaign_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('total', coalesce(sum(t.contacts), 0)) || coalesce(
    jsonb_object_agg(t.state, t.contacts), '{}')
  from (
    select e.state, coalesce(sum(c.contacts), 0)::bigint as contacts
    from unnest(enum_range(null::public.campaign_contact_state)) e (state)
    left join private.campaign_tallies c on c.campaign_id = p_campaign_id and c.state = e.state
    group by e.state
  ) t
$function$;

CREATE OR REPLACE FUNCTION private.campaign_fields()
  RETURNS text[]
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select array['name', 'agent_id', 'purpose', 'call_topic', 'call_language', 'starts_at', 'ends_at', 'calls_per_minute',
    'max_concurrent_calls', 'priority', 'retry_policy', 'best_time']
$function$;

CREATE OR REPLACE FUNCTION private.campaign_fingerprint (
  c public.campaigns
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select md5(jsonb_build_array(c.id, c.revision, p.updated_at, pack.version, o.max_concurrent_calls, o.max_dials_per_day,
    o.time_zone, o.retry_policy, o.queue_deadline_seconds)::text)
  from public.organizations o
  left join public.calling_policies p on p.org_id = o.id
  left join lateral (select v.version from private.policy_packs v order by v.loaded_at desc limit 1) pack on true
  where o.id = c.org_id
$function$;

CREATE OR REPLACE FUNCTION private.count_campaign_contacts (
  p_org_id      uuid,
  p_campaign_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select case when exists (
      select from public.campaigns c
      where c.id = p_campaign_id and c.org_id = p_org_id and c.org_id in (select private.my_org_ids()))
    then private.campaign_counts(p_campaign_id) end
$function$;

CREATE OR REPLACE FUNCTION private.fold_campaign_tallies()
  RETURNS bigint
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with gathered as (
    select t.campaign_id from private.campaign_tallies t
    group by t.campaign_id having count(*) > count(distinct t.state)
  ), taken as (
    delete from private.campaign_tallies t using gathered g where t.campaign_id = g.campaign_id
    returning t.campaign_id, t.state, t.contacts
  ), folded as (
    insert into private.campaign_tallies (campaign_id, state, contacts)
    select t.campaign_id, t.state, sum(t.contacts) from taken t
    group by t.campaign_id, t.state having sum(t.contacts) <> 0
  )
  select count(*) from taken
$function$;

CREATE OR REPLACE FUNCTION private.follow_campaign_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if not exists (select from new_rows n where n.campaign_id is not null) then
    return null;
  end if;
  update public.campaign_contacts m
  set state = n.call_status::text::public.campaign_contact_state, code = n.status_reason_code,
    ended_at = case when n.call_status in ('completed', 'failed', 'cancelled') then private.current_time() end
  from new_rows n join old_rows o on o.id = n.id
  where m.id = n.id and n.campaign_id is not null and n.call_status <> o.call_status;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.guard_campaign_state()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if (old.state, new.state) not in (
    ('draft', 'running'), ('draft', 'cancelled'), ('running', 'paused'), ('running', 'completed'), ('running', 'cancelled'),
    ('paused', 'running'), ('paused', 'completed'), ('paused', 'cancelled')
  ) then
    raise exception 'a campaign cannot go from % to %', old.state, new.state using errcode = '23514';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION private.present_campaign (
  c public.campaigns
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select to_jsonb(c) - 'deleted_at' || jsonb_build_object('counts', private.campaign_counts(c.id))
$function$;

CREATE OR REPLACE FUNCTION private.refused_campaign_field (
  c      public.campaigns,
  p_sent jsonb
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select case
    when p_sent ? 'agent_id' and not exists (
      select from public.agents a where a.org_id = c.org_id and a.id = c.agent_id and a.is_active) then 'agent_id'
    when p_sent ? 'ends_at' and c.ends_at <= private.current_time() then 'ends_at'
    when (p_sent ? 'starts_at' or p_sent ? 'ends_at')
      and greatest(c.starts_at, c.ends_at) > private.current_time() + interval '1830 days' then
      case when p_sent ? 'ends_at' then 'ends_at' else 'starts_at' end
    when c.starts_at >= c.ends_at then 'ends_at'
  end
$function$;

CREATE OR REPLACE FUNCTION private.tally_campaign_contacts()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'INSERT' then
    insert into private.campaign_tallies (campaign_id, state, contacts)
    select n.campaign_id, n.state, count(*) from new_rows n group by 1, 2;
  elsif tg_op = 'DELETE' then
    insert into private.campaign_tallies (campaign_id, state, contacts)
    select o.campaign_id, o.state, -count(*) from old_rows o
    -- Not while the campaign goes with all that is its own.
    where exists (select from public.campaigns c where c.id = o.campaign_id)
    group by 1, 2;
  else
    insert into private.campaign_tallies (campaign_id, state, contacts)
    select c.campaign_id, c.state, sum(c.sign)
    from (
      select 1 as sign, n.campaign_id, n.state from new_rows n
      union all
      select -1, o.campaign_id, o.state from old_rows o
    ) c
    group by 1, 2 having sum(c.sign) <> 0;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.change_campaign (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_actor       uuid,
  p_changes     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c public.campaigns;
  refused text;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, private.campaign_fields());
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.ended_at is not null then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  end if;
  c := jsonb_populate_record(c, p_changes);
  refused := private.refused_campaign_field(c, p_changes);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
  end if;
  update public.campaigns k
  set name = c.name, agent_id = c.agent_id, purpose = c.purpose, call_topic = c.call_topic, call_language = c.call_language,
    starts_at = c.starts_at, ends_at = c.ends_at, calls_per_minute = c.calls_per_minute,
    max_concurrent_calls = c.max_concurrent_calls, priority = c.priority, retry_policy = c.retry_policy,
    best_time = c.best_time, revision = k.revision + 1
  where k.id = p_campaign_id
  returning k.* into c;
  update public.call_schedules s
  set agent_id = c.agent_id, purpose = c.purpose, call_topic = c.call_topic, call_language = c.call_language,
    deadline_at = c.ends_at
  where s.campaign_id = c.id and s.call_status = 'scheduled' and s.attempt_count = 0
    and (s.agent_id, s.purpose, s.call_topic, s.call_language, s.deadline_at)
      is distinct from (c.agent_id, c.purpose, c.call_topic, c.call_language, c.ends_at);
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $function$;

REVOKE ALL ON FUNCTION "public"."change_campaign"(uuid, uuid, uuid, jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.configure_call_scheduler (
  enabled          boolean DEFAULT true,
  interval_seconds integer DEFAULT 10
)
  RETURNS text
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  every text;
begin
  if interval_seconds is null then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got nothing' using errcode = '22023';
  end if;
  every := public.configure_worker('sweep', enabled, interval_seconds);
  if enabled then
    perform cron.schedule('call-scheduler-prune', '*/10 * * * *', 'select private.prune_history()');
    perform cron.schedule('call-scheduler-fold', '* * * * *', 'select private.fold_call_tallies(), private.fold_campaign_tallies()');
    perform cron.schedule('calling-policy', '* * * * *', 'select private.renew_windows(), private.end_missed_calls()');
  else
    perform cron.unschedule(j.jobid) from cron.job j
    where j.jobname in ('call-scheduler-prune', 'call-scheduler-fold', 'calling-policy');
  end if;
  return every;
end $function$;

CREATE OR REPLACE FUNCTION public.create_campaign (
  p_org_id   uuid,
  p_actor    uuid,
  p_id       uuid,
  p_campaign jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c public.campaigns;
  refused text;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_campaign, private.campaign_fields());
  c.org_id := p_org_id;
  c.purpose := coalesce((select p.default_purpose from public.calling_policies p where p.org_id = p_org_id), 'marketing');
  c.call_topic := 'follow_up';
  c.call_language := 'en-IN';
  c.priority := 5;
  c.retry_policy := '{}';
  c.best_time := false;
  c := jsonb_populate_record(c, p_campaign);
  refused := private.refused_campaign_field(c, p_campaign);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
  end if;
  insert into public.campaigns (id, org_id, name, agent_id, purpose, call_topic, call_language, starts_at, ends_at,
    calls_per_minute, max_concurrent_calls, priority, retry_policy, best_time, created_by)
  values (p_id, p_org_id, c.name, c.agent_id, c.purpose, c.call_topic, c.call_language, c.starts_at, c.ends_at,
    c.calls_per_minute, c.max_concurrent_calls, c.priority, c.retry_policy, c.best_time, p_actor)
  on conflict (id) do nothing;
  select k.* into c from public.campaigns k where k.id = p_id and k.org_id = p_org_id and k.created_by = p_actor;
  if c.id is null then
    raise exception 'p_id is another campaign''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'created'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $function$;

REVOKE ALL ON FUNCTION "public"."create_campaign"(uuid, uuid, uuid, jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.delete_campaign (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_actor       uuid
)
  RETURNS public.answer_outcome
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c public.campaigns;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for update;
  if not found then
    return 'not_found'::public.answer_outcome;
  elsif c.state = 'draft' then
    delete from public.campaigns k where k.id = c.id;
    return 'deleted'::public.answer_outcome;
  elsif c.ended_at is null or exists (
    select from public.campaign_contacts m where m.campaign_id = c.id and m.state = 'in_progress'
  ) then
    return 'live'::public.answer_outcome;
  end if;
  update public.campaigns k set deleted_at = private.current_time() where k.id = c.id;
  return 'deleted'::public.answer_outcome;
end $function$;

REVOKE ALL ON FUNCTION "public"."delete_campaign"(uuid, uuid, uuid) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "public"."campaign_contacts"
  ADD CONSTRAINT "campaign_contacts_check1"
    CHECK
    (((ended_at IS NULL) = (state = ANY (ARRAY['waiting'::public.campaign_contact_state, 'scheduled'::public.campaign_contact_state,
    'in_progress'::public.campaign_contact_state]))));

ALTER TABLE "public"."campaign_contacts"
  ADD CONSTRAINT "campaign_contacts_check" CHECK (((state <> 'waiting'::public.campaign_contact_state) OR (phone_enc IS NOT NULL)));

ALTER TABLE "public"."campaign_contacts"
  ADD CONSTRAINT "campaign_contacts_decision_check" CHECK ((octet_length((decision)::text) <= 16384));

ALTER TABLE "public"."campaign_dry_runs"
  ADD CONSTRAINT "campaign_dry_runs_created_by_fkey" FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_call_language_check" CHECK (((call_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$'::text) AND (char_length(call_language) <= 35)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_calls_per_minute_check" CHECK (((calls_per_minute >= 1) AND (calls_per_minute <= 6000)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_cancelled_reason_check" CHECK (((char_length(cancelled_reason) >= 1) AND (char_length(cancelled_reason) <= 500)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_check1" CHECK (((state = ANY (ARRAY['completed'::public.campaign_state, 'cancelled'::public.campaign_state])) = (ended_at IS NOT NULL)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_check2" CHECK (((state = 'paused'::public.campaign_state) = (paused_at IS NOT NULL)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_check3" CHECK (((paused_at IS NULL) = (paused_code IS NULL)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_check4" CHECK (((paused_at IS NULL) = (paused_reason IS NULL)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_check5" CHECK (((deleted_at IS NULL) OR (state = ANY (ARRAY['completed'::public.campaign_state, 'cancelled'::public.campaign_state]))));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_check" CHECK ((starts_at < ends_at));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_created_by_fkey" FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_ends_at_check" CHECK (((ends_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (ends_at <= '2100-01-01 00:00:00+00'::timestamp
    with time zone)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_max_concurrent_calls_check" CHECK (((max_concurrent_calls >= 1) AND (max_concurrent_calls <= 1000)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_org_id_agent_id_fkey" FOREIGN KEY (org_id, agent_id) REFERENCES public.agents(org_id, id);

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_org_id_campaign_id_fkey" FOREIGN KEY (org_id, campaign_id) REFERENCES public.campaigns(org_id, id) ON DELETE SET NULL (campaign_id);

ALTER TABLE "public"."campaign_contacts"
  ADD CONSTRAINT "campaign_contacts_org_id_campaign_id_fkey" FOREIGN KEY (org_id, campaign_id) REFERENCES public.campaigns(org_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."campaign_dry_runs"
  ADD CONSTRAINT "campaign_dry_runs_org_id_campaign_id_fkey" FOREIGN KEY (org_id, campaign_id) REFERENCES public.campaigns(org_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_paused_reason_check" CHECK (((char_length(paused_reason) >= 1) AND (char_length(paused_reason) <= 500)));

ALTER TABLE "private"."campaign_tallies"
  ADD CONSTRAINT "campaign_tallies_campaign_id_fkey" FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id) ON DELETE CASCADE;

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_priority_check" CHECK (((priority >= 1) AND (priority <= 9)));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_revision_check" CHECK ((revision >= 1));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_starts_at_check" CHECK (((starts_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (starts_at <= '2100-01-01 00:00:00+00'::timestamp
    with time zone)));

CREATE VIEW "public"."due_call_schedules" WITH (security_invoker=true) AS  SELECT id,
    org_id,
    agent_id,
    contact_id,
    contact_name,
    contact_phone_enc,
    scheduled_at,
    call_topic,
    call_language,
    is_active,
    call_status,
    bolna_call_id,
    auto_trigger_enabled,
    checkup_threshold_days,
    last_checkup_date,
    status_reason_code,
    status_reason,
    attention,
    attention_code,
    attention_reason,
    attempt_count,
    due_at,
    retry_at,
    created_by,
    created_at,
    updated_at,
    rule_id,
    purpose,
    time_zone,
    deadline_at,
    not_before,
    campaign_id
   FROM public.call_schedules s
  WHERE (dial_after <= private."current_time"());

REVOKE ALL ON TABLE "public"."due_call_schedules" FROM "anon";

CREATE INDEX call_schedules_campaign_idx ON public.call_schedules USING btree (org_id, campaign_id, scheduled_at, id)
  WHERE (campaign_id IS NOT NULL);

CREATE INDEX campaign_contacts_org_idx ON public.campaign_contacts USING btree (org_id, campaign_id);

CREATE INDEX campaign_contacts_state_idx ON public.campaign_contacts USING btree (campaign_id, state, "position");

CREATE INDEX campaign_dry_runs_created_by_idx ON public.campaign_dry_runs USING btree (created_by);

CREATE INDEX campaigns_agent_idx ON public.campaigns USING btree (org_id, agent_id);

CREATE INDEX campaigns_created_by_idx ON public.campaigns USING btree (created_by);

CREATE INDEX campaigns_running_idx ON public.campaigns USING btree (org_id, id)
  WHERE (state = 'running'::public.campaign_state);

CREATE TRIGGER call_schedules_follow_campaign
  AFTER UPDATE ON public.call_schedules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.follow_campaign_calls();

CREATE TRIGGER campaign_contacts_tally_delete
  AFTER DELETE ON public.campaign_contacts REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.tally_campaign_contacts();

CREATE TRIGGER campaign_contacts_tally_insert
  AFTER INSERT ON public.campaign_contacts REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.tally_campaign_contacts();

CREATE TRIGGER campaign_contacts_tally_update
  AFTER UPDATE ON public.campaign_contacts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.tally_campaign_contacts();

CREATE TRIGGER campaign_contacts_touch
  BEFORE UPDATE ON public.campaign_contacts
  FOR EACH ROW
  EXECUTE FUNCTION private.touch_updated_at();

CREATE TRIGGER campaigns_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.campaigns
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'id');

CREATE TRIGGER campaigns_guard
  BEFORE UPDATE OF state ON public.campaigns
  FOR EACH ROW
  WHEN ((old.state IS DISTINCT FROM new.state))
  EXECUTE FUNCTION private.guard_campaign_state();

CREATE TRIGGER campaigns_touch
  BEFORE UPDATE ON public.campaigns
  FOR EACH ROW
  EXECUTE FUNCTION private.touch_updated_at();

CREATE POLICY "campaign_contacts_read" ON "public"."campaign_contacts"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids() AS my_org_ids)));

CREATE POLICY "campaign_dry_runs_read" ON "public"."campaign_dry_runs"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids() AS my_org_ids)));

CREATE POLICY "campaigns_read" ON "public"."campaigns"
  FOR SELECT
  TO "authenticated"
  USING (((deleted_at IS NULL) AND (org_id IN ( SELECT private.my_org_ids() AS my_org_ids))));

REVOKE ALL ON FUNCTION "private"."campaign_counts"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."campaign_counts"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."campaign_counts"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."campaign_fields"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."campaign_fields"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."campaign_fields"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."campaign_fingerprint"(public.campaigns) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."campaign_fingerprint"(public.campaigns) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."campaign_fingerprint"(public.campaigns) TO "postgres";

REVOKE ALL ON FUNCTION "private"."count_campaign_contacts"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."count_campaign_contacts"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."count_campaign_contacts"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."count_campaign_contacts"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."fold_campaign_tallies"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."fold_campaign_tallies"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."fold_campaign_tallies"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."follow_campaign_calls"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."follow_campaign_calls"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."follow_campaign_calls"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."guard_campaign_state"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."guard_campaign_state"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."guard_campaign_state"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."present_campaign"(public.campaigns) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."present_campaign"(public.campaigns) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."present_campaign"(public.campaigns) TO "postgres";

REVOKE ALL ON FUNCTION "private"."refused_campaign_field"(public.campaigns, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."refused_campaign_field"(public.campaigns, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."refused_campaign_field"(public.campaigns, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_campaign_contacts"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_campaign_contacts"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_campaign_contacts"() TO "postgres";

REVOKE ALL ON FUNCTION "public"."change_campaign"(uuid, uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_campaign"(uuid, uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_campaign"(uuid, uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "public"."create_campaign"(uuid, uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_campaign"(uuid, uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_campaign"(uuid, uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "public"."delete_campaign"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_campaign"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_campaign"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ("campaign_id") ON TABLE "public"."call_schedules" FROM "authenticated";

GRANT SELECT ("campaign_id") ON TABLE "public"."call_schedules" TO "authenticated";

REVOKE ALL ON TABLE "public"."campaign_contacts" FROM "authenticated";

REVOKE ALL ("campaign_id") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("campaign_id") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("code") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("code") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("contact_id") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("contact_id") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("contact_name") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("contact_name") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("decision") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("decision") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("ended_at") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("ended_at") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("id") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("org_id") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("org_id") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("phone_country") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("phone_country") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("phone_last4") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("phone_last4") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("position") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("position") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("state") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("state") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ("time_zone") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("time_zone") ON TABLE "public"."campaign_contacts" TO "authenticated";

REVOKE ALL ON TABLE "public"."campaign_contacts" FROM "service_role";

GRANT SELECT ON TABLE "public"."campaign_contacts" TO "service_role";

REVOKE ALL ON TABLE "public"."campaign_dry_runs" FROM "authenticated";

GRANT SELECT ON TABLE "public"."campaign_dry_runs" TO "authenticated";

REVOKE ALL ON TABLE "public"."campaign_dry_runs" FROM "service_role";

GRANT SELECT ON TABLE "public"."campaign_dry_runs" TO "service_role";

REVOKE ALL ON TABLE "public"."campaigns" FROM "authenticated";

GRANT SELECT ON TABLE "public"."campaigns" TO "authenticated";

REVOKE ALL ON TABLE "public"."campaigns" FROM "service_role";

GRANT SELECT ON TABLE "public"."campaigns" TO "service_role";

REVOKE ALL ON TABLE "public"."due_call_schedules" FROM "authenticated";

GRANT SELECT ON TABLE "public"."due_call_schedules" TO "authenticated";

REVOKE ALL ON TABLE "public"."due_call_schedules" FROM "service_role";

GRANT SELECT ON TABLE "public"."due_call_schedules" TO "service_role";

ALTER TABLE "public"."campaign_contacts"
  ADD COLUMN "created_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

REVOKE ALL ("created_at") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("created_at") ON TABLE "public"."campaign_contacts" TO "authenticated";

ALTER TABLE "public"."campaign_contacts"
  ADD COLUMN "updated_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

REVOKE ALL ("updated_at") ON TABLE "public"."campaign_contacts" FROM "authenticated";

GRANT SELECT ("updated_at") ON TABLE "public"."campaign_contacts" TO "authenticated";

CREATE INDEX campaign_dry_runs_campaign_idx ON public.campaign_dry_runs USING btree (org_id, campaign_id, created_at);

ALTER TABLE "public"."campaigns"
  ADD COLUMN "created_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

CREATE INDEX campaigns_list_idx ON public.campaigns USING btree (org_id, created_at, id)
  WHERE (deleted_at IS NULL);

ALTER TABLE "public"."campaigns"
  ADD COLUMN "updated_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

CREATE VIEW "public"."campaign_list" WITH (security_invoker=true) AS  SELECT id,
    org_id,
    name,
    state,
    agent_id,
    purpose,
    call_topic,
    call_language,
    starts_at,
    ends_at,
    calls_per_minute,
    max_concurrent_calls,
    priority,
    retry_policy,
    best_time,
    revision,
    dry_run_id,
    started_at,
    ended_at,
    paused_at,
    paused_code,
    paused_reason,
    cancelled_reason,
    created_by,
    created_at,
    updated_at,
    private.count_campaign_contacts(org_id, id) AS counts
   FROM public.campaigns c;

REVOKE ALL ON TABLE "public"."campaign_list" FROM "anon", "service_role";

REVOKE ALL ON TABLE "public"."campaign_list" FROM "authenticated";

GRANT SELECT ON TABLE "public"."campaign_list" TO "authenticated";

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_call_topic_check" CHECK (private.is_text(call_topic, 200));

ALTER TABLE "public"."campaigns"
  ADD CONSTRAINT "campaigns_retry_policy_check" CHECK (private.is_retry_policy(retry_policy));

-- Where the scheduler is on, campaigns' counts are added up from now on too.
do $$ begin
  if to_regclass('cron.job') is not null then
    perform cron.schedule('call-scheduler-fold', '* * * * *', 'select private.fold_call_tallies(), private.fold_campaign_tallies()')
    from cron.job j where j.jobname = 'call-scheduler-fold';
  end if;
end $$;
