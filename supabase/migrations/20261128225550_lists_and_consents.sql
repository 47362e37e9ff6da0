-- The lists of numbers that are not called, what registries say of numbers, and consents; calls carry the hash that the
-- operator's list goes by. It is null in calls that were booked before.
SET local check_function_bodies = off;

DROP TRIGGER "call_schedules_audit" ON "public"."call_schedules";

CREATE TABLE "private"."global_suppressions" (
  "phone_hash"     text                     NOT NULL,
  "scope"          public.suppression_scope NOT NULL DEFAULT 'all'::public.suppression_scope,
  "reason"         text                     NOT NULL,
  "removed_at"     timestamp with time zone,
  "removed_reason" text,
  CONSTRAINT "global_suppressions_check" CHECK (((removed_at IS NULL) = (removed_reason IS NULL))),
  CONSTRAINT "global_suppressions_phone_hash_check" CHECK ((phone_hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "global_suppressions_scope_check" CHECK ((scope <> 'topic'::public.suppression_scope)),
  "added_at"       timestamp with time zone NOT NULL DEFAULT private."current_time"(),
  CONSTRAINT "global_suppressions_pkey" PRIMARY KEY (phone_hash, scope, added_at),
  CONSTRAINT "global_suppressions_reason_check" CHECK (private.is_text(reason, 500)),
  CONSTRAINT "global_suppressions_removed_reason_check" CHECK (private.is_text(removed_reason, 500))
);

ALTER TABLE "private"."global_suppressions"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."registry_checks" (
  "org_id"     uuid,
  "registry"   text                     NOT NULL,
  "phone_hash" text                     NOT NULL,
  "listed"     boolean                  NOT NULL,
  "checked_at" timestamp with time zone NOT NULL,
  CONSTRAINT "registry_checks_phone_hash_check" CHECK ((phone_hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "registry_checks_phone_hash_registry_org_id_key" UNIQUE NULLS NOT DISTINCT (phone_hash, registry, org_id),
  CONSTRAINT "registry_checks_registry_check" CHECK ((registry ~ '^[A-Z]{2}(-[A-Z0-9]{1,20}){1,3}$'::text))
);

ALTER TABLE "private"."registry_checks"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."consent_wordings" (
  "org_id"       uuid                     NOT NULL,
  "wording_hash" text                     NOT NULL,
  "wording"      text                     NOT NULL,
  CONSTRAINT "consent_wordings_check" CHECK ((wording_hash = encode(sha256(convert_to(wording, 'UTF8'::name)), 'hex'::text))),
  CONSTRAINT "consent_wordings_pkey" PRIMARY KEY (org_id, wording_hash),
  CONSTRAINT "consent_wordings_wording_check" CHECK (((char_length(wording) >= 1) AND (char_length(wording) <= 10000))),
  CONSTRAINT "consent_wordings_wording_hash_check" CHECK ((wording_hash ~ '^[0-9a-f]{64}$'::text)),
  "added_at"     timestamp with time zone NOT NULL DEFAULT private."current_time"()
);

ALTER TABLE "public"."consent_wordings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."consent_wordings" FROM "anon";

CREATE TABLE "public"."consents" (
  "id"               uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "org_id"           uuid                     NOT NULL,
  "phone_hash"       text                     NOT NULL,
  "phone_last4"      text                     NOT NULL,
  "contact_id"       text                     NOT NULL,
  "contact_name"     text,
  "relation"         text,
  "kind"             public.consent_kind      NOT NULL,
  "purposes"         public.call_purpose[]    NOT NULL,
  "artificial_voice" boolean                  NOT NULL,
  "obtained_at"      timestamp with time zone NOT NULL,
  "obtained_through" text                     NOT NULL,
  "wording_hash"     text,
  "wording_version"  text,
  "language"         text,
  "valid_until"      timestamp with time zone NOT NULL,
  "evidence"         text,
  "added_by"         uuid,
  "revoked_at"       timestamp with time zone,
  "revoked_via"      text,
  "revoked_reason"   text,
  "revoked_by"       uuid,
  CONSTRAINT "consents_check1" CHECK (((kind <> 'express_written'::public.consent_kind) OR (wording_hash IS NOT NULL))),
  CONSTRAINT "consents_check2" CHECK (((revoked_at IS NULL) = (revoked_via IS NULL))),
  CONSTRAINT "consents_check" CHECK ((valid_until > obtained_at)),
  CONSTRAINT "consents_language_check" CHECK (((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$'::text) AND (char_length(language) <= 35))),
  CONSTRAINT "consents_obtained_at_check" CHECK (((obtained_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (obtained_at <= '2100-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "consents_org_id_id_key" UNIQUE (org_id, id),
  CONSTRAINT "consents_phone_hash_check" CHECK ((phone_hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "consents_phone_last4_check" CHECK ((phone_last4 ~ '^[0-9]{4}$'::text)),
  CONSTRAINT "consents_pkey" PRIMARY KEY (id),
  CONSTRAINT "consents_purposes_check1" CHECK ((array_position(purposes, NULL::public.call_purpose) IS NULL)),
  CONSTRAINT "consents_purposes_check" CHECK (((cardinality(purposes) >= 1) AND (cardinality(purposes) <= 6))),
  CONSTRAINT "consents_wording_hash_check" CHECK ((wording_hash ~ '^[0-9a-f]{64}$'::text)),
  "added_at"         timestamp with time zone NOT NULL DEFAULT private."current_time"(),
  CONSTRAINT "consents_contact_id_check" CHECK (private.is_text(contact_id, 128)),
  CONSTRAINT "consents_contact_name_check" CHECK (private.is_text(contact_name, 200)),
  CONSTRAINT "consents_evidence_check" CHECK (private.is_text(evidence, 1000)),
  CONSTRAINT "consents_obtained_through_check" CHECK (private.is_text(obtained_through, 200)),
  CONSTRAINT "consents_relation_check" CHECK (private.is_text(relation, 100)),
  CONSTRAINT "consents_revoked_reason_check" CHECK (private.is_text(revoked_reason, 500)),
  CONSTRAINT "consents_revoked_via_check" CHECK (private.is_text(revoked_via, 200)),
  CONSTRAINT "consents_wording_version_check" CHECK (private.is_text(wording_version, 100))
);

ALTER TABLE "public"."consents"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."consents" FROM "anon";

CREATE TABLE "public"."suppressions" (
  "id"             uuid                      NOT NULL DEFAULT gen_random_uuid(),
  "org_id"         uuid                      NOT NULL,
  "phone_hash"     text                      NOT NULL,
  "phone_last4"    text                      NOT NULL,
  "scope"          public.suppression_scope  NOT NULL DEFAULT 'all'::public.suppression_scope,
  "topic"          text,
  "contact_id"     text,
  "reason"         text                      NOT NULL,
  "source"         public.suppression_source NOT NULL,
  "attempt_id"     uuid,
  "evidence"       text,
  "needs_review"   boolean                   NOT NULL DEFAULT false,
  "added_by"       uuid,
  "expires_at"     timestamp with time zone,
  "removed_at"     timestamp with time zone,
  "removed_by"     uuid,
  "removed_reason" text,
  CONSTRAINT "suppressions_check1" CHECK (((scope = 'topic'::public.suppression_scope) = (topic IS NOT NULL))),
  CONSTRAINT "suppressions_check2" CHECK (((removed_at IS NULL) = (removed_reason IS NULL))),
  CONSTRAINT "suppressions_org_id_id_key" UNIQUE (org_id, id),
  CONSTRAINT "suppressions_phone_hash_check" CHECK ((phone_hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT "suppressions_phone_last4_check" CHECK ((phone_last4 ~ '^[0-9]{4}$'::text)),
  CONSTRAINT "suppressions_pkey" PRIMARY KEY (id),
  "added_at"       timestamp with time zone  NOT NULL DEFAULT private."current_time"(),
  CONSTRAINT "suppressions_check" CHECK ((expires_at > added_at)),
  CONSTRAINT "suppressions_contact_id_check" CHECK (private.is_text(contact_id, 128)),
  CONSTRAINT "suppressions_evidence_check" CHECK (private.is_text(evidence, 500)),
  CONSTRAINT "suppressions_reason_check" CHECK (private.is_text(reason, 500)),
  CONSTRAINT "suppressions_removed_reason_check" CHECK (private.is_text(removed_reason, 500)),
  CONSTRAINT "suppressions_topic_check" CHECK (private.is_text(topic, 200))
);

ALTER TABLE "public"."suppressions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."suppressions" FROM "anon";

ALTER TABLE "public"."call_schedules"
  ADD COLUMN "global_phone_hash" text;

CREATE OR REPLACE FUNCTION private.covering_suppression (
  p_new public.suppressions
)
  RETURNS public.suppressions
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select x.* from public.suppressions x
  where x.org_id = p_new.org_id and x.phone_hash = p_new.phone_hash and x.removed_at is null
    and (x.contact_id is null or x.contact_id = p_new.contact_id)
    and (x.scope = 'all' or x.scope = p_new.scope and x.topic is not distinct from p_new.topic)
    and (x.expires_at is null or x.expires_at >= p_new.expires_at)
    and private.is_own_word(x.source) >= private.is_own_word(p_new.source)
  order by x.added_at limit 1
$function$;

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
  elsif old.removed_at is not null or to_jsonb(new) - lifting <> to_jsonb(old) - lifting then
    raise exception 'a suppression is lifted once, and changes in nothing else' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION private.is_own_word (
  p_source public.suppression_source
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_source in ('transcript', 'extracted_data', 'agent_tool', 'silent_refusal')
$function$;

CREATE OR REPLACE FUNCTION private.judge_consent (
  s         public.call_schedules,
  p_purpose public.call_purpose,
  p_at      timestamp with time zone,
  p_consent public.consent_kind
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c record;
  in_touch constant interval := interval '12 months';
begin
  if p_consent is null then
    return null;
  end if;
  select x.id, x.obtained_at, x.valid_until, w.revoked_at, w.revoked_via, p.problem into c
  from public.consents x
  left join lateral (
    select r.revoked_at, r.revoked_via from public.consents r
    where r.org_id = x.org_id and r.phone_hash = x.phone_hash and r.contact_id = x.contact_id
      and r.revoked_at >= x.obtained_at and p_purpose = any (r.purposes)
    order by r.revoked_at desc limit 1
  ) w on true
  cross join lateral (select case
      when not (p_purpose = any (x.purposes) and x.artificial_voice) then 'consent_scope'
      when w.revoked_at is not null then 'consent_revoked'
      when x.valid_until <= p_at then 'consent_expired'
      when x.obtained_at + in_touch <= p_at and not exists (
        select from public.call_attempts t
        where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.answered
          and t.voicemail is not true and t.placed_at > p_at - in_touch
      ) then 'consent_expired'
    end::public.reason_code as problem) p
  where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash and x.contact_id = s.contact_id
    and (x.kind = 'express_written' or x.kind = 'express' and p_consent <> 'express_written' or p_consent = 'imported_unproven')
    and x.obtained_at <= p_at
  -- The one that holds, else the newest that would, else the newest to something else.
  order by p.problem is not null, p.problem = 'consent_scope', x.obtained_at desc
  limit 1;
  if not found then
    return private.stop('consent_missing', jsonb_build_object('kind', p_consent, 'purpose', p_purpose));
  elsif c.problem is null then
    return null;
  end if;
  return private.stop(c.problem, jsonb_build_object('consent', c.id, 'when', c.obtained_at, 'purpose', p_purpose,
    'until', case when c.valid_until <= p_at then c.valid_until else c.obtained_at + in_touch end, 'revoked_at', c.revoked_at, 'via', c.revoked_via));
end $function$;

CREATE OR REPLACE FUNCTION private.judge_global_suppression (
  s         public.call_schedules,
  p_purpose public.call_purpose,
  p_at      timestamp with time zone
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if s.global_phone_hash is null then
    return case when exists (select from private.global_suppressions g where g.removed_at is null)
      then private.defer('suppressed_global', p_at + interval '1 minute') end;
  elsif exists (
    select from private.global_suppressions g
    where g.phone_hash = s.global_phone_hash and g.removed_at is null
      and private.scope_covers(g.scope, null, p_purpose, s.call_topic)
  ) then
    return private.stop('suppressed_global');
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_number (
  s            public.call_schedules,
  p_purpose    public.call_purpose,
  p_at         timestamp with time zone,
  p_consent    public.consent_kind      DEFAULT NULL::public.consent_kind,
  p_registries jsonb                    DEFAULT '[]'::jsonb,
  p_refusal    interval                 DEFAULT NULL::interval
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  suppression constant private.decision := private.judge_suppression(s, p_purpose, p_at, p_refusal);
  operators private.decision;
  registry private.decision;
  consent private.decision;
  found private.decision;
begin
  if suppression.outcome = 'stop' then
    return suppression;
  end if;
  operators := private.judge_global_suppression(s, p_purpose, p_at);
  if operators.outcome = 'stop' then
    return operators;
  end if;
  registry := private.judge_registries(s, p_purpose, p_at, p_registries);
  if registry.outcome = 'stop' then
    return registry;
  end if;
  consent := private.judge_consent(s, p_purpose, p_at, p_consent);
  if consent.outcome = 'stop' then
    return consent;
  end if;
  select d.outcome, d.code, d.until, d.data into found
  from (values (1, operators), (2, registry), (3, suppression)) as v (turn, decision)
  cross join lateral (select (v.decision).*) d
  where d.outcome is not null
  order by d.until desc nulls first, v.turn limit 1;
  return case when found.outcome is not null then found end;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_registries (
  s            public.call_schedules,
  p_purpose    public.call_purpose,
  p_at         timestamp with time zone,
  p_registries jsonb
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  wanted record;
  stale private.decision;
begin
  for wanted in
    select r.registry, r.max_age_days, c.listed, c.checked_at
    from jsonb_to_recordset(p_registries) as r (registry text, max_age_days integer)
    cross join lateral (
      select bool_or(k.listed) as listed, max(k.checked_at) as checked_at
      from private.registry_checks k
      where k.phone_hash = s.global_phone_hash and k.registry = r.registry and (k.org_id is null or k.org_id = s.org_id)
    ) c
    order by c.listed desc nulls last, r.registry
  loop
    if wanted.listed then
      return private.stop('registry_listed', jsonb_build_object('registry', wanted.registry, 'when', wanted.checked_at));
    elsif p_purpose = 'marketing'
      and (wanted.checked_at + make_interval(days => wanted.max_age_days) > p_at) is not true then
      stale := coalesce(stale, private.defer('registry_check_stale', p_at + interval '1 hour', jsonb_build_object(
        'registry', wanted.registry, 'when', wanted.checked_at, 'max_age_days', wanted.max_age_days)));
    end if;
  end loop;
  return stale;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_suppression (
  s         public.call_schedules,
  p_purpose public.call_purpose,
  p_at      timestamp with time zone,
  p_refusal interval                 DEFAULT NULL::interval
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  held record;
begin
  select x.scope, x.source, x.reason, x.added_at, private.is_own_word(x.source) as own_word, m.until,
    x.expires_at > p_at is not false or m.until = 'infinity' as for_good
  into held
  from public.suppressions x
  cross join lateral (select case
      when x.expires_at is null then 'infinity'
      when p_purpose in ('marketing', 'survey') and private.is_own_word(x.source)
        then greatest(x.expires_at, coalesce(x.added_at + p_refusal, 'infinity'))
      else x.expires_at end as until) m
  where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash and x.removed_at is null
    and (x.contact_id is null or x.contact_id = s.contact_id)
    and private.scope_covers(x.scope, x.topic, p_purpose, s.call_topic) and m.until > p_at
  order by for_good desc, own_word desc, x.added_at
  limit 1;
  if not found then
    return null;
  elsif not held.for_good then
    return private.defer('refusal_period', held.until,
      jsonb_build_object('when', held.added_at, 'days', ceil(extract(epoch from p_refusal) / 86400)));
  elsif held.own_word then
    return private.stop('opted_out', jsonb_build_object('when', held.added_at, 'scope', held.scope, 'source', held.source));
  end if;
  return private.stop('suppressed_org', jsonb_build_object('when', held.added_at, 'scope', held.scope, 'reason', held.reason));
end $function$;

CREATE OR REPLACE FUNCTION private.keep_looked_contact (
  s      public.call_schedules,
  p_look jsonb
)
  RETURNS private.decision
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  contact constant jsonb := nullif(p_look -> 'contact', 'null');
  known public.contacts;
begin
  if contact is null then
    update public.contacts c set removed_at = private.current_time(), removed_reason = 'deleted'
    where c.org_id = s.org_id and c.contact_id = s.contact_id and c.removed_at is null;
    return case when s.rule_id is not null
      or exists (select from public.contacts c where c.org_id = s.org_id and c.contact_id = s.contact_id)
      then private.stop('contact_removed') end;
  end if;
  perform private.save_contacts(s.org_id, jsonb_build_array(contact));
  select c.* into known from public.contacts c
  where c.org_id = s.org_id and c.contact_id = contact ->> 'contact_id';

  if s.rule_id is null then
    -- Booked by hand: it goes to the number that the person gave. One that waits for a check-up goes by HubSpot's date.
    update public.call_schedules c set last_checkup_date = known.last_checkup_date
    where c.id = s.id and c.auto_trigger_enabled and known.last_checkup_date is not null
      and c.last_checkup_date is distinct from known.last_checkup_date;
    return case when known.do_not_call then private.stop('do_not_call') end;
  end if;
  begin
    update public.call_schedules c set contact_id = known.contact_id, contact_name = known.contact_name
    where c.id = s.id and (c.contact_id, c.contact_name) is distinct from (known.contact_id, known.contact_name);
  exception when unique_violation then
    return private.stop('already_called');
  end;
  if known.phone_hash is distinct from p_look ->> 'phone_hash' then
    -- An older copy than the one we have: what we have came from HubSpot later.
    return private.defer('contact_changed', private.current_time() + interval '1 minute');
  elsif known.phone_hash <> s.contact_phone_hash then
    update public.call_schedules c
    set contact_phone_enc = p_look ->> 'phone_enc', contact_phone_hash = p_look ->> 'phone_hash',
      global_phone_hash = p_look ->> 'global_phone_hash'
    where c.id = s.id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_suppression (
  p_new public.suppressions
)
  RETURNS public.suppressions
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  kept public.suppressions;
begin
  kept := private.covering_suppression(p_new);
  if kept.id is not null then
    return kept;
  end if;
  insert into public.suppressions (id, org_id, phone_hash, phone_last4, scope, topic, contact_id, reason, source, attempt_id,
    evidence, needs_review, added_by, expires_at)
  values (coalesce(p_new.id, gen_random_uuid()), p_new.org_id, p_new.phone_hash, p_new.phone_last4, p_new.scope, p_new.topic,
    p_new.contact_id, p_new.reason, p_new.source, p_new.attempt_id, p_new.evidence, coalesce(p_new.needs_review, false),
    p_new.added_by, p_new.expires_at)
  on conflict (org_id, phone_hash, scope, coalesce(topic, ''), coalesce(contact_id, ''), private.is_own_word(source),
    coalesce(expires_at, 'infinity')) where removed_at is null do nothing
  returning * into kept;
  return case when kept.id is not null then kept else private.covering_suppression(p_new) end;
end $function$;

CREATE OR REPLACE FUNCTION private.remove_suppression (
  p_org_id         uuid,
  p_suppression_id uuid,
  p_reason         text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  caller_role constant public.member_role := private.role_of(p_org_id, auth.uid());
  lifted public.suppressions;
begin
  if caller_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif caller_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  update public.suppressions x
  set removed_at = private.current_time(), removed_by = auth.uid(), removed_reason = p_reason
  where x.id = p_suppression_id and x.org_id = p_org_id and x.removed_at is null
  returning x.* into lifted;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  return jsonb_build_object('outcome', 'removed', 'suppression', to_jsonb(lifted) - 'phone_hash');
end $function$;

CREATE OR REPLACE FUNCTION private.revoke_consent (
  p_org_id     uuid,
  p_consent_id uuid,
  p_via        text,
  p_reason     text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  caller_role constant public.member_role := private.role_of(p_org_id, auth.uid());
  c public.consents;
begin
  select x.* into c from public.consents x
  where x.id = p_consent_id and x.org_id = p_org_id and caller_role is not null for no key update;
  if c.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif caller_role = 'viewer' then
    return jsonb_build_object('outcome', 'forbidden');
  elsif c.revoked_at is not null then
    return jsonb_build_object('outcome', 'already_revoked', 'consent', to_jsonb(c) - 'phone_hash');
  end if;
  update public.consents x
  set revoked_at = private.current_time(), revoked_via = p_via, revoked_reason = p_reason, revoked_by = auth.uid()
  where x.id = c.id
  returning x.* into c;
  return jsonb_build_object('outcome', 'revoked', 'consent', to_jsonb(c) - 'phone_hash');
end $function$;

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
    when 'outside_window' then
      'It is outside the organisation''s calling hours: the call waits until they begin.'
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

CREATE OR REPLACE FUNCTION private.scope_covers (
  p_scope      public.suppression_scope,
  p_topic      text,
  p_purpose    public.call_purpose,
  p_call_topic text
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case p_scope
    when 'all' then true
    when 'marketing' then p_purpose in ('marketing', 'survey')
    when 'topic' then p_topic = p_call_topic
  end
$function$;

CREATE OR REPLACE FUNCTION private.withdraw_globally_suppressed_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.refuse_call((h.s).id, d.decision)
  from (
    select s from public.call_schedules s
    where s.call_status = 'scheduled' and s.deleted_at is null
      and s.global_phone_hash in (select n.phone_hash from new_rows n)
    order by s.id
    for no key update
  ) h
  cross join lateral (select private.judge_global_suppression(h.s, 'service', now_is) as decision) d
  where (d.decision).outcome = 'stop';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.withdraw_suppressed_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.refuse_call((h.s).id, d.decision)
  from (
    select s from public.call_schedules s
    where s.call_status = 'scheduled' and s.deleted_at is null
      and (s.org_id, s.contact_phone_hash) in (select n.org_id, n.phone_hash from new_rows n)
    order by s.id
    for no key update
  ) h
  -- What a call is for is the judge's to say at the claim: here only what holds whatever it is for.
  cross join lateral (select private.judge_suppression(h.s, 'service', now_is) as decision) d
  where (d.decision).outcome = 'stop';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.add_suppression (
  p_org_id      uuid,
  p_actor       uuid,
  p_id          uuid,
  p_suppression jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  new_one public.suppressions;
  kept public.suppressions;
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_suppression,
    array['phone_hash', 'phone_last4', 'scope', 'topic', 'contact_id', 'reason', 'expires_at']);
  select x.* into kept from public.suppressions x where x.id = p_id and x.org_id = p_org_id and x.added_by = p_actor;
  if kept.id is null then
    new_one := jsonb_populate_record(null::public.suppressions, '{"scope": "all"}' || p_suppression);
    new_one.id := p_id;
    new_one.org_id := p_org_id;
    new_one.source := 'user';
    new_one.added_by := p_actor;
    kept := private.keep_suppression(new_one);
  end if;
  return jsonb_build_object('outcome', case when kept.id = p_id then 'added' else 'already_there' end,
    'suppression', to_jsonb(kept) - 'phone_hash');
end $function$;

REVOKE ALL ON FUNCTION "public"."add_suppression"(uuid, uuid, uuid, jsonb) FROM PUBLIC, "anon", "authenticated";

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
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_call, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled',
    'checkup_threshold_days', 'last_checkup_date']);
  s.org_id := p_org_id;
  s.call_topic := 'follow_up';
  s.call_language := 'en-IN';
  s.is_active := true;
  s.auto_trigger_enabled := false;
  s.checkup_threshold_days := 5;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_call);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid', 'field', refused);
  end if;
  insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    global_phone_hash, scheduled_at, call_topic, call_language, is_active, auto_trigger_enabled, checkup_threshold_days, last_checkup_date,
    created_by)
  values (p_id, p_org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.contact_phone_hash,
    s.global_phone_hash, s.scheduled_at, s.call_topic, s.call_language, s.is_active, s.auto_trigger_enabled, s.checkup_threshold_days,
    s.last_checkup_date, p_actor)
  on conflict (id) do nothing;
  select c.* into s from public.call_schedules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if s.id is null then
    raise exception 'p_id is another call''s' using errcode = '23505';
  end if;
  if s.deleted_at is not null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  return jsonb_build_object('outcome', 'booked', 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[]);
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
    select w.schedule_id, w.phone_enc as closed_phone, w.global_phone_hash, v.*, row_number() over (order by v.turn) as number, count(*) over () as calls
    from private.judge_contacts(p_rule_id) v
    join wanted w on w.contact_id = v.contact_id and w.phone_hash = v.phone_hash
    where v.would_call
  ), slots as (
    select s.turn, s.slot
    from private.spread_over_calling_hours(r.org_id, (select count(*)::integer from allowed)) s
  )
  insert into public.call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc,
    contact_phone_hash, global_phone_hash, scheduled_at, call_topic, call_language, checkup_threshold_days, last_checkup_date, occasion,
    created_by)
  select a.schedule_id, r.org_id, r.agent_id, r.id, a.contact_id, a.contact_name, a.closed_phone, a.phone_hash,
    a.global_phone_hash, s.slot,
    r.call_topic, r.call_language, r.checkup_threshold_days, a.last_checkup_date, a.occasion, null
  from allowed a join slots s on s.turn = a.number
  on conflict do nothing;
  get diagnostics booked = row_count;
  return booked;
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
begin
  select c.* into s from public.call_schedules c
  where c.id = p_schedule_id and c.org_id = p_org_id and c.deleted_at is null for no key update;
  actor_role := private.role_of(p_org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled', 'call_status', s.call_status);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled',
    'checkup_threshold_days', 'last_checkup_date']);
  if p_changes ? 'contact_phone_hash' then
    s.global_phone_hash := null;
  end if;
  s := jsonb_populate_record(s, p_changes);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_changes);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid', 'field', refused);
  end if;
  update public.call_schedules c
  set agent_id = s.agent_id, contact_id = s.contact_id, contact_name = s.contact_name,
    contact_phone_enc = s.contact_phone_enc, contact_phone_hash = s.contact_phone_hash,
    global_phone_hash = s.global_phone_hash, scheduled_at = s.scheduled_at,
    call_topic = s.call_topic, call_language = s.call_language, is_active = s.is_active,
    auto_trigger_enabled = s.auto_trigger_enabled, checkup_threshold_days = s.checkup_threshold_days,
    last_checkup_date = s.last_checkup_date
  where c.id = p_schedule_id
  returning c.* into s;
  return jsonb_build_object('outcome', 'changed', 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[]);
end $function$;

CREATE OR REPLACE FUNCTION public.import_suppressions (
  p_org_id uuid,
  p_actor  uuid,
  p_rows   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  count_of_rows constant integer := jsonb_array_length(p_rows);
  added integer;
begin
  if (private.role_of(p_org_id, p_actor) = 'admin') is not true then
    return jsonb_build_object('outcome', 'forbidden');
  elsif count_of_rows > 5000 then
    raise exception 'at most 5000 rows at once' using errcode = '22023';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  insert into public.suppressions (org_id, phone_hash, phone_last4, scope, reason, source, added_by)
  select distinct on (r.phone_hash, r.scope) p_org_id, r.phone_hash, r.phone_last4, r.scope, r.reason, 'import', p_actor
  from rows from (jsonb_to_recordset(p_rows) as (phone_hash text, phone_last4 text, scope public.suppression_scope,
    reason text)) with ordinality as r (phone_hash, phone_last4, scope, reason, number)
  where not (select exists (
    select from public.suppressions x
    where x.org_id = p_org_id and x.phone_hash = r.phone_hash and x.removed_at is null and x.contact_id is null
      and x.scope in ('all', r.scope) and x.topic is null and x.expires_at is null
  ))
  order by r.phone_hash, r.scope, r.number
  on conflict do nothing;
  get diagnostics added = row_count;
  return jsonb_build_object('outcome', 'imported', 'added', added, 'already_there', count_of_rows - added);
end $function$;

REVOKE ALL ON FUNCTION "public"."import_suppressions"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.keep_registry_checks (
  p_org_id     uuid,
  p_actor      uuid,
  p_registry   text,
  p_checked_at timestamp with time zone,
  p_rows       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  changed integer;
begin
  if p_org_id is not null and (private.role_of(p_org_id, p_actor) = 'admin') is not true then
    return jsonb_build_object('outcome', 'forbidden');
  elsif p_checked_at > private.current_time() + interval '1 hour' then
    return jsonb_build_object('outcome', 'invalid', 'field', 'checked_at');
  elsif jsonb_array_length(p_rows) > 5000 then
    raise exception 'at most 5000 rows at once' using errcode = '22023';
  end if;
  insert into private.registry_checks as k (org_id, registry, phone_hash, listed, checked_at)
  select p_org_id, p_registry, r.phone_hash, bool_or(r.listed), p_checked_at
  from jsonb_to_recordset(p_rows) as r (phone_hash text, listed boolean)
  group by r.phone_hash
  on conflict (phone_hash, registry, org_id) do update set listed = excluded.listed, checked_at = excluded.checked_at
  where excluded.checked_at > k.checked_at or excluded.checked_at = k.checked_at and excluded.listed;
  get diagnostics changed = row_count;

  update public.call_schedules s set not_before = null
  where s.call_status = 'scheduled' and s.deleted_at is null and s.status_reason_code = 'registry_check_stale'
    and (p_org_id is null or s.org_id = p_org_id)
    and s.global_phone_hash in (select r.phone_hash from jsonb_to_recordset(p_rows) as r (phone_hash text));
  return jsonb_build_object('outcome', 'kept', 'changed', changed);
end $function$;

REVOKE ALL ON FUNCTION "public"."keep_registry_checks"(uuid, uuid, text, timestamp WITH time zone, jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.lift_global_suppression (
  p_phone_hash text,
  p_reason     text
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  lifted integer;
begin
  update private.global_suppressions g set removed_at = private.current_time(), removed_reason = p_reason
  where g.phone_hash = p_phone_hash and g.removed_at is null;
  get diagnostics lifted = row_count;
  return lifted;
end $function$;

REVOKE ALL ON FUNCTION "public"."lift_global_suppression"(text, text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.record_consent (
  p_org_id  uuid,
  p_actor   uuid,
  p_id      uuid,
  p_consent jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c public.consents;
  wording constant text := p_consent ->> 'wording';
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_consent, array['phone_hash', 'phone_last4', 'contact_id', 'contact_name', 'relation',
    'kind', 'purposes', 'artificial_voice', 'obtained_at', 'obtained_through', 'wording', 'wording_version', 'language',
    'valid_until', 'evidence']);
  c := jsonb_populate_record(null::public.consents, p_consent);
  if wording is not null then
    c.wording_hash := encode(sha256(convert_to(wording, 'UTF8')), 'hex');
    insert into public.consent_wordings (org_id, wording_hash, wording) values (p_org_id, c.wording_hash, wording)
    on conflict do nothing;
  end if;
  insert into public.consents (id, org_id, phone_hash, phone_last4, contact_id, contact_name, relation, kind, purposes,
    artificial_voice, obtained_at, obtained_through, wording_hash, wording_version, language, valid_until, evidence, added_by)
  values (p_id, p_org_id, c.phone_hash, c.phone_last4, private.plain_contact_id(c.contact_id), c.contact_name, c.relation,
    c.kind, c.purposes, c.artificial_voice, c.obtained_at, c.obtained_through, c.wording_hash, c.wording_version, c.language,
    coalesce(c.valid_until, c.obtained_at + interval '24 months'), c.evidence, p_actor)
  on conflict (id) do nothing;
  select x.* into c from public.consents x where x.id = p_id and x.org_id = p_org_id and x.added_by = p_actor;
  if c.id is null then
    raise exception 'p_id is another consent''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'recorded', 'consent', to_jsonb(c) - 'phone_hash');
end $function$;

REVOKE ALL ON FUNCTION "public"."record_consent"(uuid, uuid, uuid, jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.remove_suppression (
  p_org_id         uuid,
  p_suppression_id uuid,
  p_reason         text
)
  RETURNS jsonb
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select private.remove_suppression(p_org_id, p_suppression_id, p_reason)
$function$;

REVOKE ALL ON FUNCTION "public"."remove_suppression"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.revoke_consent (
  p_org_id     uuid,
  p_consent_id uuid,
  p_via        text,
  p_reason     text
)
  RETURNS jsonb
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select private.revoke_consent(p_org_id, p_consent_id, p_via, p_reason)
$function$;

REVOKE ALL ON FUNCTION "public"."revoke_consent"(uuid, uuid, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.suppress_globally (
  p_keys   jsonb,
  p_rows   jsonb,
  p_reason text
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  added integer;
begin
  if not p_keys @> '[{"setting": "PHONE_INDEX_KEY"}]' or public.check_phone_keys(p_keys) -> 'wrong' <> '[]' then
    raise exception 'these hashes were not made with the key that phone numbers are stored with' using errcode = '22023';
  end if;
  insert into private.global_suppressions (phone_hash, scope, reason)
  select distinct r.phone_hash, coalesce(r.scope, 'all'), p_reason
  from jsonb_to_recordset(p_rows) as r (phone_hash text, scope public.suppression_scope)
  on conflict (phone_hash, scope) where removed_at is null do nothing;
  get diagnostics added = row_count;
  return added;
end $function$;

REVOKE ALL ON FUNCTION "public"."suppress_globally"(jsonb, jsonb, text) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "private"."registry_checks"
  ADD CONSTRAINT "registry_checks_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "public"."call_schedules"
  ADD CONSTRAINT "call_schedules_global_phone_hash_check" CHECK ((global_phone_hash ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE "public"."consent_wordings"
  ADD CONSTRAINT "consent_wordings_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "public"."consents"
  ADD CONSTRAINT "consents_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "public"."consents"
  ADD CONSTRAINT "consents_org_id_wording_hash_fkey" FOREIGN KEY (org_id, wording_hash) REFERENCES public.consent_wordings(org_id, wording_hash);

ALTER TABLE "public"."suppressions"
  ADD CONSTRAINT "suppressions_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

CREATE UNIQUE INDEX global_suppressions_one_of_each ON private.global_suppressions USING btree (phone_hash, scope)
  WHERE (removed_at IS NULL);

CREATE INDEX registry_checks_age_idx ON private.registry_checks USING btree (checked_at);

CREATE INDEX registry_checks_org_idx ON private.registry_checks USING btree (org_id);

CREATE INDEX call_schedules_global_number_idx ON public.call_schedules USING btree (global_phone_hash)
  WHERE ((call_status = 'scheduled'::public.call_status) AND (deleted_at IS NULL));

CREATE INDEX consents_number_idx ON public.consents USING btree (org_id, phone_hash, contact_id);

CREATE INDEX consents_wording_idx ON public.consents USING btree (org_id, wording_hash);

CREATE TRIGGER global_suppressions_withdraw
  AFTER INSERT ON private.global_suppressions REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.withdraw_globally_suppressed_calls();

CREATE TRIGGER call_schedules_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.call_schedules
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'id', 'contact_phone_enc', 'contact_phone_hash', 'global_phone_hash', 'contact_name');

CREATE TRIGGER consent_wordings_guard
  BEFORE DELETE OR UPDATE ON public.consent_wordings
  FOR EACH ROW
  EXECUTE FUNCTION private.guard_consent();

CREATE TRIGGER consents_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.consents
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'id', 'phone_hash', 'phone_last4', 'contact_name');

CREATE TRIGGER consents_guard
  BEFORE DELETE OR UPDATE ON public.consents
  FOR EACH ROW
  EXECUTE FUNCTION private.guard_consent();

CREATE TRIGGER suppressions_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.suppressions
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'id', 'phone_hash', 'phone_last4');

CREATE TRIGGER suppressions_guard
  BEFORE DELETE OR UPDATE ON public.suppressions
  FOR EACH ROW
  EXECUTE FUNCTION private.guard_suppression();

CREATE TRIGGER suppressions_withdraw
  AFTER INSERT ON public.suppressions REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.withdraw_suppressed_calls();

CREATE POLICY "consent_wordings_read" ON "public"."consent_wordings"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids() AS my_org_ids)));

CREATE POLICY "consents_read" ON "public"."consents"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids() AS my_org_ids)));

CREATE POLICY "suppressions_read" ON "public"."suppressions"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids() AS my_org_ids)));

REVOKE ALL ON FUNCTION "private"."covering_suppression"(public.suppressions) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."guard_consent"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."guard_suppression"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."is_own_word"(public.suppression_source) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_consent"(public.call_schedules, public.call_purpose, timestamp WITH time zone, public.consent_kind) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_global_suppression"(public.call_schedules, public.call_purpose, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_number"(public.call_schedules, public.call_purpose, timestamp WITH time zone, public.consent_kind, jsonb, interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_registries"(public.call_schedules, public.call_purpose, timestamp WITH time zone, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_suppression"(public.call_schedules, public.call_purpose, timestamp WITH time zone, interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_suppression"(public.suppressions) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."remove_suppression"(uuid, uuid, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."remove_suppression"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."revoke_consent"(uuid, uuid, text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."revoke_consent"(uuid, uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."scope_covers"(public.suppression_scope, text, public.call_purpose, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."withdraw_globally_suppressed_calls"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."withdraw_suppressed_calls"() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."add_suppression"(uuid, uuid, uuid, jsonb) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."import_suppressions"(uuid, uuid, jsonb) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."keep_registry_checks"(uuid, uuid, text, timestamp WITH time zone, jsonb) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."lift_global_suppression"(text, text) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."record_consent"(uuid, uuid, uuid, jsonb) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."remove_suppression"(uuid, uuid, text) TO "authenticated";

GRANT EXECUTE ON FUNCTION "public"."revoke_consent"(uuid, uuid, text, text) TO "authenticated";

GRANT EXECUTE ON FUNCTION "public"."suppress_globally"(jsonb, jsonb, text) TO "service_role";

REVOKE ALL ON TABLE "public"."consent_wordings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."consent_wordings" TO "authenticated";

REVOKE ALL ON TABLE "public"."consent_wordings" FROM "service_role";

GRANT SELECT ON TABLE "public"."consent_wordings" TO "service_role";

REVOKE ALL ON TABLE "public"."consents" FROM "authenticated";

REVOKE ALL ("added_by") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("added_by") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("artificial_voice") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("artificial_voice") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("contact_id") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("contact_id") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("contact_name") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("contact_name") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("evidence") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("evidence") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("id") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("kind") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("kind") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("language") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("language") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("obtained_at") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("obtained_at") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("obtained_through") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("obtained_through") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("org_id") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("org_id") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("phone_last4") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("phone_last4") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("purposes") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("purposes") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("relation") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("relation") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("revoked_at") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("revoked_at") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("revoked_by") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("revoked_by") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("revoked_reason") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("revoked_reason") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("revoked_via") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("revoked_via") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("valid_until") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("valid_until") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("wording_hash") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("wording_hash") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ("wording_version") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("wording_version") ON TABLE "public"."consents" TO "authenticated";

REVOKE ALL ON TABLE "public"."consents" FROM "service_role";

GRANT SELECT ON TABLE "public"."consents" TO "service_role";

REVOKE ALL ON TABLE "public"."suppressions" FROM "authenticated";

REVOKE ALL ("added_by") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("added_by") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("attempt_id") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("attempt_id") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("contact_id") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("contact_id") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("evidence") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("evidence") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("expires_at") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("expires_at") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("id") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("needs_review") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("needs_review") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("org_id") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("org_id") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("phone_last4") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("phone_last4") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("reason") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("reason") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("removed_at") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("removed_at") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("removed_by") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("removed_by") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("removed_reason") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("removed_reason") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("scope") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("scope") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("source") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("source") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ("topic") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("topic") ON TABLE "public"."suppressions" TO "authenticated";

REVOKE ALL ON TABLE "public"."suppressions" FROM "service_role";

GRANT SELECT ON TABLE "public"."suppressions" TO "service_role";

CREATE INDEX consents_list_idx ON public.consents USING btree (org_id, added_at, id);

REVOKE ALL ("added_at") ON TABLE "public"."consents" FROM "authenticated";

GRANT SELECT ("added_at") ON TABLE "public"."consents" TO "authenticated";

CREATE INDEX suppressions_list_idx ON public.suppressions USING btree (org_id, added_at, id);

REVOKE ALL ("added_at") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("added_at") ON TABLE "public"."suppressions" TO "authenticated";

CREATE UNIQUE INDEX suppressions_one_of_each ON public.suppressions
  USING btree (org_id, phone_hash, scope, COALESCE(topic, ''::text), COALESCE(contact_id, ''::text), private.is_own_word(source), COALESCE(expires_at, 'infinity'::timestamp
  WITH time zone))
  WHERE (removed_at IS NULL);
