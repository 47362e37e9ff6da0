-- The claim: what may be dialled now, taken once, within each organisation's lines, in turns.
begin;
set local search_path = public, extensions, fixtures;
select plan(44);

select make_acme_and_globex();

create function pg_temp.claim(call_limit integer default 50) returns text language sql as $$
  select string_agg(contact_id, ' ' order by contact_id) from claim_due_calls('worker 1', call_limit)
$$;

-- One call.
select book('one', 'globex', number => 'shared');
update agents set bolna_agent_id = id_of('bolna'), from_number = '+12025550123' where id = id_of('globex agent');
update call_schedules set status_reason = 'Bolna was busy.', status_reason_code = 'busy', attention_code = 'late_execution',
  attention_reason = 'Look', retry_at = now() - interval '1 second' where id = id_of('one');
create temporary table claimed as select * from claim_due_calls('worker 1', 50, 45);
select is((select count(*) from claimed), 1::bigint, 'a call that is due is claimed');
select is((select row(schedule_id, org_id, agent_id, bolna_agent_id, from_number, attempt_number, contact_id, contact_name,
    contact_phone_enc, call_topic, call_language, time_zone)::text from claimed),
  row(id_of('one'), id_of('globex'), id_of('globex agent'), id_of('bolna'), '+12025550123', 1, 'one',
    'Asha Rao', some_ciphertext(), 'follow_up', 'en-IN', 'America/New_York')::text,
  'the worker gets all that it needs to dial');
select is((select due_at from claimed), now() - interval '1 second', 'with the time at which it was due: that of its retry');
select is((select call_status from call_schedules), 'in_progress', 'the call is in progress');
select is((select attempt_count from call_schedules), 1, 'on its first attempt');
select is((select row(status_reason, status_reason_code, attention, attention_code, attention_reason, retry_at)::text from call_schedules),
  row(null, null, false, null, null, null)::text, 'what was said of earlier attempts is gone');
select is((select row(id, state, trigger, worker, bolna_execution_id)::text from call_attempts),
  (select row(attempt_id, 'placing', 'sweep', 'worker 1', null)::text from claimed), 'its attempt is being placed');
select ok((select lease_expires_at - claimed_at between interval '44 seconds' and interval '46 seconds' from call_attempts),
  'under a lease of the length asked for');
select is(pg_temp.claim(), null, 'it is not claimed a second time');

-- One live call to a number.
select book('same number', 'globex', number => 'shared');
select book('elsewhere', 'acme', number => 'shared');
select is(pg_temp.claim(), 'elsewhere', 'a number with a live call waits; another organisation''s call to it does not');
select is((select call_status from call_schedules where contact_id = 'same number'), 'scheduled', 'the waiting call stays scheduled');
update call_attempts set state = 'unknown', next_check_at = now() where org_id = id_of('globex');
select is(pg_temp.claim(), null, 'a call whose outcome is unknown still holds its number');
update call_attempts set state = 'ended', outcome = 'completed', ended_at = now() where org_id = id_of('globex');
select is(pg_temp.claim(), 'same number', 'when the call is over, the next one to the number goes out');
delete from call_schedules;
select book('later twin', due_in => '-1 minute', number => 'twin');
select book('earlier twin', due_in => '-2 minutes', number => 'twin');
select is(pg_temp.claim(), 'earlier twin', 'of two due calls to one number the earlier goes first, alone');

-- Not due, not allowed.
delete from call_schedules;
select book(name) from unnest(array['inactive', 'cancelled', 'deleted', 'backing off', 'backed off']) name;
select book('future', due_in => '1 minute');
update call_schedules set is_active = false where contact_id = 'inactive';
update call_schedules set call_status = 'cancelled', status_reason = 'Over.' where contact_id in ('cancelled', 'deleted');
update call_schedules set deleted_at = now() where contact_id = 'deleted';
update call_schedules set retry_at = now() + interval '1 minute' where contact_id = 'backing off';
update call_schedules set retry_at = now() - interval '1 second' where contact_id = 'backed off';
select is(pg_temp.claim(), 'backed off',
  'a call before its time, before its retry, inactive, cancelled or deleted is left alone');
update organizations set calling_paused_reason = 'Holiday' where slug = 'acme';
select book('paused');
select book('going on', 'globex');
select is(pg_temp.claim(), 'going on', 'a paused organisation''s calls wait, others'' go out');
update organizations set calling_paused_reason = null where slug = 'acme';
update agents set is_active = false where id = id_of('acme agent');
select is(pg_temp.claim(), null, 'the calls of an inactive agent wait');
update agents set is_active = true where id = id_of('acme agent');
select is(pg_temp.claim(), 'paused', 'and go out when it is active again');

-- The lines of an organisation.
delete from call_schedules;
update organizations set max_concurrent_calls = 3 where slug = 'acme';
select book('call ' || n, due_in => n * interval '-1 minute') from generate_series(1, 6) n;
select is(pg_temp.claim(2), 'call 5 call 6', 'a claim takes no more than its limit, the longest due first');
select is(pg_temp.claim(), 'call 4', 'and no more than the organisation has lines free');
select is(pg_temp.claim(), null, 'with every line taken nothing is claimed');
update call_attempts set state = 'unknown', next_check_at = now() where schedule_id = id_of('call 6');
update call_attempts set state = 'placed', next_check_at = now(), placed_at = now(), bolna_execution_id = 'x'
where schedule_id = id_of('call 5');
select is(pg_temp.claim(), null, 'calls that are placed, or of unknown outcome, hold their line');
update call_attempts set state = 'ended', outcome = 'completed', ended_at = now() where schedule_id = id_of('call 5');
select is(pg_temp.claim(), 'call 3', 'a line that comes free is used again');
update organizations set max_concurrent_calls = 1 where slug = 'acme';
select is(pg_temp.claim(), null, 'fewer lines than live calls claim nothing');

-- Turns.
delete from call_schedules;
update organizations set max_concurrent_calls = 100;
select book('queue ' || n, 'acme', '-1 hour') from generate_series(1, 20) n;
select book('single ' || n, 'globex', '-1 second') from generate_series(1, 2) n;
create temporary table turns as select * from claim_due_calls('worker 1', 6);
select is((select count(*) from turns), 6::bigint, 'the limit holds over all organisations together');
select is((select count(*) from turns where org_id = id_of('globex')), 2::bigint,
  'a long queue of one organisation does not delay another''s calls');
select is((select count(*) from claim_due_calls('worker 2', 50)), 16::bigint, 'what is left is claimed by the next worker');
select is((select count(*) from call_attempts), 22::bigint, 'each call has one attempt');
select is((select count(*) from claim_due_calls('worker 3', 50)), 0::bigint, 'and nothing is left');

-- Numbers of attempts.
update call_attempts set state = 'ended', outcome = 'not_sent', ended_at = now();
update call_schedules set call_status = 'scheduled' where contact_id = 'single 1';
select is((select attempt_number from claim_due_calls('worker 1')), 2, 'a second try is the second attempt');
select is((select count(*) from call_attempts where schedule_id = id_of('single 1')), 2::bigint, 'beside the first');

-- When the next one is due.
delete from call_schedules;
select is(next_call_due_at(3600), null, 'no call, no time');
select book('in ten', due_in => '10 minutes');
select book('in twenty', 'globex', '20 minutes');
select is(next_call_due_at(60), null, 'a call that is due later than asked for is not told');
select is(next_call_due_at(3600), now() + interval '10 minutes', 'the next call is told by its time');
update organizations set calling_paused_reason = 'Holiday' where slug = 'acme';
select is(next_call_due_at(3600), now() + interval '20 minutes', 'a paused organisation''s is not waited for');
update organizations set calling_paused_reason = null where slug = 'acme';
update call_schedules set retry_at = now() + interval '30 minutes' where contact_id = 'in ten';
select is(next_call_due_at(3600), now() + interval '20 minutes', 'a call that backs off is waited for until its retry');
update call_schedules set is_active = false where contact_id = 'in twenty';
select is(next_call_due_at(3600), now() + interval '30 minutes', 'an inactive one is not waited for');
update agents set is_active = false;
select is(next_call_due_at(3600), null, 'nor are the calls of an inactive agent');
update agents set is_active = true;
select book('busy', due_in => '-1 minute', number => 'in ten');
select is(pg_temp.claim(), 'busy', 'while a number is being called');
select is(next_call_due_at(3600), null, 'its other call is not waited for');
update call_schedules set contact_phone_hash = repeat('2', 64) where contact_id = 'in ten';
update organizations set max_concurrent_calls = 1;
select is(next_call_due_at(3600), null, 'nor is one for which no line is free');

select throws_ok(statement, '22023', null, format('%s is refused', statement))
from unnest(array['select claim_due_calls(''w'', 0)', 'select claim_due_calls(''w'', 1001)', 'select claim_due_calls(''w'', 50, 1)']) statement;

select * from finish();
rollback;