-- Takes deliveries whose time has come: of each endpoint at most p_per_endpoint, of one that is failing a single one, and of each
-- subject none before what came earlier is over. What a dead worker left as sending is taken again: an endpoint hears of each
-- event at least once. What has waited for three days is given up first. Each comes with the endpoint's address and secrets. Nothing
-- of the endpoints p_except: the worker is telling them something still.
create function public.claim_webhook_deliveries(
  p_worker text, p_limit integer default 50, p_per_endpoint integer default 20, p_lease_seconds integer default 60,
  p_except uuid[] default '{}'::uuid[]
) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
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
end $$;
revoke all on function public.claim_webhook_deliveries(text, integer, integer, integer, uuid[]) from public, anon, authenticated, service_role;
grant execute on function public.claim_webhook_deliveries(text, integer, integer, integer, uuid[]) to service_role;
