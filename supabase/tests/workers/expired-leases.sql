-- A dead worker's claims are found by the next pass: they become unknown, never scheduled, and are never dialled again.
begin;
set local search_path = public, extensions;
select plan(15);

-- Acme and Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into agents (id, org_id, name) values
  (md5('acme agent')::uuid, md5('acme')::uuid, 'Front desk'),
  (md5('globex agent')::uuid, md5('globex')::uuid, 'Front desk');

create function pg_temp.book(
  name text, org text default 'acme', due_in interval default '-1 minute', number text default null, owner text default null
) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, created_by)
  values (md5(name)::uuid, md5(org)::uuid, md5(org || ' agent')::uuid, name, 'Asha Rao',
    'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', encode(sha256(coalesce(number, name)::bytea), 'hex'),
    now() + due_in, md5(owner)::uuid)
$$;
create function pg_temp.attempt_of(name text) returns uuid language sql as $$
  select id from call_attempts where schedule_id = md5(name)::uuid order by attempt_number desc limit 1
$$;
-- Books a call that is due and claims it; answers its attempt.
create function pg_temp.dial(name text) returns uuid language sql as $$
  select pg_temp.book(name);
  select count(*) from claim_due_calls('worker 1');
  select pg_temp.attempt_of(name);
$$;
-- Where a call stands: schedule, attempt, outcome.
create function pg_temp.state_of(name text) returns text language sql as $$
  select concat_ws(' / ', s.call_status, t.state, t.outcome)
  from call_schedules s left join call_attempts t on t.id = pg_temp.attempt_of(name)
  where s.id = md5(name)::uuid
$$;

select pg_temp.dial(name) from unnest(array['dead', 'dead too', 'alive', 'placed', 'ended']) name;
select record_call_placed(pg_temp.attempt_of('placed'), 'execution');
select record_call_refused(pg_temp.attempt_of('ended'), 400, 'bad_number', 'Wrong number.');
update call_attempts set lease_expires_at = now() - interval '1 second'
where schedule_id in (select id from call_schedules where contact_id <> 'alive');

create temporary table pass as select begin_sweep('worker 2') as told;
select is((select told -> 'expired_leases' from pass), '2', 'the next pass finds what a dead worker left');
select is(pg_temp.state_of('dead'), 'in_progress / unknown', 'a call that a dead worker may have placed is unknown');
select is(pg_temp.state_of('dead too'), 'in_progress / unknown', 'every one of them');
select is(pg_temp.state_of('alive'), 'in_progress / placing', 'a worker within its lease is left alone');
select is(pg_temp.state_of('placed'), 'in_progress / placed', 'a placed call needs no lease');
select is(pg_temp.state_of('ended'), 'failed / ended / refused', 'nor does one that is over');
select is((select status_reason_code from call_schedules where contact_id = 'dead'), 'worker_died', 'the schedule says why');
select ok((select next_check_at <= clock_timestamp() + interval '60 seconds' from call_attempts where id = pg_temp.attempt_of('dead')),
  'within a minute somebody asks Bolna');
select is((select count(*) from claim_due_calls('worker 2')), 0::bigint, 'nobody dials it again');
select is(begin_sweep('worker 3') -> 'expired_leases', '0', 'the pass after that finds nothing more');
select is(record_call_placed(pg_temp.attempt_of('dead'), 'late execution') ->> 'attempt_state', 'placed',
  'a worker that was only slow may still say that Bolna accepted');

-- The heartbeat.
select is((select row(worker, finished_at, counts)::text from private.sweep_runs where id = (select (told -> 'sweep_id')::bigint from pass)),
  row('worker 2', null, null)::text, 'a pass is written down when it begins');
select finish_sweep((select (told -> 'sweep_id')::bigint from pass), '{"claimed": 3}');
select is((select counts from private.sweep_runs where id = (select (told -> 'sweep_id')::bigint from pass)), '{"claimed": 3}',
  'and what it did when it ends');
select ok((select finished_at is not null from private.sweep_runs where id = (select (told -> 'sweep_id')::bigint from pass)),
  'with the moment');
select lives_ok('select finish_sweep(-1, ''{}'')', 'the end of a pass that nobody knows is no error');

select * from finish();
rollback;
