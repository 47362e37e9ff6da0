SET local check_function_bodies = off;

CREATE TABLE "public"."webhook_deliveries" (
  "id"         uuid   NOT NULL DEFAULT gen_random_uuid(),
  "position"   bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "org_id"     uuid   NOT NULL,
  "webhook_id" uuid   NOT NULL,
  "event_id"   uuid   NOT NULL,
  CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY (id)
);

ALTER TABLE "public"."webhook_deliveries"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."webhook_deliveries" FROM "anon";

CREATE TABLE "public"."webhooks" (
  "id"     uuid NOT NULL DEFAULT gen_random_uuid(),
  "org_id" uuid NOT NULL,
  "url"    text NOT NULL,
  CONSTRAINT "webhooks_org_id_id_key" UNIQUE (org_id, id),
  CONSTRAINT "webhooks_pkey" PRIMARY KEY (id),
  CONSTRAINT "webhooks_url_check" CHECK (((url ~ '^https?://[^[:space:]@#]+$'::text) AND (octet_length(url) <= 2000)))
);

ALTER TABLE "public"."webhooks"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."webhooks" FROM "anon";

REVOKE ALL ON SEQUENCE "public"."webhook_deliveries_position_seq" FROM "anon";

REVOKE ALL ON SEQUENCE "public"."webhook_deliveries_position_seq" FROM "authenticated";

REVOKE ALL ON SEQUENCE "public"."webhook_deliveries_position_seq" FROM "service_role";

ALTER TYPE "public"."answer_outcome" ADD VALUE 'too_many' AFTER 'refused';


SET local check_function_bodies = off;

CREATE TYPE "public"."delivery_reason" AS ENUM (
  'refused',
  'redirected',
  'address_forbidden',
  'unreachable',
  'timed_out',
  'gone',
  'given_up'
);

CREATE TYPE "public"."delivery_state" AS ENUM (
  'pending',
  'sending',
  'delivered',
  'dead'
);

CREATE TYPE "public"."delivery_step" AS ENUM (
  'delivered',
  'retry',
  'dead'
);

ALTER TYPE "public"."retained" ADD VALUE 'webhook_deliveries' AFTER 'registry_checks';


SET local check_function_bodies = off;

CREATE TYPE "public"."webhook_event" AS ENUM (
  'call.completed',
  'call.failed',
  'call.cancelled',
  'call.attention',
  'campaign.state_changed',
  'number.opted_out',
  'alert.raised',
  'alert.resolved',
  'webhook.test'
);

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "type" public.webhook_event NOT NULL;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "subject_id" uuid NOT NULL;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "data" jsonb NOT NULL;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "state" public.delivery_state NOT NULL DEFAULT 'pending'::public.delivery_state;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "tries" integer NOT NULL DEFAULT 0;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "worker" text;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "http_status" integer;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "reason_code" public.delivery_reason;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "reason" text;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "replay_of" uuid;

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "delivered_at" timestamp WITH time zone;

ALTER TABLE "public"."webhooks"
  ADD COLUMN "events" public.webhook_event[] NOT NULL;

ALTER TABLE "public"."webhooks"
  ADD COLUMN "description" text;

ALTER TABLE "public"."webhooks"
  ADD COLUMN "secret_id" uuid NOT NULL;

ALTER TABLE "public"."webhooks"
  ADD COLUMN "old_secret_id" uuid;

ALTER TABLE "public"."webhooks"
  ADD COLUMN "old_secret_until" timestamp WITH time zone;

ALTER TABLE "public"."webhooks"
  ADD COLUMN "is_active" boolean NOT NULL DEFAULT true;

CREATE TYPE "public"."webhook_off_code" AS ENUM (
  'by_hand',
  'gone',
  'failing'
);

ALTER TABLE "public"."webhooks"
  ADD COLUMN "off_code" public.webhook_off_code;

ALTER TABLE "public"."webhooks"
  ADD COLUMN "failing_since" timestamp WITH time zone;

ALTER TABLE "public"."webhooks"
  ADD COLUMN "failures" integer NOT NULL DEFAULT 0;

ALTER TABLE "public"."webhooks"
  ADD COLUMN "created_by" uuid;

CREATE OR REPLACE FUNCTION private.deliveries_has_work (
  p_within_seconds numeric
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  horizon constant timestamptz := private.current_time() + make_interval(secs => p_within_seconds);
begin
  return exists (
    select from public.webhooks w
    where w.is_active and w.held_until <= horizon and exists (
      select from public.webhook_deliveries d
      where d.webhook_id = w.id and d.state in ('pending', 'sending') and d.next_try_at <= horizon));
end $function$;

CREATE OR REPLACE FUNCTION private.describe_delivery (
  d public.webhook_deliveries
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(d) - array['worker', 'org_id']
$function$;

CREATE OR REPLACE FUNCTION private.describe_webhook (
  w public.webhooks
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(w) - array['secret_id', 'old_secret_id', 'created_by']
$function$;

CREATE OR REPLACE FUNCTION private.enter_webhook_event (
  p_org_id     uuid,
  p_type       public.webhook_event,
  p_subject_id uuid,
  p_data       jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  event constant uuid := gen_random_uuid();
begin
  insert into public.webhook_deliveries (org_id, webhook_id, event_id, type, subject_id, data)
  select w.org_id, w.id, event, p_type, p_subject_id, p_data
  from public.webhooks w
  where w.org_id = p_org_id and p_type = any (w.events) and w.is_active;
end $function$;

CREATE OR REPLACE FUNCTION private.forget_webhook_secrets()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.drop_token(old.secret_id);
  perform private.drop_token(old.old_secret_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_secret (
  p_name        text,
  p_description text,
  p_secret      text
)
  RETURNS uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  create_secret constant text := 'select vault.create_secret($1, $2, $3)';
  secret_id uuid;
begin
  if to_regprocedure('vault.create_secret(text, text, text, uuid)') is null
    and to_regprocedure('vault.create_secret(text, text, text)') is null then
    raise exception 'Vault is not installed in this database: a secret cannot be kept' using errcode = '55000';
  end if;
  execute create_secret into secret_id using p_secret, p_name, p_description;
  return secret_id;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_token (
  p_org_id    uuid,
  p_secret_id uuid,
  p_token     text
)
  RETURNS uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.drop_token(p_secret_id);
  return private.keep_secret('hubspot_token_' || p_org_id, 'HubSpot token', p_token);
end $function$;

CREATE OR REPLACE FUNCTION private.keep_webhook_secret (
  p_secret text
)
  RETURNS uuid
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select private.keep_secret('webhook_' || gen_random_uuid(), 'Signs what a webhook is told', p_secret)
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
    when 'registry_checks' then
      delete from private.registry_checks k where (k.phone_hash, k.registry) in (
        select o.phone_hash, o.registry from private.registry_checks o where o.checked_at < old_until
        order by o.checked_at limit batch) and k.checked_at < old_until;
    when 'webhook_deliveries' then
      delete from public.webhook_deliveries d where d.id in (
        select o.id from public.webhook_deliveries o where o.created_at < old_until and o.state in ('delivered', 'dead')
        order by o.created_at limit batch);
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $function$;

CREATE OR REPLACE FUNCTION private.ring_for_deliveries()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (select from new_rows) and (select w.enabled from private.workers w where w.name = 'deliveries') then
    perform private.try_to_ring('deliveries');
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tell_of_call()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  t record;
begin
  if not exists (select from public.webhooks w where w.org_id = new.org_id) then
    return null;
  end if;
  select a.outcome, a.answered, a.voicemail, a.duration_seconds, a.conversation_seconds, a.cost_cents, a.placed_at, a.ended_at into t
  from public.call_attempts a where a.schedule_id = new.id order by a.attempt_number desc limit 1;
  perform private.enter_webhook_event(new.org_id,
    case
      when old.call_status is distinct from new.call_status then ('call.' || new.call_status)::public.webhook_event
      else 'call.attention'
    end,
    new.id,
    jsonb_build_object('schedule_id', new.id, 'agent_id', new.agent_id, 'contact_id', new.contact_id, 'rule_id', new.rule_id,
      'campaign_id', new.campaign_id,
      'call_topic', new.call_topic, 'purpose', new.purpose, 'scheduled_at', new.scheduled_at, 'call_status', new.call_status,
      'status_reason_code', new.status_reason_code, 'status_reason', new.status_reason, 'attention_code', new.attention_code,
      'attention_reason', new.attention_reason, 'attempt_count', new.attempt_count, 'bolna_call_id', new.bolna_call_id,
      'outcome', t.outcome, 'answered', t.answered, 'voicemail', t.voicemail, 'duration_seconds', t.duration_seconds,
      'conversation_seconds', t.conversation_seconds, 'cost_cents', t.cost_cents, 'placed_at', t.placed_at,
      'ended_at', t.ended_at));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tell_of_campaign()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.enter_webhook_event(new.org_id, 'campaign.state_changed', new.id,
    jsonb_build_object('campaign_id', new.id, 'state', new.state, 'before', old.state, 'paused_code', new.paused_code,
      'paused_reason', new.paused_reason, 'cancelled_reason', new.cancelled_reason, 'started_at', new.started_at,
      'ended_at', new.ended_at));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tell_of_opt_out()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform private.enter_webhook_event(new.org_id, 'number.opted_out', new.id,
    jsonb_build_object('suppression_id', new.id, 'scope', new.scope, 'topic', new.topic, 'contact_id', new.contact_id,
      'source', new.source, 'schedule_id', new.schedule_id, 'phone_last4', new.phone_last4,
      'needs_review', new.needs_review, 'added_at', new.added_at));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.claim_webhook_deliveries (
  p_worker        text,
  p_limit         integer DEFAULT 50,
  p_per_endpoint  integer DEFAULT 10,
  p_lease_seconds integer DEFAULT 60
)
  RETURNS SETOF jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  update public.webhook_deliveries d
  set state = 'dead', worker = null, reason_code = 'given_up',
    reason = left(concat_ws(' ', 'Not delivered within three days.', 'Last: ' || d.reason), 500)
  where d.id in (
    select k.id from public.webhook_deliveries k
    where k.state in ('pending', 'sending') and k.created_at <= now_is - interval '3 days' and k.next_try_at <= now_is
    order by k.created_at limit 500 for no key update skip locked);
  return query
  with due as materialized (
    select d.id
    from (
      select w.id, case when w.failures > 0 then 1 else p_per_endpoint end as most
      from public.webhooks w where w.is_active and w.held_until <= now_is
      order by w.held_until, w.id
    ) w
    cross join lateral (
      select k.id from public.webhook_deliveries k
      where k.webhook_id = w.id and k.state in ('pending', 'sending') and k.next_try_at <= now_is
        and not exists (
          select from public.webhook_deliveries earlier
          where earlier.webhook_id = k.webhook_id and earlier.subject_id = k.subject_id and earlier.position < k.position
            and earlier.state in ('pending', 'sending'))
      order by k.position limit w.most
    ) d
    limit p_limit
  ), locked as materialized (
    select k.id from public.webhook_deliveries k
    where k.id in (select d.id from due d) and k.state in ('pending', 'sending') and k.next_try_at <= now_is
    for no key update skip locked
  ), taken as (
    update public.webhook_deliveries d
    set state = 'sending', worker = p_worker, tries = d.tries + 1, next_try_at = now_is + make_interval(secs => p_lease_seconds)
    from locked where d.id = locked.id
    returning d.id, d.position, d.org_id, d.webhook_id, d.event_id, d.type, d.data, d.occurred_at, d.tries, d.created_at
  )
  select jsonb_build_object('id', d.id, 'org_id', d.org_id, 'webhook_id', d.webhook_id, 'event_id', d.event_id, 'type', d.type,
    'data', d.data, 'occurred_at', d.occurred_at, 'tries', d.tries, 'created_at', d.created_at, 'url', w.url,
    'failures', w.failures, 'failing_since', w.failing_since,
    'secrets', (
      select coalesce(jsonb_agg(s.secret order by s.place), '[]')
      from (values (1, private.read_token(w.secret_id)),
        (2, case when w.old_secret_until > now_is then private.read_token(w.old_secret_id) end)) as s (place, secret)
      where s.secret is not null))
  from taken d
  join public.webhooks w on w.id = d.webhook_id
  order by d.position;
end $function$;

REVOKE ALL ON FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer) FROM "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.record_delivery (
  p_id     uuid,
  p_worker text,
  p_result jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  d public.webhook_deliveries;
  w public.webhooks;
  r record;
  off public.webhook_off_code;
begin
  select * into r from jsonb_to_record(p_result) as f (
    step public.delivery_step, seconds numeric, hold_seconds numeric, reason_code public.delivery_reason, reason text, http_status integer);
  select k.* into d from public.webhook_deliveries k where k.id = p_id;
  select k.* into w from public.webhooks k where k.id = d.webhook_id for no key update;
  update public.webhook_deliveries k
  set state = case r.step when 'delivered' then 'delivered'::public.delivery_state when 'retry' then 'pending' else 'dead' end,
    delivered_at = case when r.step = 'delivered' then now_is end,
    next_try_at = case when r.step = 'retry' then now_is + make_interval(secs => r.seconds::double precision) else k.next_try_at end,
    http_status = r.http_status, reason_code = r.reason_code, reason = left(r.reason, 500), worker = null
  where k.id = p_id and k.worker = p_worker and k.state = 'sending';
  if not found then
    return false;
  elsif r.step = 'delivered' then
    update public.webhooks k set failing_since = null, failures = 0, held_until = now_is where k.id = w.id and k.failures > 0;
    return true;
  end if;

  off := case
    when r.reason_code = 'gone' then 'gone'::public.webhook_off_code
    when w.failing_since <= now_is - interval '5 days' then 'failing'
  end;
  update public.webhooks k
  set failing_since = coalesce(k.failing_since, now_is), failures = k.failures + 1,
    held_until = greatest(k.held_until, now_is + make_interval(secs => coalesce(r.hold_seconds, 0)::double precision)),
    is_active = k.is_active and off is null, off_code = coalesce(k.off_code, off)
  where k.id = w.id;
  if off is not null and w.is_active then
    perform private.enter_webhook_event(w.org_id, 'alert.raised', w.id,
      jsonb_build_object('code', 'webhook_switched_off', 'webhook_id', w.id, 'off_code', off));
  end if;
  return true;
end $function$;

REVOKE ALL ON FUNCTION "public"."record_delivery"(uuid, text, jsonb) FROM "anon", "authenticated";


SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.remove_webhook (
  p_org_id uuid,
  p_actor  uuid,
  p_id     uuid
)
  RETURNS public.answer_outcome
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  delete from public.webhooks w where w.id = p_id and w.org_id = p_org_id;
  return case when found then 'removed'::public.answer_outcome else 'not_found' end;
end $function$;

REVOKE ALL ON FUNCTION "public"."remove_webhook"(uuid, uuid, uuid) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.replay_delivery (
  p_org_id      uuid,
  p_actor       uuid,
  p_webhook_id  uuid,
  p_delivery_id uuid,
  p_id          uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  d public.webhook_deliveries;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.webhooks w where w.id = p_webhook_id and w.org_id = p_org_id for key share;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  if p_delivery_id is null then
    d.event_id := gen_random_uuid();
    d.type := 'webhook.test';
    d.subject_id := p_webhook_id;
    d.data := jsonb_build_object('webhook_id', p_webhook_id);
    d.occurred_at := private.current_time();
  else
    select k.* into d from public.webhook_deliveries k
    where k.id = p_delivery_id and k.webhook_id = p_webhook_id and k.org_id = p_org_id;
    if not found then
      return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
    elsif d.state in ('pending', 'sending') then
      return jsonb_build_object('outcome', 'already_there'::public.answer_outcome, 'delivery', private.describe_delivery(d));
    end if;
  end if;
  insert into public.webhook_deliveries (id, org_id, webhook_id, event_id, type, subject_id, data, occurred_at, replay_of)
  values (p_id, p_org_id, p_webhook_id, d.event_id, d.type, d.subject_id, d.data, d.occurred_at, p_delivery_id)
  on conflict (id) do nothing;
  select k.* into d from public.webhook_deliveries k where k.id = p_id and k.org_id = p_org_id;
  return jsonb_build_object('outcome', 'entered'::public.answer_outcome, 'delivery', private.describe_delivery(d));
end $function$;

REVOKE ALL ON FUNCTION "public"."replay_delivery"(uuid, uuid, uuid, uuid, uuid) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.save_webhook (
  p_org_id  uuid,
  p_actor   uuid,
  p_id      uuid,
  p_is_new  boolean,
  p_webhook jsonb,
  p_secret  text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  w public.webhooks;
  is_switched_on boolean;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  if p_webhook <> '{}' then
    perform private.refuse_unknown_fields(p_webhook, array['url', 'events', 'description', 'is_active']);
  end if;
  perform from public.organizations o where o.id = p_org_id for no key update;
  select k.* into w from public.webhooks k where k.id = p_id and k.org_id = p_org_id for update;
  if p_is_new and w.id is not null then
    return jsonb_build_object('outcome', 'added'::public.answer_outcome, 'webhook', private.describe_webhook(w));
  elsif p_is_new then
    if (select count(*) from public.webhooks k where k.org_id = p_org_id) >= 20 then
      return jsonb_build_object('outcome', 'too_many'::public.answer_outcome);
    end if;
    w := jsonb_populate_record(null::public.webhooks, '{"is_active": true}' || p_webhook);
    insert into public.webhooks (id, org_id, url, events, description, secret_id, is_active, off_code, created_by)
    values (p_id, p_org_id, w.url, w.events, w.description, private.keep_webhook_secret(p_secret), w.is_active,
      case when not w.is_active then 'by_hand'::public.webhook_off_code end, p_actor)
    returning * into w;
    return jsonb_build_object('outcome', 'added'::public.answer_outcome, 'webhook', private.describe_webhook(w));
  elsif w.id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;

  is_switched_on := not w.is_active;
  w := jsonb_populate_record(w, p_webhook);
  is_switched_on := is_switched_on and w.is_active;
  if p_secret is not null then
    perform private.drop_token(w.old_secret_id);
    w.old_secret_id := w.secret_id;
    w.old_secret_until := private.current_time() + interval '1 day';
    w.secret_id := private.keep_webhook_secret(p_secret);
  end if;
  update public.webhooks k
  set url = w.url, events = w.events, description = w.description, secret_id = w.secret_id, old_secret_id = w.old_secret_id,
    old_secret_until = w.old_secret_until, is_active = w.is_active,
    off_code = case when not w.is_active then coalesce(k.off_code, 'by_hand') end,
    failing_since = case when not is_switched_on then k.failing_since end,
    failures = case when is_switched_on then 0 else k.failures end,
    held_until = case when is_switched_on or w.url <> k.url then private.current_time() else k.held_until end
  where k.id = w.id
  returning * into w;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'webhook', private.describe_webhook(w));
end $function$;

REVOKE ALL ON FUNCTION "public"."save_webhook"(uuid, uuid, uuid, boolean, jsonb, text) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_check1" CHECK (((state <> 'dead'::public.delivery_state) OR (reason_code IS NOT NULL)));

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_check" CHECK (((state = 'delivered'::public.delivery_state) = (delivered_at IS NOT NULL)));

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_data_check" CHECK (((jsonb_typeof(data) = 'object'::text) AND (octet_length((data)::text) <= 16384)));

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_http_status_check" CHECK (((http_status >= 100) AND (http_status <= 599)));

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_reason_check" CHECK ((char_length(reason) <= 500));

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_tries_check" CHECK ((tries >= 0));

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_worker_check" CHECK (((char_length(worker) >= 1) AND (char_length(worker) <= 200)));

ALTER TABLE "public"."webhooks"
  ADD CONSTRAINT "webhooks_check1" CHECK (((failures = 0) = (failing_since IS NULL)));

ALTER TABLE "public"."webhooks"
  ADD CONSTRAINT "webhooks_check2" CHECK (((old_secret_id IS NULL) = (old_secret_until IS NULL)));

ALTER TABLE "public"."webhooks"
  ADD CONSTRAINT "webhooks_check" CHECK ((is_active = (off_code IS NULL)));

ALTER TABLE "public"."webhooks"
  ADD CONSTRAINT "webhooks_created_by_fkey" FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;

ALTER TABLE "public"."webhooks"
  ADD CONSTRAINT "webhooks_events_check"
    CHECK
    (((cardinality(events) >= 1) AND (cardinality(events) <= 20) AND (NOT ('webhook.test'::public.webhook_event = ANY (events))) AND (array_position(events,
    NULL::public.webhook_event) IS NULL)));

ALTER TABLE "public"."webhooks"
  ADD CONSTRAINT "webhooks_failures_check" CHECK ((failures >= 0));

ALTER TABLE "public"."webhooks"
  ADD CONSTRAINT "webhooks_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_org_id_webhook_id_fkey" FOREIGN KEY (org_id, webhook_id) REFERENCES public.webhooks(org_id, id) ON DELETE CASCADE;

CREATE INDEX webhook_deliveries_open_idx ON public.webhook_deliveries USING btree (webhook_id, "position")
  WHERE (state = ANY (ARRAY['pending'::public.delivery_state, 'sending'::public.delivery_state]));

CREATE INDEX webhook_deliveries_subject_idx ON public.webhook_deliveries USING btree (webhook_id, subject_id, "position")
  WHERE (state = ANY (ARRAY['pending'::public.delivery_state, 'sending'::public.delivery_state]));

CREATE INDEX webhooks_created_by_idx ON public.webhooks USING btree (created_by);

CREATE TRIGGER call_schedules_tell_of_attention
  AFTER UPDATE OF attention_code ON public.call_schedules
  FOR EACH ROW
  WHEN (((NOT (old.call_status IS DISTINCT FROM new.call_status)) AND (new.attention_code IS NOT NULL) AND (old.attention_code IS DISTINCT FROM new.attention_code)))
  EXECUTE FUNCTION private.tell_of_call();

CREATE TRIGGER call_schedules_tell_of_end
  AFTER UPDATE OF call_status ON public.call_schedules
  FOR EACH ROW
  WHEN
    (((old.call_status IS DISTINCT FROM new.call_status) AND (new.call_status = ANY (ARRAY['completed'::public.call_status, 'failed'::public.call_status,
    'cancelled'::public.call_status]))))
  EXECUTE FUNCTION private.tell_of_call();

CREATE TRIGGER campaigns_tell
  AFTER UPDATE OF state ON public.campaigns
  FOR EACH ROW
  WHEN ((old.state IS DISTINCT FROM new.state))
  EXECUTE FUNCTION private.tell_of_campaign();

CREATE TRIGGER suppressions_tell
  AFTER INSERT ON public.suppressions
  FOR EACH ROW
  WHEN (private.is_own_word(new.source))
  EXECUTE FUNCTION private.tell_of_opt_out();

CREATE TRIGGER webhook_deliveries_ring
  AFTER INSERT ON public.webhook_deliveries REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.ring_for_deliveries();

CREATE TRIGGER webhooks_audit
  AFTER INSERT OR DELETE OR UPDATE OF url, events, description, secret_id, is_active, off_code ON public.webhooks
  FOR EACH ROW
  EXECUTE FUNCTION private.write_audit_row('org_id', 'id', 'url', 'secret_id', 'old_secret_id');

CREATE TRIGGER webhooks_forget_secrets
  AFTER DELETE ON public.webhooks
  FOR EACH ROW
  EXECUTE FUNCTION private.forget_webhook_secrets();

CREATE TRIGGER webhooks_touch
  BEFORE UPDATE OF url, events, description, secret_id, is_active ON public.webhooks
  FOR EACH ROW
  EXECUTE FUNCTION private.touch_updated_at();

CREATE POLICY "webhook_deliveries_read" ON "public"."webhook_deliveries"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids_as(VARIADIC ARRAY['admin'::public.member_role]) AS my_org_ids_as)));

CREATE POLICY "webhooks_read" ON "public"."webhooks"
  FOR SELECT
  TO "authenticated"
  USING ((org_id IN ( SELECT private.my_org_ids_as(VARIADIC ARRAY['admin'::public.member_role]) AS my_org_ids_as)));

REVOKE ALL ON FUNCTION "private"."deliveries_has_work"(numeric) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."deliveries_has_work"(numeric) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."deliveries_has_work"(numeric) TO "postgres";

REVOKE ALL ON FUNCTION "private"."describe_delivery"(public.webhook_deliveries) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."describe_delivery"(public.webhook_deliveries) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."describe_delivery"(public.webhook_deliveries) TO "postgres";

REVOKE ALL ON FUNCTION "private"."describe_webhook"(public.webhooks) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."describe_webhook"(public.webhooks) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."describe_webhook"(public.webhooks) TO "postgres";

REVOKE ALL ON FUNCTION "private"."enter_webhook_event"(uuid, public.webhook_event, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."enter_webhook_event"(uuid, public.webhook_event, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."enter_webhook_event"(uuid, public.webhook_event, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."forget_webhook_secrets"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."forget_webhook_secrets"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."forget_webhook_secrets"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_secret"(text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_secret"(text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_secret"(text, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_webhook_secret"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_webhook_secret"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_webhook_secret"(text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."ring_for_deliveries"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."ring_for_deliveries"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."ring_for_deliveries"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."tell_of_call"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tell_of_call"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tell_of_call"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."tell_of_campaign"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tell_of_campaign"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tell_of_campaign"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."tell_of_opt_out"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tell_of_opt_out"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tell_of_opt_out"() TO "postgres";

REVOKE ALL ON FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer) TO "service_role";

REVOKE ALL ON FUNCTION "public"."record_delivery"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "public"."record_delivery"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."record_delivery"(uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."record_delivery"(uuid, text, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "public"."remove_webhook"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."remove_webhook"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."remove_webhook"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "public"."replay_delivery"(uuid, uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."replay_delivery"(uuid, uuid, uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."replay_delivery"(uuid, uuid, uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "public"."save_webhook"(uuid, uuid, uuid, boolean, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_webhook"(uuid, uuid, uuid, boolean, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_webhook"(uuid, uuid, uuid, boolean, jsonb, text) TO "service_role";

REVOKE ALL ON TABLE "public"."webhook_deliveries" FROM "authenticated";

REVOKE ALL ("data") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("data") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("delivered_at") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("delivered_at") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("event_id") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("event_id") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("http_status") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("http_status") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("id") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("org_id") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("org_id") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("position") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("position") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("reason_code") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("reason_code") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("reason") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("reason") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("replay_of") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("replay_of") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("state") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("state") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("subject_id") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("subject_id") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("tries") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("tries") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("type") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("type") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ("webhook_id") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("webhook_id") ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ON TABLE "public"."webhook_deliveries" FROM "service_role";

GRANT SELECT ON TABLE "public"."webhook_deliveries" TO "service_role";

REVOKE ALL ON TABLE "public"."webhooks" FROM "authenticated";

REVOKE ALL ("created_by") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("created_by") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("description") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("description") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("events") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("events") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("failing_since") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("failing_since") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("failures") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("failures") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("id") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("is_active") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("is_active") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("off_code") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("off_code") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("old_secret_until") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("old_secret_until") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("org_id") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("org_id") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ("url") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("url") ON TABLE "public"."webhooks" TO "authenticated";

REVOKE ALL ON TABLE "public"."webhooks" FROM "service_role";

GRANT SELECT ON TABLE "public"."webhooks" TO "service_role";

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "occurred_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

REVOKE ALL ("occurred_at") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("occurred_at") ON TABLE "public"."webhook_deliveries" TO "authenticated";

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "next_try_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

REVOKE ALL ("next_try_at") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("next_try_at") ON TABLE "public"."webhook_deliveries" TO "authenticated";

ALTER TABLE "public"."webhook_deliveries"
  ADD COLUMN "created_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

CREATE INDEX webhook_deliveries_list_idx ON public.webhook_deliveries USING btree (org_id, webhook_id, created_at, id);

CREATE INDEX webhook_deliveries_old_idx ON public.webhook_deliveries USING btree (created_at);

REVOKE ALL ("created_at") ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ("created_at") ON TABLE "public"."webhook_deliveries" TO "authenticated";

ALTER TABLE "public"."webhooks"
  ADD COLUMN "held_until" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

REVOKE ALL ("held_until") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("held_until") ON TABLE "public"."webhooks" TO "authenticated";

ALTER TABLE "public"."webhooks"
  ADD COLUMN "created_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

REVOKE ALL ("created_at") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("created_at") ON TABLE "public"."webhooks" TO "authenticated";

ALTER TABLE "public"."webhooks"
  ADD COLUMN "updated_at" timestamp WITH time zone NOT NULL DEFAULT private."current_time"();

REVOKE ALL ("updated_at") ON TABLE "public"."webhooks" FROM "authenticated";

GRANT SELECT ("updated_at") ON TABLE "public"."webhooks" TO "authenticated";

ALTER TABLE "public"."webhooks"
  ADD CONSTRAINT "webhooks_description_check" CHECK (private.is_text(description, 200));
