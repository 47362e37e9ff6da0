SET local check_function_bodies = off;

DROP VIEW "public"."due_call_schedules";

DROP FUNCTION "private"."judge_call"(public.call_schedules, timestamp WITH time zone, boolean, boolean);

DROP FUNCTION "public"."claim_call_schedule"(uuid, uuid, text, integer, text);

CREATE TABLE "private"."blackouts" (
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "jurisdiction" text,
  "from_at"      timestamp with time zone NOT NULL,
  "to_at"        timestamp with time zone NOT NULL,
  "reason"       text                     NOT NULL,
  CONSTRAINT "blackouts_check" CHECK ((from_at < to_at)),
  CONSTRAINT "blackouts_jurisdiction_check" CHECK ((jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'::text)),
  CONSTRAINT "blackouts_pkey" PRIMARY KEY (id),
  "created_at"   timestamp with time zone NOT NULL DEFAULT private."current_time"(),
  CONSTRAINT "blackouts_reason_check" CHECK (private.is_text(reason, 500))
);

ALTER TABLE "private"."blackouts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."calling_windows" (
  "id"            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "key"           text                     NOT NULL,
  "org_id"        uuid,
  "policy_at"     timestamp with time zone,
  "purpose"       public.call_purpose      NOT NULL,
  "jurisdictions" text[]                   NOT NULL,
  "zones"         text[]                   NOT NULL,
  "demands"       jsonb                    NOT NULL,
  "demands_until" timestamp with time zone NOT NULL,
  "spans_until"   timestamp with time zone NOT NULL,
  "used_on"       date                     NOT NULL,
  CONSTRAINT "calling_windows_demands_check" CHECK ((octet_length((demands)::text) <= 65536)),
  CONSTRAINT "calling_windows_jurisdictions_check" CHECK ((octet_length((jurisdictions)::text) <= 8192)),
  CONSTRAINT "calling_windows_key_check" CHECK ((char_length(key) <= 16384)),
  CONSTRAINT "calling_windows_key_key" UNIQUE (key),
  CONSTRAINT "calling_windows_pkey" PRIMARY KEY (id),
  CONSTRAINT "calling_windows_zones_check" CHECK ((octet_length((zones)::text) <= 8192))
);

ALTER TABLE "private"."calling_windows"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."open_spans" (
  "window_id" uuid                     NOT NULL,
  "opens"     timestamp with time zone NOT NULL,
  "closes"    timestamp with time zone NOT NULL,
  CONSTRAINT "open_spans_check" CHECK ((opens < closes)),
  CONSTRAINT "open_spans_pkey" PRIMARY KEY (window_id, closes)
);

ALTER TABLE "private"."open_spans"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."policy_changes" (
  "org_id"     uuid                     NOT NULL,
  "done_to"    uuid                     NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
  CONSTRAINT "policy_changes_pkey" PRIMARY KEY (org_id),
  "changed_at" timestamp with time zone NOT NULL DEFAULT private."current_time"()
);

ALTER TABLE "private"."policy_changes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."call_decisions" (
  "id"          bigint                   GENERATED ALWAYS AS IDENTITY NOT NULL,
  "org_id"      uuid                     NOT NULL,
  "schedule_id" uuid                     NOT NULL,
  "at"          timestamp with time zone NOT NULL,
  CONSTRAINT "call_decisions_pkey" PRIMARY KEY (id)
);

ALTER TABLE "public"."call_decisions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."call_decisions" FROM "anon";

CREATE TABLE "public"."calling_policies" (
  "org_id"          uuid                     NOT NULL,
  "default_purpose" public.call_purpose      NOT NULL DEFAULT 'marketing'::public.call_purpose,
  "week"            int4multirange,
  "blackouts"       jsonb                    NOT NULL DEFAULT '[]'::jsonb,
  "caps"            jsonb                    NOT NULL DEFAULT '[]'::jsonb,
  "min_gap_minutes" integer                  NOT NULL DEFAULT 0,
  "loosened"        jsonb                    NOT NULL DEFAULT '[]'::jsonb,
  "updated_by"      uuid,
  CONSTRAINT "calling_policies_min_gap_minutes_check" CHECK (((min_gap_minutes >= 0) AND (min_gap_minutes <= 43200))),
  CONSTRAINT "calling_policies_pkey" PRIMARY KEY (org_id),
  CONSTRAINT "calling_policies_week_check" CHECK ((week <@ int4multirange(int4range(0, 10080)))),
  "created_at"      timestamp with time zone NOT NULL DEFAULT private."current_time"(),
  "updated_at"      timestamp with time zone NOT NULL DEFAULT private."current_time"()
);

ALTER TABLE "public"."calling_policies"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."calling_policies" FROM "anon";

ALTER TABLE "public"."call_schedule_rules"
  ADD COLUMN "purpose" public.call_purpose NOT NULL DEFAULT 'health_reminder'::public.call_purpose;

-- What was booked before calls had purposes was no advertising.
ALTER TABLE "public"."call_schedules"
  ADD COLUMN "purpose" public.call_purpose NOT NULL DEFAULT 'service';
ALTER TABLE "public"."call_schedules"
  ALTER COLUMN "purpose" DROP DEFAULT;

ALTER TABLE "public"."call_schedules"
  ADD COLUMN "time_zone" text;

ALTER TABLE "public"."call_schedules"
  ADD COLUMN "deadline_at" timestamp WITH time zone;

REVOKE ALL ON SEQUENCE "public"."call_decisions_id_seq" FROM "anon";

REVOKE ALL ON SEQUENCE "public"."call_decisions_id_seq" FROM "authenticated";

REVOKE ALL ON SEQUENCE "public"."call_decisions_id_seq" FROM "service_role";

CREATE TYPE "private"."call_terms" AS (
  "org_id"        uuid,
  "policy_at"     timestamp WITH time zone,
  "purpose"       public.call_purpose,
  "country"       text,
  "zones"         text[],
  "zone_source"   public.zone_source,
  "jurisdictions" text[]
);

ALTER TYPE "public"."answer_outcome" ADD VALUE 'checked' AFTER 'withdrawn';


SET local check_function_bodies = off;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'explained' AFTER 'checked';


SET local check_function_bodies = off;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'put' AFTER 'explained';


SET local check_function_bodies = off;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'refused' AFTER 'put';


SET local check_function_bodies = off;

CREATE TYPE "public"."decision_stage" AS ENUM (
  'plan',
  'claim',
  'now'
);

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "stage" public.decision_stage NOT NULL;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "outcome" public.decision_outcome NOT NULL;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "code" public.reason_code NOT NULL;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "until" timestamp WITH time zone;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "purpose" public.call_purpose NOT NULL;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "zones" text[] NOT NULL;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "zone_source" public.zone_source;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "jurisdictions" text[] NOT NULL;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "rule_ids" text[] NOT NULL;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "pack_version" text;

ALTER TABLE "public"."call_decisions"
  ADD COLUMN "data" jsonb;

ALTER TYPE "private"."decision" ADD ATTRIBUTE "pack" text CASCADE;

ALTER TYPE "private"."decision" ADD ATTRIBUTE "terms" private.call_terms CASCADE;

CREATE OR REPLACE FUNCTION private.are_blackouts (
  p_list jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_typeof(p_list) = 'array' and jsonb_array_length(p_list) <= 200 and pg_column_size(p_list) <= 65536
    and (select coalesce(bool_and(
      jsonb_typeof(b) = 'object' and b - array['from', 'to', 'reason'] = '{}'
      and private.is_moment(b ->> 'from') and private.is_moment(b ->> 'to') and private.is_text(b ->> 'reason', 500)
      and private.is_before(b ->> 'from', b ->> 'to')), true)
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) b)
$function$;

CREATE OR REPLACE FUNCTION private.are_caps (
  p_list jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_typeof(p_list) = 'array' and jsonb_array_length(p_list) <= 10
    and (select coalesce(bool_and(
      jsonb_typeof(c) = 'object' and c - array['calls', 'per'] = '{}'
      and (c ->> 'calls') ~ '^[0-9]{1,4}$' and (c ->> 'per') in ('24 hours', '7 days', '30 days')), true)
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) c)
$function$;

CREATE OR REPLACE FUNCTION private.are_loosenings (
  p_list jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_typeof(p_list) = 'array' and jsonb_array_length(p_list) <= 200 and pg_column_size(p_list) <= 65536
    and (select coalesce(bool_and(
      jsonb_typeof(l) = 'object' and l - array['rule_id', 'reason', 'until'] = '{}'
      and private.is_text(l ->> 'rule_id', 100) and private.is_text(l ->> 'reason', 500)
      and (l ->> 'until' is null or private.is_moment(l ->> 'until'))), true)
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) l)
$function$;

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
      'id', n.id, 'org_id', n.org_id, 'agent_id', n.agent_id, 'rule_id', n.rule_id, 'occasion', n.occasion,
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

CREATE OR REPLACE FUNCTION private.call_terms (
  s public.call_schedules
)
  RETURNS private.call_terms
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  terms private.call_terms;
  of record;
  by_number constant text[] := s.phone_zones;
begin
  select o.time_zone as org_zone, c.time_zone as hubspot_zone, c.address_country, c.address_region,
    p.updated_at as policy_at,
    coalesce(p.week is not null or p.blackouts <> '[]' or p.caps <> '[]' or p.min_gap_minutes > 0 or p.loosened <> '[]', false)
      as has_rules
  into of
  from public.organizations o
  left join public.calling_policies p on p.org_id = o.id
  left join public.contacts c on c.org_id = o.id and c.contact_id = s.contact_id and c.removed_at is null
  where o.id = s.org_id;

  terms.org_id := case when of.has_rules then s.org_id end;
  terms.policy_at := case when of.has_rules then of.policy_at end;
  terms.purpose := s.purpose;
  terms.country := s.phone_country;
  if s.time_zone is not null then
    terms.zones := array[s.time_zone];
    terms.zone_source := 'booking';
  elsif of.hubspot_zone is not null and exists (
    select from private.time_zones z where z.zone = of.hubspot_zone and s.phone_country = any (z.countries)
  ) then
    terms.zones := array[of.hubspot_zone];
    terms.zone_source := 'hubspot';
  elsif of.address_region is not null then
    terms.zones := (select r.zones from private.region_zones r where r.region = of.address_region);
    terms.zone_source := 'address';
  end if;
  if terms.zones is null then
    terms.zones := case when s.phone_zone_source is null then array[of.org_zone] else by_number end;
    terms.zone_source := case when s.phone_zone_source is null then 'organisation' else s.phone_zone_source end;
  elsif terms.zone_source <> 'booking' and not (terms.zones <@ by_number) then
    terms.zones := terms.zones || by_number;
  end if;
  terms.zones := array(select distinct z from unnest(terms.zones) z where z is not null order by z);
  terms.jurisdictions := array(
    select distinct j from unnest(array[s.phone_country, of.address_country, of.address_region] || s.phone_regions) j
    where j is not null order by j);
  return terms;
end $function$;

CREATE OR REPLACE FUNCTION private.compute_spans (
  p_org_id        uuid,
  p_purpose       public.call_purpose,
  p_jurisdictions text[],
  p_zones         text[],
  p_from          timestamp with time zone,
  p_to            timestamp with time zone
)
  RETURNS TABLE (
    opens  timestamp with time zone,
    closes timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with days as (
    select z.zone, d.day::date as day, private.zone_on(z.zone, d.day::date) as clock
    from unnest(p_zones) z (zone)
    cross join lateral generate_series(
      (p_from at time zone z.zone)::date - 1, (p_to at time zone z.zone)::date + 1, interval '1 day') d (day)
  ), open_days as materialized (
    select d.day, coalesce(range_intersect_agg(h.minutes), int4multirange(int4range(0, 1440))) as minutes
    from (select distinct day from days) d
    left join private.hours_on(p_org_id, p_purpose, p_jurisdictions,
      (select min(day) from days), (select max(day) from days)) h on h.day = d.day
    group by d.day
  ), passes as (
    select d.zone, (d.day + make_interval(mins => lower(m))) at time zone d.clock as opens,
      private.earlier(d.day + make_interval(mins => upper(m)), d.clock) as closes
    from days d join open_days o on o.day = d.day cross join lateral unnest(o.minutes) m
  ), by_zone as (
    select z.zone, coalesce(range_agg(tstzrange(p.opens, p.closes)) filter (where p.opens < p.closes), '{}') as open
    from unnest(p_zones) z (zone) left join passes p on p.zone = z.zone
    group by z.zone
  ), closed as (
    select coalesce(range_agg(b.during), '{}') as during
    from (
      select tstzrange(x.from_at, x.to_at) as during from private.blackouts x
      where x.jurisdiction is null or x.jurisdiction = any (p_jurisdictions)
      union all
      select tstzrange(x."from", x."to") from public.calling_policies p
      cross join lateral jsonb_to_recordset(p.blackouts) as x ("from" timestamptz, "to" timestamptz)
      where p.org_id = p_org_id
    ) b
  )
  select lower(span), upper(span)
  from (select range_intersect_agg(open) as open from by_zone) a
  cross join closed c
  cross join lateral unnest(a.open * tstzmultirange(tstzrange(p_from, p_to)) - c.during) span
$function$;

CREATE OR REPLACE FUNCTION private.defer (
  p_code  public.reason_code,
  p_until timestamp with time zone,
  p_data  jsonb                    DEFAULT NULL::jsonb
)
  RETURNS private.decision
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select ('defer', p_code, p_until, p_data, null, null)::private.decision
$function$;

CREATE OR REPLACE FUNCTION private.earliest_start (
  s public.call_schedules
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  decision constant private.decision := private.first_allowed(s, greatest(s.due_at, s.retry_at, private.current_time()));
begin
  return case when decision.outcome = 'defer' then decision.until end;
end $function$;

CREATE OR REPLACE FUNCTION private.end_missed_calls()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.refuse_call(s.id, private.stop('missed', jsonb_build_object(
    'deadline', s.deadline_at, 'nearest', s.not_before, 'blocker', s.status_reason_code)))
  from (
    select c.* from public.call_schedules c
    where c.deadline_at <= private.current_time() and c.dial_after is not null
    order by c.deadline_at limit 1000
    for no key update skip locked
  ) s;
end $function$;

CREATE OR REPLACE FUNCTION private.first_allowed (
  s           public.call_schedules,
  p_from      timestamp with time zone,
  p_law_alone boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  moment timestamptz := p_from;
  first private.decision;
  decision private.decision;
begin
  for round in 1..10 loop
    decision := private.judge_plan(s, moment, false, false, p_law_alone);
    first := case when first.code is null then decision else first end;
    exit when decision.outcome <> 'defer' or decision.until is null or decision.until <= moment;
    moment := decision.until;
  end loop;
  if decision.outcome = 'stop' then
    return decision;
  elsif s.deadline_at <= moment then
    return private.stop('missed', jsonb_build_object('deadline', s.deadline_at, 'nearest', moment, 'blocker', nullif(first.code, 'allowed')));
  end if;
  -- Why not at once, and from when.
  first.until := case when first.outcome = 'defer' then case when decision.outcome = 'call' then moment else decision.until end end;
  return first;
end $function$;

CREATE OR REPLACE FUNCTION private.follow_calling_policy()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  changed constant uuid := case when tg_op = 'DELETE' then old.org_id else new.org_id end;
begin
  delete from private.calling_windows w where w.org_id = changed;
  insert into private.policy_changes (org_id)
  select o.id from public.organizations o where o.id = changed
  on conflict (org_id) do update set done_to = default, changed_at = default;
  perform private.move_calls_again(changed, 500);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.follow_the_law()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  delete from private.calling_windows;
  insert into private.policy_changes (org_id) select o.id from public.organizations o
  on conflict (org_id) do update set done_to = default, changed_at = default;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.hours_on (
  p_org_id        uuid,
  p_purpose       public.call_purpose,
  p_jurisdictions text[],
  p_from          date,
  p_to            date
)
  RETURNS TABLE (
    day          date,
    rule_id      text,
    jurisdiction text,
    minutes      int4multirange,
    holiday      jsonb
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with rules as materialized (
    select r.id, r.jurisdiction, r.week, r.holiday_minutes, r.unite_regions, r.valid_from, r.valid_to,
      case when '*' = any (r.holiday_sets) then p_jurisdictions || r.holiday_sets else r.holiday_sets end as holiday_sets,
      private.is_loosened(p_org_id, r.id, r.aspect) as is_loosened
    from private.policy_rules r
    where r.jurisdiction = any (p_jurisdictions || array['*']) and p_purpose = any (r.purposes) and r.aspect = 'hours'
  ), valid as materialized (
    select d.day::date as day, (extract(isodow from d.day)::integer - 1) * 1440 as first_minute, r.*
    from generate_series(p_from::timestamp, p_to::timestamp, interval '1 day') d (day)
    join rules r on r.valid_from <= d.day and (r.valid_to is null or d.day < r.valid_to)
  ), unknown_years as (
    -- A set reaches as far as its last holiday's year.
    select r.id, coalesce(max(h.day), '-infinity') as last_day
    from rules r left join private.holidays h on h.jurisdiction = any (r.holiday_sets)
    where r.holiday_minutes is not null and p_purpose = 'marketing'
    group by r.id
  ), days_off as (
    select distinct on (r.id, o.day) r.id, o.day,
      jsonb_build_object('name', h.name, 'jurisdiction', h.jurisdiction, 'certainty', h.certainty) as holiday
    from rules r
    join private.holidays h on h.day between p_from - 1 and p_to + 1 and h.kind <> 'optional' and (
      h.jurisdiction = any (r.holiday_sets)
      or r.unite_regions and h.jurisdiction like '%-%' and left(h.jurisdiction, 2) = any (r.holiday_sets)
        and (h.jurisdiction = any (p_jurisdictions) or p_purpose = 'marketing' and not exists (
          select from unnest(p_jurisdictions) j where j like left(h.jurisdiction, 2) || '-%')))
    cross join lateral (
      select h.day + n.n as day
      from generate_series(-1, 1) n (n)
      where n.n = 0 or p_purpose = 'marketing' and h.certainty = 'predicted'
    ) o
    where r.holiday_minutes is not null
    order by r.id, o.day, h.day <> o.day, h.jurisdiction, h.name
  )
  select v.day, v.id, v.jurisdiction,
    case when coalesce(o.holiday, m.missing) is not null then v.holiday_minutes else w.minutes end,
    coalesce(o.holiday, m.missing)
  from valid v
  cross join lateral (
    select coalesce(range_agg(int4range(greatest(lower(r) - v.first_minute, 0), least(upper(r) - v.first_minute, 1440))), '{}') as minutes
    from unnest(v.week) r where lower(r) < v.first_minute + 1440 and upper(r) > v.first_minute
  ) w
  left join days_off o on o.id = v.id and o.day = v.day
  left join lateral (
    select jsonb_build_object('missing', extract(year from v.day), 'jurisdiction', v.jurisdiction) as missing
    from unknown_years u where u.id = v.id and v.day > make_date(greatest(extract(year from u.last_day), -4000)::integer, 12, 31)
  ) m on true
  where not v.is_loosened
    and (v.jurisdiction <> '*' or not exists (select from valid x where x.day = v.day and x.jurisdiction <> '*'))
  union all
  select d.day::date, null, 'the organisation', w.minutes, null
  from public.calling_policies p
  cross join lateral generate_series(p_from::timestamp, p_to::timestamp, interval '1 day') d (day)
  cross join lateral (select (extract(isodow from d.day)::integer - 1) * 1440 as first_minute) f
  cross join lateral (
    select coalesce(range_agg(int4range(greatest(lower(r) - f.first_minute, 0), least(upper(r) - f.first_minute, 1440))), '{}') as minutes
    from unnest(p.week) r where lower(r) < f.first_minute + 1440 and upper(r) > f.first_minute
  ) w
  where p.org_id = p_org_id and p.week is not null
$function$;

CREATE OR REPLACE FUNCTION private.is_before (
  p_from text,
  p_to   text
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  return p_from::timestamptz < p_to::timestamptz;
exception when datetime_field_overflow or invalid_datetime_format then return false;
end $function$;

CREATE OR REPLACE FUNCTION private.is_loosened (
  p_org_id  uuid,
  p_rule_id text,
  p_aspect  public.policy_aspect
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.calling_policies p
    cross join lateral jsonb_to_recordset(p.loosened) as l (rule_id text, until timestamptz)
    where p.org_id = p_org_id and (l.until is null or l.until > private.current_time())
      and (l.rule_id = p_rule_id or l.rule_id = '*' and p_aspect in ('hours', 'cap', 'quiet_after_talk')))
$function$;

CREATE OR REPLACE FUNCTION private.is_moment (
  p_text text
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select coalesce(p_text ~ '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-][01][0-9]:[0-5][0-9])$', false)
$function$;

CREATE OR REPLACE FUNCTION private.is_policy_code (
  p_code public.reason_code
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_code in ('outside_window', 'outside_intersection', 'closing_soon', 'weekday_closed', 'holiday', 'holiday_data_missing',
    'blackout', 'cap_number', 'cap_subject', 'min_gap', 'talk_quiet_period', 'registry_check_stale', 'refusal_period')
$function$;

CREATE OR REPLACE FUNCTION private.judge_call (
  s             public.call_schedules,
  p_at          timestamp with time zone,
  p_by_hand     boolean                  DEFAULT false,
  p_before_look boolean                  DEFAULT false,
  p_law_alone   boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  plan constant private.decision := private.judge_plan(s, p_at, p_by_hand, p_before_look, p_law_alone);
  decision private.decision := plan;
begin
  if plan.outcome <> 'stop' then
    decision := private.later_decision(private.judge_organization(s, p_at), case when plan.outcome = 'defer' then plan end);
    decision := case when decision.outcome is null then plan else decision end;
  end if;
  if decision.outcome <> 'stop' and s.deadline_at <= coalesce(greatest(decision.until, p_at), p_at) then
    decision := private.stop('missed', jsonb_build_object(
      'deadline', s.deadline_at, 'nearest', decision.until, 'blocker', nullif(decision.code, 'allowed')));
  end if;
  decision.terms := plan.terms;
  decision.pack := plan.pack;
  return decision;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_caps (
  s           public.call_schedules,
  w           private.calling_windows,
  p_at        timestamp with time zone,
  p_law_alone boolean
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  worst private.decision;
  cap record;
  nth timestamptz;
  day_ends timestamptz;
  made integer;
begin
  -- Most numbers were not called of late: one look, for all that follows.
  if not exists (
    select from public.call_attempts a
    where a.org_id = s.org_id and a.contact_phone_hash = s.contact_phone_hash and a.claimed_at > p_at - interval '400 days'
  ) and not exists (select from jsonb_array_elements(w.demands -> 'caps') c where c ->> 'calls' = '0') then
    return null;
  end if;
  for cap in
    select c.calls, c.per, coalesce(c.per_day, false) as per_day, c.rule
    from jsonb_to_recordset(w.demands -> 'caps') as c (calls integer, per interval, per_day boolean, rule text)
    where not (p_law_alone and c.rule is null)
  loop
    -- The moment of the cap'th last call: while it is within the period, another would be one too many.
    select r.rang_at into nth from private.rang(s.org_id, s.contact_phone_hash, p_at - cap.per) r
    order by r.rang_at desc offset greatest(cap.calls - 1, 0) limit 1;
    if cap.calls = 0 or nth is not null then
      worst := private.later_decision(worst, private.defer('cap_number',
        case when cap.calls > 0 then nth + cap.per end,
        jsonb_build_object('calls', cap.calls, 'period', cap.per, 'rules', array_remove(array[cap.rule], null),
          'whose', coalesce(cap.rule, 'the organisation'))));
    end if;
    if cap.per_day then
      day_ends := ((p_at at time zone w.zones[1])::date + 1)::timestamp at time zone w.zones[1];
      select count(*) into made
      from private.rang(s.org_id, s.contact_phone_hash, (p_at at time zone w.zones[1])::date::timestamp at time zone w.zones[1]);
      if made >= cap.calls then
        worst := private.later_decision(worst, private.defer('cap_number', day_ends,
          jsonb_build_object('calls', cap.calls, 'period', 'day', 'rules', array_remove(array[cap.rule], null),
            'whose', coalesce(cap.rule, 'the organisation'))));
      end if;
    end if;
  end loop;

  if not p_law_alone and (w.demands ->> 'min_gap_minutes')::integer > 0 then
    select max(r.rang_at) into nth
    from private.rang(s.org_id, s.contact_phone_hash, p_at - make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer)) r;
    if nth is not null then
      worst := private.later_decision(worst, private.defer('min_gap',
        nth + make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer),
        jsonb_build_object('last', nth, 'minutes', (w.demands ->> 'min_gap_minutes')::integer)));
    end if;
  end if;
  if w.demands -> 'quiet' <> 'null' then
    select max(r.ended_at) into nth
    from private.rang(s.org_id, s.contact_phone_hash, p_at - (w.demands #>> '{quiet,interval}')::interval - interval '1 day') r
    where r.answered and r.ended_at > p_at - (w.demands #>> '{quiet,interval}')::interval;
    if nth is not null then
      worst := private.later_decision(worst, private.defer('talk_quiet_period', nth + (w.demands #>> '{quiet,interval}')::interval,
        jsonb_build_object('last', nth, 'rules', jsonb_build_array(w.demands #>> '{quiet,rule}'))));
    end if;
  end if;
  return worst;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_contact (
  s             public.call_schedules,
  p_before_look boolean
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  rule record;
  verdict record;
begin
  if exists (
    select from public.contacts c
    where c.org_id = s.org_id and c.phone_hash = s.contact_phone_hash and c.do_not_call and c.removed_at is null
      and not (p_before_look and c.contact_id = s.contact_id)
  ) or not p_before_look and private.is_flagged_contact(s.org_id, s.contact_id) then
    return private.stop('do_not_call');
  elsif s.occasion is null then
    return null;
  end if;

  if private.orphan_code(s) is not null then
    return private.stop(private.orphan_code(s));
  end if;
  select r.is_active, r.rule_type into rule from public.call_schedule_rules r where r.id = s.rule_id;
  if not rule.is_active then
    return private.stop('rule_inactive');
  elsif p_before_look then
    return null;
  end if;
  select v.reason_code, v.reason, v.occasion, v.last_checkup_date into verdict
  from private.judge_contacts(s.rule_id, array[s.contact_id], s.id) v;
  if verdict.reason_code is null then
    return private.stop('contact_removed');
  elsif verdict.reason_code = 'not_due' and rule.rule_type = 'checkup_threshold' then
    return private.stop('checkup_done', jsonb_build_object('why', verdict.reason));
  elsif verdict.reason_code not in ('due', 'already_called', 'number_planned') then
    return private.stop(verdict.reason_code, jsonb_build_object('why', verdict.reason));
  end if;
  return (null, null, null, jsonb_build_object('occasion', verdict.occasion,
    'last_checkup_date', verdict.last_checkup_date), null, null)::private.decision;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_hours (
  t               private.call_terms,
  w               private.calling_windows,
  p_at            timestamp with time zone,
  p_queue_seconds integer
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  rest constant interval := greatest(make_interval(secs => p_queue_seconds),
    case when t.purpose = 'marketing' then interval '5 minutes' else interval '2 minutes' end);
  span record;
  why record;
begin
  if coalesce(cardinality(t.zones), 0) = 0 then
    return private.stop('zone_unknown');
  elsif not (w.demands ->> 'hours')::boolean then
    return null;
  end if;
  if exists (
    select from private.open_spans s where s.window_id = w.id and s.closes >= p_at + rest and s.opens <= p_at
  ) then
    return null;
  end if;
  select n.opens, n.closes into span from private.next_opening(w, p_at, rest) n;
  if span.opens <= p_at then
    return null;
  elsif span.opens is null and cardinality(t.zones) > 1 then
    return private.stop('zone_too_wide', jsonb_build_object('zones', t.zones));
  end if;
  select n.closes into span.closes from private.next_opening(w, p_at, '0') n where n.opens <= p_at and n.closes > p_at;
  if span.closes is not null then
    -- Open by the clock, but not for long enough.
    return private.defer('closing_soon', span.opens, jsonb_build_object('rules', w.demands -> 'rules', 'closes', span.closes));
  end if;
  select y.code, y.rule_ids, y.data into why from private.say_why_closed(w, p_at) y;
  return private.defer(why.code, span.opens, why.data || jsonb_build_object('rules', why.rule_ids));
end $function$;

CREATE OR REPLACE FUNCTION private.judge_now (
  s public.call_schedules
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  decision private.decision := private.judge_call(s, private.current_time());
begin
  if s.call_status = 'in_progress' then
    decision := private.defer('number_busy', null);
  elsif s.call_status <> 'scheduled' then
    decision := private.stop(s.status_reason_code, jsonb_build_object('why', s.status_reason));
  end if;
  return decision;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_organization (
  s    public.call_schedules,
  p_at timestamp with time zone
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  org record;
begin
  select o.id, o.max_concurrent_calls, o.max_dials_per_day, o.time_zone, o.calling_paused_reason,
    a.is_active as agent_is_active, c.calling_paused_reason as all_paused_reason
  into org
  from public.organizations o
  join public.agents a on a.id = s.agent_id
  cross join private.scheduler c
  where o.id = s.org_id;

  if org.all_paused_reason is not null then
    return private.defer('all_calling_paused', null, jsonb_build_object('reason', org.all_paused_reason));
  elsif org.calling_paused_reason is not null then
    return private.defer('organisation_paused', null, jsonb_build_object('reason', org.calling_paused_reason));
  elsif not s.is_active then
    return private.defer('inactive', null);
  elsif not org.agent_is_active then
    return private.defer('agent_inactive', null);
  elsif exists (
    select from public.call_attempts t
    where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
  ) then
    return private.defer('number_busy', null);
  elsif private.lines_in_use(org.id) >= org.max_concurrent_calls then
    return private.defer('no_free_line', null, jsonb_build_object('lines', org.max_concurrent_calls));
  elsif private.dials_left(org.id, org.max_dials_per_day, org.time_zone) = 0 then
    return private.defer('dial_quota', date_trunc('day', p_at, org.time_zone) + interval '1 day',
      jsonb_build_object('max_dials_per_day', org.max_dials_per_day));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_plan (
  s             public.call_schedules,
  p_at          timestamp with time zone,
  p_by_hand     boolean                  DEFAULT false,
  p_before_look boolean                  DEFAULT false,
  p_law_alone   boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  terms private.call_terms;
  w private.calling_windows;
  of_contact private.decision := private.judge_contact(s, p_before_look);
  decision private.decision;
begin
  if of_contact.outcome = 'stop' then
    return of_contact;
  end if;
  terms := private.call_terms(s);
  if p_law_alone then
    terms.org_id := null;
    terms.policy_at := null;
  end if;
  w := private.window_of(terms, p_at);
  decision := private.judge_policy(s, terms, w, p_at, p_law_alone);
  if decision.outcome is distinct from 'stop' then
    decision := private.later_decision(private.judge_time(s, p_at, p_by_hand), decision);
  end if;
  if decision.outcome is null then
    decision := ('call', 'allowed', null,
      coalesce(of_contact.data, '{}') || jsonb_build_object('rules', w.demands -> 'rules'), null, null)::private.decision;
  end if;
  decision.terms := terms;
  decision.pack := w.demands ->> 'pack';
  return decision;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_policy (
  s           public.call_schedules,
  t           private.call_terms,
  w           private.calling_windows,
  p_at        timestamp with time zone,
  p_law_alone boolean
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  of_number private.decision;
  of_hours private.decision;
  queue_seconds integer;
begin
  of_number := private.judge_number(s, t.purpose, p_at, (w.demands #>> '{consent,kind}')::public.consent_kind,
    w.demands -> 'registries', (w.demands #>> '{refusal,interval}')::interval);
  if of_number.outcome = 'stop' then
    return private.name_rules(of_number, w.demands);
  end if;
  select o.queue_deadline_seconds into queue_seconds from public.organizations o where o.id = s.org_id;
  of_hours := private.judge_hours(t, w, p_at, least(queue_seconds, 3600));
  if of_hours.outcome = 'stop' then
    return of_hours;
  end if;
  return private.later_decision(private.later_decision(private.name_rules(of_number, w.demands), of_hours),
    private.judge_caps(s, w, p_at, p_law_alone));
end $function$;

CREATE OR REPLACE FUNCTION private.judge_time (
  s         public.call_schedules,
  p_at      timestamp with time zone,
  p_by_hand boolean
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  hours_begin_at timestamptz;
begin
  if p_by_hand then
    return null;
  elsif greatest(s.due_at, s.retry_at) > p_at then
    return case
      when s.auto_trigger_enabled and s.last_checkup_date is not null and s.retry_at is null
        then private.defer('checkup_done', s.due_at, jsonb_build_object('last_checkup_date', s.last_checkup_date))
      else private.defer('not_due', greatest(s.due_at, s.retry_at)) end;
  end if;
  -- What a rule plans minds the hours; what a person books goes by the time that the person chose.
  hours_begin_at := case when s.rule_id is not null then private.calling_hours_begin_at(s.org_id, p_at) end;
  return case when hours_begin_at is not null then private.defer('outside_window', hours_begin_at,
    jsonb_build_object('whose', 'the organisation', 'rules', '[]'::jsonb)) end;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_decision (
  s       public.call_schedules,
  d       private.decision,
  p_stage public.decision_stage
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, until, purpose, zones, zone_source, jurisdictions,
    rule_ids, pack_version, data)
  values (s.org_id, s.id, private.current_time(), p_stage, d.outcome, d.code, d.until, s.purpose, coalesce((d.terms).zones, '{}'),
    (d.terms).zone_source, coalesce((d.terms).jurisdictions, '{}'), array(select jsonb_array_elements_text(d.data -> 'rules')), d.pack,
    nullif(d.data - 'rules', '{}'))
$function$;

CREATE OR REPLACE FUNCTION private.keep_window (
  t private.call_terms
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  until constant timestamptz := now_is + interval '60 days';
  kept private.calling_windows;
  kept_id uuid;
begin
  if coalesce(cardinality(t.zones), 0) = 0 then
    return;
  end if;
  select w.* into kept from private.calling_windows w
  where w.key = private.window_key(t);
  if kept.spans_until >= now_is + interval '45 days' and kept.demands_until > now_is then
    update private.calling_windows w set used_on = now_is::date where w.id = kept.id and w.used_on < now_is::date;
    return;
  end if;
  insert into private.calling_windows as w (key, org_id, policy_at, purpose, jurisdictions, zones, demands, demands_until, spans_until, used_on)
  values (private.window_key(t), t.org_id, t.policy_at, t.purpose, t.jurisdictions, t.zones,
    private.policy_demands(t.org_id, t.purpose, t.jurisdictions, t.zones, now_is),
    private.policy_holds_until(t.org_id, t.purpose, t.jurisdictions, t.zones), until, now_is::date)
  on conflict (key) do update
  set demands = excluded.demands, demands_until = excluded.demands_until, spans_until = excluded.spans_until, used_on = excluded.used_on
  returning w.id into kept_id;
  delete from private.open_spans s where s.window_id = kept_id;
  insert into private.open_spans (window_id, opens, closes)
  select kept_id, s.opens, s.closes
  from private.compute_spans(t.org_id, t.purpose, t.jurisdictions, t.zones, now_is - interval '1 day', until) s;
end $function$;

CREATE OR REPLACE FUNCTION private.later_decision (
  a private.decision,
  b private.decision
)
  RETURNS private.decision
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if a.code is null then
    return b;
  elsif b.code is null or coalesce(b.until, 'infinity') <= coalesce(a.until, 'infinity') then
    return a;
  end if;
  return b;
end $function$;

CREATE OR REPLACE FUNCTION private.move_calls_again (
  p_org_id uuid,
  p_limit  integer DEFAULT 20000
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  seen integer;
  last_id uuid;
begin
  with waiting as materialized (
    select s.id, private.earliest_start(s) as not_before
    from public.call_schedules s
    join private.policy_changes p on p.org_id = s.org_id
    where s.org_id = p_org_id and s.dial_after is not null and s.not_before is not null and s.id > p.done_to
      and private.is_policy_code(s.status_reason_code)
    order by s.id
    limit p_limit
    for no key update of s skip locked
  ), moved as (
    update public.call_schedules s set not_before = w.not_before
    from waiting w where s.id = w.id and s.not_before is distinct from w.not_before
  )
  select count(*), (array_agg(w.id order by w.id desc))[1] into seen, last_id from waiting w;
  if seen < p_limit then
    delete from private.policy_changes p where p.org_id = p_org_id;
  else
    update private.policy_changes p set done_to = last_id where p.org_id = p_org_id;
  end if;
  return seen;
end $function$;

CREATE OR REPLACE FUNCTION private.name_rules (
  d         private.decision,
  p_demands jsonb
)
  RETURNS private.decision
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  rule text := case
    when d.code in ('consent_missing', 'consent_expired', 'consent_revoked', 'consent_scope') then p_demands #>> '{consent,rule}'
    when d.code = 'refusal_period' then p_demands #>> '{refusal,rule}'
    when d.code in ('registry_listed', 'registry_check_stale') then (
      select r ->> 'rule' from jsonb_array_elements(p_demands -> 'registries') r where r ->> 'registry' = d.data ->> 'registry')
  end;
begin
  if rule is not null then
    d.data := coalesce(d.data, '{}') || jsonb_build_object('rules', jsonb_build_array(rule));
  end if;
  return d;
end $function$;

CREATE OR REPLACE FUNCTION private.next_opening (
  w      private.calling_windows,
  p_at   timestamp with time zone,
  p_rest interval
)
  RETURNS TABLE (
    opens  timestamp with time zone,
    closes timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  reach interval;
begin
  if p_at < w.spans_until and p_at >= private.current_time() - interval '1 day' then
    select s.opens, s.closes into opens, closes from private.open_spans s
    where s.window_id = w.id and s.closes >= p_at + p_rest and s.closes - s.opens >= p_rest
    order by s.closes limit 1;
  end if;
  if opens is null then
    foreach reach in array array['10 days', '70 days', '400 days']::interval[] loop
      select s.opens, s.closes into opens, closes
      from private.compute_spans(w.org_id, w.purpose, w.jurisdictions, w.zones, p_at - interval '1 day', p_at + reach) s
      where s.closes >= p_at + p_rest and s.closes - s.opens >= p_rest
      order by s.closes limit 1;
      exit when opens is not null;
    end loop;
  end if;
  return next;
end $function$;

CREATE OR REPLACE FUNCTION private.plan_call (
  s public.call_schedules
)
  RETURNS private.decision
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  decision constant private.decision := private.first_allowed(s, greatest(s.due_at, private.current_time()));
  moved_to constant timestamptz := case when decision.outcome = 'defer' then decision.until end;
begin
  if decision.outcome = 'stop' then
    return decision;
  end if;
  update public.call_schedules c
  set not_before = moved_to,
    status_reason_code = case when moved_to is not null then decision.code end,
    status_reason = case when moved_to is not null then left(private.say_decision(decision), 1000) end
  where c.id = s.id and c.not_before is distinct from moved_to;
  perform private.keep_decision(s, decision, 'plan');
  perform private.keep_window(decision.terms);
  return decision;
end $function$;

CREATE OR REPLACE FUNCTION private.policy_demands (
  p_org_id        uuid,
  p_purpose       public.call_purpose,
  p_jurisdictions text[],
  p_zones         text[],
  p_at            timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with rules as materialized (
    select r.* from private.rules_for(p_org_id, p_purpose, p_jurisdictions, (p_at at time zone p_zones[1])::date) r
  ), own as (
    select p.* from public.calling_policies p where p.org_id = p_org_id
  )
  select jsonb_build_object(
    'hours', exists (select from rules r where r.aspect = 'hours')
      or exists (select from own o where o.week is not null or o.blackouts <> '[]')
      or exists (select from private.blackouts b where b.jurisdiction is null or b.jurisdiction = any (p_jurisdictions)),
    'rules', (select coalesce(jsonb_agg(r.id order by r.id), '[]') from rules r),
    'pack', (select max(r.pack_version) from rules r),
    'consent', (
      select jsonb_build_object('kind', r.consent, 'rule', r.id)
      from rules r where r.aspect = 'consent' order by r.consent desc, r.id limit 1),
    'registries', (
      select coalesce(jsonb_agg(jsonb_build_object('registry', r.registry, 'max_age_days', r.max_age_days, 'rule', r.id)
        order by r.id), '[]')
      from rules r where r.aspect = 'registry'),
    'refusal', (
      select jsonb_build_object('interval', r.refusal, 'rule', r.id)
      from rules r where r.aspect = 'refusal' order by r.refusal desc nulls first, r.id limit 1),
    'quiet', (
      select jsonb_build_object('interval', r.quiet, 'rule', r.id)
      from rules r where r.aspect = 'quiet_after_talk' order by r.quiet desc, r.id limit 1),
    'caps', (
      select coalesce(jsonb_agg(c.cap), '[]') from (
        select jsonb_build_object('calls', r.max_calls, 'per', r.period, 'per_day', r.per_day, 'rule', r.id) as cap
        from rules r where r.aspect = 'cap'
        union all
        select jsonb_build_object('calls', (c ->> 'calls')::integer, 'per', (c ->> 'per')::interval, 'per_day', false)
        from own o cross join lateral jsonb_array_elements(o.caps) c
      ) c),
    'min_gap_minutes', coalesce((select o.min_gap_minutes from own o), 0)
  )
$function$;

CREATE OR REPLACE FUNCTION private.policy_holds_until (
  p_org_id        uuid,
  p_purpose       public.call_purpose,
  p_jurisdictions text[],
  p_zones         text[]
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(min(e.ends_at), 'infinity')
  from (
    select d.day::timestamp at time zone z.zone as ends_at
    from private.policy_rules r
    cross join lateral (values (r.valid_from), (r.valid_to)) d (day)
    cross join unnest(p_zones) z (zone)
    where r.jurisdiction = any (p_jurisdictions || array['*']) and p_purpose = any (r.purposes)
    union all
    select l.until
    from public.calling_policies p cross join lateral jsonb_to_recordset(p.loosened) as l (until timestamptz)
    where p.org_id = p_org_id
  ) e
  where e.ends_at > private.current_time()
$function$;

CREATE OR REPLACE FUNCTION private.present_decision (
  d         private.decision,
  p_at      timestamp with time zone,
  p_stage   public.decision_stage,
  p_purpose public.call_purpose
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('code', d.code, 'outcome', d.outcome, 'sentence', private.say_decision(d), 'until', d.until, 'at', p_at,
    'stage', p_stage, 'purpose', p_purpose, 'zone', (d.terms).zones[1], 'zones', coalesce((d.terms).zones, '{}'),
    'zone_source', (d.terms).zone_source, 'jurisdictions', coalesce((d.terms).jurisdictions, '{}'),
    'rules', (
      select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'name', r.name, 'source', r.source,
        'version', coalesce(d.pack, r.pack_version), 'confidence', r.confidence, 'confirmed_by_counsel', false) order by i.id), '[]')
      from jsonb_array_elements_text(d.data -> 'rules') i (id)
      left join private.policy_rules r on r.id = i.id),
    'data', coalesce(d.data - 'rules', '{}'))
$function$;

CREATE OR REPLACE FUNCTION private.rang (
  p_org_id     uuid,
  p_phone_hash text,
  p_after      timestamp with time zone
)
  RETURNS TABLE (
    rang_at  timestamp with time zone,
    ended_at timestamp with time zone,
    answered boolean
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(a.placed_at, a.claimed_at), a.ended_at, a.answered
  from public.call_attempts a
  -- A call is placed within its lease, which is ten minutes at most.
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and coalesce(a.placed_at, a.claimed_at) > p_after
    and (a.state <> 'ended' or a.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent'))
$function$;

CREATE OR REPLACE FUNCTION private.refuse_call (
  p_schedule_id uuid,
  p_decision    private.decision
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
begin
  update public.call_schedules c
  set call_status = case
      when p_decision.outcome <> 'stop' then c.call_status
      when p_decision.code in ('contact_unreadable', 'missed') then 'failed' else 'cancelled' end,
    retry_at = case when p_decision.outcome <> 'stop' then c.retry_at end,
    not_before = case when p_decision.outcome <> 'stop' then coalesce(p_decision.until, c.not_before) end,
    contact_unread_since = case when p_decision.outcome <> 'stop' then c.contact_unread_since end,
    status_reason_code = p_decision.code, status_reason = left(private.say_decision(p_decision), 1000)
  where c.id = p_schedule_id
  returning c.* into s;
  perform private.keep_decision(s, p_decision, 'claim');
  if (p_decision.terms).zones is not null then
    perform private.keep_window(p_decision.terms);
  end if;
  return private.tell_decision(p_decision);
end $function$;

CREATE OR REPLACE FUNCTION private.renew_windows()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  delete from private.calling_windows w
  where w.used_on < now_is::date - 90 or w.demands ->> 'pack' <> (
    select p.version from private.policy_packs p order by p.loaded_at desc limit 1);
  perform private.keep_window((w.org_id, w.policy_at, w.purpose, null, w.zones, null, w.jurisdictions)::private.call_terms)
  from private.calling_windows w
  where w.spans_until < now_is + interval '45 days' or w.demands_until <= now_is;
  perform private.move_calls_again(p.org_id) from private.policy_changes p order by p.changed_at limit 20;
end $function$;

CREATE OR REPLACE FUNCTION private.rules_for (
  p_org_id        uuid,
  p_purpose       public.call_purpose,
  p_jurisdictions text[],
  p_day           date
)
  RETURNS SETOF private.policy_rules
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with valid as materialized (
    select r.* from private.policy_rules r
    where r.jurisdiction = any (p_jurisdictions || array['*']) and p_purpose = any (r.purposes)
      and r.valid_from <= p_day and (r.valid_to is null or p_day < r.valid_to)
  )
  select v.*
  from valid v
  where (v.jurisdiction <> '*' or not exists (select from valid o where o.jurisdiction <> '*' and o.aspect = v.aspect))
    and not private.is_loosened(p_org_id, v.id, v.aspect)
$function$;

CREATE OR REPLACE FUNCTION private.say_decision (
  d private.decision
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(case d.code
    when 'all_calling_paused' then 'The operator has paused all calling: ' || (d.data ->> 'reason')
    when 'organisation_paused' then 'Calling is paused: ' || (d.data ->> 'reason')
    when 'inactive' then 'The schedule is not active.'
    when 'agent_inactive' then 'The schedule''s agent is not active.'
    when 'number_busy' then 'Another call to this number is under way.'
    when 'no_free_line' then format('All %s lines of the organisation are in use.', d.data ->> 'lines')
    when 'dial_quota' then format('The %s calls that the operator allows the organisation a day are made.',
      d.data ->> 'max_dials_per_day')
    when 'not_due' then 'The call is not due yet.'
    when 'outside_window' then case
      when not d.data ? 'zone' then 'It is outside the organisation''s calling hours: the call waits until they begin.'
      else format('%s in %s is outside the hours of %s%s.', d.data ->> 'local', d.data ->> 'zone', d.data ->> 'whose',
        coalesce(' (' || (d.data ->> 'window') || ')', '')) end
    when 'outside_intersection' then format('The zone is one of %s, and it is not open in all of them: in %s it is %s.',
      (select string_agg(z, ', ') from jsonb_array_elements_text(d.data -> 'zones') z), d.data ->> 'zone', d.data ->> 'local')
    when 'closing_soon' then 'The hours in which the person may be called end too soon for this call.'
    when 'weekday_closed' then format('%s in %s: %s allows no %s calls on a %s.', d.data ->> 'local', d.data ->> 'zone', d.data ->> 'whose',
      (d.terms).purpose, d.data ->> 'weekday')
    when 'holiday' then format('%s is %s in %s%s.', left(d.data ->> 'local', 10), d.data ->> 'name', d.data ->> 'jurisdiction',
      case d.data ->> 'certainty' when 'predicted' then ', or the day beside it: the date is a prediction' else '' end)
    when 'holiday_data_missing' then format('The holidays of %s in %s are not known yet.', d.data ->> 'missing', d.data ->> 'jurisdiction')
    when 'blackout' then format('%s to %s is closed by %s: %s', d.data ->> 'from', d.data ->> 'to', d.data ->> 'whose', d.data ->> 'reason')
    when 'zone_unknown' then 'No time zone can be told from the contact or the number.'
    when 'zone_too_wide' then format('The possible zones %s share no open hour.',
      (select string_agg(z, ', ') from jsonb_array_elements_text(d.data -> 'zones') z))
    when 'cap_number' then format('This number may be called %s times in %s (%s), and has been.', d.data ->> 'calls',
      d.data ->> 'period', d.data ->> 'whose')
    when 'min_gap' then format('The last call to this number was at %s, and %s minutes must lie between two.', d.data ->> 'last',
      d.data ->> 'minutes')
    when 'talk_quiet_period' then format('The person was spoken to at %s: no call until %s.', d.data ->> 'last', d.until)
    when 'missed' then format('There is no opening before the deadline %s%s.', d.data ->> 'deadline',
      coalesce('; the nearest is ' || (d.data ->> 'nearest'), ''))
    when 'allowed' then 'The call may be made' || case when (d.terms).zones <> '{}'
      then format(': the hours of %s hold, in %s.', coalesce(nullif(array_to_string((d.terms).jurisdictions, ', '), ''), 'the default'),
        array_to_string((d.terms).zones, ', ')) else '.' end
    when 'do_not_call' then 'HubSpot says that this contact is not to be called.'
    when 'rule_deleted' then 'The rule that planned this call was deleted.'
    when 'rule_inactive' then 'The rule that planned this call was switched off.'
    when 'hubspot_disconnected' then
      'HubSpot was disconnected, so that nobody can look whether this call is still wanted.'
    when 'contact_removed' then 'HubSpot has this contact no more.'
    when 'contact_changed' then 'The contact was changed at this very moment.'
    when 'already_called' then 'This rule has already planned a call for this contact and check-up.'
    when 'opted_out' then format('The person asked on %s not to be called (%s).', left(d.data ->> 'when', 10), d.data ->> 'scope')
    when 'suppressed_org' then
      format('The number is on this organisation''s do-not-call list since %s.', left(d.data ->> 'when', 10))
    when 'suppressed_global' then case d.outcome
      when 'stop' then 'The number is on the operator''s do-not-call list.'
      else 'It is not known yet whether the number is on the operator''s do-not-call list.' end
    when 'registry_listed' then
      format('The number is on %s, checked on %s.', d.data ->> 'registry', left(d.data ->> 'when', 10))
    when 'registry_check_stale' then format('%s was last checked %s; %s days is the limit.', d.data ->> 'registry',
      coalesce('on ' || left(d.data ->> 'when', 10), 'never'), d.data ->> 'max_age_days')
    when 'consent_missing' then format('%s calls by an artificial voice need a consent (%s); none is recorded.',
      d.data ->> 'purpose', d.data ->> 'kind')
    when 'consent_expired' then
      format('The consent of %s ended on %s.', left(d.data ->> 'when', 10), left(d.data ->> 'until', 10))
    when 'consent_revoked' then
      format('Consent was withdrawn on %s by %s.', left(d.data ->> 'revoked_at', 10), d.data ->> 'via')
    when 'consent_scope' then
      format('The consent of %s does not cover %s.', left(d.data ->> 'when', 10), d.data ->> 'purpose')
    when 'refusal_period' then format('Refused on %s; %s days without a call are asked for.', left(d.data ->> 'when', 10),
      d.data ->> 'days')
    when 'checkup_done' then case
      when d.outcome = 'stop' then 'The check-up was done meanwhile. ' || (d.data ->> 'why')
      else format('The last check-up was on %s: the call waits again.', d.data ->> 'last_checkup_date') end
    else d.data ->> 'why'
  end, 'The call is not made now.')
$function$;

CREATE OR REPLACE FUNCTION private.say_minutes (
  p_minutes int4range
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select to_char(make_interval(mins => lower(p_minutes)), 'HH24:MI') || '-' || to_char(make_interval(mins => upper(p_minutes)), 'HH24:MI')
$function$;

CREATE OR REPLACE FUNCTION private.say_why_closed (
  w    private.calling_windows,
  p_at timestamp with time zone
)
  RETURNS TABLE (
    code     public.reason_code,
    rule_ids text[],
    data     jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  zone text;
  clock text;
  here timestamp;
  closing record;
  open_zones text[] := '{}';
  found_closing boolean := false;
begin
  select jsonb_build_object('from', b.from_at, 'to', b.to_at, 'reason', b.reason, 'whose', b.whose) into data
  from (
    select x.from_at, x.to_at, x.reason, coalesce(x.jurisdiction, 'the operator') as whose from private.blackouts x
    where x.jurisdiction is null or x.jurisdiction = any (w.jurisdictions)
    union all
    select x."from", x."to", x.reason, 'the organisation' from public.calling_policies p
    cross join lateral jsonb_to_recordset(p.blackouts) as x ("from" timestamptz, "to" timestamptz, reason text)
    where p.org_id = w.org_id
  ) b
  where b.from_at <= p_at and p_at < b.to_at
  order by b.to_at desc limit 1;
  if found then
    code := 'blackout';
    rule_ids := '{}';
    return next;
    return;
  end if;

  foreach zone in array w.zones loop
    clock := private.zone_on(zone, (p_at at time zone zone)::date);
    here := p_at at time zone clock;
    select array_agg(h.rule_id) filter (where h.rule_id is not null) as ids,
      (array_agg(h.holiday) filter (where h.holiday is not null))[1] as day, bool_and(h.minutes = '{}') as none_that_day,
      (array_agg(h.jurisdiction order by h.minutes = '{}' desc, h.rule_id))[1] as jurisdiction, range_intersect_agg(h.minutes) as minutes
    into closing
    from private.hours_on(w.org_id, w.purpose, w.jurisdictions, here::date, here::date) h
    where not h.minutes @> (extract(hour from here)::integer * 60 + extract(minute from here)::integer);
    if closing.jurisdiction is null then
      open_zones := open_zones || zone;
    elsif not found_closing then
      found_closing := true;
      rule_ids := coalesce(closing.ids, '{}');
      code := case when closing.day ? 'missing' then 'holiday_data_missing' when closing.day is not null then 'holiday'
        when closing.none_that_day then 'weekday_closed' else 'outside_window' end;
      data := jsonb_build_object('local', to_char(here, 'YYYY-MM-DD HH24:MI'), 'zone', zone, 'whose', closing.jurisdiction,
        'weekday', trim(to_char(here, 'Day')),
        'window', (select string_agg(private.say_minutes(m), ', ' order by lower(m)) from unnest(closing.minutes) m))
        || coalesce(closing.day, '{}');
    end if;
  end loop;
  if open_zones <> '{}' and found_closing then
    code := 'outside_intersection';
    data := data || jsonb_build_object('zones', w.zones);
  end if;
  code := coalesce(code, 'outside_window');
  rule_ids := coalesce(rule_ids, '{}');
  return next;
end $function$;

CREATE OR REPLACE FUNCTION private.stop (
  p_code public.reason_code,
  p_data jsonb              DEFAULT NULL::jsonb
)
  RETURNS private.decision
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select ('stop', p_code, null, p_data, null, null)::private.decision
$function$;

CREATE OR REPLACE FUNCTION private.take_calls (
  p_schedule_ids           uuid[],
  p_trigger                public.attempt_trigger,
  p_worker                 text,
  p_actor                  uuid,
  p_lease_seconds          integer,
  p_default_bolna_agent_id text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  by_hand constant boolean := p_trigger <> 'sweep';
  dialled uuid[];
  looked_at uuid[];
  refused uuid[];
  allowances private.decision[];
  refusals private.decision[];
begin
  with held as materialized (
    select s from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after <= private.current_time()
    for no key update skip locked
  ), judged as materialized (
    select (h.s).id, looks.first as looks_first, d.decision, (d.decision).outcome
    from held h
    cross join lateral (select private.looks_first(h.s) as first) looks
    cross join lateral (select private.judge_call(h.s, private.current_time(), by_hand, looks.first) as decision offset 0) d
  )
  select array_agg(j.id) filter (where j.outcome = 'call' and not j.looks_first),
    array_agg(j.decision) filter (where j.outcome = 'call' and not j.looks_first),
    array_agg(j.id) filter (where j.outcome = 'call' and j.looks_first),
    array_agg(j.id) filter (where j.outcome <> 'call'), array_agg(j.decision) filter (where j.outcome <> 'call')
  into dialled, allowances, looked_at, refused, refusals
  from judged j;

  perform private.refuse_call(refused[i], refusals[i]) from generate_subscripts(refused, 1) i;
  if looked_at is not null then
    return query select * from private.begin_looks(looked_at, p_trigger, p_worker, p_actor, p_lease_seconds);
  end if;
  if dialled is not null then
    perform private.keep_decision(s, allowances[i], 'claim')
    from generate_subscripts(dialled, 1) i join public.call_schedules s on s.id = dialled[i];
    return query select * from private.begin_attempts(
      dialled, p_trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.window_key (
  t private.call_terms
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select concat_ws('/', coalesce(t.org_id || ' ' || extract(epoch from t.policy_at), 'everybody'), t.purpose, array_to_string(t.jurisdictions, ' '),
    array_to_string(t.zones, ' '))
$function$;

CREATE OR REPLACE FUNCTION private.window_of (
  t    private.call_terms,
  p_at timestamp with time zone
)
  RETURNS private.calling_windows
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  w private.calling_windows;
begin
  select c.* into w from private.calling_windows c
  where c.key = private.window_key(t) and c.demands_until > p_at;
  if not found then
    w := (null, null, t.org_id, t.policy_at, t.purpose, t.jurisdictions, t.zones,
      private.policy_demands(t.org_id, t.purpose, t.jurisdictions, t.zones, p_at), null, '-infinity', null)::private.calling_windows;
  end if;
  return w;
end $function$;

CREATE OR REPLACE FUNCTION public.book_call_schedule (
  p_org_id uuid,
  p_actor  uuid,
  p_id     uuid,
  p_call   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  refused text;
  decision private.decision;
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_call, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'phone_country', 'phone_regions', 'phone_zones', 'phone_zone_source',
    'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled', 'checkup_threshold_days',
    'last_checkup_date', 'purpose', 'time_zone', 'deadline_at']);
  s.org_id := p_org_id;
  s.purpose := coalesce((select p.default_purpose from public.calling_policies p where p.org_id = p_org_id), 'marketing');
  s.phone_regions := '{}';
  s.phone_zones := '{}';
  s.call_topic := 'follow_up';
  s.call_language := 'en-IN';
  s.is_active := true;
  s.auto_trigger_enabled := false;
  s.checkup_threshold_days := 5;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_call);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
  end if;
  -- What the judge stops for good is taken back as if it had never been.
  begin
    insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
      global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, scheduled_at, call_topic, call_language, is_active, auto_trigger_enabled, checkup_threshold_days, last_checkup_date,
      purpose, time_zone, deadline_at, created_by)
    values (p_id, p_org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.contact_phone_hash,
      s.global_phone_hash, s.phone_country, s.phone_regions, s.phone_zones, s.phone_zone_source, s.scheduled_at, s.call_topic, s.call_language, s.is_active, s.auto_trigger_enabled, s.checkup_threshold_days,
      s.last_checkup_date, s.purpose, s.time_zone, s.deadline_at, p_actor)
    on conflict (id) do nothing
    returning * into s;
    if found then
      decision := private.plan_call(s);
    end if;
    if decision.outcome = 'stop' then
      raise exception using errcode = 'STOP1';
    end if;
  exception when sqlstate 'STOP1' then
    return jsonb_build_object('outcome', 'refused'::public.answer_outcome, 'decision',
      private.present_decision(decision, private.current_time(), 'plan', s.purpose));
  end;
  select c.* into s from public.call_schedules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if s.id is null then
    raise exception 'p_id is another call''s' using errcode = '23505';
  end if;
  if s.deleted_at is not null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  if decision.outcome is null then
    decision := private.first_allowed(s, greatest(s.due_at, private.current_time()));
  end if;
  return jsonb_build_object('outcome', 'booked'::public.answer_outcome, 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[],
    'decision', private.present_decision(decision, private.current_time(), 'plan', s.purpose));
end $function$;

CREATE OR REPLACE FUNCTION public.book_rule_calls (
  p_rule_id uuid,
  p_calls   jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  r public.call_schedule_rules;
  booked integer;
begin
  perform from public.organizations o
  where o.id = (select c.org_id from public.call_schedule_rules c where c.id = p_rule_id) for no key update;
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.is_active for share;
  if not found then
    return 0;
  end if;
  with wanted as (
    select c.schedule_id, c.contact_id, c.phone_enc, c.phone_hash, c.global_phone_hash
    from jsonb_to_recordset(p_calls) as c (schedule_id uuid, contact_id text, phone_enc text, phone_hash text,
      global_phone_hash text)
  ), allowed as (
    select w.schedule_id, w.phone_enc as closed_phone, w.global_phone_hash, v.*,
      k.phone_country, k.phone_regions, k.phone_zones, k.phone_zone_source,
      row_number() over (order by v.turn) as number, count(*) over () as calls
    from private.judge_contacts(p_rule_id) v
    join wanted w on w.contact_id = v.contact_id and w.phone_hash = v.phone_hash
    join public.contacts k on k.id = v.contact_row_id
    where v.would_call
  ), slots as (
    select s.turn, s.slot
    from private.spread_over_calling_hours(r.org_id, (select count(*)::integer from allowed)) s
  )
  insert into public.call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc,
    contact_phone_hash, global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, scheduled_at,
    call_topic, call_language, checkup_threshold_days, last_checkup_date, occasion, purpose, created_by)
  select a.schedule_id, r.org_id, r.agent_id, r.id, a.contact_id, a.contact_name, a.closed_phone, a.phone_hash,
    a.global_phone_hash, a.phone_country, a.phone_regions, a.phone_zones, a.phone_zone_source, s.slot,
    r.call_topic, r.call_language, r.checkup_threshold_days, a.last_checkup_date, a.occasion, r.purpose, null
  from allowed a join slots s on s.turn = a.number
  on conflict do nothing;
  get diagnostics booked = row_count;
  return booked;
end $function$;

CREATE OR REPLACE FUNCTION public.change_call_rule (
  p_org_id  uuid,
  p_rule_id uuid,
  p_actor   uuid,
  p_changes jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  r public.call_schedule_rules;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'rule_name', 'rule_type', 'checkup_threshold_days',
    'checkup_property', 'periodic_days', 'custom_conditions', 'call_topic', 'call_language', 'max_calls_per_day',
    'retry_policy', 'is_active', 'purpose']);
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.org_id = p_org_id for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  r := jsonb_populate_record(r, p_changes);
  if p_changes ? 'agent_id'
    and not exists (select from public.agents a where a.org_id = p_org_id and a.id = r.agent_id and a.is_active) then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'agent_id');
  end if;
  update public.call_schedule_rules c
  set agent_id = r.agent_id, rule_name = r.rule_name, rule_type = r.rule_type,
    checkup_threshold_days = r.checkup_threshold_days, checkup_property = r.checkup_property,
    periodic_days = r.periodic_days, custom_conditions = r.custom_conditions, call_topic = r.call_topic,
    call_language = r.call_language, max_calls_per_day = r.max_calls_per_day, retry_policy = r.retry_policy,
    is_active = r.is_active, purpose = r.purpose
  where c.id = p_rule_id
  returning c.* into r;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'rule', to_jsonb(r));
end $function$;

CREATE OR REPLACE FUNCTION public.change_call_schedule (
  p_org_id      uuid,
  p_schedule_id uuid,
  p_actor       uuid,
  p_changes     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  actor_role public.member_role;
  refused text;
  decision private.decision;
begin
  select c.* into s from public.call_schedules c
  where c.id = p_schedule_id and c.org_id = p_org_id and c.deleted_at is null for no key update;
  actor_role := private.role_of(p_org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled'::public.answer_outcome, 'call_status', s.call_status);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'phone_country', 'phone_regions', 'phone_zones', 'phone_zone_source',
    'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled', 'checkup_threshold_days',
    'last_checkup_date', 'purpose', 'time_zone', 'deadline_at']);
  if p_changes ? 'contact_phone_hash' then
    s.global_phone_hash := null;
    s.phone_country := null;
    s.phone_regions := '{}';
    s.phone_zones := '{}';
    s.phone_zone_source := null;
  end if;
  s := jsonb_populate_record(s, p_changes);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_changes);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
  end if;
  begin
    update public.call_schedules c
    set agent_id = s.agent_id, contact_id = s.contact_id, contact_name = s.contact_name,
      contact_phone_enc = s.contact_phone_enc, contact_phone_hash = s.contact_phone_hash,
      global_phone_hash = s.global_phone_hash, phone_country = s.phone_country, phone_regions = s.phone_regions,
      phone_zones = s.phone_zones, phone_zone_source = s.phone_zone_source, scheduled_at = s.scheduled_at,
      call_topic = s.call_topic, call_language = s.call_language, is_active = s.is_active,
      auto_trigger_enabled = s.auto_trigger_enabled, checkup_threshold_days = s.checkup_threshold_days,
      last_checkup_date = s.last_checkup_date, purpose = s.purpose, time_zone = s.time_zone,
      deadline_at = s.deadline_at
    where c.id = p_schedule_id
    returning c.* into s;
    decision := private.plan_call(s);
    if decision.outcome = 'stop' then
      raise exception using errcode = 'STOP1';
    end if;
  exception when sqlstate 'STOP1' then
    return jsonb_build_object('outcome', 'refused'::public.answer_outcome, 'decision',
      private.present_decision(decision, private.current_time(), 'plan', s.purpose));
  end;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[],
    'decision', private.present_decision(decision, private.current_time(), 'plan', s.purpose));
end $function$;

CREATE OR REPLACE FUNCTION public.check_call (
  p_org_id uuid,
  p_actor  uuid,
  p_call   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  decision private.decision;
begin
  if private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  s.org_id := p_org_id;
  s.purpose := coalesce((select p.default_purpose from public.calling_policies p where p.org_id = p_org_id), 'marketing');
  s.phone_regions := '{}';
  s.phone_zones := '{}';
  s.auto_trigger_enabled := false;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  s.due_at := s.scheduled_at;
  decision := private.judge_plan(s, s.scheduled_at);
  if decision.outcome = 'defer' then
    decision.until := (private.first_allowed(s, s.scheduled_at)).until;
  end if;
  return jsonb_build_object('outcome', 'checked'::public.answer_outcome,
    'decision', private.present_decision(decision, s.scheduled_at, 'plan', s.purpose));
end $function$;

REVOKE ALL ON FUNCTION "public"."check_call"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.claim_call_schedule (
  p_schedule_id            uuid,
  p_actor                  uuid,
  p_worker                 text,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text,
  p_override_reason        text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  actor_role public.member_role;
  looks_first boolean;
  decision private.decision;
  call public.claimed_call;
begin
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null;
  actor_role := private.role_of(s.org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor and p_override_reason is null)) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);

  -- The order of locks is organisation, kill switch, schedule, attempt, everywhere.
  perform from public.organizations o where o.id = s.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  if s.id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled'::public.answer_outcome, 'call_status', s.call_status);
  end if;
  looks_first := private.looks_first(s);
  decision := private.judge_call(s, private.current_time(), true, looks_first, p_override_reason is not null);
  if decision.outcome = 'stop' then
    return private.refuse_call(s.id, decision) || jsonb_build_object('decision',
      private.present_decision(decision, private.current_time(), 'now'::public.decision_stage, s.purpose));
  elsif decision.outcome = 'defer' then
    perform private.keep_decision(s, decision, 'now'::public.decision_stage);
    return private.tell_decision(decision) || jsonb_build_object('decision',
      private.present_decision(decision, private.current_time(), 'now'::public.decision_stage, s.purpose));
  end if;
  decision.data := decision.data || jsonb_strip_nulls(jsonb_build_object('override_reason', p_override_reason));
  perform private.keep_decision(s, decision, 'claim');
  if looks_first then
    select * into call from private.begin_looks(array[s.id], 'execute', p_worker, p_actor, p_lease_seconds);
  else
    select * into call
    from private.begin_attempts(array[s.id], 'execute', p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
  return jsonb_build_object('outcome', 'claimed'::public.answer_outcome, 'call', to_jsonb(call));
end $function$;

REVOKE ALL ON FUNCTION "public"."claim_call_schedule"(uuid, uuid, text, integer, text, text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.claim_looked_call (
  p_schedule_id            uuid,
  p_worker                 text,
  p_look                   jsonb,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  look private.call_looks;
  s public.call_schedules;
  decision private.decision;
  call public.claimed_call;
begin
  select l.* into look from private.call_looks l where l.schedule_id = p_schedule_id and l.worker = p_worker;
  perform from public.organizations o where o.id = look.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c
  where c.id = look.schedule_id and c.contact_id = p_look ->> 'contact_id' for no key update;
  delete from private.call_looks l
  where l.schedule_id = p_schedule_id and l.worker = p_worker and l.expires_at > private.current_time();
  if not found or s.call_status is distinct from 'scheduled' then
    return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
  end if;
  if look.actor_id is not null then
    perform set_config('app.actor_id', look.actor_id::text, true);
  end if;

  decision := case when p_look ? 'unread' then private.judge_unread(s, look.trigger, p_look -> 'unread')
    else private.keep_looked_contact(s, p_look) end;
  if decision.outcome is null then
    select c.* into s from public.call_schedules c where c.id = s.id;
    decision := private.judge_call(s, private.current_time(), look.trigger <> 'sweep');
  end if;
  if decision.outcome = 'call' then
    decision := private.keep_occasion(s, decision);
  end if;
  if decision.outcome <> 'call' then
    perform private.ring_for_waiting_calls(s.org_id);
    return private.refuse_call(s.id, decision);
  end if;
  perform private.keep_decision(s, decision, 'claim');
  select * into call
  from private.begin_attempts(array[s.id], look.trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  return jsonb_build_object('outcome', 'claimed'::public.answer_outcome, 'call', to_jsonb(call));
end $function$;

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
    perform cron.schedule('call-scheduler-fold', '* * * * *', 'select private.fold_call_tallies()');
    perform cron.schedule('calling-policy', '* * * * *', 'select private.renew_windows(), private.end_missed_calls()');
  else
    perform cron.unschedule(j.jobid) from cron.job j
    where j.jobname in ('call-scheduler-prune', 'call-scheduler-fold', 'calling-policy');
  end if;
  return every;
end $function$;

CREATE OR REPLACE FUNCTION public.create_call_rule (
  p_org_id uuid,
  p_actor  uuid,
  p_id     uuid,
  p_rule   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  r public.call_schedule_rules;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_rule, array['agent_id', 'rule_name', 'rule_type', 'checkup_threshold_days',
    'checkup_property', 'periodic_days', 'custom_conditions', 'call_topic', 'call_language', 'max_calls_per_day',
    'retry_policy', 'is_active', 'purpose']);
  r.checkup_threshold_days := 5;
  r.call_topic := 'follow_up';
  r.call_language := 'en-IN';
  r.max_calls_per_day := 100;
  r.retry_policy := '{}';
  r.is_active := true;
  r.purpose := 'health_reminder';
  r := jsonb_populate_record(r, p_rule);
  if not exists (select from public.agents a where a.org_id = p_org_id and a.id = r.agent_id and a.is_active) then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'agent_id');
  end if;
  insert into public.call_schedule_rules (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days,
    checkup_property, periodic_days, custom_conditions, call_topic, call_language, max_calls_per_day, retry_policy,
    is_active, purpose, created_by)
  values (p_id, p_org_id, r.agent_id, r.rule_name, r.rule_type, r.checkup_threshold_days, r.checkup_property,
    r.periodic_days, r.custom_conditions, r.call_topic, r.call_language, r.max_calls_per_day, r.retry_policy,
    r.is_active, r.purpose, p_actor)
  on conflict (id) do nothing;
  select c.* into r from public.call_schedule_rules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if r.id is null then
    raise exception 'p_id is another rule''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'created'::public.answer_outcome, 'rule', to_jsonb(r));
end $function$;

CREATE OR REPLACE FUNCTION public.explain_call (
  p_org_id      uuid,
  p_schedule_id uuid,
  p_actor       uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
begin
  select c.* into s from public.call_schedules c
  where c.id = p_schedule_id and c.org_id = p_org_id and c.deleted_at is null;
  if s.id is null or private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  return jsonb_build_object('outcome', 'explained'::public.answer_outcome,
    'fresh', private.present_decision(private.judge_now(s), private.current_time(), 'now'::public.decision_stage, s.purpose),
    'decisions', (
      select coalesce(jsonb_agg(private.present_decision(
        (d.outcome, d.code, d.until, coalesce(d.data, '{}') || jsonb_build_object('rules', d.rule_ids), d.pack_version,
          (null, null, d.purpose, null, d.zones, d.zone_source, d.jurisdictions)::private.call_terms)::private.decision,
        d.at, d.stage, d.purpose) order by d.id), '[]')
      from (
        select l.* from public.call_decisions l
        where l.org_id = s.org_id and l.schedule_id = s.id order by l.id desc limit 200
      ) d));
end $function$;

REVOKE ALL ON FUNCTION "public"."explain_call"(uuid, uuid, uuid) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.put_calling_policy (
  p_org_id uuid,
  p_actor  uuid,
  p_policy jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  p public.calling_policies;
  kept jsonb;
  refused text;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_policy,
    array['default_purpose', 'week', 'blackouts', 'caps', 'min_gap_minutes', 'loosened']);
  perform from public.organizations o where o.id = p_org_id for no key update;
  kept := coalesce((select c.loosened from public.calling_policies c where c.org_id = p_org_id), '[]');
  p := jsonb_populate_record(null::public.calling_policies, p_policy);

  select case
      when r.id is null then format('There is no rule %s.', l ->> 'rule_id')
      when r.confidence not in ('vendor', 'ours') then format('%s is law: only a consent lifts it, and only where the law says so.', r.id)
      when l ->> 'until' is null then format('A loosening needs an end: %s has none.', r.id)
      else format('A loosening ends within a year, and not in the past: %s.', r.id) end
  into refused
  from jsonb_array_elements(p.loosened) l
  left join private.policy_rules r on r.id = l ->> 'rule_id'
  where not kept @> jsonb_build_array(l) and (
    r.id is null or r.confidence not in ('vendor', 'ours') or l ->> 'until' is null
    or (l ->> 'until')::timestamptz not between private.current_time() and private.current_time() + interval '1 year')
  limit 1;
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'loosened', 'reason', refused);
  end if;

  insert into public.calling_policies as c
    (org_id, default_purpose, week, blackouts, caps, min_gap_minutes, loosened, updated_by)
  values (p_org_id, p.default_purpose, p.week, p.blackouts, p.caps, p.min_gap_minutes, p.loosened, p_actor)
  on conflict (org_id) do update
  set default_purpose = excluded.default_purpose, week = excluded.week, blackouts = excluded.blackouts, caps = excluded.caps,
    min_gap_minutes = excluded.min_gap_minutes, loosened = excluded.loosened, updated_by = excluded.updated_by
  returning c.* into p;
  return jsonb_build_object('outcome', 'put'::public.answer_outcome, 'policy', to_jsonb(p));
end $function$;

REVOKE ALL ON FUNCTION "public"."put_calling_policy"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "private"."calling_windows"
  ADD CONSTRAINT "calling_windows_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."open_spans"
  ADD CONSTRAINT "open_spans_window_id_fkey" FOREIGN KEY (window_id) REFERENCES private.calling_windows(id) ON DELETE CASCADE;

ALTER TABLE "private"."policy_changes"
  ADD CONSTRAINT "policy_changes_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "public"."call_decisions"
  ADD CONSTRAINT "call_decisions_data_check" CHECK ((octet_length((data)::text) <= 16384));

ALTER TABLE "public"."call_decisions"
  ADD CONSTRAINT "call_decisions_jurisdictions_check" CHECK ((octet_length((jurisdictions)::text) <= 8192));

ALTER TABLE "public"."call_decisions"
  ADD CONSTRAINT "call_decisions_org_id_schedule_id_fkey" FOREIGN KEY (org_id, schedule_id) REFERENCES public.call_schedules(org_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."call_decisions"
  ADD CONSTRAINT "call_decisions_pack_version_check" CHECK ((char_length(pack_version) <= 40));

ALTER TABLE "public"."call_decisions"
  ADD CONSTRAINT "call_decisions_rule_ids_check" CHECK ((octet_length((rule_ids)::text) <= 8192));

ALTER TABLE "public"."call_decisions"
  ADD CONSTRAINT "call_decisions_zones_check" CHECK ((octet_length((zones)::text) <= 8192));

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_deadline_at_check" CHECK (((deadline_at >= '2000-01-01 00:00:00+00'::timestamp
    with time zone) AND (deadline_at <= '2100-01-01 00:00:00+00'::timestamp with time zone)));

ALTER TABLE "public"."calling_policies"
  ADD CONSTRAINT "calling_policies_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "public"."calling_policies"
  ADD CONSTRAINT "calling_policies_updated_by_fkey" FOREIGN KEY (updated_by) REFERENCES auth.users(id) ON DELETE SET NULL;

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
    not_before
   FROM public.call_schedules s
  WHERE (dial_after <= private."current_time"());

REVOKE ALL ON TABLE "public"."due_call_schedules" FROM "anon";

CREATE INDEX blackouts_jurisdiction_idx ON private.blackouts USING btree (jurisdiction, to_at);

CREATE INDEX calling_windows_org_idx ON private.calling_windows USING btree (org_id);

CREATE INDEX call_attempts_number_idx ON public.call_attempts USING btree (org_id, contact_phone_hash, claimed_at);

CREATE INDEX call_decisions_schedule_idx ON public.call_decisions USING btree (org_id, schedule_id, id);

CREATE INDEX call_schedules_deadline_idx ON public.call_schedules USING btree (deadline_at)
  WHERE ((deadline_at IS NOT NULL) AND (dial_after IS NOT NULL));

CREATE INDEX calling_policies_updated_by_idx ON public.calling_policies USING btree (updated_by);

CREATE TRIGGER blackouts_follow
  AFTER INSERT OR DELETE OR UPDATE ON private.blackouts
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.follow_the_law();

CREATE TRIGGER holidays_follow
  AFTER INSERT OR DELETE OR UPDATE ON private.holidays
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.follow_the_law();

CREATE TRIGGER policy_packs_follow
  AFTER INSERT OR UPDATE ON private.policy_packs
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.follow_the_law();

CREATE TRIGGER zone_overrides_follow
  AFTER INSERT OR DELETE OR UPDATE ON private.zone_overrides
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.follow_the_law();

CREATE TRIGGER calling_policies_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.calling_policies
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'org_id');

CREATE TRIGGER calling_policies_follow
  AFTER INSERT OR DELETE OR UPDATE ON public.calling_policies
  FOR EACH ROW
  EXECUTE FUNCTION private.follow_calling_policy();

CREATE TRIGGER calling_policies_touch
  BEFORE UPDATE ON public.calling_policies
  FOR EACH ROW
  EXECUTE FUNCTION private.touch_updated_at();

CREATE POLICY "call_decisions_read" ON "public"."call_decisions"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids() AS my_org_ids)));

CREATE POLICY "calling_policies_read" ON "public"."calling_policies"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids() AS my_org_ids)));

REVOKE ALL ON FUNCTION "private"."are_blackouts"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."are_blackouts"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."are_blackouts"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."are_caps"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."are_caps"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."are_caps"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."are_loosenings"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."are_loosenings"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."are_loosenings"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."call_terms"(public.call_schedules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."call_terms"(public.call_schedules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."call_terms"(public.call_schedules) TO "postgres";

REVOKE ALL ON FUNCTION "private"."compute_spans"(uuid, public.call_purpose, text[], text[], timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."compute_spans"(uuid, public.call_purpose, text[], text[], timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."compute_spans"(uuid, public.call_purpose, text[], text[], timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."earliest_start"(public.call_schedules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."earliest_start"(public.call_schedules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."earliest_start"(public.call_schedules) TO "postgres";

REVOKE ALL ON FUNCTION "private"."end_missed_calls"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."end_missed_calls"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."end_missed_calls"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."first_allowed"(public.call_schedules, timestamp WITH time zone, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."first_allowed"(public.call_schedules, timestamp WITH time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."first_allowed"(public.call_schedules, timestamp WITH time zone, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."follow_calling_policy"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."follow_calling_policy"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."follow_calling_policy"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."follow_the_law"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."follow_the_law"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."follow_the_law"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."hours_on"(uuid, public.call_purpose, text[], date, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."hours_on"(uuid, public.call_purpose, text[], date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."hours_on"(uuid, public.call_purpose, text[], date, date) TO "postgres";

REVOKE ALL ON FUNCTION "private"."is_before"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."is_before"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."is_before"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."is_loosened"(uuid, text, public.policy_aspect) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."is_loosened"(uuid, text, public.policy_aspect) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."is_loosened"(uuid, text, public.policy_aspect) TO "postgres";

REVOKE ALL ON FUNCTION "private"."is_moment"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."is_moment"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."is_moment"(text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."is_policy_code"(public.reason_code) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."is_policy_code"(public.reason_code) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."is_policy_code"(public.reason_code) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_call"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_call"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_call"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_caps"(public.call_schedules, private.calling_windows, timestamp WITH time zone, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_caps"(public.call_schedules, private.calling_windows, timestamp WITH time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_caps"(public.call_schedules, private.calling_windows, timestamp WITH time zone, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_hours"(private.call_terms, private.calling_windows, timestamp WITH time zone, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_hours"(private.call_terms, private.calling_windows, timestamp WITH time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_hours"(private.call_terms, private.calling_windows, timestamp WITH time zone, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_now"(public.call_schedules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_now"(public.call_schedules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_now"(public.call_schedules) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_organization"(public.call_schedules, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_organization"(public.call_schedules, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_organization"(public.call_schedules, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_plan"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_plan"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_plan"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_policy"(public.call_schedules, private.call_terms, private.calling_windows, timestamp WITH time zone, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_policy"(public.call_schedules, private.call_terms, private.calling_windows, timestamp WITH time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_policy"(public.call_schedules, private.call_terms, private.calling_windows, timestamp WITH time zone, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_time"(public.call_schedules, timestamp WITH time zone, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_time"(public.call_schedules, timestamp WITH time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_time"(public.call_schedules, timestamp WITH time zone, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_decision"(public.call_schedules, private.decision, public.decision_stage) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_decision"(public.call_schedules, private.decision, public.decision_stage) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_decision"(public.call_schedules, private.decision, public.decision_stage) TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_window"(private.call_terms) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_window"(private.call_terms) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_window"(private.call_terms) TO "postgres";

REVOKE ALL ON FUNCTION "private"."later_decision"(private.decision, private.decision) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."later_decision"(private.decision, private.decision) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."later_decision"(private.decision, private.decision) TO "postgres";

REVOKE ALL ON FUNCTION "private"."move_calls_again"(uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."move_calls_again"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."move_calls_again"(uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."name_rules"(private.decision, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."name_rules"(private.decision, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."name_rules"(private.decision, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."next_opening"(private.calling_windows, timestamp WITH time zone, interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."next_opening"(private.calling_windows, timestamp WITH time zone, interval) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."next_opening"(private.calling_windows, timestamp WITH time zone, interval) TO "postgres";

REVOKE ALL ON FUNCTION "private"."plan_call"(public.call_schedules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."plan_call"(public.call_schedules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."plan_call"(public.call_schedules) TO "postgres";

REVOKE ALL ON FUNCTION "private"."policy_demands"(uuid, public.call_purpose, text[], text[], timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."policy_demands"(uuid, public.call_purpose, text[], text[], timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."policy_demands"(uuid, public.call_purpose, text[], text[], timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."policy_holds_until"(uuid, public.call_purpose, text[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."policy_holds_until"(uuid, public.call_purpose, text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."policy_holds_until"(uuid, public.call_purpose, text[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."present_decision"(private.decision, timestamp WITH time zone, public.decision_stage, public.call_purpose) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."present_decision"(private.decision, timestamp WITH time zone, public.decision_stage, public.call_purpose) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."present_decision"(private.decision, timestamp WITH time zone, public.decision_stage, public.call_purpose) TO "postgres";

REVOKE ALL ON FUNCTION "private"."rang"(uuid, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."rang"(uuid, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."rang"(uuid, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."renew_windows"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."renew_windows"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."renew_windows"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."rules_for"(uuid, public.call_purpose, text[], date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."rules_for"(uuid, public.call_purpose, text[], date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."rules_for"(uuid, public.call_purpose, text[], date) TO "postgres";

REVOKE ALL ON FUNCTION "private"."say_minutes"(int4range) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."say_minutes"(int4range) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."say_minutes"(int4range) TO "postgres";

REVOKE ALL ON FUNCTION "private"."say_why_closed"(private.calling_windows, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."say_why_closed"(private.calling_windows, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."say_why_closed"(private.calling_windows, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."window_key"(private.call_terms) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."window_key"(private.call_terms) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."window_key"(private.call_terms) TO "postgres";

REVOKE ALL ON FUNCTION "private"."window_of"(private.call_terms, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."window_of"(private.call_terms, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."window_of"(private.call_terms, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "public"."check_call"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."check_call"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."check_call"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "public"."claim_call_schedule"(uuid, uuid, text, integer, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."claim_call_schedule"(uuid, uuid, text, integer, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."claim_call_schedule"(uuid, uuid, text, integer, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."explain_call"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."explain_call"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."explain_call"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "public"."put_calling_policy"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."put_calling_policy"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."put_calling_policy"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON TABLE "public"."call_decisions" FROM "authenticated";

GRANT SELECT ON TABLE "public"."call_decisions" TO "authenticated";

REVOKE ALL ON TABLE "public"."call_decisions" FROM "service_role";

GRANT SELECT ON TABLE "public"."call_decisions" TO "service_role";

REVOKE ALL ("deadline_at") ON TABLE "public"."call_schedules" FROM "authenticated";

GRANT SELECT ("deadline_at") ON TABLE "public"."call_schedules" TO "authenticated";

REVOKE ALL ("purpose") ON TABLE "public"."call_schedules" FROM "authenticated";

GRANT SELECT ("purpose") ON TABLE "public"."call_schedules" TO "authenticated";

REVOKE ALL ("time_zone") ON TABLE "public"."call_schedules" FROM "authenticated";

GRANT SELECT ("time_zone") ON TABLE "public"."call_schedules" TO "authenticated";

REVOKE ALL ON TABLE "public"."calling_policies" FROM "authenticated";

GRANT SELECT ON TABLE "public"."calling_policies" TO "authenticated";

REVOKE ALL ON TABLE "public"."calling_policies" FROM "service_role";

GRANT SELECT ON TABLE "public"."calling_policies" TO "service_role";

REVOKE ALL ON TABLE "public"."due_call_schedules" FROM "authenticated";

GRANT SELECT ON TABLE "public"."due_call_schedules" TO "authenticated";

REVOKE ALL ON TABLE "public"."due_call_schedules" FROM "service_role";

GRANT SELECT ON TABLE "public"."due_call_schedules" TO "service_role";

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_time_zone_check" CHECK (private.is_time_zone(time_zone));

ALTER TABLE "public"."calling_policies"
  ADD CONSTRAINT "calling_policies_blackouts_check" CHECK (private.are_blackouts(blackouts));

ALTER TABLE "public"."calling_policies"
  ADD CONSTRAINT "calling_policies_caps_check" CHECK (private.are_caps(caps));

ALTER TABLE "public"."calling_policies"
  ADD CONSTRAINT "calling_policies_loosened_check" CHECK (private.are_loosenings(loosened));

-- Organisations of before go on as they did; new ones say for themselves what their calls are for.
insert into public.calling_policies (org_id, default_purpose)
select o.id, 'service' from public.organizations o;

-- Where the scheduler was configured before, this job is missing.
select cron.schedule('calling-policy', '* * * * *', 'select private.renew_windows(), private.end_missed_calls()')
from cron.job where jobname = 'call-scheduler-prune';
