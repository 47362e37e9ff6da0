-- Dialling one call now: who may, what stands against it, and that it is claimed once.
begin;
set local search_path = public, extensions;
select plan(26);

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

create function pg_temp.execute(name text, actor text) returns jsonb language sql as $$
  select claim_call_schedule(md5(name)::uuid, md5(actor)::uuid, 'worker 1')
$$;
create function pg_temp.outcome(name text, actor text default 'admin') returns text language sql as $$
  select pg_temp.execute(name, actor) ->> 'outcome'
$$;

select pg_temp.book('tomorrow', due_in => '1 day', owner => 'member');
select pg_temp.book('orphan', due_in => '1 day');

-- Who may.
select is(pg_temp.outcome('no such call'), 'not_found', 'a call that does not exist is not found');
select is(pg_temp.execute('tomorrow', 'rival'), pg_temp.execute('no such call', 'rival'),
  'another organisation''s call gets the same answer');
select is(pg_temp.outcome('tomorrow', 'nobody'), 'not_found', 'nor does a user without organisation find it');
select is(pg_temp.outcome('tomorrow', 'viewer'), 'forbidden', 'a viewer may not dial');
select is(pg_temp.outcome('tomorrow', 'colleague'), 'forbidden', 'a member may not dial another member''s call');
select is(pg_temp.outcome('orphan', 'member'), 'forbidden', 'nor a call whose creator is gone');
select is((claim_call_schedule(md5('tomorrow')::uuid, null, 'worker 1')) ->> 'outcome', 'not_found', 'without an actor nothing is found');
select is((select count(*) from call_attempts), 0::bigint, 'none of them began an attempt');

-- What stands against it.
select pg_temp.book('inactive');
update call_schedules set is_active = false where contact_id = 'inactive';
select is(pg_temp.outcome('inactive'), 'inactive', 'an inactive call is not dialled');
update organizations set calling_paused_reason = 'Holiday' where slug = 'acme';
select is(pg_temp.execute('tomorrow', 'admin'), '{"outcome": "paused", "reason": "Holiday"}',
  'a paused organisation does not dial, and says why');
update organizations set calling_paused_reason = null where slug = 'acme';
update agents set is_active = false where id = md5('acme agent')::uuid;
select is(pg_temp.outcome('tomorrow'), 'agent_inactive', 'an inactive agent does not dial');
update agents set is_active = true where id = md5('acme agent')::uuid;

select pg_temp.dial('busy');
update call_schedules set contact_phone_hash = (select contact_phone_hash from call_schedules where contact_id = 'busy')
where contact_id = 'orphan';
select is(pg_temp.outcome('orphan'), 'number_busy', 'a number with a live call is not dialled');
select is(pg_temp.outcome('busy'), 'not_scheduled', 'nor a call that is in progress');
update call_attempts set state = 'unknown', next_check_at = now();
select is(pg_temp.outcome('orphan'), 'number_busy', 'nor a number whose last call''s outcome is unknown');
update organizations set max_concurrent_calls = 1 where slug = 'acme';
select is(pg_temp.outcome('tomorrow'), 'no_free_line', 'with every line taken nothing is dialled');
update organizations set max_concurrent_calls = 2 where slug = 'acme';
select is((select array_agg(call_status) from call_schedules where contact_id in ('tomorrow', 'orphan')), '{scheduled,scheduled}',
  'and whatever was refused stays scheduled');

-- Now.
create temporary table answer as select pg_temp.execute('tomorrow', 'member') as told;
select is((select told ->> 'outcome' from answer), 'claimed', 'a member dials their own call whatever its time');
select is((select told -> 'call' ->> 'attempt_id' from answer), pg_temp.attempt_of('tomorrow')::text, 'as a new attempt');
select is((select (told -> 'call') - array['attempt_id', 'due_at'] from answer), jsonb_build_object(
  'attempt_number', 1, 'schedule_id', md5('tomorrow')::uuid, 'org_id', md5('acme')::uuid, 'agent_id', md5('acme agent')::uuid,
  'bolna_agent_id', null, 'from_number', null, 'contact_id', 'tomorrow', 'contact_name', 'Asha Rao',
  'contact_phone_enc', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB', 'contact_phone_hash', encode(sha256('tomorrow'), 'hex'),
  'call_topic', 'follow_up', 'call_language', 'en-IN', 'time_zone', 'Asia/Kolkata', 'checks_contact', false), 'with all that the worker needs');
select is(pg_temp.state_of('tomorrow'), 'in_progress / placing', 'the call is in progress');
select ok((select due_at <= clock_timestamp() and trigger = 'execute' from call_attempts where schedule_id = md5('tomorrow')::uuid),
  'it counts as due when it was asked for, and as asked for by a person');
select is((select actor_id from audit_log where row_id = md5('tomorrow')::uuid::text order by id desc limit 1), md5('member')::uuid,
  'the audit trail names who asked');
select is(pg_temp.execute('tomorrow', 'member'), '{"outcome": "not_scheduled", "call_status": "in_progress"}',
  'it is not claimed twice');
update call_attempts set state = 'ended', outcome = 'completed', ended_at = now();
select is(pg_temp.outcome('orphan', 'admin'), 'claimed', 'an admin dials anybody''s call');
update call_schedules set call_status = 'cancelled', status_reason = 'Over.' where contact_id = 'orphan';
select is(pg_temp.execute('orphan', 'admin'), '{"outcome": "not_scheduled", "call_status": "cancelled"}', 'a call that is over is not dialled');
update call_schedules set deleted_at = now() where contact_id = 'orphan';
select is(pg_temp.outcome('orphan', 'admin'), 'not_found', 'and a deleted one is not found');

select * from finish();
rollback;
