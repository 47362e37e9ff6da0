SET local check_function_bodies = off;

DROP INDEX "public"."call_schedules_claim_idx";

DROP VIEW "private"."claimable_calls";

DROP VIEW "private"."claimable_organizations";

DROP VIEW "public"."due_call_schedules";

DROP FUNCTION "private"."orphan_code"(public.call_schedules);

CREATE TABLE "private"."campaign_feeds" (
  "campaign_id"  uuid                     NOT NULL,
  "planned_from" timestamp with time zone NOT NULL,
  "fed_until"    timestamp with time zone NOT NULL,
  "next_feed_at" timestamp with time zone,
  "guarded_from" bigint                   NOT NULL DEFAULT 0,
  CONSTRAINT "campaign_feeds_pkey" PRIMARY KEY (campaign_id)
);

ALTER TABLE "private"."campaign_feeds"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."campaign_groups" (
  "campaign_id" uuid    NOT NULL,
  "number"      integer NOT NULL,
  "contacts"    integer NOT NULL,
  "released"    integer NOT NULL DEFAULT 0,
  CONSTRAINT "campaign_groups_contacts_check" CHECK ((contacts >= 0)),
  CONSTRAINT "campaign_groups_number_check" CHECK ((number >= 1)),
  CONSTRAINT "campaign_groups_pkey" PRIMARY KEY (campaign_id, number),
  CONSTRAINT "campaign_groups_released_check" CHECK ((released >= 0))
);

ALTER TABLE "private"."campaign_groups"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."campaign_results" (
  "campaign_id" uuid               NOT NULL,
  "id"          bigint             GENERATED ALWAYS AS IDENTITY NOT NULL,
  "schedule_id" uuid               NOT NULL,
  "code"        public.reason_code,
  CONSTRAINT "campaign_results_pkey" PRIMARY KEY (campaign_id, id)
);

ALTER TABLE "private"."campaign_results"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."campaign_contacts"
  ADD COLUMN "group_number" integer NOT NULL DEFAULT 1;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'not_draft' AFTER 'too_many';


SET local check_function_bodies = off;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'stale' AFTER 'not_draft';


SET local check_function_bodies = off;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'unconfirmed' AFTER 'stale';


SET local check_function_bodies = off;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'paused' AFTER 'unconfirmed';


SET local check_function_bodies = off;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'resumed' AFTER 'paused';


SET local check_function_bodies = off;

ALTER TYPE "public"."answer_outcome" ADD VALUE 'empty' AFTER 'resumed';


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.book_campaign_calls (
  c       public.campaigns,
  p_group integer,
  p_most  integer,
  p_at    timestamp with time zone,
  p_step  interval
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  turns integer;
begin
  with next as materialized (
    select m.contact, (m.contact).id, p_at + p_step * (row_number() over (order by (m.contact).position) - 1 + random() / 2) as at
    from (
      select k as contact from public.campaign_contacts k
      where k.campaign_id = c.id and k.group_number = p_group and k.state = 'waiting'
      order by k.position limit p_most
      for no key update skip locked
    ) m
  ), judged as materialized (
    select n.contact, n.id, n.at, d.decision
    from next n
    cross join lateral (
      select private.first_allowed(private.call_of_campaign_contact(c, n.contact, n.at), n.at) as decision offset 0
    ) d
  ), booked as (
    insert into public.call_schedules (id, org_id, agent_id, campaign_id, contact_id, contact_name, contact_phone_enc,
      contact_phone_hash, global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone, scheduled_at,
      due_at, not_before, call_topic, call_language, purpose, deadline_at, status_reason_code, status_reason, created_by)
    select j.id, c.org_id, c.agent_id, c.id, coalesce((j.contact).contact_id, j.id::text), (j.contact).contact_name,
      (j.contact).phone_enc, (j.contact).phone_hash, (j.contact).global_phone_hash, (j.contact).phone_country,
      (j.contact).phone_regions, (j.contact).phone_zones, (j.contact).phone_zone_source, (j.contact).time_zone, j.at, j.at,
      case when (j.decision).outcome = 'defer' then (j.decision).until end, c.call_topic, c.call_language, c.purpose, c.ends_at,
      case when (j.decision).outcome = 'defer' then (j.decision).code end,
      case when (j.decision).outcome = 'defer' then left(private.say_decision(j.decision), 1000) end, c.created_by
    from judged j where (j.decision).outcome <> 'stop'
    order by j.at
  ), told as (
    insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, until, purpose, zones, zone_source,
      jurisdictions, rule_ids, pack_version, data)
    select c.org_id, j.id, now_is, 'plan', (j.decision).outcome, (j.decision).code, (j.decision).until, c.purpose,
      coalesce(((j.decision).terms).zones, '{}'), ((j.decision).terms).zone_source,
      coalesce(((j.decision).terms).jurisdictions, '{}'),
      array(select jsonb_array_elements_text((j.decision).data -> 'rules')), (j.decision).pack,
      nullif((j.decision).data - 'rules', '{}')
    from judged j where (j.decision).outcome <> 'stop'
    order by j.at
  ), moved as (
    update public.campaign_contacts m
    set state = case
        when (j.decision).outcome <> 'stop' then 'scheduled'::public.campaign_contact_state
        when (j.decision).code = 'missed' then 'failed' else 'excluded' end,
      code = case when (j.decision).outcome = 'stop' then (j.decision).code end,
      decision = case when (j.decision).outcome = 'stop' then private.present_decision(j.decision, now_is, 'plan', c.purpose) end,
      ended_at = case when (j.decision).outcome = 'stop' then now_is end, phone_enc = null
    from judged j where m.id = j.id
  )
  select count(*) into turns from judged;
  return turns;
end $function$;

CREATE OR REPLACE FUNCTION private.campaign_contacts_page (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_state       public.campaign_contact_state,
  p_after       integer,
  p_limit       integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids()) then
    return '[]';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'position', m.position, 'contact_id', m.contact_id,
      'contact_name', m.contact_name, 'phone_last4', m.phone_last4, 'state', m.state, 'code', m.code, 'ended_at', m.ended_at,
      'schedule_id', s.id, 'decision', coalesce(d.decision, m.decision)) order by m.position), '[]')
    from (
      select k.* from public.campaign_contacts k
      where k.campaign_id = p_campaign_id and k.org_id = p_org_id and k.position > p_after and (p_state is null or k.state = p_state)
      order by k.position limit least(p_limit, 201)
    ) m
    left join public.call_schedules s on s.id = m.id and s.deleted_at is null
    left join lateral (
      select private.present_decision((l.outcome, l.code, l.until, coalesce(l.data, '{}') || jsonb_build_object('rules', l.rule_ids),
        l.pack_version, (null, null, l.purpose, null, l.zones, l.zone_source, l.jurisdictions)::private.call_terms)::private.decision,
        l.at, l.stage, l.purpose) as decision
      from public.call_decisions l
      where l.org_id = m.org_id and l.schedule_id = m.id order by l.id desc limit 1
    ) d on true);
end $function$;

CREATE OR REPLACE FUNCTION private.campaign_window (
  c       public.campaigns,
  p_group integer
)
  RETURNS private.calling_windows
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  terms private.call_terms;
begin
  terms := (
    select private.call_terms(private.call_of_campaign_contact(c, m, private.current_time()))
    from public.campaign_contacts m
    where m.campaign_id = c.id and m.group_number = p_group and m.state = 'waiting'
    order by m.position limit 1);
  if terms.purpose is null then
    return null;
  end if;
  perform private.keep_window(terms);
  return private.window_of(terms, private.current_time());
end $function$;

CREATE OR REPLACE FUNCTION private.count_overdue (
  p_org_id uuid
)
  RETURNS bigint
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select case when p_org_id in (select private.my_org_ids()) then (
      select count(*) from public.call_schedules s
      where s.org_id = p_org_id and s.campaign_id is null and s.dial_after <= private.current_time()
    ) + (
      select count(*) from public.call_schedules s
      where s.org_id = p_org_id and s.campaign_id is not null and s.dial_after <= private.current_time()
    ) else 0 end
$function$;

CREATE OR REPLACE FUNCTION private.earliest_due (
  p_org_id uuid
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return least((
      select min(s.dial_after) from public.call_schedules s where s.org_id = p_org_id and s.campaign_id is null
    ), (
      select min(of_one.due)
      from public.campaigns c
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = p_org_id and s.campaign_id = c.id
      ) of_one
      where c.org_id = p_org_id and c.state = 'running'
    ));
end $function$;

CREATE OR REPLACE FUNCTION private.end_campaign (
  c public.campaigns
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  if c.ends_at <= now_is then
    update public.campaign_contacts m
    set state = 'failed', code = 'missed', ended_at = now_is, phone_enc = null, decision = private.present_decision(
      private.stop('missed', jsonb_build_object('deadline', c.ends_at)), now_is, 'plan', c.purpose)
    where m.campaign_id = c.id and m.state = 'waiting';
  end if;
  if exists (
    select from public.campaign_contacts m where m.campaign_id = c.id and m.state in ('waiting', 'scheduled', 'in_progress')
  ) then
    return false;
  end if;
  update public.campaigns k set state = 'completed', ended_at = now_is where k.id = c.id;
  perform private.forget_campaign_feed(c.id);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION private.feed_campaign (
  p_campaign_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  -- Until when calls are given out, and when it is asked again at the latest: the tick may be late.
  ahead constant interval := (
    select make_interval(secs => least(w.interval_seconds, 60) + 15) from private.workers w where w.name = 'sweep');
  c public.campaigns;
  org record;
  due_calls integer;
  wanted integer;
  next_at timestamptz;
begin
  select k.* into c from public.campaigns k where k.id = p_campaign_id and k.state = 'running' for no key update skip locked;
  if not found then
    -- Another worker is at it, or it runs no more.
    update private.campaign_feeds f set next_feed_at = null
    where f.campaign_id = p_campaign_id and not exists (
      select from public.campaigns k where k.id = p_campaign_id and k.state = 'running');
    return;
  end if;
  if private.guard_campaign(c) or private.end_campaign(c) then
    return;
  end if;
  select o.calling_paused_reason, o.max_concurrent_calls,
    least(c.max_concurrent_calls, greatest(o.max_concurrent_calls - 1, 1)) as lines into org
  from public.organizations o where o.id = c.org_id;
  if org.calling_paused_reason is not null or private.all_calling_paused() is not null then
    next_at := now_is + interval '1 minute';
  else
    select count(*) into due_calls from (
      select from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id and s.dial_after <= now_is + ahead limit 3 * org.lines + 20
    ) d;
    wanted := 3 * org.lines + 20 - due_calls;
    next_at := case when wanted > 0 then private.release_campaign_calls(c, now_is, now_is + ahead, least(wanted, 500))
      else now_is + interval '10 seconds' end;
  end if;
  -- Hours may be changed meanwhile; and where nobody waits, the last call may end at any moment.
  update private.campaign_feeds f
  set next_feed_at = greatest(least(next_at, now_is + case when next_at is null then interval '20 seconds' else interval '10 minutes' end,
    case when c.ends_at > now_is then c.ends_at end), now_is + interval '5 seconds')
  where f.campaign_id = c.id;
end $function$;

CREATE OR REPLACE FUNCTION private.feed_due_campaigns()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  hungry uuid;
begin
  for hungry in
    select f.campaign_id from private.campaign_feeds f where f.next_feed_at <= private.current_time()
    order by f.next_feed_at limit 50
  loop
    begin
      perform private.feed_campaign(hungry);
    exception when others then
      raise log 'call scheduler: campaign % was not fed (% %)', hungry, sqlstate, sqlerrm;
      update private.campaign_feeds f set next_feed_at = private.current_time() + interval '1 minute' where f.campaign_id = hungry;
    end;
  end loop;
end $function$;

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
  insert into private.campaign_results (campaign_id, schedule_id, code)
  select n.campaign_id, n.id, n.status_reason_code
  from new_rows n join old_rows o on o.id = n.id
  where n.campaign_id is not null and o.call_status = 'in_progress' and n.call_status <> 'in_progress'
    -- What Bolna never took is no attempt.
    and n.status_reason_code not in ('bolna_rate_limit', 'bolna_unreachable', 'balance_low', 'never_reached_bolna');
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.forget_campaign_feed (
  p_campaign_id uuid
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  delete from private.campaign_feeds f where f.campaign_id = p_campaign_id;
  delete from private.campaign_groups g where g.campaign_id = p_campaign_id;
  delete from private.campaign_results r where r.campaign_id = p_campaign_id;
$function$;

CREATE OR REPLACE FUNCTION private.guard_campaign (
  c public.campaigns
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  least_calls constant integer := greatest(40, ceil((
    select sum(t.contacts) from private.campaign_tallies t where t.campaign_id = c.id) / 20.0))::integer;
  seen record;
  harm public.campaign_pause_code;
begin
  select count(*) as calls, count(*) filter (where l.code in ('failed', 'error', 'number_invalid', 'bolna_refused',
      'number_not_verified', 'bolna_agent_unknown', 'bolna_from_number', 'canceled', 'disconnected', 'lost', 'bolna_server_error',
      'worker_died', 'phone_key_missing', 'phone_record_invalid')) as failed,
    count(*) filter (where l.code in ('no_answer', 'busy', 'rejected', 'voicemail', 'queued_too_long')) as unanswered,
    count(*) filter (where l.code in ('answered', 'completed_without_talk')) as answered,
    count(*) filter (where l.code in ('answered', 'completed_without_talk') and exists (
      select from public.suppressions x
      where x.org_id = c.org_id and x.schedule_id = l.schedule_id and private.is_own_word(x.source))) as opted_out
  into seen
  from (
    select r.schedule_id, r.code from private.campaign_results r
    where r.campaign_id = c.id and r.id > (select f.guarded_from from private.campaign_feeds f where f.campaign_id = c.id)
    order by r.id desc limit least_calls
  ) l;
  if seen.calls < least_calls then
    return false;
  end if;
  harm := case
    when seen.failed > seen.calls * 0.1 then 'many_failures'
    when seen.unanswered > seen.calls * 0.9 then 'many_unanswered'
    when seen.opted_out > seen.answered * 0.05 then 'many_opt_outs' end;
  if harm is null then
    return false;
  end if;
  update public.campaigns k
  set state = 'paused', paused_at = private.current_time(), paused_code = harm, paused_reason = case harm
      when 'many_failures' then format('%s of the last %s calls failed.', seen.failed, seen.calls)
      when 'many_unanswered' then format('%s of the last %s calls reached nobody.', seen.unanswered, seen.calls)
      else format('%s of the last %s people who answered asked not to be called.', seen.opted_out, seen.answered) end
  where k.id = c.id;
  update private.campaign_feeds f set next_feed_at = null where f.campaign_id = c.id;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION private.is_stalled (
  p_org_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select exists (
    select from private.workers w
    cross join lateral (
      select private.current_time() - w.interval_seconds * interval '1 second' - interval '60 seconds' as longest
    ) patience
    where w.name = 'sweep' and p_org_id in (select private.my_org_ids())
      and coalesce((
          select r.finished_at from private.worker_runs r
          where r.worker = w.name and r.finished_at is not null order by r.id desc limit 1
        ), '-infinity') < patience.longest
      and exists (select from private.claimable_organizations o where o.id = p_org_id)
      and (exists (
        select from private.claimable_campaigns c join private.claimable_calls k on k.org_id = c.org_id and k.campaign_id = c.id
        where c.org_id = p_org_id and greatest(k.dial_after, k.updated_at) <= patience.longest
      ) or exists (
        select from private.claimable_calls k
        -- A call booked or let go just now has not waited, whatever its time.
        where k.org_id = p_org_id and k.campaign_id is null and greatest(k.dial_after, k.updated_at) <= patience.longest
      ))
  )
$function$;

CREATE OR REPLACE FUNCTION private.judge_alike (
  p_schedule_ids uuid[],
  p_by_hand      boolean,
  p_has_line     boolean
)
  RETURNS TABLE (
    schedule_ids uuid[],
    looks_first  boolean,
    decision     private.decision
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
          then s.id end as by_itself
      from public.call_schedules s
      left join lateral (
        select k.time_zone, k.address_country, k.address_region, k.do_not_call, k.removed_at from public.contacts k
        where k.org_id = s.org_id and k.contact_id = s.contact_id limit 1
      ) c on true
      where s.id = any (p_schedule_ids)
    ), alike as materialized (
      select array_agg(k.id order by k.id) as ids, k.looks_first
      from known k
      group by k.by_itself, k.looks_first, k.org_id, k.agent_id, k.rule_id, k.campaign_id, k.purpose, k.call_topic, k.phone_country,
        k.phone_regions, k.phone_zones, k.phone_zone_source, k.time_zone, k.deadline_at, k.is_active, k.auto_trigger_enabled,
        k.last_checkup_date, k.has_no_global_hash, k.contact_zone, k.address_country, k.address_region
    )
    select a.ids, a.looks_first, private.judge_call(first.call, now_is, p_by_hand, a.looks_first, false, p_has_line)
    from alike a
    cross join lateral (select s as call from public.call_schedules s where s.id = a.ids[1] limit 1) first
    order by a.ids[1];
end $function$;

CREATE OR REPLACE FUNCTION private.judge_campaign_call (
  s public.call_schedules
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c record;
begin
  select k.state, k.paused_at, k.paused_reason into c from public.campaigns k where k.id = s.campaign_id;
  return case c.state
    when 'paused' then private.defer('campaign_paused', null, jsonb_build_object('since', c.paused_at, 'reason', c.paused_reason))
    when 'cancelled' then private.stop('campaign_cancelled')
  end;
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
  elsif s.campaign_id is not null and (private.judge_campaign_call(s)).outcome is not null then
    return private.judge_campaign_call(s);
  elsif exists (
    select from public.call_attempts t
    where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
  ) then
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

CREATE OR REPLACE FUNCTION private.keep_claimable_calls (
  p_schedule_ids   uuid[],
  p_locked_org_ids uuid[]
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return (
    -- Once for each organisation: to count its lines is to read them.
    with rooms as materialized (
      select o.id, o.free_lines from private.claimable_organizations o where o.id = any (p_locked_org_ids)
    ), campaigns as materialized (
      select k.id, k.room, k.org_room from private.claimable_campaigns k where k.org_id = any (p_locked_org_ids)
    ), ranked as (
      select c.id, c.org_id, c.campaign_id, c.dial_after, rooms.free_lines, k.room, k.org_room,
        row_number() over (partition by c.org_id, c.campaign_id order by c.dial_after, c.id) as place
      from private.claimable_calls c
      join rooms on rooms.id = c.org_id
      left join campaigns k on k.id = c.campaign_id
      where c.id = any (p_schedule_ids) and c.dial_after <= private.current_time()
        and (c.campaign_id is null or k.id is not null)
    ), fitting as (
      select r.id, r.org_id, r.campaign_id, r.dial_after, r.free_lines, r.org_room,
        row_number() over (partition by r.org_id, r.campaign_id is null order by r.dial_after, r.id) as place
      from ranked r where r.campaign_id is null or r.place <= r.room
    ), placed as (
      select f.id, f.free_lines,
        row_number() over (partition by f.org_id order by f.campaign_id is not null, f.dial_after, f.id) as place
      from fitting f where f.campaign_id is null or f.place <= f.org_room
    )
    select array_agg(p.id) from placed p where p.place <= p.free_lines
  );
end $function$;

CREATE OR REPLACE FUNCTION private.open_seconds (
  w      private.calling_windows,
  p_from timestamp with time zone,
  p_to   timestamp with time zone
)
  RETURNS double precision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  known_to constant timestamptz := least(p_to, w.spans_until);
  open_time double precision;
begin
  if p_to <= p_from then
    return 0;
  elsif coalesce(cardinality(w.zones), 0) = 0 or w.id is null then
    return extract(epoch from p_to - p_from);
  elsif not (w.demands ->> 'hours')::boolean then
    return extract(epoch from p_to - p_from);
  end if;
  select coalesce(sum(extract(epoch from least(s.closes, known_to) - greatest(s.opens, p_from))), 0) into open_time
  from private.open_spans s
  where s.window_id = w.id and s.closes > p_from and s.opens < known_to;
  if p_to > w.spans_until and w.spans_until > p_from then
    open_time := open_time * extract(epoch from p_to - p_from) / extract(epoch from w.spans_until - p_from);
  end if;
  return open_time;
end $function$;

CREATE OR REPLACE FUNCTION private.orphan_code (
  s public.call_schedules
)
  RETURNS public.reason_code
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return case
    when s.campaign_id is not null then (
      select 'campaign_cancelled'::public.reason_code from public.campaigns c where c.id = s.campaign_id and c.state = 'cancelled')
    when s.occasion is null then null
    when s.rule_id is null then 'rule_deleted'::public.reason_code
    when exists (select from public.hubspot_connections c where c.org_id = s.org_id and c.removed_at is not null)
      then 'hubspot_disconnected'::public.reason_code
  end;
end $function$;

CREATE OR REPLACE FUNCTION private.pick_due_calls (
  p_org_ids uuid[],
  p_wanted  integer
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  share constant integer := 2 * ceil(p_wanted::numeric / cardinality(p_org_ids));
begin
  return (
    with due as materialized (
      select d.id, d.org_id, d.dial_after, d.lines
      from unnest(p_org_ids) as waiting (org_id)
      -- limit 1, so that this is asked for one organisation after another.
      cross join lateral (
        select o.free_lines, o.in_use - coalesce((
            select sum(r.live) from private.running_campaigns r where r.org_id = waiting.org_id), 0) as own_lines
        from private.claimable_organizations o where o.id = waiting.org_id limit 1
      ) room
      cross join lateral (
        select q.id, waiting.org_id, q.dial_after, q.lines
        from (
          select own.id, own.dial_after, (room.own_lines + row_number() over (order by own.dial_after)) / 9.0 as lines
          from (
            select c.id, c.dial_after from private.claimable_calls c
            where c.org_id = waiting.org_id and c.campaign_id is null and c.dial_after <= now_is
            order by c.dial_after
            limit least(room.free_lines, share)
          ) own
          union all
          select of_one.id, of_one.dial_after,
            (k.live + row_number() over (partition by k.id order by of_one.dial_after))::numeric / k.priority
          from private.claimable_campaigns k
          cross join lateral (
            select c.id, c.dial_after from private.claimable_calls c
            where c.org_id = waiting.org_id and c.campaign_id = k.id and c.dial_after <= now_is
            order by c.dial_after
            limit least(room.free_lines, k.room, share)
          ) of_one
          where k.org_id = waiting.org_id
        ) q
        order by q.lines, q.dial_after
        limit least(room.free_lines, share)
      ) d
      limit share * least(p_wanted, cardinality(p_org_ids))
    ), turns as (
      select d.id, d.dial_after, row_number() over (partition by d.org_id order by d.lines, d.dial_after, d.id) as turn from due d
    ), chosen as (
      select t.id from turns t order by t.turn, t.dial_after, t.id limit p_wanted
    )
    select array_agg(c.id) from chosen c
  );
end $function$;

CREATE OR REPLACE FUNCTION private.plan_campaign (
  c public.campaigns
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  from_when constant timestamptz := greatest(c.starts_at, private.current_time());
begin
  with profiled as materialized (
    select a.id, a.profile from private.waiting_contacts a where a.campaign_id = c.id
  ), groups as (
    select p.profile, count(*) as contacts, row_number() over (order by count(*) desc, p.profile) as number
    from profiled p group by p.profile
  ), gone as (
    delete from private.campaign_groups g
    where g.campaign_id = c.id and g.number not in (select n.number from groups n)
  ), kept as (
    insert into private.campaign_groups (campaign_id, number, contacts)
    select c.id, g.number, g.contacts from groups g
    on conflict (campaign_id, number) do update set contacts = excluded.contacts, released = 0
  )
  update public.campaign_contacts m set group_number = g.number
  from profiled p join groups g on g.profile = p.profile
  where m.id = p.id and m.group_number <> g.number;

  insert into private.campaign_feeds as f (campaign_id, planned_from, fed_until, next_feed_at, guarded_from)
  values (c.id, from_when, from_when, from_when, 0)
  on conflict (campaign_id) do update
  set planned_from = excluded.planned_from, fed_until = greatest(f.fed_until, excluded.fed_until), next_feed_at = excluded.next_feed_at,
    guarded_from = coalesce((select max(r.id) from private.campaign_results r where r.campaign_id = c.id), 0);
end $function$;

CREATE OR REPLACE FUNCTION private.release_campaign_calls (
  c       public.campaigns,
  p_from  timestamp with time zone,
  p_until timestamp with time zone,
  p_most  integer
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  is_even constant boolean := c.calls_per_minute is null and c.ends_at is not null;
  feed private.campaign_feeds;
  of_group record;
  w private.calling_windows;
  rest interval;
  opens_at timestamptz;
  next_at timestamptz;
  earliest timestamptz;
  share integer;
  left_over integer := p_most;
  tokens integer;
  pace_from timestamptz;
  turns integer;
begin
  select f.* into feed from private.campaign_feeds f where f.campaign_id = c.id for no key update;
  if feed.planned_from > p_until then
    return feed.planned_from;
  end if;
  select greatest(make_interval(secs => o.queue_deadline_seconds), case when c.purpose = 'marketing' then interval '5 minutes'
    else interval '2 minutes' end) into rest
  from public.organizations o where o.id = c.org_id;
  -- What was not used up is not made up for: a pace is never faster than it says.
  pace_from := greatest(feed.fed_until, p_from);
  tokens := case when c.calls_per_minute is not null
    then greatest(floor(extract(epoch from p_until - pace_from) * c.calls_per_minute / 60)::integer + 1, 0) end;

  for of_group in
    select g.number, g.contacts, g.released from private.campaign_groups g where g.campaign_id = c.id
    -- By turns, so that none of them waits for another's.
    order by g.released::numeric / greatest(g.contacts, 1), g.number
  loop
    w := private.campaign_window(c, of_group.number);
    continue when w.purpose is null;
    opens_at := case when coalesce(cardinality(w.zones), 0) = 0 or not (w.demands ->> 'hours')::boolean then p_from
      else (select n.opens from private.next_opening(w, greatest(p_from, feed.planned_from), rest) n) end;
    -- Never open: each of them is told so by the judge.
    earliest := greatest(coalesce(opens_at, p_from), p_from, feed.planned_from);
    if earliest >= p_until then
      next_at := least(next_at, earliest);
      continue;
    end if;
    -- Before what was given out is used up.
    next_at := p_from + (p_until - p_from) / 2;
    share := case
      when is_even and opens_at is not null then ceil(of_group.contacts
        * private.open_seconds(w, feed.planned_from, p_until) / greatest(private.open_seconds(w, feed.planned_from, c.ends_at), 1)
        )::integer - of_group.released
      else left_over end;
    share := least(share, left_over, tokens);
    continue when share <= 0;
    turns := private.book_campaign_calls(c, of_group.number, share,
      case when tokens is null then earliest else greatest(earliest, pace_from) end,
      case when is_even then (p_until - earliest) / share when tokens is not null then interval '60 seconds' / c.calls_per_minute
        else interval '0' end);
    update private.campaign_groups g set released = g.released + turns
    where g.campaign_id = c.id and g.number = of_group.number;
    left_over := left_over - turns;
    if tokens is not null then
      tokens := tokens - turns;
      pace_from := greatest(earliest, pace_from) + turns * interval '60 seconds' / c.calls_per_minute;
    end if;
    exit when left_over <= 0;
  end loop;
  update private.campaign_feeds f set fed_until = greatest(f.fed_until, pace_from) where f.campaign_id = c.id and tokens is not null;
  return next_at;
end $function$;

CREATE OR REPLACE FUNCTION private.ring_for_waiting_calls (
  VARIADIC p_org_ids uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (
    select from unnest(p_org_ids) as org (id)
    join private.workers w on w.name = 'sweep' and w.enabled
    where private.earliest_due(org.id)
      <= private.current_time() + make_interval(secs => w.interval_seconds)
  ) then
    perform private.try_to_ring('sweep');
  end if;
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

CREATE OR REPLACE FUNCTION public.campaign_contacts_page (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_state       public.campaign_contact_state,
  p_after       integer,
  p_limit       integer
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select private.campaign_contacts_page(p_org_id, p_campaign_id, p_state, p_after, p_limit)
$function$;

REVOKE ALL ON FUNCTION "public"."campaign_contacts_page"(uuid, uuid, public.campaign_contact_state, integer, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_campaign (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_actor       uuid,
  p_reason      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  c public.campaigns;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.state = 'completed' then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  elsif c.state <> 'cancelled' then
    update public.campaigns k
    set state = 'cancelled', ended_at = now_is, cancelled_reason = p_reason, paused_at = null, paused_code = null, paused_reason = null
    where k.id = c.id returning k.* into c;
    perform from public.call_schedules s
    where s.org_id = c.org_id and s.campaign_id = c.id and s.call_status in ('scheduled', 'in_progress')
    order by s.id for no key update;
    update public.call_schedules s
    set call_status = 'cancelled', status_reason_code = 'campaign_cancelled', retry_at = null,
      status_reason = private.say_decision(private.stop('campaign_cancelled'))
    where s.org_id = c.org_id and s.campaign_id = c.id and s.call_status = 'scheduled';
    update public.campaign_contacts m
    set state = 'cancelled', code = 'campaign_cancelled', ended_at = now_is, phone_enc = null
    where m.campaign_id = c.id and m.state = 'waiting';
    perform private.forget_campaign_feed(c.id);
  end if;
  return jsonb_build_object('outcome', 'cancelled'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $function$;

REVOKE ALL ON FUNCTION "public"."cancel_campaign"(uuid, uuid, uuid, text) FROM PUBLIC, "anon", "authenticated";

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
  where s.org_id = c.org_id and s.campaign_id = c.id and s.call_status = 'scheduled' and s.attempt_count = 0
    and (s.agent_id, s.purpose, s.call_topic, s.call_language, s.deadline_at)
      is distinct from (c.agent_id, c.purpose, c.call_topic, c.call_language, c.ends_at);
  if c.state = 'running' and p_changes ?| array['starts_at', 'ends_at', 'calls_per_minute', 'purpose'] then
    perform private.plan_campaign(c);
  end if;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $function$;

CREATE OR REPLACE FUNCTION public.claim_due_calls (
  p_worker                 text,
  p_limit                  integer DEFAULT 50,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  waiting uuid[];
  wanted integer := p_limit;
  locked uuid[];
  picked uuid[];
  asked integer;
  taken integer;
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  perform private.feed_due_campaigns();

  -- The organisations of which something is due, the longest first: one look into call_schedules_claim_idx for each, and into
  -- call_schedules_campaign_claim_idx for each campaign that runs.
  select array_agg(w.id order by w.due, w.id) into waiting
  from (
    select e.id, min(e.due) as due
    from (
      select o.id, earliest.due
      from public.organizations o
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id and s.campaign_id is null
      ) earliest
      where o.calling_paused_reason is null and earliest.due <= now_is
      union all
      select o.id, earliest.due
      from public.campaigns c
      join public.organizations o on o.id = c.org_id and o.calling_paused_reason is null
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id
      ) earliest
      where c.state = 'running' and earliest.due <= now_is
    ) e
    group by e.id
  ) w;

  -- What is refused has moved and makes room for the next, and what is in other hands is passed over: three rounds, so that
  -- one claim is not spent on either.
  for round in 1..3 loop
    exit when coalesce(cardinality(waiting), 0) = 0;
    picked := private.pick_due_calls(waiting, wanted);
    exit when picked is null;
    asked := cardinality(picked);

    select array_agg(l.id) into locked from (
      select o.id from public.organizations o
      where o.id = any (array(select s.org_id from public.call_schedules s where s.id = any (picked)))
        and o.calling_paused_reason is null
      for no key update skip locked
    ) l;
    -- Under a lock that pause_all_calling waits for: once it has returned, no claim commits any more.
    perform from private.scheduler c where c.calling_paused_reason is null for share;
    if not found then
      return;
    end if;
    -- Those that others have at this moment.
    waiting := array(
      select w.id from unnest(waiting) with ordinality as w (id, place)
      where w.id = any (locked) or w.id <> all (array(
        select s.org_id from public.call_schedules s where s.id = any (picked)))
      order by w.place);
    picked := private.keep_claimable_calls(picked, locked);
    continue when picked is null;

    return query select * from private.take_calls(
      picked, 'sweep', p_worker, null, p_lease_seconds, p_default_bolna_agent_id);
    get diagnostics taken = row_count;
    exit when taken = asked;
    wanted := wanted - taken;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.claim_overdue_calls (
  p_org_id                 uuid,
  p_actor                  uuid,
  p_worker                 text,
  p_limit                  integer DEFAULT 25,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  picked uuid[];
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    raise exception 'only an admin of the organisation may trigger its overdue calls' using errcode = '42501';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  perform from private.scheduler c for share;
  select array_agg(due.id) into picked
  from private.claimable_organizations o
  cross join lateral (
    select c.id from private.claimable_calls c
    where c.org_id = o.id and c.campaign_id is null and c.dial_after <= private.current_time()
    order by c.dial_after
    limit least(o.free_lines, p_limit)
  ) due
  where o.id = p_org_id;
  return query select * from private.take_calls(
    picked, 'overdue', p_worker, p_actor, p_lease_seconds, p_default_bolna_agent_id);
end $function$;

CREATE OR REPLACE FUNCTION public.next_call_due_at (
  p_within_seconds numeric
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  AS $function$
declare
  horizon constant timestamptz := private.current_time() + make_interval(secs => p_within_seconds);
begin
  return (
    with waiting as materialized (
      select o.id
      from public.organizations o
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id and s.campaign_id is null
      ) earliest
      where o.calling_paused_reason is null and earliest.due <= horizon
      union
      select c.org_id
      from public.campaigns c
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id
      ) earliest
      where c.state = 'running' and earliest.due <= horizon
    )
    select min(next.dial_after)
    from waiting w
    cross join lateral (select o.id from private.claimable_organizations o where o.id = w.id limit 1) o
    cross join lateral (
      select least((
          select c.dial_after
          from private.claimable_calls c
          where c.org_id = o.id and c.campaign_id is null and c.dial_after <= horizon
          order by c.dial_after
          limit 1
        ), (
          select min(of_one.dial_after)
          from private.claimable_campaigns k
          cross join lateral (
            select c.dial_after
            from private.claimable_calls c
            where c.org_id = o.id and c.campaign_id = k.id and c.dial_after <= horizon
            order by c.dial_after
            limit 1
          ) of_one
          where k.org_id = o.id
        )) as dial_after
    ) next
  );
end $function$;

CREATE OR REPLACE FUNCTION public.pause_campaign (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_actor       uuid,
  p_reason      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c public.campaigns;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.ended_at is not null then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  elsif c.state = 'draft' then
    return jsonb_build_object('outcome', 'not_draft'::public.answer_outcome, 'state', c.state);
  end if;
  if c.state = 'running' then
    update public.campaigns k
    set state = 'paused', paused_at = private.current_time(), paused_code = 'by_user', paused_reason = p_reason
    where k.id = c.id returning k.* into c;
    update private.campaign_feeds f set next_feed_at = null where f.campaign_id = c.id;
  end if;
  return jsonb_build_object('outcome', 'paused'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $function$;

REVOKE ALL ON FUNCTION "public"."pause_campaign"(uuid, uuid, uuid, text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.resume_campaign (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_actor       uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c public.campaigns;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.ended_at is not null then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  elsif c.state = 'draft' then
    return jsonb_build_object('outcome', 'not_draft'::public.answer_outcome, 'state', c.state);
  end if;
  if c.state = 'paused' then
    update public.campaigns k set state = 'running', paused_at = null, paused_code = null, paused_reason = null
    where k.id = c.id returning k.* into c;
    perform private.plan_campaign(c);
    perform private.try_to_ring('sweep');
  end if;
  return jsonb_build_object('outcome', 'resumed'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $function$;

REVOKE ALL ON FUNCTION "public"."resume_campaign"(uuid, uuid, uuid) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.scheduler_health()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'enabled', sweep.health -> 'enabled', 'calling_paused_reason', c.calling_paused_reason,
    'interval_seconds', sweep.health -> 'interval_seconds', 'cron_job', sweep.health -> 'cron_job',
    'can_ring', sweep.health -> 'can_ring', 'last_sweep_started_at', sweep.health -> 'last_started_at',
    'last_sweep_finished_at', sweep.health -> 'last_finished_at',
    'due_calls', due.calls, 'oldest_due_seconds', round(extract(epoch from private.current_time() - due.oldest), 1),
    'unknown_calls', (select count(*) from public.call_attempts t where t.state = 'unknown'))
  from private.scheduler c
  cross join private.worker_health('sweep') as sweep (health)
  cross join lateral (
    select count(*) as calls, min(s.dial_after) as oldest
    from public.call_schedules s
    join public.organizations o on o.id = s.org_id and o.calling_paused_reason is null
    join public.agents a on a.id = s.agent_id and a.is_active
    where c.calling_paused_reason is null and s.dial_after <= private.current_time()
      and (s.campaign_id is null or exists (
        select from public.campaigns p where p.id = s.campaign_id and p.state = 'running'))
  ) due
$function$;

CREATE OR REPLACE FUNCTION public.start_campaign (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_actor       uuid,
  p_dry_run_id  uuid,
  p_confirm     integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c public.campaigns;
  dry_run public.campaign_dry_runs;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.state <> 'draft' then
    return jsonb_build_object('outcome', 'not_draft'::public.answer_outcome, 'state', c.state);
  end if;
  select d.* into dry_run from public.campaign_dry_runs d where d.id = p_dry_run_id and d.campaign_id = c.id;
  if dry_run.fingerprint is distinct from private.campaign_fingerprint(c) or c.ends_at <= private.current_time() then
    return jsonb_build_object('outcome', 'stale'::public.answer_outcome);
  elsif dry_run.will_call = 0 then
    return jsonb_build_object('outcome', 'empty'::public.answer_outcome);
  elsif dry_run.needs_confirmation and p_confirm is distinct from dry_run.will_call then
    return jsonb_build_object('outcome', 'unconfirmed'::public.answer_outcome, 'will_call', dry_run.will_call);
  end if;
  update public.campaigns k set state = 'running', started_at = private.current_time(), dry_run_id = dry_run.id
  where k.id = c.id returning k.* into c;
  perform private.plan_campaign(c);
  perform private.try_to_ring('sweep');
  return jsonb_build_object('outcome', 'started'::public.answer_outcome, 'campaign', private.present_campaign(c));
end $function$;

REVOKE ALL ON FUNCTION "public"."start_campaign"(uuid, uuid, uuid, uuid, integer) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "private"."campaign_feeds"
  ADD CONSTRAINT "campaign_feeds_campaign_id_fkey" FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id) ON DELETE CASCADE;

ALTER TABLE "private"."campaign_groups"
  ADD CONSTRAINT "campaign_groups_campaign_id_fkey" FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id) ON DELETE CASCADE;

ALTER TABLE "private"."campaign_results"
  ADD CONSTRAINT "campaign_results_campaign_id_fkey" FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id) ON DELETE CASCADE;

ALTER TABLE "public"."campaign_contacts"
  ADD CONSTRAINT "campaign_contacts_group_number_check" CHECK ((group_number >= 1));

CREATE VIEW "private"."claimable_calls" WITH (security_invoker=true) AS  SELECT s.id,
    s.org_id,
    s.dial_after,
    s.updated_at,
    s.campaign_id
   FROM (public.call_schedules s
     JOIN public.agents a ON (((a.id = s.agent_id) AND a.is_active)))
  WHERE ((s.dial_after IS NOT NULL) AND (NOT (EXISTS ( SELECT
           FROM public.call_attempts t
          WHERE ((t.org_id = s.org_id) AND (t.contact_phone_hash = s.contact_phone_hash) AND (t.state <> 'ended'::public.attempt_state))))) AND (NOT (EXISTS ( SELECT
           FROM private.call_looks l
          WHERE ((l.schedule_id = s.id) AND (l.expires_at > private."current_time"()))))));

CREATE VIEW "private"."claimable_organizations" WITH (security_invoker=true) AS  SELECT o.id,
    room.free_lines,
    l.in_use
   FROM ((public.organizations o
     JOIN private.organization_lines l ON ((l.org_id = o.id)))
     CROSS JOIN LATERAL ( SELECT LEAST((o.max_concurrent_calls - l.in_use),
                CASE
                    WHEN (o.max_dials_per_day IS NOT NULL) THEN private.dials_left(o.id, o.max_dials_per_day, o.time_zone)
                    ELSE NULL::integer
                END) AS free_lines
         OFFSET 0) room)
  WHERE ((o.calling_paused_reason IS NULL) AND (( SELECT private.all_calling_paused() AS all_calling_paused) IS NULL) AND (room.free_lines > 0));

CREATE VIEW "private"."running_campaigns" WITH (security_invoker=true) AS  SELECT c.id,
    c.org_id,
    c.priority,
    c.max_concurrent_calls,
    live.calls AS live
   FROM (public.campaigns c
     CROSS JOIN LATERAL ( SELECT (count(*))::integer AS calls
           FROM public.campaign_contacts m
          WHERE ((m.campaign_id = c.id) AND (m.state = 'in_progress'::public.campaign_contact_state))) live)
  WHERE (c.state = 'running'::public.campaign_state);

CREATE VIEW "private"."claimable_campaigns" WITH (security_invoker=true) AS  SELECT r.id,
    r.org_id,
    r.priority,
    r.live,
    LEAST(COALESCE((r.max_concurrent_calls - r.live), lines.org_room), lines.org_room) AS room,
    lines.org_room
   FROM ((private.running_campaigns r
     JOIN public.organizations o ON ((o.id = r.org_id)))
     CROSS JOIN LATERAL ( SELECT (((o.max_concurrent_calls - ((o.max_concurrent_calls > 1))::integer) - ( SELECT sum(other.live) AS sum
                   FROM private.running_campaigns other
                  WHERE (other.org_id = r.org_id))))::integer AS org_room
         OFFSET 0) lines)
  WHERE ((lines.org_room > 0) AND COALESCE((r.max_concurrent_calls > r.live), true));

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
  WHERE ((dial_after <= private."current_time"()) AND ((campaign_id IS NULL) OR (campaign_id IS NOT NULL)));

REVOKE ALL ON TABLE "public"."due_call_schedules" FROM "anon";

CREATE INDEX campaign_feeds_next_idx ON private.campaign_feeds USING btree (next_feed_at)
  WHERE (next_feed_at IS NOT NULL);

CREATE INDEX call_schedules_campaign_claim_idx ON public.call_schedules USING btree (org_id, campaign_id, dial_after)
  WHERE ((dial_after IS NOT NULL) AND (campaign_id IS NOT NULL));

CREATE INDEX call_schedules_claim_idx ON public.call_schedules USING btree (org_id, dial_after)
  WHERE ((dial_after IS NOT NULL) AND (campaign_id IS NULL));

CREATE INDEX campaign_contacts_turn_idx ON public.campaign_contacts USING btree (campaign_id, group_number, "position")
  WHERE (state = 'waiting'::public.campaign_contact_state);

REVOKE ALL ON FUNCTION "private"."book_campaign_calls"(public.campaigns, integer, integer, timestamp WITH time zone, interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."book_campaign_calls"(public.campaigns, integer, integer, timestamp WITH time zone, interval) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."book_campaign_calls"(public.campaigns, integer, integer, timestamp WITH time zone, interval) TO "postgres";

REVOKE ALL ON FUNCTION "private"."campaign_contacts_page"(uuid, uuid, public.campaign_contact_state, integer, integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."campaign_contacts_page"(uuid, uuid, public.campaign_contact_state, integer, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."campaign_contacts_page"(uuid, uuid, public.campaign_contact_state, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."campaign_contacts_page"(uuid, uuid, public.campaign_contact_state, integer, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."campaign_window"(public.campaigns, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."campaign_window"(public.campaigns, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."campaign_window"(public.campaigns, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."earliest_due"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."earliest_due"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."earliest_due"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."end_campaign"(public.campaigns) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."end_campaign"(public.campaigns) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."end_campaign"(public.campaigns) TO "postgres";

REVOKE ALL ON FUNCTION "private"."feed_campaign"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."feed_campaign"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."feed_campaign"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."feed_due_campaigns"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."feed_due_campaigns"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."feed_due_campaigns"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."forget_campaign_feed"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."forget_campaign_feed"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."forget_campaign_feed"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."guard_campaign"(public.campaigns) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."guard_campaign"(public.campaigns) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."guard_campaign"(public.campaigns) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_campaign_call"(public.call_schedules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_campaign_call"(public.call_schedules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_campaign_call"(public.call_schedules) TO "postgres";

REVOKE ALL ON FUNCTION "private"."open_seconds"(private.calling_windows, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."open_seconds"(private.calling_windows, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."open_seconds"(private.calling_windows, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."orphan_code"(public.call_schedules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."orphan_code"(public.call_schedules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."orphan_code"(public.call_schedules) TO "postgres";

REVOKE ALL ON FUNCTION "private"."plan_campaign"(public.campaigns) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."plan_campaign"(public.campaigns) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."plan_campaign"(public.campaigns) TO "postgres";

REVOKE ALL ON FUNCTION "private"."release_campaign_calls"(public.campaigns, timestamp WITH time zone, timestamp WITH time zone, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."release_campaign_calls"(public.campaigns, timestamp WITH time zone, timestamp WITH time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."release_campaign_calls"(public.campaigns, timestamp WITH time zone, timestamp WITH time zone, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."campaign_contacts_page"(uuid, uuid, public.campaign_contact_state, integer, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."campaign_contacts_page"(uuid, uuid, public.campaign_contact_state, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."campaign_contacts_page"(uuid, uuid, public.campaign_contact_state, integer, integer) TO "postgres";

REVOKE ALL ON FUNCTION "public"."cancel_campaign"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_campaign"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_campaign"(uuid, uuid, uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."pause_campaign"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."pause_campaign"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."pause_campaign"(uuid, uuid, uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "public"."resume_campaign"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."resume_campaign"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."resume_campaign"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "public"."start_campaign"(uuid, uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."start_campaign"(uuid, uuid, uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."start_campaign"(uuid, uuid, uuid, uuid, integer) TO "service_role";

REVOKE ALL ON TABLE "public"."due_call_schedules" FROM "authenticated";

GRANT SELECT ON TABLE "public"."due_call_schedules" TO "authenticated";

REVOKE ALL ON TABLE "public"."due_call_schedules" FROM "service_role";

GRANT SELECT ON TABLE "public"."due_call_schedules" TO "service_role";
