SET local check_function_bodies = off;

-- changes data of public.organizations.queue_deadline_seconds: a call rings within an hour of being placed, so that it rings in its window
update public.organizations set queue_deadline_seconds = 3600 where queue_deadline_seconds > 3600;

ALTER TABLE "public"."organizations"
  DROP CONSTRAINT "organizations_queue_deadline_seconds_check";

ALTER TYPE "public"."retained" ADD VALUE 'call_decisions' AFTER 'cron_runs';


SET local check_function_bodies = off;

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
  of_hours := private.judge_hours(t, w, p_at, queue_seconds);
  if of_hours.outcome = 'stop' then
    return of_hours;
  end if;
  return private.later_decision(private.later_decision(private.name_rules(of_number, w.demands), of_hours),
    private.judge_caps(s, w, p_at, p_law_alone));
end $function$;

CREATE OR REPLACE FUNCTION private.judge_rule_call (
  p_rule_id        uuid,
  p_contact_row_id uuid
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
begin
  select r.org_id, r.agent_id, c.contact_id, c.phone_hash, r.call_topic, r.purpose, c.phone_country, c.phone_regions,
    c.phone_zones, c.phone_zone_source, private.current_time(), false
  into s.org_id, s.agent_id, s.contact_id, s.contact_phone_hash, s.call_topic, s.purpose, s.phone_country, s.phone_regions,
    s.phone_zones, s.phone_zone_source, s.due_at, s.auto_trigger_enabled
  from public.call_schedule_rules r
  join public.contacts c on c.org_id = r.org_id and c.id = p_contact_row_id
  where r.id = p_rule_id;
  return private.judge_plan(s, private.current_time());
end $function$;

CREATE OR REPLACE FUNCTION private.preview_call_rule (
  p_rule_id uuid,
  p_limit   integer
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with verdicts as materialized (
    select v.* from public.call_schedule_rules r
    cross join lateral private.judge_contacts(r.id) v
    where r.id = p_rule_id and r.org_id in (select private.my_org_ids())
  ), planned as materialized (
    -- Of those that would be called first, what the calling policy says of a call to them: a stop is one that is not made.
    select v.contact_row_id, d.decision
    from (select * from verdicts v where v.would_call order by v.turn, v.contact_id limit p_limit) v
    cross join lateral (select private.judge_rule_call(p_rule_id, v.contact_row_id) as decision offset 0) d
    where (d.decision).outcome = 'stop'
  ), judged as (
    select v.contact_row_id, v.contact_id, v.contact_name, v.last_checkup_date, v.turn, v.would_call and p.contact_row_id is null as would_call,
      coalesce((p.decision).code, v.reason_code) as reason_code,
      case when p.contact_row_id is null then v.reason else private.say_decision(p.decision) end as reason
    from verdicts v left join planned p on p.contact_row_id = v.contact_row_id
  ), numbered as (
    select v.*, row_number() over (partition by v.would_call order by v.turn, v.contact_id) as place from judged v
  )
  select case when exists (
      select from public.call_schedule_rules r where r.id = p_rule_id and r.org_id in (select private.my_org_ids())
    ) then jsonb_build_object(
    'would_call', coalesce(jsonb_agg(line order by place) filter (where would_call and place <= p_limit), '[]'),
    'would_not_call', coalesce(jsonb_agg(line order by place) filter (where not would_call and place <= p_limit), '[]'),
    'would_call_count', count(*) filter (where would_call),
    'would_not_call_count', count(*) filter (where not would_call),
    'reason_counts', (
      select coalesce(jsonb_object_agg(c.reason_code, c.contacts), '{}')
      from (select v.reason_code, count(*) as contacts from judged v where not v.would_call group by 1) c)
  ) end
  from (
    select n.would_call, n.place, jsonb_build_object('contact_id', n.contact_id, 'contact_name', n.contact_name,
      'reason', n.reason, 'reason_code', n.reason_code, 'last_checkup_date', n.last_checkup_date) as line
    from numbered n
  ) lines
$function$;


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
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $function$;

ALTER TABLE "public"."organizations"
  ADD CONSTRAINT "organizations_queue_deadline_seconds_check" CHECK (((queue_deadline_seconds >= 30) AND (queue_deadline_seconds <= 3600)));

CREATE INDEX call_decisions_at_idx ON public.call_decisions USING btree (at);

REVOKE ALL ON FUNCTION "private"."judge_rule_call"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_rule_call"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_rule_call"(uuid, uuid) TO "postgres";
