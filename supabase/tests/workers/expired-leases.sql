-- A dead worker's claims are found by the next pass: they become unknown, never scheduled, and are never dialled again.
begin;
set local search_path = public, extensions, fixtures;
select plan(15);

select make_acme_and_globex();

select dial(name) from unnest(array['dead', 'dead too', 'alive', 'placed', 'ended']) name;
select record_call_placed(attempt_of('placed'), 'execution');
select record_call_refused(attempt_of('ended'), 400, 'bolna_refused', 'Wrong number.');
update call_attempts set lease_expires_at = now() - interval '1 second'
where schedule_id in (select id from call_schedules where contact_id <> 'alive');

create temporary table pass as select begin_sweep('worker 2') as told;
select is((select told -> 'expired_leases' from pass), '2', 'the next pass finds what a dead worker left');
select is(state_of('dead'), 'in_progress / unknown', 'a call that a dead worker may have placed is unknown');
select is(state_of('dead too'), 'in_progress / unknown', 'every one of them');
select is(state_of('alive'), 'in_progress / placing', 'a worker within its lease is left alone');
select is(state_of('placed'), 'in_progress / placed', 'a placed call needs no lease');
select is(state_of('ended'), 'failed / ended / refused', 'nor does one that is over');
select is((select status_reason_code from call_schedules where contact_id = 'dead'), 'worker_died', 'the schedule says why');
select ok((select next_check_at <= clock_timestamp() + interval '60 seconds' from call_attempts where id = attempt_of('dead')),
  'within a minute somebody asks Bolna');
select is((select count(*) from claim_due_calls('worker 2')), 0::bigint, 'nobody dials it again');
select is(begin_sweep('worker 3') -> 'expired_leases', '0', 'the pass after that finds nothing more');
select is(record_call_placed(attempt_of('dead'), 'late execution') ->> 'attempt_state', 'placed',
  'a worker that was only slow may still say that Bolna accepted');

-- The heartbeat.
select is((select row(worker, instance, finished_at, counts)::text from private.worker_runs where id = (select (told -> 'sweep_id')::bigint from pass)),
  row('sweep', 'worker 2', null, null)::text, 'a pass is written down when it begins');
select finish_worker_run((select (told -> 'sweep_id')::bigint from pass), '{"claimed": 3}');
select is((select counts from private.worker_runs where id = (select (told -> 'sweep_id')::bigint from pass)), '{"claimed": 3}',
  'and what it did when it ends');
select ok((select finished_at is not null from private.worker_runs where id = (select (told -> 'sweep_id')::bigint from pass)),
  'with the moment');
select lives_ok('select finish_worker_run(-1, ''{}'')', 'the end of a pass that nobody knows is no error');

select * from finish();
rollback;