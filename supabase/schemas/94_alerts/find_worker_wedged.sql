-- A worker is rung and does not come for so many seconds, or it comes and no run of it ends: its latest five have not, and the
-- first of them began five minutes ago, which is longer than the platform lets any live.
create function private.find_worker_wedged() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select null::uuid, w.name, round(extract(epoch from private.current_time() - stuck.since)), jsonb_build_object('worker', w.name)
  from private.workers w
  cross join lateral (
    select r.started_at from private.worker_runs r where r.worker = w.name order by r.id desc limit 1
  ) latest
  cross join lateral (
    select count(*) filter (where r.finished_at is null) as unfinished, min(r.started_at) as first_at
    from (select k.started_at, k.finished_at from private.worker_runs k where k.worker = w.name order by k.id desc limit 5) r
  ) runs
  cross join lateral (
    select case
      when latest.started_at < w.rung_at then w.rung_at
      when runs.unfinished = 5 and runs.first_at <= private.current_time() - interval '5 minutes' then runs.first_at
    end as since
  ) stuck
  where w.enabled
    and stuck.since <= private.current_time()
      - make_interval(secs => private.alert_threshold('worker_wedged')::double precision)
  union all
  -- It has never come at all.
  select null::uuid, w.name, round(extract(epoch from private.current_time() - w.rung_at)), jsonb_build_object('worker', w.name)
  from private.workers w
  where w.enabled and not exists (select from private.worker_runs r where r.worker = w.name)
    and w.rung_at <= private.current_time() - make_interval(secs => private.alert_threshold('worker_wedged')::double precision)
$$;
revoke all on function private.find_worker_wedged() from public, anon, authenticated, service_role;
