SET local check_function_bodies = off;

ALTER TABLE "public"."campaigns"
  ADD COLUMN "contacts_pruned_at" timestamp WITH time zone;

ALTER TYPE "public"."alert_code" ADD VALUE 'sealing_behind' BEFORE 'calls_late';


SET local check_function_bodies = off;

ALTER TYPE "public"."retained" ADD VALUE 'campaign_contacts' AFTER 'alerts';


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.find_sealing_behind()
  RETURNS SETOF private.alert_finding
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select null::uuid, '', u.seconds, '{}'::jsonb
  from (select private.unsealed_seconds() as seconds) u
  where u.seconds >= private.alert_threshold('sealing_behind')
$function$;

CREATE OR REPLACE FUNCTION private.present_campaign (
  c public.campaigns
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select to_jsonb(c) - array['deleted_at', 'contacts_pruned_at'] || jsonb_build_object('counts', private.campaign_counts(c.id))
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
      return private.prune_audit(old_until, batch);
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
    when 'audience_uploads' then
      delete from public.audience_uploads u where u.id in (
        select o.id from public.audience_uploads o
        where o.state = 'running' and o.started_at < old_until order by o.started_at limit batch);
    when 'alerts' then
      delete from public.alerts a where a.id in (
        select o.id from public.alerts o where o.resolved_at < old_until order by o.resolved_at limit batch);
    when 'campaign_contacts' then
      return private.prune_campaign_contacts(old_until, batch);
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $function$;

CREATE OR REPLACE FUNCTION private.prune_campaign_contacts (
  p_until timestamp with time zone,
  p_batch integer
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  pruned integer;
begin
  update public.campaign_contacts m
  set contact_id = null, contact_name = 'Erased', phone_enc = null, phone_hash = encode(sha256(uuid_send(gen_random_uuid())), 'hex'),
    global_phone_hash = null, phone_last4 = null, phone_regions = '{}', phone_zones = '{}', phone_zone_source = null, time_zone = null
  where m.id in (
    select k.id from public.campaigns c join public.campaign_contacts k on k.campaign_id = c.id
    where c.ended_at < p_until and c.contacts_pruned_at is null and k.ended_at is not null
      and (k.phone_last4 is not null or k.contact_name <> 'Erased')
    order by c.ended_at limit p_batch
    for no key update of k skip locked);
  get diagnostics pruned = row_count;
  update public.campaigns c set contacts_pruned_at = private.current_time()
  where c.ended_at < p_until and c.contacts_pruned_at is null and not exists (
    select from public.campaign_contacts k where k.campaign_id = c.id and (k.phone_last4 is not null or k.contact_name <> 'Erased'));
  return pruned;
end $function$;


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.say_alert (
  p_code    public.alert_code,
  p_subject text,
  p_value   numeric,
  p_data    jsonb
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select left(case p_code
    when 'sweep_stalled' then format('Calls are due and nobody dials them: the first has waited for %s seconds.', p_value)
    when 'worker_wedged' then format('The worker "%s" is rung and does no work, for %s seconds now.', p_subject, p_value)
    when 'cron_failing' then format('The job "%s" of pg_cron does not succeed: %s', p_subject, p_data ->> 'message')
    when 'retention_behind' then format('What is old of "%s" could not be deleted for %s seconds: %s', p_subject, p_value, p_data ->> 'failure')
    when 'database_large' then format('The database has %s gigabytes.', p_value)
    when 'phone_key_wrong' then format('Calling of %s organisations waits for a key of phone numbers that the functions do not have.', p_value)
    when 'look_failing' then format('Nobody would be told of "%s": looking for it fails: %s', p_subject, p_data ->> 'failure')
    when 'sealing_behind' then format('What was written to the audit trail has not been sealed for %s seconds.', p_value)
    when 'calls_late' then format('A call that is due has waited for %s seconds.', p_value)
    when 'calls_unknown' then format('Of %s calls nobody knows whether they were made.', p_value)
    when 'failure_rate' then format('%s %% of the calls of the last hour failed (%s of %s).',
      round(p_value * 100), p_data ->> 'failed', p_data ->> 'attempts')
    when 'no_answer_rate' then format('Nobody answered %s %% of the calls of the last hour (%s of %s).',
      round(p_value * 100), p_data ->> 'no_answer', p_data ->> 'attempts')
    when 'wallet_empty' then 'Calling is stopped: Bolna''s wallet is empty.'
    when 'bolna_rejected' then 'Calling is stopped: Bolna refuses the key, the agent or the number that it calls from.'
    when 'hubspot_rejected' then format('HubSpot cannot be read: %s.', replace(p_data ->> 'hubspot_state', '_', ' '))
    when 'write_back_dead' then format('HubSpot refuses %s calls that were to be written to it.', p_value)
    when 'webhook_dead' then format('An endpoint could not be told %s events within three days.', p_value)
    when 'webhook_switched_off' then 'An endpoint was switched off: it is gone, or nothing reached it for five days.'
  end, 1000)
$function$;

CREATE OR REPLACE FUNCTION private.unsealed_seconds()
  RETURNS numeric
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select round(extract(epoch from private.current_time() - a.occurred_at))
  from public.audit_log a where a.id > (select s.sealed_to from private.audit_sealing s) order by a.id limit 1
$function$;

CREATE OR REPLACE FUNCTION public.worker_health()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'workers', (select coalesce(jsonb_object_agg(w.name, private.worker_health(w.name)), '{}') from private.workers w),
    'unpruned', (
      select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'failure', r.failure,
        'failing_seconds', round(extract(epoch from private.current_time() - r.failing_since))) order by r.name), '[]')
      from private.retention r where r.failing_since is not null),
    'unsealed_seconds', private.unsealed_seconds())
$function$;

CREATE INDEX campaigns_unpruned_idx ON public.campaigns USING btree (ended_at)
  WHERE (contacts_pruned_at IS NULL);

REVOKE ALL ON FUNCTION "private"."find_sealing_behind"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."find_sealing_behind"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."find_sealing_behind"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."prune_campaign_contacts"(timestamp WITH time zone, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."prune_campaign_contacts"(timestamp WITH time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."prune_campaign_contacts"(timestamp WITH time zone, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."unsealed_seconds"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."unsealed_seconds"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."unsealed_seconds"() TO "postgres";
