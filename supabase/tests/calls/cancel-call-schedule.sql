-- Cancelling and deleting: who may, in which state, and that what was cancelled is never handed to Bolna.
begin;
set local search_path = public, extensions;
select plan(43);

-- Acme and Globex; the rival is an admin of Globex. The id of anything here is the md5 of its name.
delete from organizations;
insert into auth.users (id)
select md5(who)::uuid from unnest(array['admin', 'member', 'colleague', 'viewer', 'rival', 'nobody']) who;
insert into organizations (id, slug, name, time_zone) values
  (md5('acme')::uuid, 'acme', 'Acme', 'Asia/Kolkata'),
  (md5('globex')::uuid, 'globex', 'Globex', 'America/New_York');
insert into memberships (org_id, user_id, role) values
  (md5('acme')::uuid, md5('admin')::uuid, 'admin'),
  (md5('acme')::uuid, md5('member')::uuid, 'member'),
  (md5('acme')::uuid, md5('colleague')::uuid, 'member'),
  (md5('acme')::uuid, md5('viewer')::uuid, 'viewer'),
  (md5('globex')::uuid, md5('rival')::uuid, 'admin');
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
create function pg_temp.become(who text) returns void language sql as $$
  select set_config('request.jwt.claim.sub', '', true), set_config('app.actor_id', '', true),
    set_config('request.jwt.claims', case when who in ('owner', 'anon', 'service_role') then ''
      else json_build_object('sub', md5(who)::uuid, 'role', 'authenticated')::text end, true),
    set_config('role', case when who = 'owner' then 'none' when who in ('anon', 'service_role') then who
      else 'authenticated' end, true);
$$;
-- The one value that somebody's statement answers. What it did stays done.
create function pg_temp.answer_to(who text, statement text) returns text language plpgsql as $$
declare
  answer text;
begin
  perform pg_temp.become(who);
  execute statement into answer;
  reset role;
  perform pg_temp.become('owner');
  return answer;
end $$;

create function pg_temp.cancel(who text, name text, and_delete boolean default false) returns jsonb language sql as $$
  select pg_temp.answer_to(who, format('select cancel_call_schedule(%L, %L)', md5(name)::uuid, and_delete))::jsonb
$$;
create function pg_temp.outcome(who text, name text, and_delete boolean default false) returns text language sql as $$
  select pg_temp.cancel(who, name, and_delete) ->> 'outcome'
$$;

select pg_temp.book(name, due_in => '1 hour', owner => 'member') from unnest(array['mine', 'mine too', 'to delete']) name;
select pg_temp.book('another''s', due_in => '1 hour', owner => 'colleague');
select pg_temp.book('orphan', due_in => '1 hour');

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
select is((select actor_id from audit_log where row_id = md5('mine')::uuid::text order by id desc limit 1), md5('member')::uuid,
  'the audit trail names who cancelled');
select is(pg_temp.cancel('member', 'mine'), '{"outcome": "over", "call_status": "cancelled"}', 'twice is told');
select is(pg_temp.outcome('admin', 'another''s'), 'cancelled', 'an admin cancels anybody''s call');
select is(pg_temp.outcome('admin', 'orphan'), 'cancelled', 'even one whose creator is gone');
select is(pg_temp.cancel('member', 'to delete', true), '{"outcome": "cancelled"}', 'deleting a call cancels it');
select is((select row(call_status, deleted_at is not null)::text from call_schedules where contact_id = 'to delete'), '(cancelled,t)',
  'and takes it out of the lists');
select is(pg_temp.cancel('member', 'to delete', true), '{"outcome": "not_found"}', 'after which it is not found');
select is(pg_temp.answer_to('admin', 'select count(*) from call_schedules where contact_id = ''to delete'''), '0', 'by nobody');
select is(pg_temp.cancel('member', 'mine', true), '{"outcome": "deleted"}', 'a call that is over can be deleted');
select is((select call_status from call_schedules where contact_id = 'mine'), 'cancelled', 'and stays what it was');
select pg_temp.book('backing off', owner => 'member');
update call_schedules set retry_at = now() + interval '1 minute' where contact_id = 'backing off';
select is(pg_temp.outcome('member', 'backing off'), 'cancelled', 'a call that waits for its next try is cancelled');
select is((select retry_at from call_schedules where contact_id = 'backing off'), null, 'and not tried again');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'nothing that was cancelled is dialled');
select is((claim_call_schedule(md5('another''s')::uuid, md5('admin')::uuid, 'worker 1')) ->> 'outcome', 'not_scheduled',
  'not even by hand');

-- On its way.
select pg_temp.dial('live');
select is(pg_temp.cancel('admin', 'live'), '{"outcome": "live"}', 'a call that is being placed is live');
select record_call_unknown(pg_temp.attempt_of('live'), null, 'timeout', 'No answer.');
select is(pg_temp.cancel('admin', 'live'), '{"outcome": "live"}', 'and one of unknown outcome too');
select record_call_placed(pg_temp.attempt_of('live'), 'execution');

create function pg_temp.outcome_at(status text) returns jsonb language sql as $$
  update call_attempts set bolna_status = status where bolna_execution_id = 'execution';
  select pg_temp.cancel('admin', 'live');
$$;
select is(pg_temp.outcome_at(status), jsonb_build_object('outcome', 'stop_needed', 'attempt_id', pg_temp.attempt_of('live'),
  'execution_id', 'execution'), format('a call that is %s at Bolna has to be stopped there', status))
from unnest(array['queued', 'scheduled', 'prepared', 'rescheduled']) status;
select is(pg_temp.outcome_at(status), '{"outcome": "live"}', format('a call that is %s at Bolna is live', status))
from unnest(array['initiated', 'ringing', 'in-progress', 'call-disconnected', 'pondering']) status;
select is(pg_temp.cancel('admin', 'live', true), '{"outcome": "live"}', 'and cannot be deleted');
select is(pg_temp.outcome('viewer', 'live'), 'forbidden', 'which a viewer is not even told');
select is(pg_temp.state_of('live'), 'in_progress / placed', 'asking changed nothing');

-- Stopped at Bolna, then deleted.
select settle_call(pg_temp.attempt_of('live'), 'execution',
  '{"outcome": "stopped", "call_status": "cancelled", "reason": "Stopped."}', md5('admin')::uuid);
select is(pg_temp.cancel('admin', 'live'), '{"outcome": "over", "call_status": "cancelled"}', 'a call that was stopped is over');
select is(pg_temp.cancel('admin', 'live', true), '{"outcome": "deleted"}', 'and can be deleted');
select is((select status_reason from call_schedules where contact_id = 'live'), 'Stopped.', 'its reason stays');
select is((select count(*) from call_attempts where schedule_id = md5('live')::uuid), 1::bigint, 'and its attempt');

select * from finish();
rollback;
