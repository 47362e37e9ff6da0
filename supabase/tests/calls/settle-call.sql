-- How a call ended is written once, on the attempt and on its schedule, and never unwritten.
begin;
set local search_path = public, extensions, fixtures;
select plan(33);

select make_acme_and_globex();

create function pg_temp.settle(name text, result jsonb, execution text default null) returns jsonb language sql as $$
  select settle_call(attempt_of(name), coalesce(execution, name), result)
$$;

-- With all that Bolna tells.
select set_clock('2026-11-22 09:58Z');
select place('talked');
select set_clock('2026-11-22 10:01Z');
select is(pg_temp.settle('talked', '{"outcome": "completed", "call_status": "completed", "reason": "They talked."}', 'another execution'),
  '{"settled": false, "call_status": "in_progress"}', 'another execution''s end is not this call''s');
select is(state_of('talked'), 'in_progress / placed', 'which goes on');
select is(pg_temp.settle('talked', '{"bolna_status": "completed", "outcome": "completed", "call_status": "completed",
    "reason_code": "answered", "reason": "They talked.", "answered": true, "voicemail": false, "conversation_seconds": 61.5,
    "duration_seconds": 70, "cost_cents": 12.25, "hangup_by": "Callee", "hangup_reason": "Call recipient hungup",
    "hangup_code": "4010", "termination_reason": "none", "ended_at": "2026-11-22T10:00:00Z", "surprise": 1}'),
  '{"settled": true, "call_status": "completed"}', 'a call is settled');
select is(state_of('talked'), 'completed / ended / completed', 'it is over');
select is((select row(bolna_status, reason_code, reason, answered, voicemail, conversation_seconds, duration_seconds, cost_cents,
    hangup_by, hangup_reason, hangup_code, termination_reason, ended_at, next_check_at)::text
    from call_attempts where id = attempt_of('talked')),
  row('completed', 'answered', 'They talked.', true, false, 61.5, 70, 12.25, 'Callee', 'Call recipient hungup', '4010', 'none',
    '2026-11-22T10:00:00Z'::timestamptz, null)::text, 'with everything that was told');
select is((select status_reason from call_schedules where contact_id = 'talked'), 'They talked.', 'and a reason for a person');

-- Its end is one that can be: neither before the claim nor still to come, whatever date a record bears.
select set_clock('2026-11-22 10:10Z');
select place('end ' || told)
from unnest(array['1970-01-01T00:00:00Z', '2100-01-01T00:00:00Z', '2026-11-22T10:10:30Z', 'untold']) told;
select set_clock('2026-11-22 10:11Z');
select pg_temp.settle('end ' || told, jsonb_build_object('outcome', 'completed', 'call_status', 'completed', 'reason', 'Over.',
  'ended_at', nullif(told, 'untold')))
from unnest(array['1970-01-01T00:00:00Z', '2100-01-01T00:00:00Z', '2026-11-22T10:10:30Z', 'untold']) told;
select is((select ended_at from call_attempts where bolna_execution_id = 'end ' || told), held::timestamptz,
  format('an end told as %s is held as %s', told, held))
from (values ('1970-01-01T00:00:00Z', '2026-11-22 10:10Z'), ('2100-01-01T00:00:00Z', '2026-11-22 10:11Z'),
  ('2026-11-22T10:10:30Z', '2026-11-22 10:10:30Z'), ('untold', '2026-11-22 10:11Z')) as t (told, held);

-- Once.
select is(pg_temp.settle('talked', '{"outcome": "failed", "call_status": "failed", "reason": "Something else."}'),
  '{"settled": false, "call_status": "completed"}', 'a second end is not written');
select is(state_of('talked'), 'completed / ended / completed', 'the first stays');
select is(pg_temp.settle('talked', '{"outcome": "balance_low", "call_status": "scheduled", "reason": "No money."}') -> 'settled', 'false',
  'and nothing brings the call back');
select is((select calling_paused_reason from organizations where slug = 'acme'), null, 'or pauses anything');

-- Each end.
select place(call_status) from unnest(array['failed', 'cancelled']) call_status;
select is(pg_temp.settle(call_status, jsonb_build_object('outcome', outcome, 'call_status', call_status, 'reason', 'Because.')),
  jsonb_build_object('settled', true, 'call_status', call_status), format('%s ends a call as %s', outcome, call_status))
from (values ('no_answer', 'failed'), ('stopped', 'cancelled')) as t (outcome, call_status);
select place('no reason');
select throws_ok($$ select pg_temp.settle('no reason', '{"outcome": "failed", "call_status": "failed"}') $$, '23514', null,
  'an end without a reason is refused');
select throws_ok($$ select pg_temp.settle('no reason', '{"outcome": "failed", "call_status": "scheduled", "reason": "Again."}') $$,
  '22023', null, 'a call that was dialled does not go back to scheduled');
select throws_ok($$ select pg_temp.settle('no reason', '{"call_status": "scheduled", "reason": "Again."}') $$,
  null, null, 'not even without an outcome');
select throws_ok($$ select settle_call(id_of('no attempt'), 'x', '{}') $$, 'P0002', null, 'an attempt that does not exist is an error');

-- An attempt that Bolna never gave an id.
select dial('placing');
select is(settle_call(attempt_of('placing'), null, '{"outcome": "lost", "call_status": "failed", "reason": "Lost."}') -> 'settled',
  'false', 'a call that is still being placed is not settled');
select record_call_unknown(attempt_of('placing'), null, 'bolna_timeout', 'No answer.');
select is(settle_call(attempt_of('placing'), null, '{"outcome": "lost", "call_status": "failed", "reason": "Lost."}') -> 'settled',
  'true', 'a call of unknown outcome can be given up');
select is(state_of('placing'), 'failed / ended / lost', 'as failed');

-- No money.
select place('poor');
select is(pg_temp.settle('poor', '{"outcome": "balance_low", "call_status": "scheduled", "reason": "The balance is too low."}'),
  '{"settled": true, "call_status": "scheduled"}', 'a call that was not dialled for want of money goes back to scheduled');
select is(state_of('poor'), 'scheduled / ended / balance_low', 'its attempt is over');
select is((select calling_paused_reason from organizations where slug = 'acme'), 'The balance is too low.',
  'the organisation''s calling is paused with the reason');
select is((select calling_paused_reason from organizations where slug = 'globex'), null, 'another organisation''s goes on');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'and nothing is dialled until somebody pays');
update organizations set calling_paused_reason = null where slug = 'acme';
select is((select count(*) from claim_due_calls('worker 1')), 1::bigint, 'then the call goes out again');
select record_call_placed(attempt_of('poor'), 'poor again');
select settle_call(attempt_of('poor'), 'poor again', '{"outcome": "balance_low", "call_status": "scheduled"}');
select isnt((select calling_paused_reason from organizations where slug = 'acme'), null,
  'want of money pauses even when nobody words it, so that the call is not dialled over and over');

-- Whatever its length: a text is cut, and the call ends.
update organizations set calling_paused_reason = null;
select place('wordy');
select is(pg_temp.settle('wordy', (select jsonb_object_agg(name, repeat('😀', 100000)) from unnest(array['bolna_status', 'reason',
    'hangup_by', 'hangup_reason', 'hangup_code', 'termination_reason']) name)
    || '{"outcome": "failed", "call_status": "failed"}'), '{"settled": true, "call_status": "failed"}', 'texts of 400 KB end a call');
select is((select array[char_length(bolna_status), char_length(reason), char_length(hangup_by), char_length(hangup_reason),
    char_length(hangup_code), char_length(termination_reason)] from call_attempts where id = attempt_of('wordy')),
  '{100,1000,300,300,300,300}', 'cut to what is kept');
select is((select char_length(status_reason) from call_schedules where contact_id = 'wordy'), 1000, 'on the schedule too');

select * from finish();
rollback;