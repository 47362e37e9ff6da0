SET local check_function_bodies = off;

-- changes data of private.call_tallies: it is counted anew, in more columns and in the tables that it adds up in
-- changes data of private.call_tallies.calls: it is quantity of the subject call
-- changes data of private.call_tallies.placed: it is quantity of the subject response
-- What has gathered tells too little for the reports: everything is counted anew at the end, in a statement that lets nobody write.
delete from private.call_tallies;

DROP TRIGGER "call_attempts_tally_delete" ON "public"."call_attempts";

DROP TRIGGER "call_attempts_tally_insert" ON "public"."call_attempts";

DROP TRIGGER "call_attempts_tally_update" ON "public"."call_attempts";

DROP FUNCTION "private"."fold_call_tallies"();

DROP FUNCTION "private"."tally_responses"();

ALTER TABLE "private"."call_tallies"
  ALTER COLUMN "response_seconds" DROP DEFAULT;

ALTER TABLE "private"."call_tallies"
  DROP COLUMN "calls";

ALTER TABLE "private"."call_tallies"
  DROP COLUMN "placed";

CREATE TABLE "private"."call_totals" (
  "org_id"           uuid               NOT NULL,
  "call_status"      public.call_status,
  "reason_code"      public.reason_code,
  "calls"            bigint             NOT NULL,
  "waiting"          bigint             NOT NULL,
  "attention"        bigint             NOT NULL,
  "placed"           bigint             NOT NULL,
  "response_seconds" numeric            NOT NULL,
  CONSTRAINT "call_totals_org_id_call_status_reason_code_key" UNIQUE NULLS NOT DISTINCT (org_id, call_status, reason_code)
);

ALTER TABLE "private"."call_totals"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."compliance_days" (
  "org_id"         uuid                     NOT NULL,
  "counted_at"     timestamp with time zone NOT NULL,
  "within"         integer                  NOT NULL,
  "overdue"        integer                  NOT NULL,
  "unknown"        integer                  NOT NULL,
  "threshold_days" integer                  NOT NULL,
  CONSTRAINT "compliance_days_pkey" PRIMARY KEY (org_id, counted_at)
);

ALTER TABLE "private"."compliance_days"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."report_codes" (
  "org_id" uuid NOT NULL
);

ALTER TABLE "private"."report_codes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."report_counts" (
  "org_id" uuid NOT NULL
);

ALTER TABLE "private"."report_counts"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "private"."call_tallies"
  ALTER COLUMN "response_seconds" DROP NOT NULL;

CREATE TYPE "public"."report_grain" AS ENUM (
  'quarter',
  'part',
  'day'
);

ALTER TABLE "private"."report_codes"
  ADD COLUMN "grain" public.report_grain NOT NULL;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "starts_at" timestamp WITH time zone NOT NULL;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "agent_id" uuid;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "topic" text;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "campaign_id" uuid;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "rule_id" uuid;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "grain" public.report_grain NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "starts_at" timestamp WITH time zone NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "agent_id" uuid;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "topic" text;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "campaign_id" uuid;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "rule_id" uuid;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "calls_scheduled" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "calls_in_progress" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "calls_completed" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "calls_failed" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "calls_cancelled" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "answered" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "voicemail" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "no_answer" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "busy" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "failed" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "cancelled" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_0" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_1" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_2" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_3" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_4" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_5" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_6" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_7" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_8" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_9" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_10" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "late_11" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "opt_outs" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "deferrals" integer NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "talk_seconds" numeric NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "cost_cents" numeric NOT NULL;

ALTER TABLE "private"."report_counts"
  ADD COLUMN "response_seconds" numeric NOT NULL;

CREATE TYPE "public"."report_group" AS ENUM (
  'day',
  'hour',
  'weekday_hour',
  'agent',
  'topic',
  'campaign',
  'rule',
  'outcome'
);

CREATE TYPE "public"."report_outcome" AS ENUM (
  'answered',
  'voicemail',
  'no_answer',
  'busy',
  'failed',
  'cancelled',
  'waiting',
  'in_progress'
);

ALTER TYPE "public"."retained" ADD VALUE 'reports' AFTER 'webhook_deliveries';


SET local check_function_bodies = off;

CREATE TYPE "public"."tally_subject" AS ENUM (
  'call',
  'attempt',
  'response',
  'deferral',
  'opt_out'
);

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "subject" public.tally_subject NOT NULL;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "starts_at" timestamp WITH time zone NOT NULL;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "agent_id" uuid;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "topic" text;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "campaign_id" uuid;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "rule_id" uuid;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "outcome" public.report_outcome;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "quantity" bigint NOT NULL DEFAULT 0;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "lateness_span" smallint;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "talk_seconds" numeric NOT NULL DEFAULT 0;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "cost_cents" numeric NOT NULL DEFAULT 0;

ALTER TABLE "private"."call_tallies"
  ADD COLUMN "is_gone" boolean NOT NULL DEFAULT false;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "subject" public.tally_subject NOT NULL;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "outcome" public.report_outcome;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "reason_code" public.reason_code;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "quantity" integer NOT NULL;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "talk_seconds" numeric NOT NULL;

ALTER TABLE "private"."report_codes"
  ADD COLUMN "cost_cents" numeric NOT NULL;

CREATE OR REPLACE FUNCTION private.call_report (
  p_org_id      uuid,
  p_from        text,
  p_to          text,
  p_by          public.report_group DEFAULT 'day'::public.report_group,
  p_agent_id    uuid                DEFAULT NULL::uuid,
  p_topic       text                DEFAULT NULL::text,
  p_campaign_id uuid                DEFAULT NULL::uuid,
  p_rule_id     uuid                DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids()) then
    return null;
  end if;
  return private.make_call_report(p_org_id, p_from, p_to, p_by, p_agent_id, p_topic, p_campaign_id, p_rule_id);
end $function$;

CREATE OR REPLACE FUNCTION private.count_report (
  p_org_id      uuid,
  p_zone        text,
  p_from        timestamp with time zone,
  p_to          timestamp with time zone,
  p_by          public.report_group,
  p_agent_id    uuid,
  p_topic       text,
  p_campaign_id uuid,
  p_rule_id     uuid,
  p_most        integer
)
  RETURNS TABLE (
    is_total boolean,
    day      date,
    weekday  integer,
    hour     integer,
    id       uuid,
    topic    text,
    attempts bigint,
    counts   jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  by_time constant boolean := p_by in ('day', 'hour', 'weekday_hour');
  inner_grain constant public.report_grain := case
    when not by_time then 'day'::public.report_grain
    when p_agent_id is null and p_topic is null and p_campaign_id is null and p_rule_id is null then 'quarter'
    else 'part' end;
  inner_from timestamptz := p_from;
  inner_to timestamptz := p_to;
begin
  if not by_time then
    inner_from := date_trunc('day', p_from + interval '1 day' - interval '1 microsecond', 'UTC');
    inner_to := greatest(date_trunc('day', p_to, 'UTC'), inner_from);
    if inner_from >= p_to then
      inner_from := p_from;
      inner_to := p_from;
    end if;
  end if;
  return query
  with parts as (
    select r.starts_at, r.agent_id, r.topic, r.campaign_id, r.rule_id,
      r.calls_scheduled, r.calls_in_progress, r.calls_completed, r.calls_failed, r.calls_cancelled, r.answered,
      r.voicemail, r.no_answer, r.busy, r.failed, r.cancelled, r.late_0, r.late_1, r.late_2, r.late_3, r.late_4,
      r.late_5, r.late_6, r.late_7, r.late_8, r.late_9, r.late_10, r.late_11, r.opt_outs, r.deferrals, r.talk_seconds,
      r.cost_cents, r.response_seconds
    from private.report_counts r
    where r.org_id = p_org_id and r.grain = inner_grain and r.starts_at >= inner_from and r.starts_at < inner_to
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select r.starts_at, r.agent_id, r.topic, r.campaign_id, r.rule_id,
      r.calls_scheduled, r.calls_in_progress, r.calls_completed, r.calls_failed, r.calls_cancelled, r.answered,
      r.voicemail, r.no_answer, r.busy, r.failed, r.cancelled, r.late_0, r.late_1, r.late_2, r.late_3, r.late_4,
      r.late_5, r.late_6, r.late_7, r.late_8, r.late_9, r.late_10, r.late_11, r.opt_outs, r.deferrals, r.talk_seconds,
      r.cost_cents, r.response_seconds
    from private.report_counts r
    where r.org_id = p_org_id and r.grain = 'part'
      and (r.starts_at >= p_from and r.starts_at < inner_from or r.starts_at >= inner_to and r.starts_at < p_to)
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select t.starts_at, t.agent_id, t.topic, t.campaign_id, t.rule_id,
      t.calls_scheduled, t.calls_in_progress, t.calls_completed, t.calls_failed, t.calls_cancelled, t.answered,
      t.voicemail, t.no_answer, t.busy, t.failed, t.cancelled, t.late_0, t.late_1, t.late_2, t.late_3, t.late_4,
      t.late_5, t.late_6, t.late_7, t.late_8, t.late_9, t.late_10, t.late_11, t.opt_outs, t.deferrals, t.talk_seconds,
      t.cost_cents, t.response_seconds
    from private.tallied_counts t
    where t.org_id = p_org_id and t.starts_at >= p_from and t.starts_at < p_to
      and (p_agent_id is null or t.agent_id = p_agent_id) and (p_topic is null or t.topic = p_topic)
      and (p_campaign_id is null or t.campaign_id = p_campaign_id) and (p_rule_id is null or t.rule_id = p_rule_id)
  ), placed_in_time as (
    select r.*, case when by_time then r.starts_at at time zone p_zone end as local from parts r
  ), sums as materialized (
    select case when p_by = 'day' then r.local::date end as day,
      case when p_by = 'weekday_hour' then date_part('isodow', r.local)::integer end as weekday,
      case when p_by in ('hour', 'weekday_hour') then date_part('hour', r.local)::integer end as hour,
      case p_by when 'agent' then r.agent_id when 'campaign' then r.campaign_id when 'rule' then r.rule_id end as id,
      case when p_by = 'topic' then r.topic end as topic,
      sum(r.calls_scheduled) as calls_scheduled, sum(r.calls_in_progress) as calls_in_progress, sum(r.calls_completed)
      as calls_completed, sum(r.calls_failed) as calls_failed, sum(r.calls_cancelled) as calls_cancelled,
      sum(r.answered) as answered, sum(r.voicemail) as voicemail, sum(r.no_answer) as no_answer, sum(r.busy) as busy,
      sum(r.failed) as failed, sum(r.cancelled) as cancelled, sum(r.late_0) as late_0, sum(r.late_1) as late_1,
      sum(r.late_2) as late_2, sum(r.late_3) as late_3, sum(r.late_4) as late_4, sum(r.late_5) as late_5, sum(r.late_6)
      as late_6, sum(r.late_7) as late_7, sum(r.late_8) as late_8, sum(r.late_9) as late_9, sum(r.late_10) as late_10,
      sum(r.late_11) as late_11, sum(r.opt_outs) as opt_outs, sum(r.deferrals) as deferrals, sum(r.talk_seconds) as
      talk_seconds, sum(r.cost_cents) as cost_cents, sum(r.response_seconds) as response_seconds
    from placed_in_time r
    group by 1, 2, 3, 4, 5
  ), with_total as (
    select false as is_total, s.* from sums s
    union all
    select true, null, null, null, null, null,
      coalesce(sum(s.calls_scheduled), 0), coalesce(sum(s.calls_in_progress), 0), coalesce(sum(s.calls_completed), 0),
      coalesce(sum(s.calls_failed), 0), coalesce(sum(s.calls_cancelled), 0), coalesce(sum(s.answered), 0),
      coalesce(sum(s.voicemail), 0), coalesce(sum(s.no_answer), 0), coalesce(sum(s.busy), 0), coalesce(sum(s.failed),
      0), coalesce(sum(s.cancelled), 0), coalesce(sum(s.late_0), 0), coalesce(sum(s.late_1), 0), coalesce(sum(s.late_2),
      0), coalesce(sum(s.late_3), 0), coalesce(sum(s.late_4), 0), coalesce(sum(s.late_5), 0), coalesce(sum(s.late_6),
      0), coalesce(sum(s.late_7), 0), coalesce(sum(s.late_8), 0), coalesce(sum(s.late_9), 0), coalesce(sum(s.late_10),
      0), coalesce(sum(s.late_11), 0), coalesce(sum(s.opt_outs), 0), coalesce(sum(s.deferrals), 0),
      coalesce(sum(s.talk_seconds), 0), coalesce(sum(s.cost_cents), 0), coalesce(sum(s.response_seconds), 0)
    from sums s
  )
  select s.is_total, s.day, s.weekday, s.hour, s.id, s.topic,
    (s.answered + s.voicemail + s.no_answer + s.busy + s.failed + s.cancelled)::bigint,
    jsonb_build_object(
      'calls_scheduled', s.calls_scheduled, 'calls_in_progress', s.calls_in_progress, 'calls_completed',
      s.calls_completed, 'calls_failed', s.calls_failed, 'calls_cancelled', s.calls_cancelled, 'answered', s.answered,
      'voicemail', s.voicemail, 'no_answer', s.no_answer, 'busy', s.busy, 'failed', s.failed, 'cancelled', s.cancelled,
      'opt_outs', s.opt_outs, 'deferrals', s.deferrals, 'talk_seconds', s.talk_seconds, 'cost_cents', s.cost_cents,
      'response_seconds', s.response_seconds,
      'late', jsonb_build_array(s.late_0, s.late_1, s.late_2, s.late_3, s.late_4, s.late_5, s.late_6, s.late_7, s.late_8, s.late_9, s.late_10,
        s.late_11))
  from with_total s
  order by s.is_total desc, case when not by_time then
      s.answered + s.voicemail + s.no_answer + s.busy + s.failed + s.cancelled end desc, s.day, s.weekday, s.hour, s.topic, s.id
  limit p_most + 1;
end $function$;

CREATE OR REPLACE FUNCTION private.count_report_codes (
  p_org_id      uuid,
  p_from        timestamp with time zone,
  p_to          timestamp with time zone,
  p_agent_id    uuid,
  p_topic       text,
  p_campaign_id uuid,
  p_rule_id     uuid
)
  RETURNS TABLE (
    subject      public.tally_subject,
    outcome      public.report_outcome,
    reason_code  public.reason_code,
    quantity     bigint,
    talk_seconds numeric,
    cost_cents   numeric
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  inner_from timestamptz := date_trunc('day', p_from + interval '1 day' - interval '1 microsecond', 'UTC');
  inner_to timestamptz := greatest(date_trunc('day', p_to, 'UTC'), inner_from);
begin
  if inner_from >= p_to then
    inner_from := p_from;
    inner_to := p_from;
  end if;
  return query
  select r.subject, r.outcome, r.reason_code, sum(r.quantity)::bigint, sum(r.talk_seconds), sum(r.cost_cents)
  from (
    select r.subject, r.outcome, r.reason_code, r.quantity::bigint, r.talk_seconds, r.cost_cents
    from private.report_codes r
    where r.org_id = p_org_id and r.grain = 'day' and r.starts_at >= inner_from and r.starts_at < inner_to
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select r.subject, r.outcome, r.reason_code, r.quantity::bigint, r.talk_seconds, r.cost_cents
    from private.report_codes r
    where r.org_id = p_org_id and r.grain = 'part'
      and (r.starts_at >= p_from and r.starts_at < inner_from or r.starts_at >= inner_to and r.starts_at < p_to)
      and (p_agent_id is null or r.agent_id = p_agent_id) and (p_topic is null or r.topic = p_topic)
      and (p_campaign_id is null or r.campaign_id = p_campaign_id) and (p_rule_id is null or r.rule_id = p_rule_id)
    union all
    select t.subject, t.outcome, t.reason_code, t.quantity, t.talk_seconds, t.cost_cents
    from private.tallied_codes t
    where t.org_id = p_org_id and t.starts_at >= p_from and t.starts_at < p_to
      and (p_agent_id is null or t.agent_id = p_agent_id) and (p_topic is null or t.topic = p_topic)
      and (p_campaign_id is null or t.campaign_id = p_campaign_id) and (p_rule_id is null or t.rule_id = p_rule_id)
  ) r
  group by 1, 2, 3
  having sum(r.quantity) <> 0
  order by 1, 4 desc, 2, 3;
end $function$;

CREATE OR REPLACE FUNCTION private.fold_call_tallies()
  RETURNS bigint
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  taken bigint[];
begin
  lock table private.report_counts in share row exclusive mode;
  taken := array(select t.id from private.call_tallies t);
  if taken = '{}' then
    return 0;
  end if;

  insert into private.call_totals as kept (org_id, call_status, reason_code, calls, waiting, attention, placed, response_seconds)
  select t.org_id, t.call_status, t.reason_code, coalesce(sum(t.quantity) filter (where t.subject = 'call'), 0), sum(t.waiting),
    sum(t.attention), coalesce(sum(t.quantity) filter (where t.subject = 'response'), 0),
    coalesce(sum(t.response_seconds) filter (where t.subject = 'response'), 0)
  from private.call_tallies t
  where t.id = any (taken) and t.subject in ('call', 'response')
    and exists (select from public.organizations o where o.id = t.org_id)
  group by 1, 2, 3
  on conflict (org_id, call_status, reason_code) do update
  set calls = kept.calls + excluded.calls, waiting = kept.waiting + excluded.waiting, attention = kept.attention + excluded.attention,
    placed = kept.placed + excluded.placed, response_seconds = kept.response_seconds + excluded.response_seconds;

  insert into private.report_counts as kept (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id,
    calls_scheduled, calls_in_progress, calls_completed, calls_failed, calls_cancelled, answered, voicemail, no_answer,
    busy, failed, cancelled, late_0, late_1, late_2, late_3, late_4, late_5, late_6, late_7, late_8, late_9, late_10,
    late_11, opt_outs, deferrals, talk_seconds, cost_cents, response_seconds)
  select t.org_id, g.grain, case g.grain when 'day' then date_trunc('day', t.starts_at, 'UTC') else t.starts_at end,
    case when g.grain <> 'quarter' then t.agent_id end, case when g.grain <> 'quarter' then t.topic end,
    case when g.grain <> 'quarter' then t.campaign_id end, case when g.grain <> 'quarter' then t.rule_id end,
    sum(t.calls_scheduled), sum(t.calls_in_progress), sum(t.calls_completed), sum(t.calls_failed),
    sum(t.calls_cancelled), sum(t.answered), sum(t.voicemail), sum(t.no_answer), sum(t.busy), sum(t.failed),
    sum(t.cancelled), sum(t.late_0), sum(t.late_1), sum(t.late_2), sum(t.late_3), sum(t.late_4), sum(t.late_5),
    sum(t.late_6), sum(t.late_7), sum(t.late_8), sum(t.late_9), sum(t.late_10), sum(t.late_11), sum(t.opt_outs),
    sum(t.deferrals), sum(t.talk_seconds), sum(t.cost_cents), sum(t.response_seconds)
  from private.tallied_counts t cross join unnest(enum_range(null::public.report_grain)) g (grain)
  where t.id = any (taken) and exists (select from public.organizations o where o.id = t.org_id)
  group by 1, 2, 3, 4, 5, 6, 7
  on conflict (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id) do update
  set calls_scheduled = kept.calls_scheduled + excluded.calls_scheduled, calls_in_progress = kept.calls_in_progress +
    excluded.calls_in_progress, calls_completed = kept.calls_completed + excluded.calls_completed, calls_failed =
    kept.calls_failed + excluded.calls_failed, calls_cancelled = kept.calls_cancelled + excluded.calls_cancelled,
    answered = kept.answered + excluded.answered, voicemail = kept.voicemail + excluded.voicemail, no_answer =
    kept.no_answer + excluded.no_answer, busy = kept.busy + excluded.busy, failed = kept.failed + excluded.failed,
    cancelled = kept.cancelled + excluded.cancelled, late_0 = kept.late_0 + excluded.late_0, late_1 = kept.late_1 +
    excluded.late_1, late_2 = kept.late_2 + excluded.late_2, late_3 = kept.late_3 + excluded.late_3, late_4 =
    kept.late_4 + excluded.late_4, late_5 = kept.late_5 + excluded.late_5, late_6 = kept.late_6 + excluded.late_6,
    late_7 = kept.late_7 + excluded.late_7, late_8 = kept.late_8 + excluded.late_8, late_9 = kept.late_9 +
    excluded.late_9, late_10 = kept.late_10 + excluded.late_10, late_11 = kept.late_11 + excluded.late_11, opt_outs =
    kept.opt_outs + excluded.opt_outs, deferrals = kept.deferrals + excluded.deferrals, talk_seconds = kept.talk_seconds
    + excluded.talk_seconds, cost_cents = kept.cost_cents + excluded.cost_cents, response_seconds =
    kept.response_seconds + excluded.response_seconds;

  insert into private.report_codes as kept (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome,
    reason_code, quantity, talk_seconds, cost_cents)
  select t.org_id, g.grain, case g.grain when 'day' then date_trunc('day', t.starts_at, 'UTC') else t.starts_at end, t.agent_id,
    t.topic, t.campaign_id, t.rule_id, t.subject, t.outcome, t.reason_code, sum(t.quantity), sum(t.talk_seconds), sum(t.cost_cents)
  from private.tallied_codes t cross join (values ('part'::public.report_grain), ('day')) g (grain)
  where t.id = any (taken) and exists (select from public.organizations o where o.id = t.org_id)
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  having sum(t.quantity) <> 0 or sum(t.talk_seconds) <> 0 or sum(t.cost_cents) <> 0
  on conflict (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome, reason_code) do update
  set quantity = kept.quantity + excluded.quantity, talk_seconds = kept.talk_seconds + excluded.talk_seconds,
    cost_cents = kept.cost_cents + excluded.cost_cents;

  delete from private.call_tallies t where t.id = any (taken);
  return cardinality(taken);
end $function$;

CREATE OR REPLACE FUNCTION private.keep_compliance (
  p_most integer DEFAULT 50
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  kept integer;
begin
  with waiting as materialized (
    select o.id as org_id, (private.current_time() at time zone o.time_zone)::date as today,
      coalesce((
        select min(r.checkup_threshold_days) from public.call_schedule_rules r
        where r.org_id = o.id and r.is_active and r.rule_type = 'checkup_threshold'
          and (r.checkup_property is null or r.checkup_property = (
            select c.checkup_property from public.hubspot_connections c where c.org_id = o.id))), 5) as days
    from public.organizations o
    left join lateral (
      select max(d.counted_at) as counted_at from private.compliance_days d where d.org_id = o.id) latest on true
    where (latest.counted_at is null
        or (latest.counted_at at time zone o.time_zone)::date < (private.current_time() at time zone o.time_zone)::date)
      and exists (select from public.contacts c where c.org_id = o.id and c.removed_at is null)
    order by latest.counted_at nulls first, o.id
    limit p_most
  )
  insert into private.compliance_days (org_id, counted_at, within, overdue, unknown, threshold_days)
  select w.org_id, private.current_time(),
    count(*) filter (where c.last_checkup_date <= w.today and c.last_checkup_date + w.days > w.today),
    count(*) filter (where c.last_checkup_date + w.days <= w.today and c.last_checkup_date <= w.today),
    count(*) filter (where c.last_checkup_date is null or c.last_checkup_date > w.today),
    w.days
  from waiting w join public.contacts c on c.org_id = w.org_id and c.removed_at is null
  group by w.org_id, w.days
  on conflict do nothing;
  get diagnostics kept = row_count;
  return kept;
end $function$;

CREATE OR REPLACE FUNCTION private.lateness_spans()
  RETURNS numeric[]
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select '{0.25,0.5,1,2,5,10,30,60,300,1800,7200}'::numeric[]
$function$;

CREATE OR REPLACE FUNCTION private.make_call_report (
  p_org_id      uuid,
  p_from        text,
  p_to          text,
  p_by          public.report_group,
  p_agent_id    uuid,
  p_topic       text,
  p_campaign_id uuid,
  p_rule_id     uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  most constant integer := 1000;
  zone constant text := (select o.time_zone from public.organizations o where o.id = p_org_id);
  range_from constant timestamptz := date_bin('15 minutes', private.report_moment(p_from, zone, false), '2000-01-01Z');
  range_to constant timestamptz := date_bin('15 minutes',
    private.report_moment(p_to, zone, true) + interval '15 minutes' - interval '1 microsecond', '2000-01-01Z');
begin
  return (
    with counted as materialized (
      select c.is_total, c.day, c.weekday, c.hour, c.id, c.topic, c.attempts, c.counts
      from private.count_report(p_org_id, zone, range_from, range_to, p_by, p_agent_id, p_topic, p_campaign_id, p_rule_id, most) c
    ), codes as materialized (
      select k.subject, k.outcome, k.reason_code, k.quantity, k.talk_seconds, k.cost_cents
      from private.count_report_codes(p_org_id, range_from, range_to, p_agent_id, p_topic, p_campaign_id, p_rule_id) k
    )
    select jsonb_build_object(
      'organization', (select o.name from public.organizations o where o.id = p_org_id), 'zone', zone, 'from', range_from, 'to', range_to,
      'spans', to_jsonb(private.lateness_spans()),
      'totals', (select c.counts from counted c where c.is_total),
      'rows', (
        select coalesce(jsonb_agg(jsonb_build_object('day', c.day, 'weekday', c.weekday, 'hour', c.hour, 'id', c.id, 'topic', c.topic,
          'name', case p_by
            when 'agent' then (select a.name from public.agents a where a.org_id = p_org_id and a.id = c.id)
            when 'campaign' then (select g.name from public.campaigns g where g.org_id = p_org_id and g.id = c.id)
            when 'rule' then (select r.rule_name from public.call_schedule_rules r where r.org_id = p_org_id and r.id = c.id)
            end, 'counts', c.counts)
          order by case when p_by not in ('day', 'hour', 'weekday_hour') then c.attempts end desc, c.day, c.weekday, c.hour, c.topic, c.id),
          '[]')
        from counted c where not c.is_total),
      'codes', (
        select coalesce(jsonb_agg(jsonb_build_object('subject', k.subject, 'outcome', k.outcome, 'code', k.reason_code,
          'quantity', k.quantity, 'talk_seconds', k.talk_seconds, 'cost_cents', k.cost_cents)
          order by k.subject, k.quantity desc, k.outcome, k.reason_code), '[]')
        from codes k),
      'compliance', case when p_agent_id is null and p_topic is null and p_campaign_id is null and p_rule_id is null then (
        select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'within', d.within, 'overdue', d.overdue, 'unknown', d.unknown)
          order by d.day), '[]')
        from (
          select distinct on (1) (c.counted_at at time zone zone)::date as day, c.within, c.overdue, c.unknown
          from private.compliance_days c
          where c.org_id = p_org_id and c.counted_at >= range_from and c.counted_at < range_to
          order by 1, c.counted_at desc) d)
        else '[]' end)
  );
end $function$;

CREATE OR REPLACE FUNCTION private.outcome_of_attempt (
  p_outcome   public.attempt_outcome,
  p_code      public.reason_code,
  p_answered  boolean,
  p_voicemail boolean
)
  RETURNS public.report_outcome
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  return case
    when p_voicemail or p_code = 'voicemail' then 'voicemail'::public.report_outcome
    when p_answered or p_code = 'answered' then 'answered'
    when p_outcome in ('no_answer', 'completed') then 'no_answer'
    when p_outcome = 'busy' then 'busy'
    when p_outcome in ('canceled', 'stopped') then 'cancelled'
    else 'failed' end;
end $function$;

CREATE OR REPLACE FUNCTION private.outcome_of_call (
  p_status public.call_status,
  p_code   public.reason_code
)
  RETURNS public.report_outcome
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  return case p_status
    when 'scheduled' then 'waiting'::public.report_outcome
    when 'in_progress' then 'in_progress'
    when 'cancelled' then 'cancelled'
    when 'completed' then case p_code
      when 'voicemail' then 'voicemail'::public.report_outcome when 'completed_without_talk' then 'no_answer' else 'answered' end
    else case
      when p_code in ('no_answer', 'rejected', 'disconnected') then 'no_answer'::public.report_outcome
      when p_code = 'busy' then 'busy' else 'failed' end
  end;
end $function$;


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.prune_batch (
  p_name public.retained
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $function$;

CREATE OR REPLACE FUNCTION private.recount_call_tallies()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  lock table public.call_schedules, public.call_attempts, public.call_decisions, public.suppressions in share mode;
  lock table private.report_counts in share row exclusive mode;
  delete from private.call_tallies;
  delete from private.call_totals;
  delete from private.report_counts;
  delete from private.report_codes;

  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
    quantity, waiting, attention)
  select s.org_id, 'call'::public.tally_subject, date_bin('15 minutes', s.due_at, '2000-01-01Z'), s.agent_id, s.call_topic, s.campaign_id, s.rule_id, s.call_status,
    case when s.call_status in ('completed', 'failed', 'cancelled') then s.status_reason_code end, count(*), count(s.dial_after),
    count(*) filter (where s.attention)
  from public.call_schedules s where s.deleted_at is null
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds)
  select t.org_id, 'response'::public.tally_subject, date_trunc('day', min(t.claimed_at), 'UTC'), count(*), sum(extract(epoch from (t.placed_at - t.due_at)))
  from public.call_attempts t where t.placed_at is not null
  group by t.org_id;
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, outcome, reason_code, quantity,
    response_seconds, lateness_span, talk_seconds, cost_cents)
  select k.org_id, k.subject, k.starts_at, coalesce(k.agent_id, s.agent_id), s.call_topic, s.campaign_id, s.rule_id, k.outcome, k.reason_code,
    sum(k.quantity), sum(k.response_seconds), k.lateness_span, sum(k.talk_seconds), sum(k.cost_cents)
  from private.kept_of_calls k left join public.call_schedules s on s.id = k.schedule_id
  group by k.org_id, k.subject, k.starts_at, coalesce(k.agent_id, s.agent_id), s.call_topic, s.campaign_id, s.rule_id, k.outcome,
    k.reason_code, k.lateness_span;
  perform private.fold_call_tallies();
end $function$;

CREATE OR REPLACE FUNCTION private.report_moment (
  p_text   text,
  p_zone   text,
  p_is_end boolean
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_text ~ '^\d{4}-\d\d-\d\d$' then
    return (p_text::date + case when p_is_end then 1 else 0 end)::timestamp at time zone p_zone;
  end if;
  return p_text::timestamptz;
end $function$;

CREATE OR REPLACE FUNCTION private.tallied_calls (
  p_org_id uuid
)
  RETURNS TABLE (
    call_status      public.call_status,
    reason_code      public.reason_code,
    calls            bigint,
    waiting          bigint,
    attention        bigint,
    placed           bigint,
    response_seconds numeric,
    reason           text
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with counted as (
    select c.call_status, c.reason_code, c.calls, c.waiting, c.attention, c.placed, c.response_seconds
    from private.call_totals c
    where c.org_id = p_org_id and p_org_id in (select private.my_org_ids())
    union all
    select t.call_status, t.reason_code, case when t.subject = 'call' then t.quantity else 0 end, t.waiting, t.attention,
      case when t.subject = 'response' then t.quantity else 0 end,
      case when t.subject = 'response' then t.response_seconds else 0 end
    from private.call_tallies t
    where t.org_id = p_org_id and t.subject in ('call', 'response') and p_org_id in (select private.my_org_ids())
  )
  select t.call_status, t.reason_code, sum(t.calls)::bigint, sum(t.waiting)::bigint, sum(t.attention)::bigint,
    sum(t.placed)::bigint, sum(t.response_seconds),
    case
      when t.call_status is distinct from 'failed' then null
      when t.reason_code is null then (
        select s.status_reason from public.call_schedules s
        where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code is null
        order by s.id limit 1)
      else (
        select s.status_reason from public.call_schedules s
        where s.org_id = p_org_id and s.deleted_at is null and s.call_status = 'failed' and s.status_reason_code = t.reason_code
        order by s.id limit 1)
    end
  from counted t
  group by t.call_status, t.reason_code
$function$;

CREATE OR REPLACE FUNCTION private.tally_attempt (
  t       public.call_attempts,
  p_times integer
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  late constant numeric := extract(epoch from (t.placed_at - t.due_at));
begin
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, outcome, reason_code, quantity,
    response_seconds, lateness_span, talk_seconds, cost_cents)
  select t.org_id, 'attempt', date_bin('15 minutes', t.claimed_at, '2000-01-01Z'), t.agent_id, s.call_topic, s.campaign_id, s.rule_id,
    private.outcome_of_attempt(t.outcome, t.reason_code, t.answered, t.voicemail), t.reason_code, p_times, p_times * late,
    width_bucket(late, private.lateness_spans()), p_times * coalesce(t.conversation_seconds, 0), p_times * coalesce(t.cost_cents, 0)
  from public.call_schedules s where s.id = t.schedule_id;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_attempts()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op <> 'INSERT' then
    if old.placed_at is not null and (tg_op = 'DELETE' or old.placed_at - old.due_at is distinct from new.placed_at - new.due_at) then
      insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds)
      values (old.org_id, 'response'::public.tally_subject, date_bin('15 minutes', old.claimed_at, '2000-01-01Z'), -1,
        -extract(epoch from (old.placed_at - old.due_at)));
    end if;
    if tg_op = 'UPDATE' and old.state = 'ended' then
      perform private.tally_attempt(old, -1);
    end if;
  end if;
  if tg_op <> 'DELETE' then
    if new.placed_at is not null and (tg_op = 'INSERT' or old.placed_at - old.due_at is distinct from new.placed_at - new.due_at) then
      insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds)
      values (new.org_id, 'response'::public.tally_subject, date_bin('15 minutes', new.claimed_at, '2000-01-01Z'), 1,
        extract(epoch from (new.placed_at - new.due_at)));
    end if;
    if new.state = 'ended' then
      perform private.tally_attempt(new, 1);
    end if;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'INSERT' then
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
      quantity, waiting, attention)
    select n.org_id, 'call'::public.tally_subject, date_bin('15 minutes', n.due_at, '2000-01-01Z'), n.agent_id, n.call_topic, n.campaign_id, n.rule_id, n.call_status,
      case when n.call_status in ('completed', 'failed', 'cancelled') then n.status_reason_code end, count(*), count(n.dial_after),
      count(*) filter (where n.attention)
    from new_rows n where n.deleted_at is null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  elsif tg_op = 'DELETE' then
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
      is_gone, quantity, waiting, attention)
    select o.org_id, 'call'::public.tally_subject, date_bin('15 minutes', o.due_at, '2000-01-01Z'), o.agent_id, o.call_topic, o.campaign_id, o.rule_id, o.call_status,
      case when o.call_status in ('completed', 'failed', 'cancelled') then o.status_reason_code end,
      o.call_status in ('completed', 'failed', 'cancelled'), -count(*), -count(o.dial_after), -count(*) filter (where o.attention)
    from old_rows o where o.deleted_at is null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
  else
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
      quantity, waiting, attention)
    select c.org_id, 'call'::public.tally_subject, date_bin('15 minutes', c.due_at, '2000-01-01Z'), c.agent_id, c.call_topic, c.campaign_id, c.rule_id, c.call_status,
      case when c.call_status in ('completed', 'failed', 'cancelled') then c.status_reason_code end, sum(c.sign),
      coalesce(sum(c.sign) filter (where c.dial_after is not null), 0), coalesce(sum(c.sign) filter (where c.attention), 0)
    from (
      select 1 as sign, n.org_id, n.due_at, n.agent_id, n.call_topic, n.campaign_id, n.rule_id, n.call_status, n.status_reason_code, n.dial_after,
        n.attention
      from new_rows n where n.deleted_at is null
      union all
      select -1, o.org_id, o.due_at, o.agent_id, o.call_topic, o.campaign_id, o.rule_id, o.call_status, o.status_reason_code, o.dial_after,
        o.attention
      from old_rows o where o.deleted_at is null
    ) c
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    having sum(c.sign) <> 0 or sum(c.sign) filter (where c.dial_after is not null) <> 0
      or sum(c.sign) filter (where c.attention) <> 0;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_deferral()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, reason_code, quantity)
  select new.org_id, 'deferral', date_bin('15 minutes', new.at, '2000-01-01Z'), s.agent_id, s.call_topic, s.campaign_id, s.rule_id, new.code, 1
  from public.call_schedules s where s.id = new.schedule_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_moved_call()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, outcome, reason_code, quantity,
    response_seconds, lateness_span, talk_seconds, cost_cents)
  select new.org_id, k.subject, k.starts_at, case when k.agent_id is not null then k.agent_id when side.times = 1 then new.agent_id else old.agent_id end,
    case side.times when 1 then new.call_topic else old.call_topic end,
    case side.times when 1 then new.campaign_id else old.campaign_id end,
    case side.times when 1 then new.rule_id else old.rule_id end, k.outcome, k.reason_code, side.times * k.quantity,
    side.times * k.response_seconds, k.lateness_span, side.times * k.talk_seconds, side.times * k.cost_cents
  from private.kept_of_calls k cross join (values (-1), (1)) side (times)
  where k.schedule_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_opt_out()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, quantity)
  select new.org_id, 'opt_out', date_bin('15 minutes', new.added_at, '2000-01-01Z'), s.agent_id, s.call_topic, s.campaign_id, s.rule_id, 1
  from (select) one left join public.call_schedules s on s.id = new.schedule_id and s.org_id = new.org_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.call_report (
  p_org_id      uuid,
  p_from        text,
  p_to          text,
  p_by          public.report_group DEFAULT 'day'::public.report_group,
  p_agent_id    uuid                DEFAULT NULL::uuid,
  p_topic       text                DEFAULT NULL::text,
  p_campaign_id uuid                DEFAULT NULL::uuid,
  p_rule_id     uuid                DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select private.call_report(p_org_id, p_from, p_to, p_by, p_agent_id, p_topic, p_campaign_id, p_rule_id)
$function$;

REVOKE ALL ON FUNCTION "public"."call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
    perform cron.schedule('call-scheduler-compliance', '*/10 * * * *', 'select private.keep_compliance()');
    perform cron.schedule('calling-policy', '* * * * *', 'select private.renew_windows(), private.end_missed_calls()');
  else
    perform cron.unschedule(j.jobid) from cron.job j
    where j.jobname in ('call-scheduler-prune', 'call-scheduler-fold', 'call-scheduler-compliance', 'calling-policy');
  end if;
  return every;
end $function$;

CREATE OR REPLACE FUNCTION public.operators_call_report (
  p_slug        text,
  p_from        text,
  p_to          text,
  p_by          public.report_group DEFAULT 'day'::public.report_group,
  p_campaign_id uuid                DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  asked constant uuid := (select o.id from public.organizations o where o.slug = p_slug);
begin
  if asked is null then
    return null;
  end if;
  return private.make_call_report(asked, p_from, p_to, p_by, null, null, p_campaign_id, null);
end $function$;

REVOKE ALL ON FUNCTION "public"."operators_call_report"(text, text, text, public.report_group, uuid) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "private"."call_tallies"
  ADD CONSTRAINT "call_tallies_topic_check" CHECK ((char_length(topic) <= 200));

ALTER TABLE "private"."call_totals"
  ADD CONSTRAINT "call_totals_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."compliance_days"
  ADD CONSTRAINT "compliance_days_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."report_codes"
  ADD CONSTRAINT "report_codes_grain_check" CHECK ((grain <> 'quarter'::public.report_grain));

ALTER TABLE "private"."report_codes"
  ADD CONSTRAINT "report_codes_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."report_codes"
  ADD CONSTRAINT "report_codes_org_id_grain_starts_at_agent_id_topic_campaign_key" UNIQUE NULLS
    NOT DISTINCT (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome, reason_code);

ALTER TABLE "private"."report_codes"
  ADD CONSTRAINT "report_codes_topic_check" CHECK ((char_length(topic) <= 200));

ALTER TABLE "private"."report_counts"
  ADD CONSTRAINT "report_counts_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."report_counts"
  ADD CONSTRAINT "report_counts_org_id_grain_starts_at_agent_id_topic_campaig_key" UNIQUE NULLS NOT DISTINCT (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id);

ALTER TABLE "private"."report_counts"
  ADD CONSTRAINT "report_counts_topic_check" CHECK ((char_length(topic) <= 200));

CREATE VIEW "private"."kept_of_calls" WITH (security_invoker=true) AS  SELECT t.org_id,
    t.schedule_id,
    'attempt'::public.tally_subject AS subject,
    date_bin('00:15:00'::interval, t.claimed_at, '2000-01-01 00:00:00+00'::timestamp with time zone) AS starts_at,
    t.agent_id,
    private.outcome_of_attempt(t.outcome, t.reason_code, t.answered, t.voicemail) AS outcome,
    t.reason_code,
    1 AS quantity,
    EXTRACT(epoch FROM (t.placed_at - t.due_at)) AS response_seconds,
    (width_bucket(EXTRACT(epoch FROM (t.placed_at - t.due_at)), private.lateness_spans()))::smallint AS lateness_span,
    COALESCE(t.conversation_seconds, (0)::numeric) AS talk_seconds,
    COALESCE(t.cost_cents, (0)::numeric) AS cost_cents
   FROM public.call_attempts t
  WHERE (t.state = 'ended'::public.attempt_state)
UNION ALL
 SELECT d.org_id,
    d.schedule_id,
    'deferral'::public.tally_subject AS subject,
    date_bin('00:15:00'::interval, d.at, '2000-01-01 00:00:00+00'::timestamp with time zone) AS starts_at,
    NULL::uuid AS agent_id,
    NULL::public.report_outcome AS outcome,
    d.code AS reason_code,
    1 AS quantity,
    NULL::numeric AS response_seconds,
    NULL::smallint AS lateness_span,
    0 AS talk_seconds,
    0 AS cost_cents
   FROM public.call_decisions d
  WHERE ((d.outcome = 'defer'::public.decision_outcome) AND (d.stage = 'claim'::public.decision_stage))
UNION ALL
 SELECT x.org_id,
    x.schedule_id,
    'opt_out'::public.tally_subject AS subject,
    date_bin('00:15:00'::interval, x.added_at, '2000-01-01 00:00:00+00'::timestamp with time zone) AS starts_at,
    NULL::uuid AS agent_id,
    NULL::public.report_outcome AS outcome,
    NULL::public.reason_code AS reason_code,
    1 AS quantity,
    NULL::numeric AS response_seconds,
    NULL::smallint AS lateness_span,
    0 AS talk_seconds,
    0 AS cost_cents
   FROM public.suppressions x
  WHERE (x.source = ANY (ARRAY['transcript'::public.suppression_source, 'extracted_data'::public.suppression_source, 'agent_tool'::public.suppression_source, 'silent_refusal'::public.suppression_source]));

CREATE VIEW "private"."tallied_codes" WITH (security_invoker=true) AS  SELECT id,
    org_id,
    starts_at,
    agent_id,
    topic,
    campaign_id,
    rule_id,
    subject,
        CASE
            WHEN (subject = 'call'::public.tally_subject) THEN private.outcome_of_call(call_status, reason_code)
            ELSE outcome
        END AS outcome,
    reason_code,
    quantity,
    talk_seconds,
    cost_cents
   FROM private.call_tallies t
  WHERE ((subject = ANY (ARRAY['call'::public.tally_subject, 'attempt'::public.tally_subject, 'deferral'::public.tally_subject])) AND (NOT is_gone));

CREATE VIEW "private"."tallied_counts" WITH (security_invoker=true) AS  SELECT id,
    org_id,
    starts_at,
    agent_id,
    topic,
    campaign_id,
    rule_id,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'scheduled'::public.call_status)) THEN quantity
            ELSE (0)::bigint
        END AS calls_scheduled,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'in_progress'::public.call_status)) THEN quantity
            ELSE (0)::bigint
        END AS calls_in_progress,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'completed'::public.call_status)) THEN quantity
            ELSE (0)::bigint
        END AS calls_completed,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'failed'::public.call_status)) THEN quantity
            ELSE (0)::bigint
        END AS calls_failed,
        CASE
            WHEN ((subject = 'call'::public.tally_subject) AND (call_status = 'cancelled'::public.call_status)) THEN quantity
            ELSE (0)::bigint
        END AS calls_cancelled,
        CASE
            WHEN (outcome = 'answered'::public.report_outcome) THEN quantity
            ELSE (0)::bigint
        END AS answered,
        CASE
            WHEN (outcome = 'voicemail'::public.report_outcome) THEN quantity
            ELSE (0)::bigint
        END AS voicemail,
        CASE
            WHEN (outcome = 'no_answer'::public.report_outcome) THEN quantity
            ELSE (0)::bigint
        END AS no_answer,
        CASE
            WHEN (outcome = 'busy'::public.report_outcome) THEN quantity
            ELSE (0)::bigint
        END AS busy,
        CASE
            WHEN (outcome = 'failed'::public.report_outcome) THEN quantity
            ELSE (0)::bigint
        END AS failed,
        CASE
            WHEN (outcome = 'cancelled'::public.report_outcome) THEN quantity
            ELSE (0)::bigint
        END AS cancelled,
        CASE
            WHEN (lateness_span = 0) THEN quantity
            ELSE (0)::bigint
        END AS late_0,
        CASE
            WHEN (lateness_span = 1) THEN quantity
            ELSE (0)::bigint
        END AS late_1,
        CASE
            WHEN (lateness_span = 2) THEN quantity
            ELSE (0)::bigint
        END AS late_2,
        CASE
            WHEN (lateness_span = 3) THEN quantity
            ELSE (0)::bigint
        END AS late_3,
        CASE
            WHEN (lateness_span = 4) THEN quantity
            ELSE (0)::bigint
        END AS late_4,
        CASE
            WHEN (lateness_span = 5) THEN quantity
            ELSE (0)::bigint
        END AS late_5,
        CASE
            WHEN (lateness_span = 6) THEN quantity
            ELSE (0)::bigint
        END AS late_6,
        CASE
            WHEN (lateness_span = 7) THEN quantity
            ELSE (0)::bigint
        END AS late_7,
        CASE
            WHEN (lateness_span = 8) THEN quantity
            ELSE (0)::bigint
        END AS late_8,
        CASE
            WHEN (lateness_span = 9) THEN quantity
            ELSE (0)::bigint
        END AS late_9,
        CASE
            WHEN (lateness_span = 10) THEN quantity
            ELSE (0)::bigint
        END AS late_10,
        CASE
            WHEN (lateness_span = 11) THEN quantity
            ELSE (0)::bigint
        END AS late_11,
        CASE
            WHEN (subject = 'opt_out'::public.tally_subject) THEN quantity
            ELSE (0)::bigint
        END AS opt_outs,
        CASE
            WHEN (subject = 'deferral'::public.tally_subject) THEN quantity
            ELSE (0)::bigint
        END AS deferrals,
    talk_seconds,
    cost_cents,
    COALESCE(response_seconds, (0)::numeric) AS response_seconds
   FROM private.call_tallies t
  WHERE ((subject <> 'response'::public.tally_subject) AND (NOT is_gone));

CREATE INDEX compliance_days_at_idx ON private.compliance_days USING btree (counted_at);

CREATE INDEX report_codes_at_idx ON private.report_codes USING btree (starts_at);

CREATE INDEX report_codes_campaign_idx ON private.report_codes USING btree (org_id, campaign_id, starts_at)
  WHERE ((grain = 'part'::public.report_grain) AND (campaign_id IS NOT NULL));

CREATE INDEX report_counts_at_idx ON private.report_counts USING btree (starts_at);

CREATE INDEX report_counts_campaign_idx ON private.report_counts USING btree (org_id, campaign_id, starts_at)
  WHERE ((grain = 'part'::public.report_grain) AND (campaign_id IS NOT NULL));

CREATE TRIGGER call_attempts_tally_delete
  AFTER DELETE ON public.call_attempts
  FOR EACH ROW
  WHEN ((old.placed_at IS NOT NULL))
  EXECUTE FUNCTION private.tally_attempts();

CREATE TRIGGER call_attempts_tally_insert
  AFTER INSERT ON public.call_attempts
  FOR EACH ROW
  WHEN (((new.placed_at IS NOT NULL) OR (new.state = 'ended'::public.attempt_state)))
  EXECUTE FUNCTION private.tally_attempts();

CREATE TRIGGER call_attempts_tally_update
  AFTER UPDATE ON public.call_attempts
  FOR EACH ROW
  WHEN
    ((((old.placed_at - old.due_at) IS DISTINCT FROM (new.placed_at - new.due_at)) OR (((old.state = 'ended'::public.attempt_state) OR (new.state = 'ended'::public.attempt_state))
    AND
    ((old.state <> new.state) OR (old.agent_id <> new.agent_id) OR (old.claimed_at <> new.claimed_at) OR (old.outcome IS DISTINCT FROM new.outcome) OR (old.reason_code IS DISTINCT
    FROM new.reason_code) OR (old.answered IS DISTINCT FROM new.answered) OR (old.voicemail IS DISTINCT FROM new.voicemail) OR
    (old.conversation_seconds IS DISTINCT FROM new.conversation_seconds) OR (old.cost_cents IS DISTINCT FROM new.cost_cents)))))
  EXECUTE FUNCTION private.tally_attempts();

CREATE TRIGGER call_decisions_tally
  AFTER INSERT ON public.call_decisions
  FOR EACH ROW
  WHEN (((new.outcome = 'defer'::public.decision_outcome) AND (new.stage = 'claim'::public.decision_stage)))
  EXECUTE FUNCTION private.tally_deferral();

CREATE TRIGGER call_schedules_tally_moved
  AFTER UPDATE OF call_topic, campaign_id, rule_id, agent_id ON public.call_schedules
  FOR EACH ROW
  WHEN (((old.call_topic <> new.call_topic) OR (old.agent_id <> new.agent_id) OR (old.rule_id IS DISTINCT FROM new.rule_id) OR (old.campaign_id IS DISTINCT FROM new.campaign_id)))
  EXECUTE FUNCTION private.tally_moved_call();

CREATE TRIGGER suppressions_tally
  AFTER INSERT ON public.suppressions
  FOR EACH ROW
  WHEN
    ((new.source = ANY (ARRAY['transcript'::public.suppression_source, 'extracted_data'::public.suppression_source, 'agent_tool'::public.suppression_source,
    'silent_refusal'::public.suppression_source])))
  EXECUTE FUNCTION private.tally_opt_out();

REVOKE ALL ON FUNCTION "private"."call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."count_report"(uuid, text, timestamp WITH time zone, timestamp WITH time zone, public.report_group, uuid, text, uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL
  ON FUNCTION "private"."count_report"(uuid, text, timestamp WITH time zone, timestamp WITH time zone, public.report_group, uuid, text, uuid, uuid, integer)
  FROM "postgres";

GRANT EXECUTE
  ON FUNCTION "private"."count_report"(uuid, text, timestamp WITH time zone, timestamp WITH time zone, public.report_group, uuid, text, uuid, uuid, integer)
  TO "postgres";

REVOKE ALL ON FUNCTION "private"."count_report_codes"(uuid, timestamp WITH time zone, timestamp WITH time zone, uuid, text, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."count_report_codes"(uuid, timestamp WITH time zone, timestamp WITH time zone, uuid, text, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."count_report_codes"(uuid, timestamp WITH time zone, timestamp WITH time zone, uuid, text, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."fold_call_tallies"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."fold_call_tallies"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."fold_call_tallies"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_compliance"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_compliance"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_compliance"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."lateness_spans"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."lateness_spans"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."lateness_spans"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."make_call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."make_call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."make_call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."outcome_of_attempt"(public.attempt_outcome, public.reason_code, boolean, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."outcome_of_attempt"(public.attempt_outcome, public.reason_code, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."outcome_of_attempt"(public.attempt_outcome, public.reason_code, boolean, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."outcome_of_call"(public.call_status, public.reason_code) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."outcome_of_call"(public.call_status, public.reason_code) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."outcome_of_call"(public.call_status, public.reason_code) TO "postgres";

REVOKE ALL ON FUNCTION "private"."report_moment"(text, text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."report_moment"(text, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."report_moment"(text, text, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_attempt"(public.call_attempts, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_attempt"(public.call_attempts, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_attempt"(public.call_attempts, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_attempts"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_attempts"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_attempts"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_deferral"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_deferral"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_deferral"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_moved_call"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_moved_call"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_moved_call"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_opt_out"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_opt_out"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_opt_out"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."call_report"(uuid, text, text, public.report_group, uuid, text, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "public"."operators_call_report"(text, text, text, public.report_group, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."operators_call_report"(text, text, text, public.report_group, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."operators_call_report"(text, text, text, public.report_group, uuid) TO "service_role";

select private.recount_call_tallies();

-- Where the scheduler is on, check-ups are looked at from now on.
do $$ begin
  if to_regclass('cron.job') is not null then
    perform cron.schedule('call-scheduler-compliance', '*/10 * * * *', 'select private.keep_compliance()')
    from cron.job j where j.jobname = 'call-scheduler-prune';
  end if;
end $$;
