SET local check_function_bodies = off;

ALTER TABLE "private"."policy_rules"
  DROP CONSTRAINT "policy_rules_check8";

ALTER TABLE "private"."policy_rules"
  ADD COLUMN "hang_ups" integer;

CREATE OR REPLACE FUNCTION private.is_hung_up_at_once (
  a public.call_attempts
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select a.answered and a.voicemail is not true and a.conversation_seconds <= 5
    and lower(coalesce(a.hangup_by, '')) in ('', 'callee', 'unknown')
$function$;

CREATE OR REPLACE FUNCTION private.load_policy_pack (
  p_pack jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  this constant text := p_pack ->> 'version';
begin
  lock table private.policy_packs in share row exclusive mode;
  if exists (select from private.policy_packs p where p.version = this and p.checksum <> p_pack ->> 'checksum') then
    raise exception 'another pack of version % was loaded before: a changed pack needs a new version', this using errcode = '22023';
  end if;
  insert into private.policy_packs (version, published_at, checksum)
  values (this, (p_pack ->> 'published_at')::date, p_pack ->> 'checksum')
  on conflict (version) do update set loaded_at = default;

  delete from private.policy_rules;
  insert into private.policy_rules (id, jurisdiction, name, aspect, purposes, week, holiday_minutes, holiday_sets, unite_regions,
    max_calls, period, per_day, quiet, consent, registry, max_age_days, refusal, hang_ups, opening, valid_from, valid_to, confidence, source,
    reviewed_on, note, pack_version)
  select r.id, r.jurisdiction, r.name, r.aspect, r.purposes, r.week, r.holiday_minutes, coalesce(r.holiday_sets, '{}'),
    coalesce(r.unite_regions, false), r.max_calls, r.period, coalesce(r.per_day, false), r.quiet, r.consent, r.registry,
    r.max_age_days, r.refusal, r.hang_ups, r.opening, coalesce(r.valid_from, '2000-01-01'), r.valid_to, r.confidence, r.source, r.reviewed_on,
    r.note, this
  from jsonb_to_recordset(p_pack -> 'rules') as r (id text, jurisdiction text, name text, aspect public.policy_aspect,
    purposes public.call_purpose[], week int4multirange, holiday_minutes int4multirange, holiday_sets text[], unite_regions boolean,
    max_calls integer, period interval, per_day boolean, quiet interval, consent public.consent_kind, registry text,
    max_age_days integer, refusal interval, hang_ups integer, opening public.opening_mark[], valid_from date, valid_to date,
    confidence public.policy_confidence, source text, reviewed_on date, note text);

  -- {jurisdiction: {source: {certainty: {name: [day, …]}}}}, where a day is a date, or the mm-dd of every year.
  delete from private.holidays h where h.pack_version is not null;
  insert into private.holidays (jurisdiction, day, name, kind, certainty, source, pack_version)
  select j.key, e.day::date, n.key, case when j.key like '%-%' then 'state' else 'public' end::public.holiday_kind,
    c.key::public.holiday_certainty, case s.key when 'library' then p_pack ->> 'library' else s.key end, this
  from jsonb_each(p_pack -> 'holidays') j
  cross join lateral jsonb_each(j.value) s
  cross join lateral jsonb_each(s.value) c
  cross join lateral jsonb_each(c.value) n
  cross join lateral jsonb_array_elements_text(n.value) as d (day)
  cross join lateral (
    select d.day where char_length(d.day) > 5
    union all
    select y || '-' || d.day
    from generate_series((p_pack ->> 'first_year')::integer, (p_pack ->> 'last_year')::integer) y
    where char_length(d.day) = 5
  ) e (day)
  on conflict (jurisdiction, day, name) do nothing;

  if to_regprocedure('private.renew_windows()') is not null then
    execute 'select private.renew_windows()';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.note_silent_refusals (
  p_attempt_ids uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  t public.call_attempts;
  s public.call_schedules;
  terms private.call_terms;
  wanted integer;
  refusals integer;
  new_one public.suppressions;
begin
  for t in
    select a.* from public.call_attempts a where a.id = any (p_attempt_ids) and private.is_hung_up_at_once(a) order by a.id
  loop
    select c.* into s from public.call_schedules c where c.id = t.schedule_id;
    terms := private.call_terms(s);
    terms.purpose := 'marketing';
    wanted := coalesce(((private.window_of(terms, private.current_time())).demands ->> 'hang_ups')::integer, 3);
    select count(*) filter (where private.is_hung_up_at_once(l)) into refusals
    from (
      select a.* from public.call_attempts a
      where a.org_id = t.org_id and a.contact_phone_hash = t.contact_phone_hash and a.answered and a.voicemail is not true
        and a.state = 'ended'
      order by a.claimed_at desc limit wanted
    ) l;
    if refusals >= wanted then
      new_one := null;
      new_one.org_id := t.org_id;
      new_one.phone_hash := t.contact_phone_hash;
      new_one.scope := 'marketing';
      new_one.reason := 'Hung up at once, again and again.';
      new_one.source := 'silent_refusal';
      new_one.attempt_id := t.id;
      new_one.schedule_id := t.schedule_id;
      new_one.evidence := format('%s calls in a row, each ended by the person within 5 seconds', wanted);
      perform private.keep_suppression(new_one);
    end if;
  end loop;
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
    select distinct on (r.id) r.*
    from (select distinct (p_at at time zone z.zone)::date as day from unnest(p_zones) z (zone)) d
    cross join lateral private.rules_for(p_org_id, p_purpose, p_jurisdictions, d.day) r
    order by r.id
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
    'hang_ups', (select min(r.hang_ups) from rules r where r.aspect = 'refusal'),
    'quiet', (
      select jsonb_build_object('interval', r.quiet, 'rule', r.id)
      from rules r where r.aspect = 'quiet_after_talk' order by r.quiet desc, r.id limit 1),
    'opening', (
      select coalesce(jsonb_agg(distinct m), '[]') from rules r cross join unnest(r.opening) m where r.aspect = 'opening'),
    'caps', (
      select coalesce(jsonb_agg(c.cap), '[]') from (
        select jsonb_build_object('calls', r.max_calls, 'per', r.period, 'per_day', r.per_day, 'rule', r.id) as cap
        from rules r where r.aspect = 'cap'
        union all
        select jsonb_build_object('calls', (c ->> 'calls')::integer, 'per', (c ->> 'per')::interval, 'per_day', false,
          'subject', coalesce(c ->> 'scope', '') = 'subject')
        from own o cross join lateral jsonb_array_elements(o.caps) c
      ) c),
    'min_gap_minutes', coalesce((select o.min_gap_minutes from own o), 0)
  )
$function$;

CREATE OR REPLACE FUNCTION private.settle_attempts (
  p_settles jsonb
)
  RETURNS TABLE (
    attempt_id  uuid,
    call_status public.call_status
  )
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  -- Ids by `= any (array)`: see receive_bolna_events.
  attempt_ids constant uuid[] := array(select (e ->> 'attempt_id')::uuid from jsonb_array_elements(p_settles) e);
  schedule_ids constant uuid[] := array(select a.schedule_id from public.call_attempts a where a.id = any (attempt_ids));
  at constant timestamptz := private.current_time();
begin
  if exists (
    select from jsonb_array_elements(p_settles) e
    where e -> 'result' ->> 'call_status' = 'scheduled' and e -> 'result' ->> 'outcome' is distinct from 'balance_low'
  ) then
    raise exception 'only a call that was not dialled goes back to scheduled' using errcode = '22023';
  end if;

  update public.call_attempts a
  set state = 'ended', outcome = r.outcome, bolna_status = coalesce(left(nullif(r.bolna_status, ''), 100), a.bolna_status),
    bolna_status_at = at, reason_code = r.reason_code, reason = left(r.reason, 1000), answered = r.answered,
    voicemail = r.voicemail, conversation_seconds = r.conversation_seconds, duration_seconds = r.duration_seconds,
    cost_cents = r.cost_cents, hangup_by = left(r.hangup_by, 300), hangup_reason = left(r.hangup_reason, 300),
    hangup_code = left(r.hangup_code, 300), termination_reason = left(r.termination_reason, 300),
    ended_at = least(greatest(coalesce(r.ended_at, at), a.claimed_at), at), next_check_at = null,
    retry_category = r.retry_category
  from jsonb_array_elements(p_settles) e
  cross join lateral jsonb_to_record(e -> 'result') as r (
    bolna_status text, outcome public.attempt_outcome, retry_category public.retry_category,
    reason_code public.reason_code, reason text, answered boolean, voicemail boolean, conversation_seconds numeric,
    duration_seconds numeric, cost_cents numeric, hangup_by text, hangup_reason text, hangup_code text,
    termination_reason text, ended_at timestamptz)
  where a.id = any (attempt_ids) and a.id = (e ->> 'attempt_id')::uuid;
  -- Few calls end so soon.
  if exists (
    select from jsonb_array_elements(p_settles) e
    where e -> 'result' -> 'answered' = 'true' and (e -> 'result' ->> 'conversation_seconds')::numeric <= 5
  ) then
    perform private.note_silent_refusals(attempt_ids);
  end if;

  return query
  update public.call_schedules c
  set call_status = (d.s).call_status, status_reason_code = (d.s).status_reason_code, status_reason = (d.s).status_reason,
    retry_at = (d.s).retry_at, attention_code = (d.s).attention_code, attention_reason = (d.s).attention_reason
  from (
    select a.id, private.concluded(s, a, a.retry_category, (e -> 'result' ->> 'call_status')::public.call_status,
      a.reason_code, e -> 'result' ->> 'reason') as s
    from jsonb_array_elements(p_settles) e
    join public.call_attempts a on a.id = any (attempt_ids) and a.id = (e ->> 'attempt_id')::uuid
    join public.call_schedules s on s.id = any (schedule_ids) and s.id = a.schedule_id
    -- Computed once for each, not for each column.
    offset 0
  ) d
  where c.id = any (schedule_ids) and c.id = (d.s).id
  returning d.id, c.call_status;
end $function$;

CREATE OR REPLACE FUNCTION public.find_by_number (
  p_org_id     uuid,
  p_actor      uuid,
  p_phone_hash text,
  p_removed    boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'suppressions', (
      select coalesce(jsonb_agg(to_jsonb(x) - 'phone_hash' order by x.added_at, x.id), '[]')
      from (
        select s.* from public.suppressions s
        where s.org_id = p_org_id and s.phone_hash = p_phone_hash and (s.removed_at is not null) = p_removed
          and private.role_of(p_org_id, p_actor) is not null
        order by s.added_at desc, s.id limit 200
      ) x),
    'consents', (
      select coalesce(jsonb_agg(to_jsonb(x) - 'phone_hash' order by x.added_at, x.id), '[]')
      from (
        select c.* from public.consents c
        where c.org_id = p_org_id and c.phone_hash = p_phone_hash and private.role_of(p_org_id, p_actor) is not null
        order by c.added_at desc, c.id limit 200
      ) x))
$function$;

REVOKE ALL ON FUNCTION "public"."find_by_number"(uuid, uuid, text, boolean) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_check8" CHECK (((aspect = 'refusal'::public.policy_aspect) OR ((refusal IS NULL) AND (hang_ups IS NULL))));

ALTER TABLE "private"."policy_rules"
  ADD CONSTRAINT "policy_rules_hang_ups_check" CHECK (((hang_ups >= 1) AND (hang_ups <= 10)));

REVOKE ALL ON FUNCTION "private"."is_hung_up_at_once"(public.call_attempts) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."is_hung_up_at_once"(public.call_attempts) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."is_hung_up_at_once"(public.call_attempts) TO "postgres";

REVOKE ALL ON FUNCTION "private"."note_silent_refusals"(uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."note_silent_refusals"(uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."note_silent_refusals"(uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "public"."find_by_number"(uuid, uuid, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_by_number"(uuid, uuid, text, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_by_number"(uuid, uuid, text, boolean) TO "service_role";
