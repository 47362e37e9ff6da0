-- Cancelling and deleting: who may, in which state, and that what was cancelled is never handed to Bolna.
begin;
set local search_path = public, extensions, fixtures;
select plan(43);

select make_acme_and_globex();

create function pg_temp.cancel(who text, name text, and_delete boolean default false) returns jsonb language sql as $$
  select answer_to(who, format('select cancel_call_schedule(%L, %L)', id_of(name), and_delete))::jsonb
$$;
create function pg_temp.outcome(who text, name text, and_delete boolean default false) returns text language sql as $$
  select pg_temp.cancel(who, name, and_delete) ->> 'outcome'
$$;

select book(name, due_in => '1 hour', owner => 'member') from unnest(array['mine', 'mine too', 'to delete']) name;
select book('another''s', due_in => '1 hour', owner => 'colleague');
select book('orphan', due_in => '1 hour');

-- Who may.
select is(pg_temp.outcome('admin', 'no such call'), 'not_found', 'a call that does not exist is not found');
select is(pg_temp.cancel('rival', 'mine'), pg_temp.cancel('rival', 'no such call'), 'another organisation''s call gets the same answer');
select is(pg_temp.cancel('rival', 'mine', true), pg_temp.cancel('rival', 'no such call', true), 'and so does its deletion');
select is(pg_temp.outcome('nobody', 'mine'), 'not_found', 'a user without organisation finds nothing');
select is(pg_temp.outcome('viewer', 'mine'), 'forbidden', 'a viewer may not cancel');
select is(pg_temp.outcome('member', 'another''s'), 'forbidden', 'a member may not cancel another member''s call');
select is(pg_temp.outcome('member', 'another''s', true), 'forbidden', 'or delete it');
select is(pg_temp.outcome('member', 'orphan'), 'forbidden', 'nor a call whose creator is gone');
select is((select count(*) from call_schedules where call_status = 'scheduled'), 5::bigint, 'and nothing was cancelled by that');

-- Scheduled.
select is(pg_temp.cancel('member', 'mine'), '{"outcome": "cancelled"}', 'a member cancels their own call');
select is((select row(call_status, status_reason_code, deleted_at)::text from call_schedules where contact_id = 'mine'),
  '(cancelled,cancelled_by_user,)', 'which says so and stays in the lists');
select is((select actor_id from audit_log where row_id = id_of('mine')::text order by id desc limit 1), id_of('member'),
  'the audit trail names who cancelled');
select is(pg_temp.cancel('member', 'mine'), '{"outcome": "over", "call_status": "cancelled"}', 'twice is told');
select is(pg_temp.outcome('admin', 'another''s'), 'cancelled', 'an admin cancels anybody''s call');
select is(pg_temp.outcome('admin', 'orphan'), 'cancelled', 'even one whose creator is gone');
select is(pg_temp.cancel('member', 'to delete', true), '{"outcome": "cancelled"}', 'deleting a call cancels it');
select is((select row(call_status, deleted_at is not null)::text from call_schedules where contact_id = 'to delete'), '(cancelled,t)',
  'and takes it out of the lists');
select is(pg_temp.cancel('member', 'to delete', true), '{"outcome": "not_found"}', 'after which it is not found');
select is(answer_to('admin', 'select count(*) from call_schedules where contact_id = ''to delete'''), '0', 'by nobody');
select is(pg_temp.cancel('member', 'mine', true), '{"outcome": "deleted"}', 'a call that is over can be deleted');
select is((select call_status from call_schedules where contact_id = 'mine'), 'cancelled', 'and stays what it was');
select book('backing off', owner => 'member');
update call_schedules set retry_at = now() + interval '1 minute' where contact_id = 'backing off';
select is(pg_temp.outcome('member', 'backing off'), 'cancelled', 'a call that waits for its next try is cancelled');
select is((select retry_at from call_schedules where contact_id = 'backing off'), null, 'and not tried again');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'nothing that was cancelled is dialled');
select is((claim_call_schedule(id_of('another''s'), id_of('admin'), 'worker 1')) ->> 'outcome', 'not_scheduled',
  'not even by hand');

-- On its way.
select dial('live');
select is(pg_temp.cancel('admin', 'live'), '{"outcome": "live"}', 'a call that is being placed is live');
select record_call_unknown(attempt_of('live'), null, 'bolna_timeout', 'No answer.');
select is(pg_temp.cancel('admin', 'live'), '{"outcome": "live"}', 'and one of unknown outcome too');
select record_call_placed(attempt_of('live'), 'execution');

create function pg_temp.outcome_at(status text) returns jsonb language sql as $$
  update call_attempts set bolna_status = status where bolna_execution_id = 'execution';
  select pg_temp.cancel('admin', 'live');
$$;
select is(pg_temp.outcome_at(status), jsonb_build_object('outcome', 'stop_needed', 'attempt_id', attempt_of('live'),
  'execution_id', 'execution'), format('a call that is %s at Bolna has to be stopped there', status))
from unnest(array['queued', 'scheduled', 'prepared', 'rescheduled']) status;
select is(pg_temp.outcome_at(status), '{"outcome": "live"}', format('a call that is %s at Bolna is live', status))
from unnest(array['initiated', 'ringing', 'in-progress', 'call-disconnected', 'pondering']) status;
select is(pg_temp.cancel('admin', 'live', true), '{"outcome": "live"}', 'and cannot be deleted');
select is(pg_temp.outcome('viewer', 'live'), 'forbidden', 'which a viewer is not even told');
select is(state_of('live'), 'in_progress / placed', 'asking changed nothing');

-- Stopped at Bolna, then deleted.
select settle_call(attempt_of('live'), 'execution',
  '{"outcome": "stopped", "call_status": "cancelled", "reason": "Stopped."}', id_of('admin'));
select is(pg_temp.cancel('admin', 'live'), '{"outcome": "over", "call_status": "cancelled"}', 'a call that was stopped is over');
select is(pg_temp.cancel('admin', 'live', true), '{"outcome": "deleted"}', 'and can be deleted');
select is((select status_reason from call_schedules where contact_id = 'live'), 'Stopped.', 'its reason stays');
select is((select count(*) from call_attempts where schedule_id = id_of('live')), 1::bigint, 'and its attempt');

select * from finish();
rollback;