SET local check_function_bodies = off;

DROP FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer);

CREATE OR REPLACE FUNCTION public.claim_webhook_deliveries (
  p_worker        text,
  p_limit         integer DEFAULT 50,
  p_per_endpoint  integer DEFAULT 20,
  p_lease_seconds integer DEFAULT 60,
  p_except        uuid[]  DEFAULT '{}'::uuid[]
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
      from public.webhooks w where w.is_active and w.held_until <= now_is and w.id <> all (p_except)
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
  ), endpoints as materialized (
    -- Once for each, and not for each delivery: a secret is deciphered.
    select w.id, w.url, w.failures, w.failing_since, (
      select coalesce(jsonb_agg(s.secret order by s.place), '[]')
      from (values (1, private.read_token(w.secret_id)),
        (2, case when w.old_secret_until > now_is then private.read_token(w.old_secret_id) end)) as s (place, secret)
      where s.secret is not null) as secrets
    from public.webhooks w
    where w.id in (select t.webhook_id from taken t)
  )
  select jsonb_build_object('id', d.id, 'org_id', d.org_id, 'webhook_id', d.webhook_id, 'event_id', d.event_id, 'type', d.type,
    'data', d.data, 'occurred_at', d.occurred_at, 'tries', d.tries, 'created_at', d.created_at, 'url', w.url,
    'failures', w.failures, 'failing_since', w.failing_since, 'secrets', w.secrets)
  from taken d
  join endpoints w on w.id = d.webhook_id
  order by d.position;
end $function$;

REVOKE ALL ON FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer, uuid[]) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.record_deliveries_told (
  p_worker        text,
  p_ids           uuid[],
  p_http_statuses integer[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  held uuid[];
begin
  select array_agg(l.id) into held from (
    select d.id from public.webhook_deliveries d
    where d.id = any (p_ids) and d.worker = p_worker and d.state = 'sending'
      and exists (select from public.webhooks w where w.id = d.webhook_id and w.failures = 0)
    for no key update skip locked
  ) l;
  update public.webhook_deliveries d
  set state = 'delivered', delivered_at = now_is, http_status = m.http_status, reason_code = null, reason = null, worker = null
  from unnest(p_ids, p_http_statuses) m (id, http_status)
  where d.id = any (held) and d.id = m.id;
  return (
    select jsonb_agg(case when m.id = any (held) then true end order by m.place) from unnest(p_ids) with ordinality m (id, place));
end $function$;

REVOKE ALL ON FUNCTION "public"."record_deliveries_told"(text, uuid[], integer[]) FROM PUBLIC, "anon", "authenticated";

CREATE INDEX webhook_deliveries_late_idx ON public.webhook_deliveries USING btree (created_at)
  WHERE (state = ANY (ARRAY['pending'::public.delivery_state, 'sending'::public.delivery_state]));

REVOKE ALL ON FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer, uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."claim_webhook_deliveries"(text, integer, integer, integer, uuid[]) TO "service_role";

REVOKE ALL ON FUNCTION "public"."record_deliveries_told"(text, uuid[], integer[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."record_deliveries_told"(text, uuid[], integer[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."record_deliveries_told"(text, uuid[], integer[]) TO "service_role";
