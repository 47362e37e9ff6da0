SET local check_function_bodies = off;

DROP FUNCTION "public"."pause_all_calling"(text);

CREATE TABLE "private"."recoveries" (
  "id"              bigint                   GENERATED ALWAYS AS IDENTITY NOT NULL,
  "backup_taken_at" timestamp with time zone NOT NULL,
  "finished_at"     timestamp with time zone,
  CONSTRAINT "recoveries_pkey" PRIMARY KEY (id),
  "began_at"        timestamp with time zone NOT NULL DEFAULT private."current_time"(),
  CONSTRAINT "recoveries_check" CHECK ((began_at >= backup_taken_at))
);

ALTER TABLE "private"."recoveries"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."recovery_holds" (
  "id"          bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "recovery_id" bigint NOT NULL,
  "org_id"      uuid   NOT NULL,
  "schedule_id" uuid,
  "phone_hash"  text,
  CONSTRAINT "recovery_holds_check" CHECK ((num_nonnulls(schedule_id, phone_hash) = 1)),
  CONSTRAINT "recovery_holds_org_id_phone_hash_key" UNIQUE (org_id, phone_hash),
  CONSTRAINT "recovery_holds_org_id_schedule_id_key" UNIQUE (org_id, schedule_id),
  CONSTRAINT "recovery_holds_phone_hash_check" CHECK (((char_length(phone_hash) = 64) AND (phone_hash ~ '^[0-9a-f]+$'::text))),
  CONSTRAINT "recovery_holds_pkey" PRIMARY KEY (id)
);

ALTER TABLE "private"."recovery_holds"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."recovery_organizations" (
  "recovery_id" bigint                   NOT NULL,
  "org_id"      uuid                     NOT NULL,
  "adopted"     integer                  NOT NULL DEFAULT 0,
  "unknown"     integer                  NOT NULL DEFAULT 0,
  "missed"      integer                  NOT NULL DEFAULT 0,
  "released_at" timestamp with time zone,
  CONSTRAINT "recovery_organizations_adopted_check" CHECK ((adopted >= 0)),
  CONSTRAINT "recovery_organizations_missed_check" CHECK ((missed >= 0)),
  CONSTRAINT "recovery_organizations_pkey" PRIMARY KEY (recovery_id, org_id),
  CONSTRAINT "recovery_organizations_unknown_check" CHECK ((unknown >= 0))
);

ALTER TABLE "private"."recovery_organizations"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."recovery_windows" (
  "id"             bigint                   GENERATED ALWAYS AS IDENTITY NOT NULL,
  "recovery_id"    bigint                   NOT NULL,
  "bolna_agent_id" text,
  "starts_at"      timestamp with time zone NOT NULL,
  "ends_at"        timestamp with time zone NOT NULL,
  "final_at"       timestamp with time zone NOT NULL,
  "tries"          integer                  NOT NULL DEFAULT 0,
  "done_at"        timestamp with time zone,
  CONSTRAINT "recovery_windows_bolna_agent_id_check" CHECK (((char_length(bolna_agent_id) >= 1) AND (char_length(bolna_agent_id) <= 200))),
  CONSTRAINT "recovery_windows_check" CHECK ((starts_at < ends_at)),
  CONSTRAINT "recovery_windows_pkey" PRIMARY KEY (id),
  CONSTRAINT "recovery_windows_tries_check" CHECK ((tries >= 0)),
  "next_read_at"   timestamp with time zone NOT NULL DEFAULT private."current_time"()
);

ALTER TABLE "private"."recovery_windows"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."unidentified_calls" (
  "recovery_id"  bigint                   NOT NULL,
  "execution_id" text                     NOT NULL,
  "called_at"    timestamp with time zone,
  CONSTRAINT "unidentified_calls_execution_id_check" CHECK (((char_length(execution_id) >= 1) AND (char_length(execution_id) <= 200))),
  CONSTRAINT "unidentified_calls_pkey" PRIMARY KEY (recovery_id, execution_id)
);

ALTER TABLE "private"."unidentified_calls"
  ENABLE ROW LEVEL SECURITY;

ALTER TYPE "public"."reason_code" ADD VALUE 'restored' AFTER 'pace';


SET local check_function_bodies = off;

ALTER TABLE "private"."scheduler"
  ADD COLUMN "calling_paused_code" public.reason_code;

CREATE TYPE "public"."recovery_choice" AS ENUM (
  'call',
  'cancel'
);

ALTER TABLE "private"."recovery_organizations"
  ADD COLUMN "missed_choice" public.recovery_choice;

ALTER TABLE "private"."recovery_organizations"
  ADD COLUMN "rung_choice" public.recovery_choice;

CREATE OR REPLACE FUNCTION private.alike_calls (
  p_schedule_ids uuid[]
)
  RETURNS TABLE (
    schedule_ids uuid[],
    looks_first  boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  -- Each question a look-up of its own that is never hashed, however many rows the kept plan was made for.
  return query
    with known as materialized (
      select s.id, s.org_id, s.agent_id, s.rule_id, s.campaign_id, s.purpose, s.call_topic, s.phone_country, s.phone_regions, s.phone_zones,
        s.phone_zone_source, s.time_zone, s.deadline_at, s.is_active, s.auto_trigger_enabled, s.last_checkup_date,
        s.global_phone_hash is null as has_no_global_hash, c.time_zone as contact_zone, c.address_country, c.address_region,
        private.looks_first(s) as looks_first,
        case when s.occasion is not null or c.do_not_call or c.removed_at is not null
          or (select true from public.contacts o where o.org_id = s.org_id and o.phone_hash = s.contact_phone_hash
            and o.do_not_call and o.removed_at is null limit 1)
          or (select true from public.suppressions x where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash
            and x.removed_at is null limit 1)
          or (select true from private.global_suppressions g where g.phone_hash = s.global_phone_hash and g.removed_at is null limit 1)
          or (select true from private.registry_checks r where r.phone_hash = s.global_phone_hash limit 1)
          or (select true from public.consents t where t.org_id = s.org_id and t.phone_hash = s.contact_phone_hash limit 1)
          -- As far back as anything is counted (private.judge_caps, judge_consent).
          or (select true from public.call_attempts a where a.org_id = s.org_id and a.contact_phone_hash = s.contact_phone_hash
            and a.claimed_at > now_is - interval '400 days' limit 1)
          or private.is_held(s.org_id, s.id, s.contact_phone_hash)
          then s.id end as by_itself
      from public.call_schedules s
      left join lateral (
        select k.time_zone, k.address_country, k.address_region, k.do_not_call, k.removed_at from public.contacts k
        where k.org_id = s.org_id and k.contact_id = s.contact_id limit 1
      ) c on true
      where s.id = any (p_schedule_ids)
    )
    select array_agg(k.id order by k.id), k.looks_first
    from known k
    group by k.by_itself, k.looks_first, k.org_id, k.agent_id, k.rule_id, k.campaign_id, k.purpose, k.call_topic, k.phone_country,
      k.phone_regions, k.phone_zones, k.phone_zone_source, k.time_zone, k.deadline_at, k.is_active, k.auto_trigger_enabled,
      k.last_checkup_date, k.has_no_global_hash, k.contact_zone, k.address_country, k.address_region;
end $function$;

CREATE OR REPLACE FUNCTION private.book_recovered_call (
  p_id        uuid,
  p_called_at timestamp with time zone,
  p_lost      jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    global_phone_hash, scheduled_at, call_topic, call_language, purpose)
  select p_id, a.org_id, a.id, p_id::text, l.contact_name, l.contact_phone_enc, l.contact_phone_hash, l.global_phone_hash,
    p_called_at, l.call_topic, l.call_language, coalesce(private.default_purpose(a.org_id), 'service')
  from jsonb_to_record(p_lost) as l (org_id uuid, agent text, contact_name text, call_topic text, call_language text,
    contact_phone_enc text, contact_phone_hash text, global_phone_hash text)
  cross join lateral (
    select g.id, g.org_id from public.agents g
    where g.org_id = l.org_id
    order by g.bolna_agent_id::text is not distinct from l.agent desc, g.is_active desc, g.id limit 1
  ) a
  on conflict (id) do nothing;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION private.book_recovered_contact (
  p_id        uuid,
  p_called_at timestamp with time zone
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  m public.campaign_contacts;
begin
  perform from public.campaigns c
  where c.id = (select k.campaign_id from public.campaign_contacts k where k.id = p_id) for no key update;
  select k.* into m from public.campaign_contacts k where k.id = p_id and k.state = 'waiting' for no key update;
  if m.id is null then
    return false;
  end if;
  insert into public.call_schedules (id, org_id, agent_id, campaign_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone, scheduled_at, due_at, call_topic,
    call_language, purpose, deadline_at, created_by)
  select m.id, c.org_id, c.agent_id, c.id, coalesce(m.contact_id, m.id::text), m.contact_name, m.phone_enc, m.phone_hash,
    m.global_phone_hash, m.phone_country, m.phone_regions, m.phone_zones, m.phone_zone_source, m.time_zone, p_called_at, p_called_at,
    c.call_topic, c.call_language, c.purpose, c.ends_at, c.created_by
  from public.campaigns c where c.id = m.campaign_id;
  update public.campaign_contacts k set state = 'scheduled', phone_enc = null where k.id = m.id;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION private.enter_crm_outbox()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- Asked first: an insert of no rows still runs what follows from an insert.
  if exists (
    select from public.hubspot_connections c
    where c.org_id = new.org_id and c.removed_at is null and c.write_back_enabled
  ) then
    insert into public.crm_outbox (id, org_id, schedule_id, attempt_id, contact_id, engagement_sent_at)
    -- The attempt's own id, and so the same engagement, should the database be brought back to before it and the call be adopted
    -- again: then HubSpot may have it and it is looked for first.
    select new.id, new.org_id, new.schedule_id, new.id, s.contact_id, case when new.worker = 'recovery' then new.claimed_at end
    from public.call_schedules s
    where s.id = new.schedule_id and s.contact_id ~ '^[1-9][0-9]{0,17}$'
    on conflict (attempt_id) do nothing;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.is_held (
  p_org_id      uuid,
  p_schedule_id uuid,
  p_phone_hash  text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return exists (select from private.recovery_holds h where h.org_id = p_org_id)
    and (exists (select from private.recovery_holds h where h.org_id = p_org_id and h.schedule_id = p_schedule_id)
      or exists (select from private.recovery_holds h where h.org_id = p_org_id and h.phone_hash = p_phone_hash));
end $function$;

CREATE OR REPLACE FUNCTION private.judge_organization (
  s          public.call_schedules,
  p_at       timestamp with time zone,
  p_has_line boolean                  DEFAULT false
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
    a.is_active as agent_is_active, c.calling_paused_reason as all_paused_reason,
    exists (
      select from public.call_attempts t
      where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
    ) as number_is_busy,
    c.calling_paused_code as all_paused_code
  into org
  from public.organizations o
  join public.agents a on a.id = s.agent_id
  cross join private.scheduler c
  where o.id = s.org_id;

  if org.all_paused_reason is not null then
    return private.defer(coalesce(org.all_paused_code, 'all_calling_paused'), null, jsonb_build_object('reason', org.all_paused_reason));
  elsif org.calling_paused_reason is not null then
    return private.defer('organisation_paused', null, jsonb_build_object('reason', org.calling_paused_reason));
  elsif private.is_held(s.org_id, s.id, s.contact_phone_hash) then
    return private.defer('restored', null);
  elsif not s.is_active then
    return private.defer('inactive', null);
  elsif not org.agent_is_active then
    return private.defer('agent_inactive', null);
  elsif s.campaign_id is not null and (private.judge_campaign_call(s)).outcome is not null then
    return private.judge_campaign_call(s);
  elsif org.number_is_busy then
    return private.defer('number_busy', null);
  elsif p_has_line then
    return null;
  elsif private.lines_in_use(org.id) >= org.max_concurrent_calls then
    return private.defer('no_free_line', null, jsonb_build_object('lines', org.max_concurrent_calls));
  elsif private.dials_left(org.id, org.max_dials_per_day, org.time_zone) = 0 then
    return private.defer('dial_quota', date_trunc('day', p_at, org.time_zone) + interval '1 day',
      jsonb_build_object('max_dials_per_day', org.max_dials_per_day));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.organization_recovery (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if private.role_of(p_org_id, auth.uid()) is null then
    raise exception 'this is for members of the organisation' using errcode = '42501';
  end if;
  return (
    select jsonb_build_object('backup_taken_at', r.backup_taken_at, 'restored_at', r.began_at,
      'state', case when r.finished_at is null then 'adopting' when held.missed + held.rung > 0 then 'waiting' else 'over' end,
      'adopted', coalesce(o.adopted, 0), 'unknown', coalesce(o.unknown, 0), 'missed', held.missed, 'rung', held.rung,
      'released_at', o.released_at)
    from private.recoveries r
    left join private.recovery_organizations o on o.recovery_id = r.id and o.org_id = p_org_id
    cross join lateral (
      select count(*) filter (where h.schedule_id is not null) as missed, count(*) filter (where h.phone_hash is not null) as rung
      from private.recovery_holds h where h.org_id = p_org_id
    ) held
    order by r.id desc limit 1
  );
end $function$;

CREATE OR REPLACE FUNCTION private.refuse_calls (
  p_schedule_ids uuid[],
  p_decisions    private.decision[]
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  update public.call_schedules c
  set call_status = case
      when d.outcome <> 'stop' then c.call_status
      when d.code in ('contact_unreadable', 'missed') then 'failed' else 'cancelled' end,
    retry_at = case when d.outcome <> 'stop' then c.retry_at end,
    not_before = case when d.outcome <> 'stop' then coalesce(d.until,
      case when private.is_policy_code(d.code) or d.code = 'restored' then now_is + interval '1 day' else c.not_before end) end,
    contact_unread_since = case when d.outcome <> 'stop' then c.contact_unread_since end,
    status_reason_code = d.code,
    status_reason = left(private.say_decision((d.outcome, d.code, d.until, d.data, d.pack, d.terms)::private.decision), 1000)
  from unnest(p_schedule_ids, p_decisions) as d (id, outcome, code, until, data, pack, terms)
  where c.id = any (p_schedule_ids) and c.id = d.id;
  perform private.keep_decisions(p_schedule_ids, p_decisions, 'claim');
  perform private.keep_windows(array(select d.terms from unnest(p_decisions) d));
end $function$;

CREATE OR REPLACE FUNCTION private.release_recovery (
  p_org_id uuid,
  p_missed public.recovery_choice,
  p_rung   public.recovery_choice
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  waiting uuid[];
  cancelled integer;
begin
  perform private.require_admin(p_org_id);
  if exists (select from private.recoveries r where r.finished_at is null) then
    return jsonb_build_object('outcome', 'pending'::public.answer_outcome);
  end if;
  perform from public.organizations o where o.id = p_org_id for no key update;
  if not exists (select from private.recovery_holds h where h.org_id = p_org_id) then
    return jsonb_build_object('outcome', 'empty'::public.answer_outcome);
  end if;
  select array_agg(l.id) into waiting from (
    select s.id from public.call_schedules s
    where s.org_id = p_org_id and s.call_status = 'scheduled' and s.deleted_at is null
      and private.is_held(s.org_id, s.id, s.contact_phone_hash)
    order by s.id
    for no key update
  ) l;
  update public.call_schedules s
  set call_status = 'cancelled', retry_at = null, not_before = null, status_reason_code = 'restored',
    status_reason = 'Its time passed while the database was restored, or its number was called meanwhile: an admin had it cancelled.'
  from private.recovery_holds h
  where s.id = any (waiting) and h.org_id = p_org_id
    and ((p_missed = 'cancel' and h.schedule_id = s.id) or (p_rung = 'cancel' and h.phone_hash = s.contact_phone_hash));
  get diagnostics cancelled = row_count;
  delete from private.recovery_holds h where h.org_id = p_org_id;
  update public.call_schedules s set not_before = null, status_reason_code = null, status_reason = null
  where s.id = any (waiting) and s.call_status = 'scheduled' and s.status_reason_code = 'restored';
  update private.recovery_organizations o set released_at = now_is, missed_choice = p_missed, rung_choice = p_rung
  where o.org_id = p_org_id and o.released_at is null;
  perform private.ring_for_waiting_calls(p_org_id);
  return jsonb_build_object('outcome', 'saved'::public.answer_outcome, 'cancelled', cancelled,
    'calls', coalesce(cardinality(waiting), 0) - cancelled);
end $function$;

CREATE OR REPLACE FUNCTION private.say_decision (
  d private.decision
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(d.data ->> 'said', case d.code
    when 'all_calling_paused' then 'The operator has paused all calling: ' || (d.data ->> 'reason')
    when 'restored' then coalesce('The operator has paused all calling: ' || (d.data ->> 'reason'),
      'Since the database was restored, this call or its number waits for the word of an admin of the organisation.')
    when 'organisation_paused' then 'Calling is paused: ' || (d.data ->> 'reason')
    when 'inactive' then 'The schedule is not active.'
    when 'agent_inactive' then 'The schedule''s agent is not active.'
    when 'number_busy' then 'Another call to this number is under way.'
    when 'no_free_line' then format('All %s lines of the organisation are in use.', d.data ->> 'lines')
    when 'dial_quota' then format('The %s calls that the operator allows the organisation a day are made.',
      d.data ->> 'max_dials_per_day')
    when 'campaign_paused' then format('The campaign is paused since %s: %s', d.data ->> 'since', d.data ->> 'reason')
    when 'campaign_cancelled' then 'The campaign was cancelled.'
    when 'not_due' then 'The call is not due yet.'
    when 'retry_wait' then format('%s at %s: it is tried again from %s.', initcap(replace(d.data ->> 'last_outcome', '_', ' ')),
      left(d.data ->> 'when', 16), d.until)
    when 'attempts_exhausted' then format('%s attempts were made, the last of which came to %s; no try is left.',
      d.data ->> 'attempts', replace(d.data ->> 'last_outcome', '_', ' '))
    when 'outcome_unknown' then 'It is not known whether the last call was placed, and nobody is called twice.'
    when 'country_not_enabled' then format('Calls to %s are not switched on for this organisation.', d.data ->> 'country')
    when 'purpose_missing' then 'The call says no purpose, and the organisation has every call say one.'
    when 'cap_subject' then format('This number may be called %s times in %s about %s (%s), and has been.', d.data ->> 'calls',
      d.data ->> 'period', d.data ->> 'topic', d.data ->> 'whose')
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
    when 'registry_check_stale' then format(
      '%s was %s for this number; %s days is the limit. Have the number looked up there and import the answer as a CSV file.',
      d.data ->> 'registry', coalesce('last checked on ' || left(d.data ->> 'when', 10), 'never checked'), d.data ->> 'max_age_days')
    when 'consent_missing' then format('A consent (%s) is needed for %s calls by an artificial voice; none is recorded.',
      d.data ->> 'kind', replace(d.data ->> 'purpose', '_', ' '))
    when 'consent_expired' then
      format('The consent of %s ended on %s.', left(d.data ->> 'when', 10), left(d.data ->> 'until', 10))
    when 'consent_revoked' then
      format('Consent was withdrawn on %s by %s.', left(d.data ->> 'revoked_at', 10), d.data ->> 'via')
    when 'consent_scope' then
      format('The consent of %s does not cover %s.', left(d.data ->> 'when', 10), d.data ->> 'purpose')
    when 'agent_opening_missing' then format('The agent does not say at the start: %s. An admin says what it says, in its opening.', (
      select string_agg(case m when 'say_ai' then 'that it is an artificial voice' when 'say_business' then 'for whom it calls'
        when 'say_purpose' then 'what it calls for' when 'say_recorded' then 'that the call is recorded'
        when 'offer_opt_out' then 'how to be called no more' else m end, ', ')
      from jsonb_array_elements_text(d.data -> 'missing') m))
    when 'refusal_period' then format('Refused on %s; %s days without a call are asked for.', left(d.data ->> 'when', 10),
      d.data ->> 'days')
    when 'checkup_done' then case
      when d.outcome = 'stop' then 'The check-up was done meanwhile. ' || (d.data ->> 'why')
      else format('The last check-up was on %s: the call waits again.', d.data ->> 'last_checkup_date') end
    else d.data ->> 'why'
  end, 'The call is not made now.')
$function$;

CREATE OR REPLACE FUNCTION private.sweep_has_work (
  p_within_seconds numeric
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  if (select min(t.next_check_at) from public.call_attempts t where t.state in ('placed', 'unknown')) <= now_is
    or (select min(t.lease_expires_at) from public.call_attempts t where t.state = 'placing') <= now_is then
    return true;
  end if;
  -- The sweep lifts such a pause when the key is right again.
  if exists (
    select from public.organizations o where o.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')
  ) then
    return true;
  end if;
  -- Since a restore: lists of Bolna's that are to be read.
  if (select min(w.next_read_at) from private.recovery_windows w where w.done_at is null) <= now_is then
    return true;
  end if;
  -- The turn of a campaign's next contacts.
  if exists (
    select from private.campaign_feeds f where f.next_feed_at <= now_is + make_interval(secs => p_within_seconds)
  ) then
    return true;
  end if;
  -- Most ticks end here, at one look into call_schedules_tick_idx.
  return coalesce((
    select min(s.dial_after) from public.call_schedules s
    where s.dial_after is not null and s.attempt_count >= 0
  ) <= now_is + make_interval(secs => p_within_seconds), false)
    and public.next_call_due_at(p_within_seconds) is not null;
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

REVOKE ALL ON FUNCTION "public"."adopt_call"(bigint, jsonb, jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.begin_recovery (
  backup_taken_at timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  last_end constant timestamptz := now_is + interval '10 minutes';
  open_recovery record;
  made bigint;
begin
  if (backup_taken_at between now_is - interval '90 days' and now_is) is not true then
    raise exception 'backup_taken_at must be a moment of the last 90 days; got %', backup_taken_at using errcode = '22023';
  end if;
  select r.backup_taken_at into open_recovery from private.recoveries r where r.finished_at is null;
  if open_recovery.backup_taken_at = begin_recovery.backup_taken_at then
    return public.recovery_health();
  elsif open_recovery.backup_taken_at is not null then
    raise exception 'the recovery of the backup of % is still open: finish it first', open_recovery.backup_taken_at
      using errcode = '55000';
  end if;

  update private.scheduler c
  set calling_paused_code = 'restored',
    calling_paused_reason = format('The database was restored to its backup of %s. What was called since is read from Bolna; then'
      ' the operator lets calling go on with: select public.finish_recovery();',
      to_char(begin_recovery.backup_taken_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'))
  where c.only_row;
  delete from private.recoveries r
  where r.finished_at is not null and not exists (select from private.recovery_holds h where h.recovery_id = r.id);
  insert into private.recoveries (backup_taken_at) values (begin_recovery.backup_taken_at) returning id into made;

  -- Nobody of then works any more, and no answer of theirs will come.
  delete from private.call_looks l where true;
  update public.call_attempts t set lease_expires_at = now_is where t.state = 'placing' and t.lease_expires_at > now_is;
  delete from public.idempotency_keys k where k.status_code is null;
  update private.workers w set rung_at = null where w.rung_at is not null;
  -- HubSpot may have what was still to be written: each entry is looked for first.
  update public.crm_outbox e
  set state = 'unknown', engagement_sent_at = coalesce(e.engagement_sent_at, begin_recovery.backup_taken_at), next_try_at = now_is
  where e.state in ('pending', 'sending', 'unknown');

  insert into private.recovery_windows (recovery_id, bolna_agent_id, starts_at, ends_at, final_at)
  select made, a.bolna_agent_id, w.starts_at, least(w.starts_at + interval '1 hour', last_end),
    case when w.starts_at + interval '1 hour' < now_is - interval '10 minutes' then now_is else last_end end
  from (
    select g.bolna_agent_id::text from public.agents g
    union
    select t.bolna_agent_id from public.call_attempts t
    where t.bolna_agent_id is not null and t.claimed_at > begin_recovery.backup_taken_at - interval '30 days'
  ) a
  cross join lateral generate_series(begin_recovery.backup_taken_at - interval '15 minutes', last_end - interval '1 second',
    interval '1 hour') as w (starts_at);
  perform private.try_to_ring('sweep');
  return public.recovery_health();
end $function$;

REVOKE ALL ON FUNCTION "public"."begin_recovery"(timestamp WITH time zone) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.claim_recovery_window()
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  w private.recovery_windows;
  middle timestamptz;
begin
  select k.* into w
  from private.recovery_windows k
  where k.done_at is null and k.next_read_at <= now_is
  order by k.next_read_at, k.starts_at, k.id
  limit 1
  for no key update skip locked;
  if w.id is null then
    return null;
  end if;
  if w.tries > 0 and w.ends_at - w.starts_at > interval '2 minutes' then
    middle := w.starts_at + (w.ends_at - w.starts_at) / 2;
    insert into private.recovery_windows (recovery_id, bolna_agent_id, starts_at, ends_at, final_at)
    values (w.recovery_id, w.bolna_agent_id, middle, w.ends_at, w.final_at);
    w.ends_at := middle;
  end if;
  update private.recovery_windows k
  set ends_at = w.ends_at, next_read_at = now_is + interval '2 minutes', tries = k.tries + 1
  where k.id = w.id;
  return jsonb_build_object('id', w.id, 'bolna_agent_id', w.bolna_agent_id, 'starts_at', w.starts_at, 'ends_at', w.ends_at);
end $function$;

REVOKE ALL ON FUNCTION "public"."claim_recovery_window"() FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.executions_to_adopt (
  p_executions jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(e.execution_id), '[]')
  from jsonb_to_recordset(p_executions) as e (execution_id text, call_ref uuid)
  where not exists (select from public.call_attempts t where t.bolna_execution_id = e.execution_id)
    and not exists (select from public.call_attempts t where t.id = e.call_ref)
$function$;

REVOKE ALL ON FUNCTION "public"."executions_to_adopt"(jsonb) FROM PUBLIC, "anon", "authenticated";

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

  update private.recoveries r set finished_at = now_is where r.id = recovery;
  update private.scheduler c set calling_paused_reason = null where c.only_row and c.calling_paused_code = 'restored';
  return health || jsonb_build_object('missed', held);
end $function$;

REVOKE ALL ON FUNCTION "public"."finish_recovery"(boolean) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.finish_recovery_window (
  p_window_id bigint,
  p_waits     boolean
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  update private.recovery_windows w
  set tries = 0,
    done_at = case when not p_waits and w.final_at <= private.current_time() then private.current_time() end,
    next_read_at = case when p_waits then private.current_time() + interval '15 seconds'
      else least(private.current_time() + interval '2 minutes', greatest(w.final_at, private.current_time())) end
  where w.id = p_window_id and w.done_at is null
$function$;

REVOKE ALL ON FUNCTION "public"."finish_recovery_window"(bigint, boolean) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.note_unidentified_call (
  p_window_id    bigint,
  p_execution_id text,
  p_called_at    timestamp with time zone
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  insert into private.unidentified_calls (recovery_id, execution_id, called_at)
  select w.recovery_id, p_execution_id, p_called_at from private.recovery_windows w where w.id = p_window_id
  on conflict do nothing
$function$;

REVOKE ALL ON FUNCTION "public"."note_unidentified_call"(bigint, text, timestamp WITH time zone) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.organization_recovery (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select private.organization_recovery(p_org_id)
$function$;

REVOKE ALL ON FUNCTION "public"."organization_recovery"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.organizations_of_agent (
  p_bolna_agent_id text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(distinct a.org_id), '[]') from public.agents a
  where a.bolna_agent_id::text is not distinct from p_bolna_agent_id
$function$;

REVOKE ALL ON FUNCTION "public"."organizations_of_agent"(text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.pause_all_calling (
  p_reason text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (select from private.recoveries r where r.finished_at is null) then
    raise exception 'calling is paused since the database was restored: it goes on with select public.finish_recovery()'
      using errcode = '55000';
  end if;
  update private.scheduler c set calling_paused_reason = p_reason where c.only_row;
end $function$;

REVOKE ALL ON FUNCTION "public"."pause_all_calling"(text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.recovery_health()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('backup_taken_at', r.backup_taken_at, 'began_at', r.began_at,
    'windows', windows.number, 'windows_left', windows.open, 'ready_at', windows.ready_at,
    'adopted', adopted.number, 'unknown', adopted.unknown,
    'unidentified', (select count(*) from private.unidentified_calls u where u.recovery_id = r.id))
  from private.recoveries r
  cross join lateral (
    select count(*) as number, count(*) filter (where w.done_at is null) as open, max(w.final_at) as ready_at
    from private.recovery_windows w where w.recovery_id = r.id
  ) windows
  cross join lateral (
    select coalesce(sum(o.adopted), 0) as number, coalesce(sum(o.unknown), 0) as unknown
    from private.recovery_organizations o where o.recovery_id = r.id
  ) adopted
  where r.finished_at is null
$function$;

REVOKE ALL ON FUNCTION "public"."recovery_health"() FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.release_recovery (
  p_org_id uuid,
  p_missed public.recovery_choice,
  p_rung   public.recovery_choice
)
  RETURNS jsonb
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select private.release_recovery(p_org_id, p_missed, p_rung)
$function$;

REVOKE ALL ON FUNCTION "public"."release_recovery"(uuid, public.recovery_choice, public.recovery_choice) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "private"."recovery_holds"
  ADD CONSTRAINT "recovery_holds_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."recovery_holds"
  ADD CONSTRAINT "recovery_holds_org_id_schedule_id_fkey" FOREIGN KEY (org_id, schedule_id) REFERENCES public.call_schedules(org_id, id) ON DELETE CASCADE;

ALTER TABLE "private"."recovery_holds"
  ADD CONSTRAINT "recovery_holds_recovery_id_fkey" FOREIGN KEY (recovery_id) REFERENCES private.recoveries(id) ON DELETE CASCADE;

ALTER TABLE "private"."recovery_organizations"
  ADD CONSTRAINT "recovery_organizations_check1" CHECK (((released_at IS NULL) = (rung_choice IS NULL)));

ALTER TABLE "private"."recovery_organizations"
  ADD CONSTRAINT "recovery_organizations_check" CHECK (((released_at IS NULL) = (missed_choice IS NULL)));

ALTER TABLE "private"."recovery_organizations"
  ADD CONSTRAINT "recovery_organizations_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."recovery_organizations"
  ADD CONSTRAINT "recovery_organizations_recovery_id_fkey" FOREIGN KEY (recovery_id) REFERENCES private.recoveries(id) ON DELETE CASCADE;

ALTER TABLE "private"."recovery_windows"
  ADD CONSTRAINT "recovery_windows_recovery_id_fkey" FOREIGN KEY (recovery_id) REFERENCES private.recoveries(id) ON DELETE CASCADE;

ALTER TABLE "private"."scheduler"
  ADD CONSTRAINT "scheduler_paused_code" CHECK (((calling_paused_code IS NULL) OR (calling_paused_reason IS NOT NULL)));

ALTER TABLE "private"."unidentified_calls"
  ADD CONSTRAINT "unidentified_calls_recovery_id_fkey" FOREIGN KEY (recovery_id) REFERENCES private.recoveries(id) ON DELETE CASCADE;

CREATE UNIQUE INDEX recoveries_one_open ON private.recoveries USING btree ((true))
  WHERE (finished_at IS NULL);

CREATE INDEX recovery_holds_recovery_idx ON private.recovery_holds USING btree (recovery_id);

CREATE INDEX recovery_organizations_org_idx ON private.recovery_organizations USING btree (org_id);

CREATE INDEX recovery_windows_recovery_idx ON private.recovery_windows USING btree (recovery_id);

CREATE TRIGGER recoveries_audit
  AFTER INSERT OR UPDATE ON private.recoveries
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'id');

CREATE TRIGGER recovery_organizations_audit
  AFTER UPDATE OF released_at, missed_choice, rung_choice ON private.recovery_organizations
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'recovery_id');

CREATE TRIGGER scheduler_drop_paused_code
  BEFORE UPDATE ON private.scheduler
  FOR EACH ROW
  WHEN (((new.calling_paused_reason IS DISTINCT FROM old.calling_paused_reason) AND (NOT (new.calling_paused_code IS DISTINCT FROM old.calling_paused_code))))
  EXECUTE FUNCTION private.drop_paused_code();

REVOKE ALL ON FUNCTION "private"."book_recovered_call"(uuid, timestamp WITH time zone, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."book_recovered_call"(uuid, timestamp WITH time zone, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."book_recovered_call"(uuid, timestamp WITH time zone, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."book_recovered_contact"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."book_recovered_contact"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."book_recovered_contact"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."is_held"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."is_held"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."is_held"(uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."organization_recovery"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."organization_recovery"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."organization_recovery"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."organization_recovery"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."release_recovery"(uuid, public.recovery_choice, public.recovery_choice) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."release_recovery"(uuid, public.recovery_choice, public.recovery_choice) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."release_recovery"(uuid, public.recovery_choice, public.recovery_choice) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."release_recovery"(uuid, public.recovery_choice, public.recovery_choice) TO "postgres";

REVOKE ALL ON FUNCTION "public"."adopt_call"(bigint, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."adopt_call"(bigint, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."adopt_call"(bigint, jsonb, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "public"."begin_recovery"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_recovery"(timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_recovery"(timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "public"."claim_recovery_window"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."claim_recovery_window"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."claim_recovery_window"() TO "service_role";

REVOKE ALL ON FUNCTION "public"."executions_to_adopt"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."executions_to_adopt"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."executions_to_adopt"(jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "public"."finish_recovery"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."finish_recovery"(boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."finish_recovery"(boolean) TO "service_role";

REVOKE ALL ON FUNCTION "public"."finish_recovery_window"(bigint, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."finish_recovery_window"(bigint, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."finish_recovery_window"(bigint, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "public"."note_unidentified_call"(bigint, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."note_unidentified_call"(bigint, text, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."note_unidentified_call"(bigint, text, timestamp WITH time zone) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."organization_recovery"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."organization_recovery"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."organization_recovery"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "public"."organizations_of_agent"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."organizations_of_agent"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."organizations_of_agent"(text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."pause_all_calling"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."pause_all_calling"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."pause_all_calling"(text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."recovery_health"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."recovery_health"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."recovery_health"() TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."release_recovery"(uuid, public.recovery_choice, public.recovery_choice) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."release_recovery"(uuid, public.recovery_choice, public.recovery_choice) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."release_recovery"(uuid, public.recovery_choice, public.recovery_choice) TO "postgres";

CREATE INDEX recovery_windows_next_idx ON private.recovery_windows USING btree (next_read_at)
  WHERE (done_at IS NULL);
