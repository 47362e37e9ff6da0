-- Dialling one call now: who may, what stands against it, and that it is claimed once.
begin;
set local search_path = public, extensions, fixtures;
select plan(26);

select make_acme_and_globex();

create function pg_temp.execute(name text, actor text) returns jsonb language sql as $$
  select claim_call_schedule(id_of(name), id_of(actor), 'worker 1')
$$;
-- The judge's code where it refuses.
create function pg_temp.outcome(name text, actor text default 'admin') returns text language sql as $$
  select coalesce(told ->> 'reason_code', told ->> 'outcome') from pg_temp.execute(name, actor) told
$$;

select book('tomorrow', due_in => '1 day', owner => 'member');
select book('orphan', due_in => '1 day');

-- Who may.
select is(pg_temp.outcome('no such call'), 'not_found', 'a call that does not exist is not found');
select is(pg_temp.execute('tomorrow', 'rival'), pg_temp.execute('no such call', 'rival'),
  'another organisation''s call gets the same answer');
select is(pg_temp.outcome('tomorrow', 'nobody'), 'not_found', 'nor does a user without organisation find it');
select is(pg_temp.outcome('tomorrow', 'viewer'), 'forbidden', 'a viewer may not dial');
select is(pg_temp.outcome('tomorrow', 'colleague'), 'forbidden', 'a member may not dial another member''s call');
select is(pg_temp.outcome('orphan', 'member'), 'forbidden', 'nor a call whose creator is gone');
select is((claim_call_schedule(id_of('tomorrow'), null, 'worker 1')) ->> 'outcome', 'not_found', 'without an actor nothing is found');
select is((select count(*) from call_attempts), 0::bigint, 'none of them began an attempt');

-- What stands against it.
select book('inactive');
update call_schedules set is_active = false where contact_id = 'inactive';
select is(pg_temp.outcome('inactive'), 'inactive', 'an inactive call is not dialled');
update organizations set calling_paused_reason = 'Holiday' where slug = 'acme';
select is(pg_temp.execute('tomorrow', 'admin') - 'decision', '{"outcome": "deferred", "reason_code": "organisation_paused",
  "reason": "Calling is paused: Holiday", "until": null}',
  'a paused organisation does not dial, and says why');
update organizations set calling_paused_reason = null where slug = 'acme';
update agents set is_active = false where id = id_of('acme agent');
select is(pg_temp.outcome('tomorrow'), 'agent_inactive', 'an inactive agent does not dial');
update agents set is_active = true where id = id_of('acme agent');

select dial('busy');
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
select is((select told -> 'call' ->> 'attempt_id' from answer), attempt_of('tomorrow')::text, 'as a new attempt');
select is((select (told -> 'call') - array['attempt_id', 'due_at'] from answer), jsonb_build_object(
  'attempt_number', 1, 'schedule_id', id_of('tomorrow'), 'org_id', id_of('acme'), 'agent_id', id_of('acme agent'),
  'bolna_agent_id', null, 'from_number', null, 'contact_id', 'tomorrow', 'contact_name', 'Asha Rao',
  'contact_phone_enc', some_ciphertext(), 'contact_phone_hash', hash_of('tomorrow'),
  'call_topic', 'follow_up', 'call_language', 'en-IN', 'time_zone', 'Asia/Kolkata', 'looks_first', false), 'with all that the worker needs');
select is(state_of('tomorrow'), 'in_progress / placing', 'the call is in progress');
select ok((select due_at <= clock_timestamp() and trigger = 'execute' from call_attempts where schedule_id = id_of('tomorrow')),
  'it counts as due when it was asked for, and as asked for by a person');
select is((select actor_id from audit_log where row_id = id_of('tomorrow')::text order by id desc limit 1), id_of('member'),
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